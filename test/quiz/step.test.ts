import { describe, expect, it } from 'vitest';
import { seconds } from '../../src/kernel/time.ts';
import { choices, rulesOf, Table } from '../support/quiz.ts';

describe('a game', () => {
  it('is played from the lobby to the podium', () => {
    const game = new Table({ questions: choices(2) });
    expect([game.phase, game.due]).toEqual(['lobby', 15]);
    expect(game.join(3, 'Bob')).toBe('joined bob');
    expect(game.wake(15)).toBe('begun; opened 0');
    expect(game.due).toBe(36);
    expect(game.answer(17, 'Ann', 'B')).toBe('ann recorded');
    expect(game.answer(25, 'Bob', 'A')).toBe('bob recorded');
    expect(game.wake(25)).toBe('closed 0: ann 950, bob wrong');
    expect([game.phase, game.due]).toEqual(['reveal 0', 35]);
    expect(game.wake(35)).toBe('opened 1');
    expect(game.answer(45, 'Bob', 'B')).toBe('bob recorded');
    expect(game.wake(56)).toBe('closed 1: ann silent, bob 750');
    expect(game.wake(66)).toBe('ended finished');
    expect(game.due).toBeNull();
    const end = game.facts.at(-1);
    expect(end).toMatchObject({
      kind: 'ended',
      reason: 'finished',
      standings: [
        { place: 1, name: 'Ann', points: 950, right: 1, asked: 2, longest: 1, fastest: 2000 },
        { place: 2, name: 'Bob', points: 750, right: 1, asked: 2, longest: 1, fastest: 10000 },
      ],
    });
    expect(game.seat('Ann').missed).toEqual(['q1']);
    expect(game.seat('Bob').missed).toEqual(['q0']);
  });

  it('seats the host, and nobody where a schedule opened it', () => {
    expect(new Table().seat('Ann')).toMatchObject({ name: 'Ann', points: 0, left: false });
    expect(new Table({ host: null }).seats.size).toBe(0);
  });

  it('that a schedule opened plays with who came, and ends where nobody did', () => {
    const empty = new Table({ host: null });
    expect(empty.wake(15)).toBe('ended nobody');
    const joined = new Table({ host: null });
    expect(joined.join(1, 'Bob')).toBe('joined bob');
    expect(joined.wake(15)).toBe('begun; opened 0');
  });

  it('that a manager paused in its empty lobby asks nobody for as long as it asks anybody', () => {
    const game = new Table({ host: null });
    game.control(1, 'pause', 'Eve', true);
    expect(game.control(2, 'resume', 'Eve', true)).toBe('resumed; opened 0');
    expect(game.due).toBe(23);
  });

  it('without questions ends as it begins', () => {
    expect(new Table({ questions: [] }).wake(15)).toBe('begun; ended finished');
  });

  it('that has ended refuses everything, and is not woken', () => {
    const game = new Table();
    game.control(1, 'stop');
    expect([game.join(2, 'Bob'), game.leave(2, 'Ann'), game.answer(2, 'Ann', 'B'), game.control(2, 'begin')]).toEqual(
      Array(4).fill('no: game-over'),
    );
    expect(game.wake(1000)).toBe('nothing');
  });
});

describe('a wake', () => {
  it('before the time changes nothing, in any phase', () => {
    const game = new Table({ questions: choices(1) });
    const early = () => game.wake((game.due ?? 0) - 0.001);
    expect(early()).toBe('nothing');
    game.wake(15);
    expect(early()).toBe('nothing');
    game.wake(36);
    expect(early()).toBe('nothing');
    game.control(40, 'stop');
    const paused = new Table();
    paused.control(0, 'pause');
    expect(paused.wake(1799)).toBe('nothing');
  });

  it('after the deadline waits for answers that are still on their way', () => {
    const game = new Table().begun();
    expect(game.wake(20)).toBe('nothing');
    expect(game.answer(20, 'Ann', 'B')).toBe('ann recorded');
    expect(game.wake(21)).toBe('closed 0: ann 500');
  });

  it('that comes hours late takes one step, from now on, and skips nothing', () => {
    const game = new Table({ questions: choices(2) });
    expect(game.wake(10_000)).toBe('begun; opened 0');
    expect(game.due).toBe(10_021);
    expect(game.wake(20_000)).toBe('closed 0: ann silent');
    expect(game.due).toBe(20_010);
    expect(game.wake(30_000)).toBe('opened 1');
    expect(game.due).toBe(30_021);
  });

  it('that is late grades what was given in time, by the time it was given', () => {
    const game = new Table().begun();
    game.answer(10, 'Ann', 'B');
    expect(game.wake(5000)).toBe('closed 0: ann 750');
  });

  it('may come twice for the same time and counts once', () => {
    const game = new Table().begun('Bob');
    game.answer(10, 'Ann', 'B');
    expect(game.wake(21)).toBe('closed 0: ann 750, bob silent');
    expect(game.wake(21)).toBe('nothing');
    expect(game.points()).toEqual({ Ann: 750, Bob: 0 });
  });
});

