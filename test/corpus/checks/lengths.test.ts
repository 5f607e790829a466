import { test } from 'vitest';
import { expectFaults, goodLibrary, replaced, withQuestion } from '../../support/mini-library.ts';

const FILE = 'questions/alpha.yaml';
const long = (count: number): string => Array.from({ length: count }, (_, index) => String.fromCodePoint(0x4e00 + index * 3)).join('');

test('a prompt of more characters than a phone shows is a fault', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { prompt: { zh: `${long(161)}`, en: 'Short?' } }), {
    rule: 'length',
    file: FILE,
    at: long(9),
    problem: /a prompt of 161 characters \(zh\)/,
  });
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { prompt: { zh: `${long(160)}`, en: 'Short?' } }));
});

test('a formula counts by what it shows, not by what it is written with', () => {
  const formula = '$\\boldsymbol{\\alpha}_{\\mathrm{t}}$';
  const prompt = { zh: `${long(150)} ${formula}`, en: `Short ${formula}?` };
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { prompt }));
});

test('a long option, a long reason, a long explanation are faults', () => {
  const explanation = { zh: long(201), en: 'Short' };
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { explanation }), {
    rule: 'length',
    file: FILE,
    at: long(9),
    problem: /an explanation of 201/,
  });
  const items = [
    { zh: long(61), en: 'one' },
    { zh: '二', en: 'two' },
    { zh: '三', en: 'three' },
  ];
  expectFaults(withQuestion(goodLibrary(), 'alpha', 10, { items }), {
    rule: 'length',
    file: FILE,
    at: long(9),
    problem: /an option of 61/,
  });
  const mistakes = [{ value: 3, why: { zh: '错', en: 'x'.repeat(181) } }];
  expectFaults(withQuestion(goodLibrary(), 'alpha', 8, { mistakes }), { rule: 'length', file: FILE, at: 'xxxx', problem: /a why of 181/ });
});

test('a section that is too long or too short for a page is a warning at its heading', () => {
  const file = 'articles/zh/alpha.md';
  expectFaults(replaced(goodLibrary(), file, '{#limits}\n\n', `{#limits}\n\n${long(300)}。\n\n`), {
    severity: 'warning',
    rule: 'length',
    file,
    at: '{#limits}',
    problem: /{#limits} has \d+ Chinese characters/,
  });
  expectFaults(replaced(goodLibrary(), file, '## 局限 {#limits}', '一句。\n\n## 局限 {#limits}'));
});

test('a summary of two sentences is a warning', () => {
  const file = 'articles/en/alpha.md';
  expectFaults(replaced(goodLibrary(), file, 'One is so. Two', 'One is so, e.g. two'), {
    severity: 'warning',
    rule: 'length',
    file,
    at: 'summary:',
    problem: /a summary of 2 sentences/,
  });
});

test('an article that is too short is a warning at its first line', () => {
  const file = 'articles/en/beta.md';
  const files = replaced(goodLibrary(), file, '{#where-next}\n\n', '{#where-next}\n\nSee [the first](topic:alpha).\n\n<!-- -->');
  const short = (files[file] ?? '').replace(/<!-- -->[\s\S]*$/, '').replace(/({#limits}\n\n(?:\S+\s+){110})[\s\S]*?\n\n##/, '$1so.\n\n##');
  expectFaults({ ...files, [file]: short }, { severity: 'warning', rule: 'length', file, at: 1, problem: /the article has \d+ words/ });
});
