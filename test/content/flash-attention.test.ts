import { describe, expect, it } from 'vitest';
import {
  attentionOperations,
  flashAttention,
  flashBackward,
  flashTraffic,
  freshState,
  type Matrix,
  mergeBlock,
  scoresOf,
  standardAttention,
  standardTraffic,
} from '../../src/figures/flash-attention.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'flash-attention';

type Vector = readonly number[];

const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
const at = (values: Vector, i: number): number => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const row = (m: Matrix, i: number): Vector => {
  const value = m[i];
  if (value === undefined) throw new Error(`no row ${i}`);
  return value;
};
const dot = (u: Vector, v: Vector): number => sum(u.map((x, i) => x * at(v, i)));

const made = (n: number, d: number, seed: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: d }, (__, j) => 3 * Math.sin(seed + 1.7 * i + 2.9 * j * (i + 1))));

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('flash-attention: the worked example', () => {
  const scores = [2, 4, 8, 2].map(Math.log);
  const values = [[1], [2], [3], [5]];
  const start = freshState(1);
  const first = mergeBlock(start, scores.slice(0, 2), values.slice(0, 2));
  const second = mergeBlock(first, scores.slice(2), values.slice(2));

  it('the states after each block are as stated', () => {
    expect(first.m).toBe(Math.log(4));
    expect(first.l).toBeCloseTo(1.5, 12);
    expect(at(first.o, 0)).toBeCloseTo(2.5, 12);
    expectStated(slug, first.l, 1);
    expectStated(slug, at(first.o, 0), 1);
    expect(second.m).toBe(Math.log(8));
    expect(second.l).toBeCloseTo(2, 12);
    expectStated(slug, at(second.o, 0), 1);
    expectWritten('0.75+1.25=2');
  });

  it('the output and L are as stated and agree with the standard way', () => {
    const out = at(second.o, 0) / second.l;
    expectStated(slug, out, 2);
    expectStated(slug, second.m + Math.log(second.l), 3);
    expect(second.m + Math.log(second.l)).toBeCloseTo(Math.log(16), 12);
    const { o, p } = standardAttention(
      [[1]],
      scores.map((s) => [s]),
      values,
    );
    expect(at(row(o, 0), 0)).toBeCloseTo(out, 12);
    for (const probability of row(p, 0)) expectStated(slug, probability, 3);
  });

  it('forgetting the factor gives the wrong value of the text', () => {
    const wrong = mergeBlock(first, scores.slice(2), values.slice(2), false);
    expectStated(slug, at(wrong.o, 0) / wrong.l, 3);
  });

  it('the gradient of the scores is as stated and sums to zero', () => {
    const keys = scores.map((s) => [s]);
    const { ds } = flashBackward([[1]], keys, values, flashAttention([[1]], keys, values, 1, 2), [[1]]);
    for (const g of row(ds, 0)) expectStated(slug, g, 5);
    expect(sum(row(ds, 0))).toBeCloseTo(0, 12);
  });
});

