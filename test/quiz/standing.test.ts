import { describe, expect, it } from 'vitest';
import { millis } from '../../src/kernel/time.ts';
import type { Seat } from '../../src/quiz/session.ts';
import { standings } from '../../src/quiz/standing.ts';
import { seatOf } from '../support/quiz.ts';

const lines = (seats: readonly Seat[], before?: readonly Seat[]) =>
  standings(seats, before).map(({ place, name, moved }) => `${place} ${name} ${moved}`);
const withPoints = (points: Record<string, number>) => Object.entries(points).map(([name, won]) => seatOf(name, { points: won }));

describe('standings', () => {
  it('go by points, and ties share a place', () => {
    expect(lines(withPoints({ a: 500, b: 900, c: 900, d: 100 }))).toEqual(['1 b 0', '1 c 0', '3 a 0', '4 d 0']);
  });
  it('order a tie by right answers, then by the quickest of them, then by name, without parting its places', () => {
    const tie = [
      seatOf('d', { points: 9, right: 1, fastest: null }),
      seatOf('c', { points: 9, right: 1, fastest: millis(800) }),
      seatOf('b', { points: 9, right: 1, fastest: millis(800) }),
      seatOf('a', { points: 9, right: 2, fastest: millis(9000) }),
    ];
    expect(lines(tie)).toEqual(['1 a 0', '1 b 0', '1 c 0', '1 d 0']);
  });
  it('tell how many places each gained or lost since the last question', () => {
    expect(lines(withPoints({ a: 1000, b: 1500, c: 1200 }), withPoints({ a: 1000, b: 500, c: 700 }))).toEqual(['1 b 2', '2 c 0', '3 a -2']);
  });
  it('tell no movement after the first question, before which nobody had a place', () => {
    expect(lines(withPoints({ a: 0, b: 900 }), withPoints({ a: 0, b: 0 }))).toEqual(['1 b 0', '2 a 0']);
  });
  it('keep who left with points, and leave out who left without', () => {
    expect(lines([seatOf('gone', { left: true, points: 5 }), seatOf('never', { left: true }), seatOf('here')])).toEqual([
      '1 gone 0',
      '2 here 0',
    ]);
  });
  it('leave the seats in the order they came in', () => {
    const seats = Object.freeze(withPoints({ a: 1, b: 2 }));
    standings(seats);
    expect(seats.map((seat) => seat.name)).toEqual(['a', 'b']);
  });
});
