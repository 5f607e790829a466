import { describe, expect, it } from 'vitest';
import { personId } from '../../src/kernel/ids.ts';
import type { Key, Seat } from '../../src/quiz/session.ts';
import { step } from '../../src/quiz/step.ts';
import { after, choices, drawnOf, moveOf, rulesOf, SHOWN, seatOf, Table } from '../support/quiz.ts';

const several: Key = { kind: 'several', right: [0, 1] };
const order: Key = { kind: 'order', length: 4 };
const game = (mode: 'speed' | 'calm', key: Key) => new Table({ rules: rulesOf({ mode }), questions: [drawnOf(key)] }).begun('Bob');
const given = (table: Table) => table.seat('Ann').answer?.given ?? null;

describe('an answer', () => {
  it('in time counts, and one second late does not', () => {
    const table = new Table().begun('Bob');
    expect(table.answer(20, 'Ann', 'B')).toBe('ann recorded');
    expect(table.answer(20.001, 'Bob', 'B')).toBe('no: too-late');
  });
  it('given in time but delivered after the close is too late', () => {
    const table = new Table().begun('Bob');
    table.wake(21);
    expect(table.answer(19, 'Bob', 'B')).toBe('no: too-late');
  });
  it('given before the clock of the bot saw the question open counts as given at once', () => {
    const table = new Table().begun();
    table.answer(-0.4, 'Ann', 'B');
    expect(table.wake(21)).toBe('closed 0: ann 1000');
    expect(table.seat('Ann').fastest).toBe(0);
  });
  it('to a closed question is too late, to another one is told so', () => {
    const table = new Table().begun('Bob');
    expect(table.answer(1, 'Ann', 'B', 1)).toBe('no: other-question');
    table.wake(21);
    expect(table.answer(22, 'Ann', 'B', 0)).toBe('no: too-late');
    expect(table.answer(22, 'Ann', 'B', 1)).toBe('no: not-open');
    table.wake(31);
    expect(table.answer(32, 'Ann', 'B', 0)).toBe('no: too-late');
    expect(table.answer(32, 'Ann', 'B', 1)).toBe('ann recorded');
  });
  it.each([-1, 5, 0.5, Number.NaN])('to question %d, which there is none, is told so', (index) => {
    expect(new Table().begun().answer(1, 'Ann', 'B', index)).toBe('no: other-question');
  });
  it('in the lobby or a pause has nothing open', () => {
    const table = new Table();
    expect(table.answer(1, 'Ann', 'B', 0)).toBe('no: not-open');
    table.control(2, 'begin');
    table.control(3, 'pause');
    expect(table.answer(4, 'Ann', 'B', 0)).toBe('no: not-open');
    table.control(5, 'resume');
    table.wake(26);
    table.control(27, 'pause');
    expect(table.answer(28, 'Ann', 'B', 0)).toBe('no: too-late');
    expect(table.answer(28, 'Ann', 'B', 1)).toBe('no: not-open');
  });
  it('of who is not in the game, or has left it, is refused', () => {
    const table = new Table().begun('Bob');
    expect(table.answer(1, 'Eve', 'B')).toBe('no: not-in-game');
    table.leave(2, 'Bob');
    expect(table.answer(3, 'Bob', 'B')).toBe('no: not-in-game');
  });
  it('by a press on what was not shown is refused', () => {
    expect(new Table().begun().answer(1, 'Ann', 'E')).toBe('no: not-possible');
    expect(new Table().begun().answer(1, 'Ann', '0')).toBe('no: not-possible');
  });
  it('looks at one seat, however many there are', () => {
    class Watched extends Map<unknown, Seat> {
      reads = 0;
      override get(key: unknown) {
        this.reads++;
        return super.get(key);
      }
      override has = fail;
      override values = fail;
      override entries = fail;
      override keys = fail;
      override forEach = fail;
      override [Symbol.iterator] = fail;
    }
    const { session } = new Table().begun();
    const crowd = { ...session, active: 5000 };
    const seats = new Watched();
    for (let i = 0; i < 5000; i++) seats.set(`p${i}`, seatOf(`p${i}`));
    const result = step(crowd, seats as never, { kind: 'answer', at: after(1), person: personId('p77'), index: 0, move: moveOf('B') });
    expect(result.ok && result.value.seats.length).toBe(1);
    expect(seats.reads).toBe(1);
  });
});

function fail(): never {
  throw new Error('all seats were read');
}