describe('a question whose time ran out while the bot was away', () => {
  it('is void for everybody: no points, no streak broken, nothing to practise, and the game goes on', () => {
    const game = new Table({ questions: choices(3) }).begun('Bob');
    game.answer(10, 'Ann', 'B');
    game.wake(21);
    game.wake(31);
    game.answer(33, 'Ann', 'A');
    expect(game.wake(5000, true)).toBe('closed 1 void away: -');
    expect(game.seat('Ann')).toMatchObject({ points: 750, streak: 1, missed: [], answer: null });
    expect(game.seat('Bob')).toMatchObject({ missed: ['q0'] });
    expect([game.phase, game.due]).toEqual(['reveal 1', 5010]);
    expect(game.wake(5010)).toBe('opened 2');
    game.answer(5011, 'Ann', 'B');
    game.wake(5031);
    expect(game.seat('Ann')).toMatchObject({ right: 2, streak: 2, longest: 2 });
  });

  it('does not count among those that nobody answered', () => {
    const game = new Table({ questions: choices(4) }).begun();
    game.wake(21);
    game.wake(31);
    game.wake(52);
    game.wake(62);
    expect(game.wake(9000, true)).toBe('closed 2 void away: -');
    expect(game.session.silent).toBe(2);
    game.wake(9010);
    expect(game.wake(9031)).toBe('closed 3: ann silent; ended abandoned');
  });

  it('is graded all the same where everybody had answered before', () => {
    const game = new Table().begun('Bob');
    game.answer(10, 'Ann', 'B');
    game.answer(11, 'Bob', 'A');
    expect(game.wake(5000, true)).toBe('closed 0: ann 750, bob wrong');
  });

  it('being away in the lobby or between questions voids nothing', () => {
    const game = new Table();
    expect(game.wake(500, true)).toBe('begun; opened 0');
    game.answer(505, 'Ann', 'B');
    game.wake(521);
    expect(game.wake(900, true)).toBe('opened 1');
    expect(game.points()).toEqual({ Ann: 875 });
  });
});

describe('the end of a question', () => {
  it('comes at once in a speed game when all have answered', () => {
    const game = new Table().begun('Bob');
    game.answer(3, 'Ann', 'A');
    expect(game.due).toBe(21);
    game.answer(4, 'Bob', 'A');
    expect(game.due).toBeLessThanOrEqual(4);
    expect(game.wake(4)).toBe('closed 0: ann wrong, bob wrong');
  });
  it('does not come early in a calm game, where answers may change', () => {
    const game = new Table({ rules: rulesOf({ mode: 'calm' }) }).begun();
    game.answer(3, 'Ann', 'A');
    expect(game.due).toBe(21);
    expect(game.wake(20)).toBe('nothing');
  });
  it('comes at once when the last one who had not answered leaves, and not while a newcomer has time', () => {
    const game = new Table().begun('Bob');
    game.answer(3, 'Ann', 'B');
    game.leave(5, 'Bob');
    expect(game.due).toBeLessThanOrEqual(5);
    game.join(5, 'Cid');
    expect(game.due).toBe(21);
  });
  it('waits as long as the rules say', () => {
    const game = new Table({ rules: rulesOf({ question: seconds(60), grace: seconds(3) }) }).begun();
    expect(game.due).toBe(63);
  });
  it('ends the game with the third question in a row that nobody answered', () => {
    const game = new Table({ questions: choices(5) }).begun('Bob');
    for (const opened of [0, 31]) {
      expect(game.wake(opened + 21)).toMatch(/^closed \d: ann silent, bob silent$/);
      game.wake(opened + 31);
    }
    expect(game.wake(83)).toBe('closed 2: ann silent, bob silent; ended abandoned');
  });
  it('starts that count again with any answer, also a wrong one', () => {
    const game = new Table({ questions: choices(5) }).begun();
    for (const [i, opened] of [0, 31, 62, 93, 124].entries()) {
      if (i === 2) game.answer(opened + 1, 'Ann', 'C');
      game.wake(opened + 21);
      game.wake(opened + 31);
    }
    expect(game.facts.at(-1)).toMatchObject({ kind: 'ended', reason: 'finished' });
  });
  it('tells the standings with who rose and who fell, and clears the answers', () => {
    const game = new Table({ questions: choices(3) }).begun('Bob');
    game.answer(2, 'Ann', 'B');
    game.wake(21);
    game.wake(31);
    game.answer(32, 'Bob', 'B');
    game.answer(33, 'Ann', 'A');
    game.wake(33);
    game.wake(43);
    game.answer(44, 'Bob', 'B');
    game.answer(45, 'Ann', 'A');
    game.wake(45);
    const table = game.facts.flatMap((fact) =>
      fact.kind === 'closed' ? [fact.standings.map(({ place, name, points, moved }) => `${place} ${name} ${points} ${moved}`)] : [],
    );
    expect(table).toEqual([
      ['1 Ann 950 0', '2 Bob 0 0'],
      ['1 Bob 975 1', '2 Ann 950 -1'],
      ['1 Bob 1950 0', '2 Ann 950 0'],
    ]);
    expect([game.seat('Ann').answer, game.seat('Bob').answer]).toEqual([null, null]);
  });
  it('counts streaks and the quickest right answer', () => {
    const game = new Table({ questions: choices(4) }).begun('Bob');
    const pressed = ['B', 'B', 'A', 'B'];
    const waits = [8, 4, 1, 6];
    for (const [i, opened] of [0, 31, 62, 93].entries()) {
      game.answer(opened + (waits[i] ?? 0), 'Ann', pressed[i] ?? '');
      game.wake(opened + 21);
      game.wake(opened + 31);
    }
    expect(game.seat('Ann')).toMatchObject({ right: 3, streak: 1, longest: 2, fastest: 4000, missed: ['q2'] });
    expect(game.seat('Bob')).toMatchObject({ right: 0, longest: 0, fastest: null, missed: ['q0', 'q1', 'q2', 'q3'] });
  });
});
