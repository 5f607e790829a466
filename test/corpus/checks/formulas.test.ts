import { test } from 'vitest';
import { expectFaults, type Files, goodLibrary, replaced, withQuestion } from '../../support/mini-library.ts';

const [ZH, EN] = ['articles/zh/alpha.md', 'articles/en/alpha.md'];

/** The displayed formula of both languages, so that they stay twins. */
function displayed(tex: string): Files {
  return replaced(replaced(goodLibrary(), ZH, 'z^2 = 4', tex), EN, 'z^2 = 4', tex);
}

const inBoth = (at: string, problem: RegExp, severity: 'error' | 'warning' = 'error') =>
  [ZH, EN].map((file) => ({ severity, rule: 'formula' as const, file, at, problem }));

test('a displayed formula that is no LaTeX is a fault in its own line', () => {
  expectFaults(displayed('z = \\frac{1}{2'), ...inBoth('z = \\frac', /Missing close brace/));
});

test('an unknown command is a fault and not red text', () => {
  expectFaults(displayed('\\bm{z} = 4'), ...inBoth('\\bm', /Undefined control sequence \\bm/));
});

test('a numbered formula is a fault', () => {
  expectFaults(displayed('z = 4 \\tag{1}'), ...inBoth('\\tag', /\\tag is not supported/));
});

test('an inline formula of the text is drawn too', () => {
  expectFaults(replaced(goodLibrary(), EN, 'Two is $x_1$ here', 'Two is $\\foo$ here'), {
    rule: 'formula',
    file: EN,
    at: 'summary:',
    problem: /\\foo/,
  });
  expectFaults(replaced(goodLibrary(), EN, '- An item', '- An item $x_{$'), {
    rule: 'formula',
    file: EN,
    at: 'An item',
    problem: /missing close brace/,
  });
});

test('a key formula is drawn too', () => {
  const files = replaced(replaced(goodLibrary(), ZH, "'a = b^2'", "'a = b^'"), EN, "'a = b^2'", "'a = b^'");
  expectFaults(files, ...inBoth('formula:', /Missing superscript or subscript argument|Missing/));
});

test('a formula of a question is a fault of its line', () => {
  const explanation = { zh: '因 $\\nope$', en: 'Since' };
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { explanation }), {
    rule: 'formula',
    file: 'questions/alpha.yaml',
    at: 'nope',
    problem: /\\nope/,
  });
});

test('a formula of more than 300 characters is a fault', () => {
  expectFaults(
    displayed(`\\begin{aligned}${'z &= 4 \\\\'.repeat(35)}\\end{aligned}`),
    ...inBoth('\\begin{aligned}', /characters of LaTeX/),
  );
});

test('a formula wider than a phone is a warning', () => {
  expectFaults(displayed(`z = ${'a + '.repeat(30)} b`), ...inBoth('z = a', /ex wide/, 'warning'));
});
