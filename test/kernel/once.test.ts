import { expect, it } from 'vitest';
import { once, oncePer } from '../../src/kernel/once.ts';

it('makes what belongs to a key once, also where that is nothing', () => {
  const made: string[] = [];
  const of = once((key: string) => {
    made.push(key);
    return key === 'none' ? undefined : key.toUpperCase();
  });
  expect([of('a'), of('b'), of('a'), of('none'), of('none')]).toEqual(['A', 'B', 'A', undefined, undefined]);
  expect(made).toEqual(['a', 'b', 'none']);
});

it('tells objects apart by what they are, not by what they hold', () => {
  let made = 0;
  const of = oncePer((_: object) => ++made);
  const [one, other] = [{ name: 'a' }, { name: 'a' }];
  expect([of(one), of(other), of(one)]).toEqual([1, 2, 1]);
});
