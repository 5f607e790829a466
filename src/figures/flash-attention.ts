type Vector = readonly number[];
export type Matrix = readonly Vector[];

const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
const at = (values: Vector, i: number): number => {
  const value = values[i];
  if (value === undefined) throw new RangeError(`no element ${i}`);
  return value;
};
const row = (m: Matrix, i: number): Vector => {
  const value = m[i];
  if (value === undefined) throw new RangeError(`no row ${i}`);
  return value;
};
const dot = (u: Vector, v: Vector): number => sum(u.map((x, i) => x * at(v, i)));
const transpose = (m: Matrix): number[][] => row(m, 0).map((_, j) => m.map((r) => at(r, j)));
const product = (a: Matrix, b: Matrix): number[][] => {
  const columns = transpose(b);
  return a.map((r) => columns.map((c) => dot(r, c)));
};
const scaled = (m: Matrix, factor: number): number[][] => m.map((r) => r.map((x) => x * factor));

/** S = QKᵀ/√d; with `causal`, query `i` may not see the keys after its own place, counted from `firstQuery` and `firstKey`. */
export function scoresOf(q: Matrix, k: Matrix, causal = false, firstQuery = 0, firstKey = 0): number[][] {
  const s = scaled(product(q, transpose(k)), 1 / Math.sqrt(row(q, 0).length));
  return causal ? s.map((r, i) => r.map((x, j) => (firstKey + j > firstQuery + i ? -Infinity : x))) : s;
}

/** The textbook way: all scores of a row at once. */
export function standardAttention(q: Matrix, k: Matrix, v: Matrix, causal = false): { readonly o: number[][]; readonly p: number[][] } {
  const p = scoresOf(q, k, causal).map((r) => {
    const m = Math.max(...r);
    const e = r.map((x) => Math.exp(x - m));
    return e.map((x) => x / sum(e));
  });
  return { o: product(p, v), p };
}

/** What a query remembers of the keys read so far: the maximum, the sum and the weighted values, both relative to e^m. */
export interface State {
  readonly m: number;
  readonly l: number;
  readonly o: Vector;
}

export const freshState = (width: number): State => ({ m: -Infinity, l: 0, o: Array.from({ length: width }, () => 0) });

/** Merges a block of scores and values into the state of one query. Without `rescale` the mistake of the text is made. */
export function mergeBlock({ m, l, o }: State, scores: Vector, values: Matrix, rescale = true): State {
  const next = Math.max(m, ...scores);
  const e = scores.map((s) => Math.exp(s - next));
  const factor = rescale ? Math.exp(m - next) : m === -Infinity ? 0 : 1;
  return {
    m: next,
    l: factor * l + sum(e),
    o: o.map((x, c) => factor * x + sum(e.map((w, j) => w * at(row(values, j), c)))),
  };
}

/** A block of queries against a block of keys. */
export interface Tile {
  readonly firstQuery: number;
  readonly firstKey: number;
  readonly scores: Matrix;
  /** States of the queries before and after. */
  readonly before: readonly State[];
  readonly after: readonly State[];
}

export interface Flash {
  readonly o: number[][];
  /** L = m + ln ℓ of each row. */
  readonly lse: number[];
  /** Numbers read from and written to the large memory, without the one L a row. */
  readonly moved: number;
  readonly tiles: readonly Tile[];
}

/** Forward pass with the loops of the second version (Dao 2024): blocks of `rows` queries outside, of `columns` keys inside. */
export function flashAttention(q: Matrix, k: Matrix, v: Matrix, rows: number, columns: number, causal = false): Flash {
  const d = row(q, 0).length;
  const o: number[][] = [];
  const lse: number[] = [];
  const tiles: Tile[] = [];
  let moved = 0;
  for (let i = 0; i < q.length; i += rows) {
    const block = q.slice(i, i + rows);
    moved += block.length * d;
    let states: readonly State[] = block.map(() => freshState(row(v, 0).length));
    // With the mask, tiles that lie entirely after the last query of the block are skipped.
    for (let j = 0; j < (causal ? Math.min(k.length, i + block.length) : k.length); j += columns) {
      const [keys, values] = [k.slice(j, j + columns), v.slice(j, j + columns)];
      moved += keys.length * d + values.length * d;
      const scores = scoresOf(block, keys, causal, i, j);
      const after = states.map((state, r) => mergeBlock(state, row(scores, r), values));
      tiles.push({ firstQuery: i, firstKey: j, scores, before: states, after });
      states = after;
    }
    for (const state of states) {
      o.push(state.o.map((x) => x / state.l));
      lse.push(state.m + Math.log(state.l));
      moved += d;
    }
  }
  return { o, lse, moved, tiles };
}

export interface Gradients {
  readonly dq: number[][];
  readonly dk: number[][];
  readonly dv: number[][];
  readonly ds: number[][];
}

/** Backward pass: probabilities are recomputed from the scores and one number a row, and D is the dot product of dO and O. */
export function flashBackward(q: Matrix, k: Matrix, v: Matrix, forward: Pick<Flash, 'o' | 'lse'>, dOut: Matrix): Gradients {
  const scale = 1 / Math.sqrt(row(q, 0).length);
  const p = scoresOf(q, k).map((r, i) => r.map((s) => Math.exp(s - at(forward.lse, i))));
  const dp = product(dOut, transpose(v));
  const delta = dOut.map((r, i) => dot(r, row(forward.o, i)));
  const ds = p.map((r, i) => r.map((x, j) => x * (at(row(dp, i), j) - at(delta, i))));
  return { dv: product(transpose(p), dOut), dq: scaled(product(ds, k), scale), dk: scaled(product(transpose(ds), q), scale), ds };
}

/** Numbers a standard forward pass moves for one head: Q, K, V read, O written, and S and P each written and read. */
export const standardTraffic = (length: number, width: number): number => 4 * length * width + 4 * length * length;

/** Numbers FlashAttention's forward pass moves for one head: Q and O once, K and V once for each block of `rows` queries. */
export const flashTraffic = (length: number, width: number, rows: number): number =>
  2 * length * width + Math.ceil(length / rows) * 2 * length * width;

/** Operations of the two matrix products of the forward pass, a multiplication and an addition each counting as one. */
export const attentionOperations = (length: number, width: number): number => 4 * length * length * width;
