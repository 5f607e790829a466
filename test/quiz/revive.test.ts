import { describe, expect, it } from 'vitest';
import { revive } from '../../src/quiz/revive.ts';
import type { Key } from '../../src/quiz/session.ts';
import { choices, drawnOf, Table } from '../support/quiz.ts';

const keys: Key[] = [
  { kind: 'choice', right: 0 },
  { kind: 'several', right: [0, 1] },
  { kind: 'order', length: 4 },
  { kind: 'numeric', answer: 0.5, tolerance: 0.1 },
  { kind: 'numeric', answer: 5, tolerance: 1, percent: true },
  { kind: 'short', accepted: ['x'] },
];
const saved = (change: Record<string, unknown> = {}): unknown =>
  JSON.parse(JSON.stringify({ ...new Table({ questions: keys.map((key, i) => drawnOf(key, `q${i}`)) }).begun().session, ...change }));

describe('a saved game', () => {
  it('comes back as it was, with every kind of question, in every phase', () => {
    const game = new Table({ questions: choices(1) });
    const phases: unknown[] = [];
    const look = () => {
      phases.push(game.session.phase.at);
      const json = JSON.parse(JSON.stringify(game.session));
      expect(revive(json)).toEqual(json);
    };
    look();
    game.control(1, 'pause');
    look();
    game.control(2, 'resume');
    look();
    game.wake(23);
    look();
    game.wake(33);
    look();
    expect(phases).toEqual(['lobby', 'paused', 'question', 'reveal', 'ended']);
    expect(revive(saved())).toEqual(saved());
    expect(revive(saved({ host: null, topic: null }))).toMatchObject({ host: null });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ version: 2 }, 'saved game game: version 2 is not one this program reads (1)'],
    [{ version: undefined }, 'saved game game: version undefined is not one this program reads (1)'],
    [{ rules: undefined }, 'saved game game: rules must be an object'],
    [{ rules: { mode: 'fast' } }, 'saved game game: rules.mode must be one of speed, calm'],
    [{ dice: [1, 2, 3] }, 'saved game game: dice must have 4 items'],
    [{ dice: [1, 2, 3, null] }, 'saved game game: dice[3] must be a whole number from 0'],
    [{ phase: { at: 'break' } }, 'saved game game: phase.at must be one of lobby, question, reveal, paused, ended'],
    [{ phase: { at: 'constructor' } }, 'saved game game: phase.at must be one of lobby, question, reveal, paused, ended'],
    [{ phase: { at: 'lobby', until: null } }, 'saved game game: phase.until must be a number'],
    [{ phase: { at: 'reveal', index: 6, until: 0 } }, 'saved game game: phase.index 6 is not one of 6 questions'],
    [{ questions: [drawnOf({ kind: 'choice' } as Key)] }, 'saved game game: questions[0].key.right must be a whole number from 0'],
    [
      { questions: [{ ...drawnOf({ kind: 'choice', right: 0 }), order: ['a'] }] },
      'saved game game: questions[0].order[0] must be a whole number from 0',
    ],
    [{ host: 7 }, 'saved game game: host must be a string'],
    [{ answered: 2 }, 'saved game game: answered (2) is more than active (1)'],
  ])('that is not as it should be is refused with what is wrong: %j', (change, message) => {
    expect(() => revive(saved(change))).toThrow(new Error(message));
  });
  it.each([null, 7, 'game', [], undefined])('is not %j', (json) => {
    expect(() => revive(json)).toThrow('saved game: it must be an object');
  });
});
