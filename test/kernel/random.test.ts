import { expect, it } from 'vitest';
import { normals, uniforms } from '../../src/kernel/random.ts';

const DRAWS = 20_000;
const drawn = (from: () => number): number[] => Array.from({ length: DRAWS }, from);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('the same seed gives the same numbers, another one others', () => {
  expect(drawn(normals('a'))).toEqual(drawn(normals('a')));
  expect(drawn(normals('a'))).not.toEqual(drawn(normals('b')));
});

it('uniform numbers fill 0 … 1 evenly and are neither', () => {
  const values = drawn(uniforms('even'));
  for (let tenth = 0; tenth < 10; tenth++)
    expect(values.filter((value) => value >= tenth / 10 && value < (tenth + 1) / 10).length / DRAWS).toBeCloseTo(0.1, 1);
  expect(mean(values)).toBeCloseTo(0.5, 1);
  expect(values.every((value) => value > 0 && value < 1)).toBe(true);
});

it('normal numbers have mean 0, variance 1, and the shares within one and two deviations', () => {
  const values = drawn(normals('bell'));
  const within = (reach: number) => values.filter((value) => Math.abs(value) < reach).length / DRAWS;
  expect(Math.abs(mean(values))).toBeLessThan(0.03);
  expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.05);
  expect([within(1), within(2)]).toEqual([expect.closeTo(0.6827, 1), expect.closeTo(0.9545, 1)]);
});
