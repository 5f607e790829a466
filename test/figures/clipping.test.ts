import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clippedLines } from '../../src/figures/kit/clipping.ts';

const box = { x: 0, y: 0, width: 10, height: 10 };

it('cuts a line where it leaves the box and takes it up where it comes back', () => {
  expect(
    clippedLines(
      [
        [5, 5],
        [5, 1_000_000],
        [7, -1_000_000],
        [7, 5],
      ],
      box,
    ),
  ).toEqual([
    [
      [5, 5],
      [5, 10],
    ],
    [
      [expect.closeTo(6, 4), 10],
      [expect.closeTo(6, 4), 0],
    ],
    [
      [7, 0],
      [7, 5],
    ],
  ]);
});

it('is interrupted by what is no number, and leaves what is inside as it is', () => {
  expect(
    clippedLines(
      [
        [1, 1],
        [2, 2],
        [3, Number.NaN],
        [4, 4],
        [5, 5],
      ],
      box,
    ),
  ).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [
      [4, 4],
      [5, 5],
    ],
  ]);
});

it('never leads out of the box, and every part lies on the line', () => {
  const pixel = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(pixel, pixel, (from, to) => {
      for (const [x, y] of clippedLines([from, to], box).flat()) {
        expect(x).toBeGreaterThanOrEqual(-1e-6);
        expect(x).toBeLessThanOrEqual(10 + 1e-6);
        expect(y).toBeGreaterThanOrEqual(-1e-6);
        expect(y).toBeLessThanOrEqual(10 + 1e-6);
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        const off = (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
        if (length > 0) expect(Math.abs(off) / length).toBeLessThan(1e-3);
      }
    }),
  );
});
