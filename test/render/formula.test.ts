import { expect, test } from 'vitest';
import { LONGEST_FORMULA } from '../../src/chat/picture.ts';
import { compileFormula } from '../../src/render/formula.ts';

function drawn(tex: string, display = true) {
  const result = compileFormula(tex, display);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function refused(tex: string): string {
  const result = compileFormula(tex, true);
  return result.ok ? 'drawn' : `${result.error.kind}: ${result.error.message}`;
}

test('a formula is an svg of paths in the colour of the text, with its size', () => {
  const { svg, width, height, depth } = drawn('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}');
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>$/);
  expect(svg).toContain('fill="currentColor"');
  expect(svg).not.toMatch(/fill="(?!currentColor)|color:|\sid=|data-|<a[\s>]|href/);
  expect([width, height, depth].every((size) => size > 0)).toBe(true);
  expect(height).toBeGreaterThan(depth);
});

test('x stands on the line and is one x-height high', () => {
  expect(drawn('x', false).height).toBeCloseTo(1, 0);
  expect(drawn('x', false).depth).toBeLessThan(0.1);
  expect(drawn('\\frac{a}{b}', false).depth).toBeGreaterThan(0.5);
});

test('< is escaped: the svg is well-formed', () => {
  expect(drawn('a < b \\text{ & }').svg.replaceAll(/<\/?(?:svg|g|path|rect|text|line)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
});

test('Chinese in \\text is as large as the letters beside it', () => {
  const { svg, width } = drawn('\\text{如果}');
  expect(svg).toContain('font-size="1000px"');
  expect(width).toBeCloseTo(2 / 0.442, 1);
});

test('an inline formula is one picture, however long', () => {
  expect(drawn(`a${' + b = c'.repeat(30)}`, false).svg.match(/<svg/g)).toHaveLength(1);
});

test('rare alphabets are there at once', () => {
  for (const tex of [
    '\\mathfrak{g}',
    '\\mathcal{L}',
    '\\mathscr{F}',
    '\\mathbb{E}',
    '\\boldsymbol{\\theta}',
    '\\mathtt{x}',
    '\\mathsf{y}',
    '\\cancel{x}',
    'é',
  ]) {
    expect(drawn(tex).svg).toContain('<path');
  }
});

test.each([
  ['\\foo', 'not-tex: Undefined control sequence \\foo'],
  ['\\frac{1}{', 'not-tex: Missing close brace'],
  ['x & y', 'not-tex: Misplaced &'],
  ['\\newcommand{\\x}{1}', 'not-tex: Undefined control sequence \\newcommand'],
  ['\\def\\x{1}', 'not-tex: Undefined control sequence \\def'],
  ['\\href{javascript:alert(1)}{x}', 'not-tex: Undefined control sequence \\href'],
  ['\\require{html}', 'not-tex: Undefined control sequence \\require'],
  ['\\color{red}{x}', 'not-tex: Undefined control sequence \\color'],
  ['x \\tag{1}', 'not-supported: \\tag is not supported'],
  ['\\mmlToken{mi}[onclick="x"]{y}', 'not-supported: \\mmlToken is not supported'],
  ['\\rule{99999em}{1em}', 'not-supported: larger than 1000 ex'],
  ['x'.repeat(LONGEST_FORMULA + 1), `too-long: ${LONGEST_FORMULA + 1} characters, at most ${LONGEST_FORMULA}`],
  ['a\0b', 'not-tex: a control character or half a character'],
  ['\ud800', 'not-tex: a control character or half a character'],
])('%.30j is a fault, not red text', (tex, message) => {
  expect(refused(tex)).toBe(message);
});

test('thousands of braces are refused without harm to the next formula', () => {
  expect(refused(`${'{'.repeat(1900)}x${'}'.repeat(1900)}`)).toMatch(/^not-tex/);
  expect(refused(`${'\\sqrt{'.repeat(500)}x${'}'.repeat(500)}`)).toMatch(/^not-tex/);
  expect(refused('x')).toBe('drawn');
});

test('nothing of a formula is left for the next: the same source gives the same picture', () => {
  const before = drawn('\\sum_{i=1}^n x_i');
  drawn('\\begin{align} a &= b \\\\ c &= d \\end{align}');
  refused('\\let\\sum\\prod');
  refused('\\label{a}');
  expect(drawn('\\sum_{i=1}^n x_i')).toEqual(before);
});

test('a rule is painted in the colour of the text', () => {
  expect(drawn('\\rule{1em}{1em}').svg).not.toContain('black');
});
