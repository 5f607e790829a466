import { expect, test } from 'vitest';
import { seconds } from '../../src/kernel/time.ts';
import { bucket, buckets } from '../../src/web/bucket.ts';
import { ManualClock } from '../support/clock.ts';

const start = 1_795_000_000_000;
const taken = (take: () => boolean, times: number) => Array.from({ length: times }, take).filter(Boolean).length;

test('a burst is allowed, then so many a second', () => {
  const clock = new ManualClock(start);
  const take = bucket({ burst: 5, perSecond: 2 }, clock);
  expect(taken(take, 20)).toBe(5);
  clock.jump(start + seconds(1));
  expect(taken(take, 20)).toBe(2);
  clock.jump(start + seconds(1000));
  expect(taken(take, 20)).toBe(5);
});

test('a clock that is set back gives nothing and takes nothing', () => {
  const clock = new ManualClock(start);
  const take = bucket({ burst: 1, perSecond: 1 }, clock);
  take();
  clock.jump(start - seconds(60));
  expect(take()).toBe(false);
  clock.jump(start - seconds(59));
  expect(take()).toBe(true);
});

test('one name does not use up another', () => {
  const take = buckets({ burst: 2, perSecond: 0 }, new ManualClock(start), 3);
  expect(taken(() => take('a'), 5)).toBe(2);
  expect(taken(() => take('b'), 5)).toBe(2);
});

test('many names are forgotten, the ones in use last', () => {
  const take = buckets({ burst: 1, perSecond: 0 }, new ManualClock(start), 2);
  for (const name of ['a', 'b', 'a', 'c']) take(name);
  expect(take('a')).toBe(false);
  expect(take('b')).toBe(true);
});
