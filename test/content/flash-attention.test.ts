import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'flash-attention';

type Vector = readonly number[];
type Matrix = readonly Vector[];

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
const transpose = (m: Matrix): number[][] => row(m, 0).map((_, j) => m.map((r) => at(r, j)));
const product = (a: Matrix, b: Matrix): number[][] => a.map((r) => transpose(b).map((c) => dot(r, c)));
const scaled = (m: Matrix, factor: number): number[][] => m.map((r) => r.map((x) => x * factor));

/** The textbook way: all scores of a row at once. */
function standard(q: Matrix, k: Matrix, v: Matrix): { o: number[][]; p: number[][] } {
  const s = scaled(product(q, transpose(k)), 1 / Math.sqrt(row(q, 0).length));
  const p = s.map((r) => {
    const m = Math.max(...r);
    const e = r.map((x) => Math.exp(x - m));
    return e.map((x) => x / sum(e));
  });
  return { o: product(p, v), p };
}

interface State {
  readonly m: number;
  readonly l: number;
  readonly o: Vector;
}

/** Merges a block of scores and values into the state of one query. */
function merge({ m, l, o }: State, scores: Vector, values: Matrix, rescale = true): State {
  const next = Math.max(m, ...scores);
  const e = scores.map((s) => Math.exp(s - next));
  const factor = rescale ? Math.exp(m - next) : m === -Infinity ? 0 : 1;
  return {
    m: next,
    l: factor * l + sum(e),
    o: o.map((x, c) => factor * x + sum(e.map((w, j) => w * at(row(values, j), c)))),
  };
}

interface Flash {
  readonly o: number[][];
  readonly lse: number[];
  /** Numbers read from and written to the large memory. */
  readonly moved: number;
}

function flash(q: Matrix, k: Matrix, v: Matrix, rows: number, columns: number): Flash {
  const d = row(q, 0).length;
  const o: number[][] = [];
  const lse: number[] = [];
  let moved = 0;
  for (let i = 0; i < q.length; i += rows) {
    const block = q.slice(i, i + rows);
    moved += block.length * d;
    let states: State[] = block.map(() => ({ m: -Infinity, l: 0, o: row(v, 0).map(() => 0) }));
    for (let j = 0; j < k.length; j += columns) {
      const [keys, values] = [k.slice(j, j + columns), v.slice(j, j + columns)];
      moved += keys.length * d + values.length * d;
      const s = scaled(product(block, transpose(keys)), 1 / Math.sqrt(d));
      states = states.map((state, r) => merge(state, row(s, r), values));
    }
    for (const state of states) {
      o.push(state.o.map((x) => x / state.l));
      lse.push(state.m + Math.log(state.l));
      moved += d;
    }
  }
  return { o, lse, moved };
}

interface Gradients {
  readonly dq: number[][];
  readonly dk: number[][];
  readonly dv: number[][];
  readonly ds: number[][];
}

/** Probabilities are recomputed from the scores and one number per row. */
function backward(q: Matrix, k: Matrix, v: Matrix, forward: Flash, dOut: Matrix): Gradients {
  const scale = 1 / Math.sqrt(row(q, 0).length);
  const p = scaled(product(q, transpose(k)), scale).map((r, i) => r.map((s) => Math.exp(s - at(forward.lse, i))));
  const dp = product(dOut, transpose(v));
  const delta = dOut.map((r, i) => dot(r, row(forward.o, i)));
  const ds = p.map((r, i) => r.map((x, j) => x * (at(row(dp, i), j) - at(delta, i))));
  return { dv: product(transpose(p), dOut), dq: scaled(product(ds, k), scale), dk: scaled(product(transpose(ds), q), scale), ds };
}

