import { test } from 'vitest';
import { bankOf, expectFaults, type Files, goodLibrary, replaced, withQuestion, yaml } from '../../support/mini-library.ts';

const FILE = 'questions/alpha.yaml';
const expected = (problem: RegExp) => ({ severity: 'warning' as const, rule: 'coverage' as const, file: FILE, at: 1, problem });

function banked(change: (questions: Record<string, unknown>[]) => Record<string, unknown>[]): Files {
  const bank = bankOf('alpha');
  return { ...goodLibrary(), [FILE]: yaml({ ...bank, questions: change(bank.questions) }) };
}

test('fewer than twelve questions are a warning', () => {
  expectFaults(
    banked((questions) => questions.slice(0, 11)),
    expected(/11 questions/),
  );
});

test('a bank without a second numeric question is a warning', () => {
  expectFaults(
    withQuestion(goodLibrary(), 'alpha', 9, {
      kind: 'short',
      answer: undefined,
      tolerance: undefined,
      check: undefined,
      mistakes: undefined,
      accepted: { zh: ['甲'], en: ['a'] },
    }),
    expected(/1 numeric/),
    expected(/2 questions of kind short/),
  );
});

test('a bank without order or several is a warning', () => {
  expectFaults(
    banked((questions) =>
      questions.map((question, index) =>
        index === 10 ? { ...questions[8], id: 'alpha-q11', level: 3, prompt: question.prompt } : question,
      ),
    ),
    expected(/0 questions of kind order/),
  );
});

test('a bank of one level is a warning', () => {
  expectFaults(
    banked((questions) => questions.map((question) => ({ ...question, level: 2 }))),
    expected(/levels 0 : 12 : 0/),
  );
});

test('a bank without formulas is a warning', () => {
  expectFaults(
    banked((questions) =>
      questions.map((question) => ({ ...question, prompt: JSON.parse(JSON.stringify(question.prompt).replaceAll(/ ?\$[^$]*\$/g, '')) })),
    ),
    expected(/0 questions with a formula/),
  );
});

test('an article without worked example or without neighbours is a warning', () => {
  const [zh, en] = ['articles/zh/alpha.md', 'articles/en/alpha.md'];
  const renamed = replaced(replaced(goodLibrary(), zh, '#worked-example', '#numbers'), en, '#worked-example', '#numbers');
  expectFaults(renamed, ...[zh, en].map((file) => ({ ...expected(/no section {#worked-example}/), file })));
  expectFaults(replaced(goodLibrary(), en, '[the other](topic:beta)', 'the other'), { ...expected(/no link to another topic/), file: en });
});
