import { describe, expect, it } from 'vitest';
import { instant } from '../../src/kernel/time.ts';
import { decide, upcoming } from '../../src/schedule/missed.ts';

const due = instant(Date.UTC(2026, 10, 20, 8, 30));
const later = (minutes: number) => instant(due + minutes * 60_000);

describe('a due time', () => {
  it.each<[number, ReturnType<typeof decide>]>([
    [-1, 'on-time'],
    [0, 'on-time'],
    [1.99, 'on-time'],
    [2, 'late'],
    [359.99, 'late'],
    [360, 'skip'],
    [100_000, 'skip'],
  ])('%d minutes ago is %s', (minutes, verdict) => {
    expect(decide(due, later(minutes))).toBe(verdict);
  });
});

describe('the upcoming due times', () => {
  it('follow one from the other', () => {
    const cadence = { minuteOfDay: 8 * 60 + 30, days: [5, 6] };
    expect(upcoming(cadence, 'UTC', later(-1), 3)).toEqual([due, later(24 * 60), later(7 * 24 * 60)]);
    expect(upcoming(cadence, 'UTC', due, 0)).toEqual([]);
  });
});
