import { expect, test } from 'vitest';
import { giveawayFaults } from '../../../src/corpus/checks/giveaways.ts';
import { readCollection } from '../../../src/sources/library.ts';
import { expectFaults, type Files, goodLibrary, withQuestion, writeLibrary } from '../../support/mini-library.ts';

const FILE = 'questions/alpha.yaml';
const option = (right: boolean, zh: string, en: string) => ({ right, text: { zh, en }, why: { zh: '因', en: 'so' } });
const told = (files: Files): string[] => giveawayFaults(readCollection(writeLibrary(files)).collection).map(({ problem }) => problem);
const asked = (zh: string, en: string): Files => withQuestion(goodLibrary(), 'alpha', 0, { prompt: { zh, en } });

test('a prompt that holds what another question of the topic wants typed is a warning in each language', () => {
  expectFaults(
    asked('海咸河淡，独一词在何处用？', 'What is a Lonely-Word for?'),
    { severity: 'warning', rule: 'tells', file: FILE, at: 'id: alpha-q1\n', problem: /alpha-q1 holds the answer of alpha-q12 \(zh\)/ },
    { severity: 'warning', rule: 'tells', file: FILE, at: 'id: alpha-q1\n', problem: /alpha-q1 holds the answer of alpha-q12 \(en\)/ },
  );
});

test('an option gives it away as well, but not a longer word that begins with it, and not another topic', () => {
  const options = [
    option(true, '剑', 'sword'),
    option(false, '号', 'the lonely word'),
    option(false, '巨', 'big'),
    option(false, '阙', 'gate'),
  ];
  expect(told(withQuestion(goodLibrary(), 'alpha', 0, { options }))).toEqual(['alpha-q1 holds the answer of alpha-q12 (en)']);
  expect(told(asked('剑号？', 'What is a lonely wordsmith?'))).toEqual([]);
  expect(told(withQuestion(goodLibrary(), 'beta', 0, { prompt: { zh: '剑号？', en: 'What is the lonely word?' } }))).toEqual([
    'beta-q1 holds the answer of beta-q12 (en)',
  ]);
});

test('a right option that another prompt states is given away', () => {
  const options = [
    option(true, '柰李珍果光夜称珠', 'pearls that shine at night'),
    option(false, '号', 'name'),
    option(false, '巨', 'big'),
    option(false, '阙', 'gate'),
  ];
  const files = withQuestion(goodLibrary(), 'alpha', 1, { options });
  expect(
    told(
      withQuestion(files, 'alpha', 0, { prompt: { zh: '既然柰李珍果光夜称珠，如何？', en: 'Given pearls that shine at night, what?' } }),
    ),
  ).toEqual(['alpha-q1 holds the answer of alpha-q2 (zh)', 'alpha-q1 holds the answer of alpha-q2 (en)']);
});

test('a number gives an answer away with its unit, not by itself, and not as the end of another number', () => {
  const files = withQuestion(goodLibrary(), 'alpha', 8, { unit: { zh: '像素', en: 'pixels' } });
  const seen = (zh: string, en: string) => told(withQuestion(files, 'alpha', 0, { prompt: { zh, en } }));
  expect(seen('剑长 0.55 像素？', 'Is a sword of 0.55 pixels long?')).toEqual([
    'alpha-q1 holds the answer of alpha-q9 (zh)',
    'alpha-q1 holds the answer of alpha-q9 (en)',
  ]);
  expect(seen('剑长 0.55？', 'Is a sword of 0.55 long?')).toEqual([]);
  expect(seen('剑长 10.55 像素？', 'Is a sword of 10.55 pixels long?')).toEqual([]);
});
