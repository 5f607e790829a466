import { test } from 'vitest';
import { expectFaults, goodLibrary, replaced, withQuestion } from '../../support/mini-library.ts';

const FILE = 'articles/zh/alpha.md';
const expected = (problem: RegExp, at = '{#limits}') => ({
  severity: 'warning' as const,
  rule: 'typography' as const,
  file: FILE,
  at,
  problem,
});
const said = (text: string) => replaced(goodLibrary(), FILE, '{#limits}\n\n', `{#limits}\n\n${text}\n\n`);

test('Chinese set against letters, digits or formulas without a space is a warning at its section', () => {
  expectFaults(said('这是$x$的值，有3个。'), expected(/no space between Chinese and what is not \(4 times\): .*这是\$…\$的值/));
  expectFaults(said('这是 $x$ 的值，有 3 个，`code` 也是。'));
});

test('half-width punctuation in Chinese is a warning', () => {
  expectFaults(said('第一,第二。'), expected(/half-width punctuation/));
});

test('a space that bold needs beside full-width punctuation is none', () => {
  expectFaults(said('**结论。** 因为如此。'));
});

test('the Chinese of a question is looked at too', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { explanation: { zh: '取$x$即可', en: 'Take it' } }), {
    ...expected(/no space/),
    file: 'questions/alpha.yaml',
    at: 'id: alpha-q1',
  });
});