describe('flash-attention: the method', () => {
  const [q, k, v] = [made(13, 4, 0.3), made(17, 4, 1.1), made(17, 4, 2.2)];

  it('equals standard attention for any block size', () => {
    const { o, p } = standardAttention(q, k, v);
    for (const [rows, columns] of [
      [1, 1],
      [4, 3],
      [5, 17],
      [13, 2],
      [64, 64],
    ] as const) {
      const result = flashAttention(q, k, v, rows, columns);
      o.forEach((r, i) => {
        r.forEach((x, c) => {
          expect(at(row(result.o, i), c)).toBeCloseTo(x, 11);
        });
      });
      const s = scoresOf(q, k);
      s.forEach((r, i) => {
        r.forEach((x, j) => {
          expect(Math.exp(x - at(result.lse, i))).toBeCloseTo(at(row(p, i), j), 12);
        });
      });
    }
  });

  it('with the causal mask it equals standard attention with a triangle cut off, and skips the tiles above the diagonal', () => {
    const keys = k.slice(0, 13);
    const values = v.slice(0, 13);
    const exact = q.map((one, i) => {
      const e = keys.slice(0, i + 1).map((key) => Math.exp(dot(one, key) / 2));
      return row(values, 0).map((_, c) => sum(e.map((w, j) => w * at(row(values, j), c))) / sum(e));
    });
    for (const [rows, columns] of [
      [1, 1],
      [4, 3],
      [3, 5],
      [13, 2],
    ] as const) {
      const result = flashAttention(q, keys, values, rows, columns, true);
      exact.forEach((r, i) => {
        r.forEach((x, c) => {
          expect(at(row(result.o, i), c)).toBeCloseTo(x, 11);
          expect(at(row(standardAttention(q, keys, values, true).o, i), c)).toBeCloseTo(x, 11);
        });
      });
      for (const { firstQuery, firstKey, before } of result.tiles) expect(firstKey).toBeLessThan(firstQuery + before.length);
    }
    expect(flashAttention(q, keys, values, 1, 1, true).tiles.length).toBe((13 * 14) / 2);
  });

  it('does not overflow where plain exponentials would', () => {
    const result = flashAttention([[1]], [[1000], [999], [1002]], [[1], [2], [3]], 1, 1);
    expect(at(row(result.o, 0), 0)).toBeCloseTo((Math.exp(-2) + 2 * Math.exp(-3) + 3) / (Math.exp(-2) + Math.exp(-3) + 1), 12);
  });

  it('without the factor the result is right exactly when the maximum comes in the first block', () => {
    const run = (scores: Vector, rescale: boolean): number => {
      let state = freshState(1);
      for (let j = 0; j < scores.length; j += 2) state = mergeBlock(state, scores.slice(j, j + 2), [[j], [j + 1]], rescale);
      return at(state.o, 0) / state.l;
    };
    expect(run([1, 5, 2, 3, 0, 4], false)).toBeCloseTo(run([1, 5, 2, 3, 0, 4], true), 12);
    expect(Math.abs(run([0, 1, 2, 3, 4, 5], false) - run([0, 1, 2, 3, 4, 5], true))).toBeGreaterThan(0.1);
  });

  it('the recomputed backward pass agrees with finite differences', () => {
    const dOut = made(13, 4, 5.5);
    const loss = (a: Matrix, b: Matrix, c: Matrix): number => sum(standardAttention(a, b, c).o.map((r, i) => dot(r, row(dOut, i))));
    const gradients = flashBackward(q, k, v, flashAttention(q, k, v, 4, 5), dOut);
    const bumped = (m: Matrix, i: number, j: number, h: number): number[][] =>
      m.map((r, a) => r.map((x, b) => (a === i && b === j ? x + h : x)));
    const h = 1e-5;
    for (const [i, j] of [
      [0, 0],
      [3, 2],
      [12, 1],
    ] as const) {
      const slope = (f: (m: Matrix) => number, m: Matrix): number => (f(bumped(m, i, j, h)) - f(bumped(m, i, j, -h))) / (2 * h);
      expect(
        slope((m) => loss(m, k, v), q),
        'dQ',
      ).toBeCloseTo(at(row(gradients.dq, i), j), 5);
      expect(
        slope((m) => loss(q, m, v), k),
        'dK',
      ).toBeCloseTo(at(row(gradients.dk, i), j), 5);
      expect(
        slope((m) => loss(q, k, m), v),
        'dV',
      ).toBeCloseTo(at(row(gradients.dv, i), j), 5);
    }
  });

  it('moves 2Nd + (N / B_r) 2Nd numbers', () => {
    const [n, d, rows] = [24, 4, 6];
    const result = flashAttention(made(n, d, 1), made(n, d, 2), made(n, d, 3), rows, 8);
    expect(result.moved).toBe(2 * n * d + (n / rows) * 2 * n * d);
    expect(flashTraffic(n, d, rows)).toBe(result.moved);
  });
});

describe('flash-attention: the figures', () => {
  const MiB = 2 ** 20;
  const [n, d, bytes] = [4096, 64, 2];
  const square = (n * n * bytes) / MiB;
  const flat = (n * d * bytes) / MiB;

  it('the sizes of one head and of a layer are as stated', () => {
    expect(square).toBe(32);
    expect(flat).toBe(0.5);
    expect((square * 32 * 8) / 1024).toBe(8);
    expectWritten('32 MiB');
    expectWritten('8 GiB');
    expect((n * 4) / 1024).toBe(16);
    expectWritten('16 KiB');
  });

  it('a standard implementation moves 130 MiB, takes 88 microseconds for it and 14 for the arithmetic', () => {
    const moved = 2 * flat + square + (square + square) + (square + flat) + flat;
    expectStated(slug, moved, 0);
    expectWritten('32.5 MiB');
    expect((standardTraffic(n, d) * bytes) / MiB).toBe(moved);
    const operations = 2 * (2 * n * n * d);
    expect(attentionOperations(n, d)).toBe(operations);
    expectStated(slug, operations / 1e9, 2);
    const [moving, computing] = [(moved * MiB) / 1.555e12, operations / 312e12];
    expectStated(slug, moving * 1e6, 0);
    expectStated(slug, computing * 1e6, 0);
    expect(moving / computing).toBeGreaterThan(6);
    expect(moving / computing).toBeLessThan(7);
    expect(moved - 4 * flat).toBe(128);
    expectStated(slug, 128, 0);
  });

  it('with blocks of 128 rows it is 33 MiB, about a quarter', () => {
    const tiled = 2 * flat + (n / 128) * 2 * flat;
    expectStated(slug, tiled, 0);
    expect((flashTraffic(n, d, 128) * bytes) / MiB).toBe(tiled);
    expect(tiled / 130).toBeCloseTo(0.25, 1);
    expect(n / 128).toBe(32);
    expect((128 * n * bytes) / MiB).toBe(1);
    expectWritten('1 MiB');
  });

  it('the on-chip memory of an A100 is about 20 MB', () => {
    expect((108 * 192 * 1024) / 1e6).toBeCloseTo(21.2, 1);
    expect((108 * 192 * 1024) / MiB).toBeCloseTo(20.25, 2);
  });
});