describe('in a speed game', () => {
  it('the first answer stands', () => {
    const table = game('speed', { kind: 'choice', right: 0 });
    expect(table.answer(1, 'Ann', 'A')).toBe('ann recorded');
    expect(table.answer(2, 'Ann', 'B')).toBe('no: already-answered');
    expect(given(table)).toEqual({ kind: 'choice', option: 2 });
  });
  it('several options toggle until they are locked', () => {
    const table = game('speed', several);
    expect(table.answer(1, 'Ann', 'A')).toBe('ann recorded (unfinished)');
    expect(table.answer(2, 'Ann', 'B')).toBe('ann changed (unfinished)');
    expect(table.answer(3, 'Ann', 'A')).toBe('ann changed (unfinished)');
    expect(table.answer(4, 'Ann', 'D')).toBe('ann changed (unfinished)');
    expect(table.answer(5, 'Ann', 'lock')).toBe('ann recorded');
    expect(table.answer(6, 'Ann', 'A')).toBe('no: already-answered');
    expect(table.answer(6, 'Ann', 'lock')).toBe('no: already-answered');
    expect(given(table)).toEqual({ kind: 'several', options: [0, 1], locked: true });
    expect(table.wake(21)).toBe('closed 0: ann 875, bob silent');
  });
  it('a selection that is not locked at the deadline counts as given at its last change', () => {
    const table = game('speed', several);
    table.answer(1, 'Ann', 'B');
    table.answer(10, 'Ann', 'D');
    expect(table.wake(21)).toBe('closed 0: ann 750, bob silent');
  });
  it('a selection that is taken back is no answer', () => {
    const table = game('speed', several);
    table.answer(1, 'Ann', 'B');
    expect(table.answer(2, 'Ann', 'B')).toBe('ann cleared (unfinished)');
    expect(table.answer(3, 'Ann', 'lock')).toBe('no: nothing-chosen');
    expect(table.answer(3, 'Ann', 'reset')).toBe('no: nothing-chosen');
    expect(table.wake(21)).toBe('closed 0: ann silent, bob silent');
  });
  it('an order grows by each press and is complete with the last', () => {
    const table = game('speed', order);
    for (const shown of ['B', 'D', 'A']) expect(table.answer(4, 'Ann', shown)).toContain('(unfinished)');
    expect(table.session.answered).toBe(0);
    expect(table.answer(5, 'Ann', 'C')).toBe('ann recorded');
    expect(table.session.answered).toBe(1);
    expect(table.answer(6, 'Ann', 'reset')).toBe('no: already-answered');
    expect(table.wake(21)).toBe('closed 0: ann 875, bob silent');
  });
  it('a press on what is placed takes it and what follows out again, and reset takes all', () => {
    const table = game('speed', order);
    for (const shown of ['A', 'B', 'C']) table.answer(1, 'Ann', shown);
    expect(table.answer(2, 'Ann', 'B')).toBe('ann changed (unfinished)');
    expect(given(table)).toEqual({ kind: 'order', sequence: [SHOWN[0]] });
    expect(table.answer(3, 'Ann', 'reset')).toBe('ann cleared (unfinished)');
    expect(given(table)).toBeNull();
    table.answer(4, 'Ann', 'C');
    expect(table.answer(5, 'Ann', 'C')).toBe('ann cleared (unfinished)');
  });
  it('an unfinished order at the deadline is wrong', () => {
    const table = game('speed', order);
    for (const shown of ['B', 'D', 'A']) table.answer(1, 'Ann', shown);
    expect(table.wake(21)).toBe('closed 0: ann wrong, bob silent');
  });
  it('locking and resetting are for the questions that have them', () => {
    expect(game('speed', { kind: 'choice', right: 0 }).answer(1, 'Ann', 'lock')).toBe('no: not-possible');
    expect(game('speed', { kind: 'choice', right: 0 }).answer(1, 'Ann', 'reset')).toBe('no: not-possible');
    expect(game('speed', order).answer(1, 'Ann', 'lock')).toBe('no: not-possible');
    expect(game('speed', { kind: 'short', accepted: ['x'] }).answer(1, 'Ann', 'A')).toBe('no: not-possible');
  });
});

describe('in a calm game', () => {
  it('the last answer before the deadline counts, and time does not', () => {
    const table = game('calm', { kind: 'choice', right: 0 });
    expect(table.answer(1, 'Ann', 'A')).toBe('ann recorded');
    expect(table.answer(19, 'Ann', 'B')).toBe('ann changed');
    expect(table.answer(19.5, 'Ann', 'B')).toBe('ann same');
    expect(table.answer(20.5, 'Ann', 'A')).toBe('no: too-late');
    expect(table.wake(21)).toBe('closed 0: ann 1000, bob silent');
    expect(table.seat('Ann').fastest).toBe(19_000);
  });
  it('a lock can be opened again, and what is selected counts without one', () => {
    const table = game('calm', several);
    table.answer(1, 'Ann', 'B');
    expect(table.answer(2, 'Ann', 'lock')).toBe('ann recorded');
    expect(table.session.answered).toBe(1);
    expect(table.answer(2, 'Ann', 'lock')).toBe('ann same');
    expect(table.answer(3, 'Ann', 'D')).toBe('ann changed (unfinished)');
    expect(table.session.answered).toBe(0);
    expect(table.wake(21)).toBe('closed 0: ann 1000, bob silent');
  });
  it('a finished order can be mended', () => {
    const table = game('calm', order);
    for (const shown of ['B', 'D', 'C', 'A']) table.answer(1, 'Ann', shown);
    expect(table.answer(2, 'Ann', 'C')).toBe('ann changed (unfinished)');
    table.answer(3, 'Ann', 'A');
    expect(table.answer(3, 'Ann', 'C')).toBe('ann recorded');
    expect(table.wake(21)).toBe('closed 0: ann 1000, bob silent');
  });
});

