import { expect, test } from 'vitest';
import { questionTwinFaults } from '../../../src/corpus/checks/question-twins.ts';
import { readCollection } from '../../../src/sources/library.ts';
import { expectFaults, goodLibrary, withQuestion, writeLibrary } from '../../support/mini-library.ts';

const FILE = 'questions/alpha.yaml';

/** What is told of a prompt in two languages. */
function odd(zh: string, en: string): string[] {
  const files = withQuestion(goodLibrary(), 'alpha', 0, { prompt: { zh, en } });
  return questionTwinFaults(readCollection(writeLibrary(files)).collection).map(({ problem }) => problem.replace(/^.*: /, ''));
}

test('a number that one language has differently is a warning at the line', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { prompt: { zh: '剑长 37 尺？', en: 'Is a sword 38 feet long?' } }), {
    severity: 'warning',
    rule: 'twins',
    file: FILE,
    at: '38 feet',
    problem: /in one language only: 37, 38/,
  });
});

test('options and items are compared as prompts are', () => {
  const options = ['4.5', '4.6', '4.7', '4.8'].map((value, index) => ({
    right: index === 0,
    text: { zh: `剑长 ${value}`, en: index === 2 ? 'a length of 7.4' : `a length of ${value}` },
    why: { zh: '因', en: 'so' },
  }));
  expectFaults(withQuestion(goodLibrary(), 'alpha', 0, { options }), {
    severity: 'warning',
    rule: 'twins',
    file: FILE,
    at: '7.4',
    problem: /4\.7, 7\.4/,
  });
});

test('a formula may be taken apart in one language, and stand elsewhere', () => {
  expect(odd('把 $w_1$ 设成 8，$a\\le b$ 吗？', 'With $a \\le b$, is $w_1=8$ right?')).toEqual([]);
  expect(odd('$x^2$ 是什么？', 'What is $x^3$?')).toEqual(['x^2, x^3']);
  expect(odd('$x_1$ 是什么？', 'What is the first of them?')).toEqual(['x_1']);
});

test('small numbers may be words, large ones have their own units, and digits of names are no numbers', () => {
  expect(odd('有 3 把剑，号 50 次？', 'Three swords, fifty times?')).toEqual([]);
  expect(odd('共 130 亿个、20 万把、1.5 万次？', 'There are 13 billion, 200,000 and 15 thousand?')).toEqual([]);
  expect(odd('FP16 的剑？', 'A sword of half precision?')).toEqual([]);
  expect(odd('共 130 亿把？', 'There are 1.3 billion?')).toEqual(['13000000000, 1300000000']);
});
