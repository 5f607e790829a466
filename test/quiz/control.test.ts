import { describe, expect, it } from 'vitest';
import { choices, HALF_HOUR, Table } from '../support/quiz.ts';

describe('the host', () => {
  it.each(['begin', 'pause', 'resume', 'stop'] as const)('and a manager may %s, others may not', (kind) => {
    const outcome = (name: string, manager: boolean) => {
      const game = new Table();
      game.join(1, 'Bob');
      if (kind === 'resume') game.control(1, 'pause');
      return game.control(2, kind, name, manager);
    };
    expect(outcome('Bob', false)).toBe('no: not-host');
    expect(outcome('Ann', false)).not.toContain('no:');
    expect(outcome('Eve', true)).toBe(outcome('Ann', false));
  });
  it("of a schedule's game is nobody, so that managers begin it, once somebody is there", () => {
    const game = new Table({ host: null });
    expect(game.control(1, 'begin', 'Eve', true)).toBe('no: not-possible');
    game.join(2, 'Bob');
    expect(game.control(3, 'begin', 'Bob')).toBe('no: not-host');
    expect(game.control(3, 'begin', 'Eve', true)).toBe('begun; opened 0');
  });
  it('begins once', () => {
    const game = new Table().begun();
    expect(game.control(1, 'begin')).toBe('no: not-possible');
  });
});

describe('a pause', () => {
  it('voids the open question, which is asked again', () => {
    const game = new Table({ questions: choices(2) }).begun('Bob');
    game.answer(5, 'Ann', 'B');
    expect(game.control(6, 'pause')).toBe('closed 0 void paused: -; paused');
    expect(game.session.answered).toBe(0);
    expect(game.wake(21)).toBe('nothing');
    expect(game.control(100, 'resume')).toBe('resumed; opened 0');
    expect(game.due).toBe(121);
    expect(game.answer(110, 'Ann', 'B')).toBe('ann recorded');
    expect(game.wake(121)).toBe('closed 0: ann 750, bob silent');
    expect(game.seat('Bob').missed).toEqual(['q0']);
  });
  it('between questions goes on with the next, and in the lobby with the first', () => {
    const game = new Table({ questions: choices(2) });
    expect(game.control(1, 'pause')).toBe('paused');
    expect(game.control(2, 'resume')).toBe('resumed; opened 0');
    game.wake(23);
    expect(game.control(24, 'pause')).toBe('paused');
    expect(game.control(25, 'resume')).toBe('resumed; opened 1');
  });
  it('after the last question has nothing to wait for', () => {
    const game = new Table({ questions: choices(1) }).begun();
    game.wake(21);
    expect(game.control(22, 'pause')).toBe('no: not-possible');
    expect(game.wake(31)).toBe('ended finished');
  });
  it('is not made twice, and not ended where there is none', () => {
    const game = new Table();
    expect(game.control(1, 'resume')).toBe('no: not-possible');
    game.control(1, 'pause');
    expect(game.control(2, 'pause')).toBe('no: not-possible');
    expect(game.control(2, 'begin')).toBe('no: not-possible');
  });
  it('of half an hour stops the game, with the points that were won', () => {
    const game = new Table({ questions: choices(2) }).begun();
    game.answer(10, 'Ann', 'B');
    game.wake(21);
    game.control(22, 'pause');
    expect(game.due).toBe(22 + HALF_HOUR);
    expect(game.wake(22 + HALF_HOUR)).toBe('ended stopped');
    expect(game.facts.at(-1)).toMatchObject({ standings: [{ name: 'Ann', points: 750 }] });
  });
});

describe('a stop', () => {
  it('voids the open question and keeps the points that were won', () => {
    const game = new Table().begun('Bob');
    game.answer(10, 'Ann', 'B');
    game.wake(21);
    game.wake(31);
    game.answer(32, 'Bob', 'B');
    expect(game.control(33, 'stop')).toBe('closed 1 void stopped: -; ended stopped');
    expect(game.points()).toEqual({ Ann: 750, Bob: 0 });
    expect(game.seat('Bob')).toMatchObject({ answer: null, missed: ['q0'] });
    expect(game.facts.at(-1)).toMatchObject({ standings: [{ name: 'Ann' }, { name: 'Bob' }] });
  });
  it('works in the lobby, in the reveal and in a pause', () => {
    expect(new Table().control(1, 'stop')).toBe('ended stopped');
    const revealed = new Table().begun();
    revealed.wake(21);
    expect(revealed.control(22, 'stop')).toBe('ended stopped');
    const paused = new Table();
    paused.control(1, 'pause');
    expect(paused.control(2, 'stop')).toBe('ended stopped');
  });
});