describe('a typed answer', () => {
  const typed = (key: Key, text: string) => {
    const table = game('calm', key);
    const said = table.answer(1, 'Ann', `"${text}`);
    return [said, table.wake(21).split(', ')[0]?.slice('closed 0: ann '.length)];
  };
  it.each(['B', 'b', ' Ｂ', '2'])('to a choice is the shown letter or its number: %j', (text) => {
    expect(typed({ kind: 'choice', right: 0 }, text)).toEqual(['ann recorded', '1000']);
  });
  it.each(['B D', 'bd', 'D、B', '2 4'])('to several is the letters, and needs no lock: %j', (text) => {
    expect(typed(several, text)).toEqual(['ann recorded', '1000']);
  });
  it.each(['BDAC', 'b > d > a > c', '2413'])('to an order is the letters in order: %j', (text) => {
    expect(typed(order, text)).toEqual(['ann recorded', '1000']);
  });
  it('is refused where it does not name what was shown', () => {
    expect(typed({ kind: 'choice', right: 0 }, 'A B')[0]).toBe('no: not-possible');
    expect(typed({ kind: 'choice', right: 0 }, 'E')[0]).toBe('no: not-possible');
    expect(typed(order, 'BDA')[0]).toBe('no: not-possible');
    expect(typed(several, 'something')[0]).toBe('no: not-possible');
  });
  it('to a numeric question is a number, and anything else is asked for again', () => {
    const key: Key = { kind: 'numeric', answer: 0.55, tolerance: 0.01 };
    expect(typed(key, '约 0.55')).toEqual(['ann recorded', '1000']);
    expect(typed(key, '0.7')).toEqual(['ann recorded', 'wrong']);
    expect(typed(key, 'no idea')).toEqual(['no: not-a-number', 'silent']);
  });
  it('to a short question is text, judged with the fold of the game', () => {
    const key: Key = { kind: 'short', accepted: ['指数损失', 'exponentialloss'] };
    expect(typed(key, 'Exponential loss')).toEqual(['ann recorded', '1000']);
    expect(typed(key, '...')[0]).toBe('no: nothing-chosen');
    const table = new Table({ questions: [drawnOf(key)] }, (text) => text.replaceAll('數', '数').replaceAll('損', '损')).begun();
    table.answer(10, 'Ann', '"指數損失');
    expect(table.wake(10)).toBe('closed 0: ann 750');
  });
  it('is kept as it was typed, for the reply and the reveal', () => {
    const table = game('calm', { kind: 'short', accepted: ['x'] });
    table.answer(1, 'Ann', '"  Some Thing ');
    expect(given(table)).toEqual({ kind: 'typed', text: 'Some Thing' });
  });
  it('to several is the same in any order', () => {
    const table = game('calm', several);
    table.answer(1, 'Ann', '"B D');
    expect(table.answer(2, 'Ann', '"d b')).toBe('ann same');
  });
  it('takes the place of what was pressed before', () => {
    const table = game('speed', several);
    table.answer(1, 'Ann', 'C');
    expect(table.answer(2, 'Ann', '"B D')).toBe('ann recorded');
    expect(given(table)).toEqual({ kind: 'several', options: [0, 1], locked: true });
  });
  it('of nothing or of ten thousand characters is refused', () => {
    expect(typed({ kind: 'short', accepted: ['x'] }, '   ')[0]).toBe('no: nothing-chosen');
    expect(typed({ kind: 'short', accepted: ['x'] }, 'x'.repeat(10_000))[0]).toBe('no: not-possible');
    expect(typed({ kind: 'numeric', answer: 1, tolerance: 0 }, '1'.repeat(10_000))[0]).toBe('no: not-possible');
  });
  it('in a speed game stands, too', () => {
    const table = new Table({ questions: choices(1) }).begun('Bob');
    table.answer(1, 'Ann', '"A');
    expect(table.answer(2, 'Ann', '"B')).toBe('no: already-answered');
  });
});