const made = (n: number, d: number, seed: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: d }, (__, j) => 3 * Math.sin(seed + 1.7 * i + 2.9 * j * (i + 1))));

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('flash-attention: the worked example', () => {
  const scores = [2, 4, 8, 2].map(Math.log);
  const values = [[1], [2], [3], [5]];
  const start: State = { m: -Infinity, l: 0, o: [0] };
  const first = merge(start, scores.slice(0, 2), values.slice(0, 2));
  const second = merge(first, scores.slice(2), values.slice(2));

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
    const { o, p } = standard(
      [[1]],
      scores.map((s) => [s]),
      values,
    );
    expect(at(row(o, 0), 0)).toBeCloseTo(out, 12);
    for (const probability of row(p, 0)) expectStated(slug, probability, 3);
  });

  it('forgetting the factor gives the wrong value of the text', () => {
    const wrong = merge(first, scores.slice(2), values.slice(2), false);
    expectStated(slug, at(wrong.o, 0) / wrong.l, 3);
  });

  it('the gradient of the scores is as stated and sums to zero', () => {
    const keys = scores.map((s) => [s]);
    const { ds } = backward([[1]], keys, values, flash([[1]], keys, values, 1, 2), [[1]]);
    for (const g of row(ds, 0)) expectStated(slug, g, 5);
    expect(sum(row(ds, 0))).toBeCloseTo(0, 12);
  });
});

describe('flash-attention: the method', () => {
  const [q, k, v] = [made(13, 4, 0.3), made(17, 4, 1.1), made(17, 4, 2.2)];

  it('equals standard attention for any block size', () => {
    const { o, p } = standard(q, k, v);
    for (const [rows, columns] of [
      [1, 1],
      [4, 3],
      [5, 17],
      [13, 2],
      [64, 64],
    ] as const) {
      const result = flash(q, k, v, rows, columns);
      o.forEach((r, i) => {
        r.forEach((x, c) => {
          expect(at(row(result.o, i), c)).toBeCloseTo(x, 11);
        });
      });
      const s = scaled(product(q, transpose(k)), 0.5);
      s.forEach((r, i) => {
        r.forEach((x, j) => {
          expect(Math.exp(x - at(result.lse, i))).toBeCloseTo(at(row(p, i), j), 12);
        });
      });
    }
  });

  it('does not overflow where plain exponentials would', () => {
    const result = flash([[1]], [[1000], [999], [1002]], [[1], [2], [3]], 1, 1);
    expect(at(row(result.o, 0), 0)).toBeCloseTo((Math.exp(-2) + 2 * Math.exp(-3) + 3) / (Math.exp(-2) + Math.exp(-3) + 1), 12);
  });

  it('without the factor the result is right exactly when the maximum comes in the first block', () => {
    const run = (scores: Vector, rescale: boolean): number => {
      let state: State = { m: -Infinity, l: 0, o: [0] };
      for (let j = 0; j < scores.length; j += 2) state = merge(state, scores.slice(j, j + 2), [[j], [j + 1]], rescale);
      return at(state.o, 0) / state.l;
    };
    expect(run([1, 5, 2, 3, 0, 4], false)).toBeCloseTo(run([1, 5, 2, 3, 0, 4], true), 12);
    expect(Math.abs(run([0, 1, 2, 3, 4, 5], false) - run([0, 1, 2, 3, 4, 5], true))).toBeGreaterThan(0.1);
  });

  it('the recomputed backward pass agrees with finite differences', () => {
    const dOut = made(13, 4, 5.5);
    const loss = (a: Matrix, b: Matrix, c: Matrix): number => sum(standard(a, b, c).o.map((r, i) => dot(r, row(dOut, i))));
    const gradients = backward(q, k, v, flash(q, k, v, 4, 5), dOut);
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
    const result = flash(made(n, d, 1), made(n, d, 2), made(n, d, 3), rows, 8);
    expect(result.moved).toBe(2 * n * d + (n / rows) * 2 * n * d);
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
    const operations = 2 * (2 * n * n * d);
    expect(operations).toBe(4 * n ** 2 * d);
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
