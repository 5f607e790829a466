import { describe, expect, it } from 'vitest';
import { choices, Table } from '../support/quiz.ts';

describe('who joins', () => {
  it('twice is told so', () => {
    const game = new Table();
    expect(game.join(1, 'Ann')).toBe('no: already-in-game');
    expect(game.join(1, 'Bob')).toBe('joined bob');
    expect(game.join(2, 'Bob')).toBe('no: already-in-game');
    expect(game.session.active).toBe(2);
  });
  it('late plays from then on, the open question included', () => {
    const game = new Table({ questions: choices(2) }).begun();
    expect(game.join(10, 'Cid')).toBe('joined cid');
    expect(game.answer(15, 'Cid', 'B')).toBe('cid recorded');
    game.wake(21);
    game.join(25, 'Dee');
    game.wake(31);
    game.answer(32, 'Dee', 'B');
    game.wake(52);
    expect(game.points()).toEqual({ Ann: 0, Cid: 625, Dee: 975 });
    expect(game.seat('Dee').missed).toEqual([]);
  });
  it('may do so in the pause', () => {
    const game = new Table();
    game.control(1, 'pause');
    expect(game.join(2, 'Bob')).toBe('joined bob');
  });
});

describe('who leaves', () => {
  it('keeps the points, and comes back to them', () => {
    const game = new Table({ questions: choices(3) }).begun('Bob');
    game.answer(10, 'Bob', 'B');
    game.wake(21);
    expect(game.leave(22, 'Bob')).toBe('left bob');
    expect(game.seat('Bob')).toMatchObject({ left: true, points: 750 });
    expect(game.leave(22, 'Bob')).toBe('no: not-in-game');
    game.wake(31);
    expect(game.wake(52)).toBe('closed 1: ann silent');
    expect(game.join(53, 'Bob')).toBe('rejoined bob');
    expect(game.seat('Bob')).toMatchObject({ left: false, points: 750, streak: 1, missed: [] });
    game.wake(62);
    game.answer(72, 'Bob', 'B');
    game.wake(83);
    expect(game.seat('Bob')).toMatchObject({ points: 1500, longest: 2 });
  });
  it('after answering has that answer graded', () => {
    const game = new Table().begun('Bob');
    game.answer(10, 'Bob', 'B');
    game.leave(11, 'Bob');
    expect(game.session).toMatchObject({ active: 1, answered: 0 });
    expect(game.wake(21)).toBe('closed 0: ann silent, bob 750');
  });
  it('and comes back to the same question finds the answer as it was', () => {
    const game = new Table().begun('Bob');
    game.answer(10, 'Bob', 'B');
    game.leave(11, 'Bob');
    game.join(12, 'Bob');
    expect(game.session).toMatchObject({ active: 2, answered: 1 });
    expect(game.answer(13, 'Bob', 'A')).toBe('no: already-answered');
  });
  it('may come back under another name', () => {
    const game = new Table();
    game.join(1, 'bob');
    game.leave(2, 'bob');
    game.join(3, 'Bob');
    expect(game.seat('Bob').name).toBe('Bob');
  });
  it('without having been there is told so', () => {
    expect(new Table().leave(1, 'Eve')).toBe('no: not-in-game');
  });
  it('last ends the game, whatever its phase', () => {
    expect(new Table().leave(1, 'Ann')).toBe('left ann; ended abandoned');
    const open = new Table().begun('Bob');
    open.answer(1, 'Bob', 'B');
    open.leave(2, 'Bob');
    expect(open.leave(3, 'Ann')).toBe('left ann; closed 0 void stopped: -; ended abandoned');
    const revealed = new Table().begun();
    revealed.answer(10, 'Ann', 'B');
    revealed.wake(21);
    expect(revealed.leave(22, 'Ann')).toBe('left ann; ended abandoned');
    expect(revealed.facts.at(-1)).toMatchObject({ standings: [{ name: 'Ann', points: 750 }] });
    const paused = new Table();
    paused.control(1, 'pause');
    expect(paused.leave(2, 'Ann')).toBe('left ann; ended abandoned');
  });
  it('last in the lobby of a schedule leaves it open for others', () => {
    const game = new Table({ host: null });
    game.join(1, 'Bob');
    expect(game.leave(2, 'Bob')).toBe('left bob');
    game.join(3, 'Cid');
    expect(game.wake(15)).toBe('begun; opened 0');
    expect(game.leave(16, 'Cid')).toBe('left cid; closed 0 void stopped: -; ended abandoned');
  });
  it('being the host, is still the host', () => {
    const game = new Table();
    game.join(1, 'Bob');
    game.leave(2, 'Ann');
    expect(game.control(3, 'begin')).toBe('begun; opened 0');
  });
});
