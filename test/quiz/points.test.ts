import { describe, expect, it } from 'vitest';
import { millis, seconds } from '../../src/kernel/time.ts';
import { pointsFor } from '../../src/quiz/points.ts';

const speed = (timer: number) => ({ mode: 'speed', question: seconds(timer) }) as const;

describe('points of a right answer', () => {
  it('are those of the example that Kahoot publishes: 2 s of 30 s is 967', () => {
    expect(pointsFor(seconds(2), speed(30))).toBe(967);
  });
  it('are full below half a second and follow the formula from there', () => {
    expect(pointsFor(millis(0), speed(5))).toBe(1000);
    expect(pointsFor(millis(499), speed(5))).toBe(1000);
    expect(pointsFor(millis(500), speed(5))).toBe(950);
  });
  it('fall to the half at the deadline and no further', () => {
    expect(pointsFor(seconds(20), speed(20))).toBe(500);
    expect(pointsFor(seconds(21), speed(20))).toBe(500);
  });
  it('do not look at the time in a calm game', () => {
    expect(pointsFor(seconds(19), { mode: 'calm', question: seconds(20) })).toBe(1000);
  });
});
