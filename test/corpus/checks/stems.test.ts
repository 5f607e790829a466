import { expect, test } from 'vitest';
import { stemFaults } from '../../../src/corpus/checks/stems.ts';
import { prose } from '../../../src/kernel/prose.ts';
import { readCollection } from '../../../src/sources/library.ts';
import { expectFaults, type Files, goodLibrary, withQuestion, writeLibrary } from '../../support/mini-library.ts';

const FILE = 'questions/alpha.yaml';
const option = (right: boolean, zh: string, en: string) => ({ right, text: { zh, en }, why: { zh: '因', en: 'so' } });
const asked = (zh: string, en: string): Files => withQuestion(goodLibrary(), 'alpha', 0, { prompt: { zh, en } });

test('a negated stem whose negation is not in bold is a warning in each language', () => {
  expectFaults(
    asked('下列哪一项不是剑的用处？', 'Which of these is not a use of a sword?'),
    { severity: 'warning', rule: 'tells', file: FILE, at: '哪一项不是', problem: /easily missed \(zh\)/ },
    { severity: 'warning', rule: 'tells', file: FILE, at: 'is not a use', problem: /easily missed \(en\)/ },
  );
  expectFaults(asked('下列哪一项**不**是剑的用处？', 'Which of these is **not** a use of a sword?'));
});

test('a negation that only qualifies a word is no negated stem', () => {
  expectFaults(
    asked('BBF 搜索把没走的分支存进哪种结构，使得最近的先出？', 'In which structure does it keep the branches it has not taken?'),
  );
});

test('an option that points at others by their place is a fault', () => {
  const options = [
    option(true, '剑', 'sword'),
    option(false, '号', 'name'),
    option(false, '巨', 'big'),
    option(false, '以上都对', 'All of the above'),
  ];
  expectFaults(
    withQuestion(goodLibrary(), 'alpha', 0, { options }),
    { rule: 'options', file: FILE, at: '以上都对', problem: /points at others: “以上都”/ },
    { rule: 'options', file: FILE, at: 'All of the above', problem: /points at others/ },
  );
});

test('a second negated stem of a topic is a warning', () => {
  const files = withQuestion(asked('下列哪一项**不**是剑的用处？', 'Which of these is **not** a use of a sword?'), 'alpha', 1, {
    prompt: { zh: '珠光夜称里面，哪个说法**错误**？', en: 'Of pearls at night, which claim is **wrong**?' },
  });
  expectFaults(files, {
    severity: 'warning',
    rule: 'tells',
    file: FILE,
    at: ['id: alpha-q2\n', 'prompt:'],
    problem: /negated stem number 2/,
  });
});

test('over a large bank more than one negated stem in twenty is an error', () => {
  const { collection } = readCollection(writeLibrary(goodLibrary()));
  const { questions } = collection;
  const negated = { zh: prose('下列哪一项不是剑的用处？'), en: prose('Which of these is not a use of a sword?') };
  const bank = (count: number) =>
    stemFaults({
      ...collection,
      questions: [...questions, ...questions.slice(0, 16)].map((placed, index) =>
        index < count ? { ...placed, question: { ...placed.question, prompt: negated } } : placed,
      ),
    }).filter((fault) => fault.file === 'questions');
  expect(bank(2)).toEqual([]);
  expect(bank(3)).toMatchObject([{ severity: 'error', rule: 'tells', problem: '3 of 40 stems are negated' }]);
});
