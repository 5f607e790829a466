import { expect, test } from 'vitest';
import { commandHints } from '../../src/web/commands.ts';
import { someCommands } from '../support/web-room.ts';

const hints = commandHints(someCommands, 'zh', (locale, key) => `${locale} ${key}`);
const quiz = hints.find(({ name }) => name === 'quiz start');

test('each command is described in the reader\u2019s language', () => {
  expect(quiz).toMatchObject({ about: 'zh about-quiz-start', standard: true, managers: false });
  expect(quiz?.params.map(({ name, label, optional }) => [name, label, optional])).toEqual([
    ['topic', 'zh param-topic', true],
    ['questions', 'zh param-questions', true],
    ['seconds', 'zh param-seconds', true],
    ['mode', 'zh param-mode', true],
  ]);
});

test('values are offered only within the limits of the command', () => {
  const values = Object.fromEntries(quiz?.params.map((param) => [param.name, param.values]) ?? []);
  expect(values).toEqual({
    topic: [],
    questions: ['3', '5', '10', '15', '20'],
    seconds: ['10s', '15s', '20s', '30s', '45s', '60s', '90s', '120s'],
    mode: ['speed', 'calm'],
  });
});

test('what only managers may do says so', () => {
  expect(hints.filter(({ managers }) => managers).map(({ name }) => name)).toEqual(['schedule digest', 'settings timezone']);
});

test('a command that is for another platform only is not offered', () => {
  const names = commandHints(
    [...someCommands, { name: 'settings polls', params: {}, allowed: 'managers', only: 'telegram' }],
    'zh',
    (_, key) => key,
  ).map(({ name }) => name);
  expect(names).toEqual(someCommands.map(({ name }) => name));
});
