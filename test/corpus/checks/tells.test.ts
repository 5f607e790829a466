import { expect, test } from 'vitest';
import type { ChoiceQuestion } from '../../../src/corpus/article.ts';
import { atMost, interval } from '../../../src/corpus/checks/chance.ts';
import { tellFaults, tellsOf } from '../../../src/corpus/checks/tells.ts';
import type { Collection, PlacedQuestion } from '../../../src/corpus/manuscript.ts';
import { questionId, slug } from '../../../src/kernel/ids.ts';
import { math, type Prose, prose } from '../../../src/kernel/prose.ts';
import { expectFaults, goodLibrary, withQuestion } from '../../support/mini-library.ts';

/** A choice by its options in both languages; the first is right. */
function choice(topic: string, id: number, options: readonly string[]): ChoiceQuestion {
  return {
    kind: 'choice',
    id: questionId(`${topic}-${id}`),
    topic: slug(topic),
    level: 1,
    section: 'top',
    prompt: { zh: [], en: [] },
    explanation: { zh: [], en: [] },
    options: options.map((text, index) => ({ right: index === 0, text: { zh: marked(text), en: marked(text) }, why: { zh: [], en: [] } })),
  };
}

const marked = (text: string): Prose => (text.startsWith('$') ? [math(text.slice(1, -1))] : prose(text));

function collected(questions: readonly ChoiceQuestion[]): Collection {
  const placed = questions.map(
    (question): PlacedQuestion => ({ file: `questions/${question.topic}.yaml`, question, line: 1, lineOf: () => 1, formulas: [] }),
  );
  return { topics: [], manuscripts: [], questions: placed, terms: [], files: new Set() };
}

/** `longest` of `count` questions have the longest option right, as many the shortest, the others one between. */
function bank(count: number, longest: number, shortest: number): ChoiceQuestion[] {
  return Array.from({ length: count }, (_, id) =>
    choice(`t${Math.floor(id / 10)}`, id, [id < longest ? 'xxxxxxx' : id < longest + shortest ? 'x' : 'xxx', 'xx', 'xxxx', 'xxxxx']),
  );
}

const bankFaults = (questions: ChoiceQuestion[]) => tellFaults(collected(questions)).filter((fault) => fault.file === 'questions');

test('lengths are counted as a reader sees them, and a tie counts in parts', () => {
  const tells = tellsOf([
    choice('a', 1, ['xx', 'xx', 'x', 'x']),
    choice('a', 2, ['$\\frac{1}{2}$', 'xxxx', 'xxx', 'xxx']),
    choice('a', 3, ['x', 'x', 'x', 'x']),
  ]);
  expect(tells).toMatchObject({ questions: 3, longest: { zh: 0.75, en: 0.75 }, shortest: { zh: 1.25, en: 1.25 } });
});

test('only choices of four options are counted', () => {
  expect(tellsOf([choice('a', 1, ['xx', 'x', 'x']), { ...choice('a', 2, ['xx', 'x', 'x', 'x']), kind: 'several' }]).questions).toBe(0);
});

test('over a large bank the right option as the longest in more than 30 % is an error that states its interval', () => {
  expect(bankFaults(bank(40, 13, 8)).map((fault) => [fault.severity, fault.problem])).toEqual([
    ['error', 'the right option is the longest in 13 of 40 questions, 33 % (95 %: 20-48; chance is 25) (zh)'],
    ['error', 'the right option is the longest in 13 of 40 questions, 33 % (95 %: 20-48; chance is 25) (en)'],
  ]);
  expect(bankFaults(bank(40, 12, 8))).toEqual([]);
});

test('a bank of fewer than forty is not judged as a whole', () => {
  expect(bankFaults(bank(39, 20, 8))).toEqual([]);
});

test('the right option as the shortest in less than 18 % is an error', () => {
  expect(bankFaults(bank(40, 10, 7)).map((fault) => fault.problem)).toEqual([
    expect.stringContaining('the shortest in 7 of 40 questions, 18 %'),
    expect.stringContaining('the shortest in 7 of 40 questions, 18 %'),
  ]);
  expect(bankFaults(bank(40, 10, 8))).toEqual([]);
});

test('a bank where the shortest option is mostly right is a warning', () => {
  expect(bankFaults(bank(60, 15, 30)).map((fault) => [fault.severity, fault.problem.slice(0, 51)])).toEqual([
    ['warning', 'the right option is the shortest in 30 of 60 questi'],
    ['warning', 'the right option is the shortest in 30 of 60 questi'],
  ]);
});

test('absolute words in wrong options only are an error over a bank', () => {
  const questions = bank(40, 10, 10).map((question) => ({
    ...question,
    options: question.options.map((option, index) =>
      index === 1 ? { ...option, text: { zh: prose('总是'), en: prose('always') } } : option,
    ),
  }));
  expect(
    bankFaults(questions)
      .filter((fault) => fault.problem.includes('always'))
      .map((fault) => fault.severity),
  ).toEqual(['error', 'error']);
  expect(tellsOf(questions).absolute).toEqual({ zh: { right: 0, wrong: 40 }, en: { right: 0, wrong: 40 } });
});

test('a topic with a tell is a warning at its bank', () => {
  const option = (right: boolean, text: string) => ({ right, text: { zh: text, en: text }, why: { zh: '因', en: 'so' } });
  const change = (id: string) => ({
    options: [
      option(true, `${id} ba ke di fo gu ha je li mo nu`),
      option(false, `wa${id}`),
      option(false, `xe ${id}`),
      option(false, `${id} zo pa`),
    ],
  });
  const files = withQuestion(withQuestion(goodLibrary(), 'alpha', 2, change('pa')), 'alpha', 3, change('re'));
  expectFaults(
    files,
    ...(['zh', 'en'] as const).map((locale) => ({
      severity: 'warning' as const,
      rule: 'tells' as const,
      file: 'questions/alpha.yaml',
      at: 1,
      problem: new RegExp(`longest in 4 of 8 questions, 50 % .* \\(${locale}\\)`),
    })),
  );
});

test('the interval and the tail are those of the textbooks', () => {
  // Wilson for 10 of 40; binomial for 2 or fewer of 10 at 0.5: 56/1024.
  expect(interval(10, 40).map((bound) => Number(bound.toFixed(3)))).toEqual([0.142, 0.402]);
  expect(atMost(2, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
  expect(atMost(10, 10, 0.5)).toBe(1);
  expect(atMost(0, 5, 0)).toBe(1);
});
