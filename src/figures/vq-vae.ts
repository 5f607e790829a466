import { below, normals, type RandomState, seeded } from '../kernel/random.ts';

export type Vector = readonly number[];

const at = (values: Vector, i: number): number => values[i] ?? Number.NaN;
const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
export const plus = (a: Vector, b: Vector): Vector => a.map((v, i) => v + at(b, i));
export const times = (factor: number, a: Vector): Vector => a.map((v) => factor * v);
export const minus = (a: Vector, b: Vector): Vector => plus(a, times(-1, b));
export const square = (a: Vector): number => sum(a.map((v) => v * v));

/** Index of the nearest vector of the codebook; of equals the first. */
export function nearest(codebook: readonly Vector[], z: Vector): number {
  const distances = codebook.map((e) => square(minus(z, e)));
  return distances.indexOf(Math.min(...distances));
}

/** The decoder of the example multiplies by a number. */
export interface Setting {
  readonly decoder: number;
  readonly beta: number;
  readonly target: Vector;
}

export interface Pass {
  readonly code: number;
  /** Squared error of the decoder's output. */
  readonly reconstruction: number;
  /** Squared distance of the encoder's output and its code. */
  readonly distance: number;
  readonly loss: number;
  /** Gradients by the rules: straight-through, stopped gradients. */
  readonly encoderFromReconstruction: Vector;
  readonly encoderFromCommitment: Vector;
  readonly codebook: readonly Vector[];
}

/** The loss of one position and its gradients (van den Oord et al. 2017, equation 3). */
export function pass(codebook: readonly Vector[], encoded: Vector, { decoder, beta, target }: Setting): Pass {
  const code = nearest(codebook, encoded);
  const chosen = codebook[code] ?? [];
  const error = minus(times(decoder, chosen), target);
  const distance = square(minus(encoded, chosen));
  return {
    code,
    reconstruction: square(error),
    distance,
    loss: square(error) + distance + beta * distance,
    encoderFromReconstruction: times(2 * decoder, error),
    encoderFromCommitment: times(2 * beta, minus(encoded, chosen)),
    codebook: codebook.map((e, j) => (j === code ? times(2, minus(e, encoded)) : e.map(() => 0))),
  };
}

/** Moving averages behind one code: how many vectors choose it, and their sum. */
export interface Average {
  readonly count: number;
  readonly total: Vector;
}

/** One update with the vectors of a batch that chose the code; with none its vector, total over count, stays where it is. */
export const follow = ({ count, total }: Average, chosen: readonly Vector[], decay: number): Average => ({
  count: decay * count + (1 - decay) * chosen.length,
  total: plus(times(decay, total), times(1 - decay, chosen.reduce(plus, times(0, total)))),
});

/** In nats. */
export const entropy = (shares: Vector): number => -sum(shares.map((p) => (p === 0 ? 0 : p * Math.log(p))));

/** Share of the vectors that choose each code. */
export function usage(codebook: readonly Vector[], vectors: readonly Vector[]): number[] {
  const counts = codebook.map(() => 0);
  for (const z of vectors) {
    const code = nearest(codebook, z);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts.map((count) => count / vectors.length);
}

/** Effective number of codes in use. */
export const perplexity = (shares: Vector): number => Math.exp(entropy(shares));

/** The part of a rectangle that is nearest to code j: the rectangle cut by the perpendicular bisector with each other code. */
export function cell(codebook: readonly Vector[], j: number, corners: readonly Vector[]): Vector[] {
  const own = codebook[j] ?? [];
  let region = [...corners];
  codebook.forEach((other, k) => {
    if (k === j || square(minus(other, own)) === 0) return;
    // Positive on the own side.
    const side = (p: Vector): number => square(minus(p, other)) - square(minus(p, own));
    region = region.flatMap((p, i) => {
      const q = region[(i + 1) % region.length] ?? p;
      const [a, b] = [side(p), side(q)];
      const cut = a * b < 0 ? [plus(p, times(a / (a - b), minus(q, p)))] : [];
      return [...(a >= 0 ? [p] : []), ...cut];
    });
  });
  return region;
}

/** The article's example. */
export const CODEBOOK: readonly Vector[] = [
  [0, 0],
  [2, 1],
  [1, -1],
];
export const ENCODED: Vector = [1.6, 0.5];
export const SETTING: Setting = { decoder: 0.8, beta: 0.25, target: [1.5, 0.6] };

/** Encoder outputs of the plane in five heaps of unequal size. */
export function heaps(seed: string): Vector[] {
  const normal = normals(seed);
  const centres: readonly (readonly [x: number, y: number, spread: number, count: number])[] = [
    [-1.5, 0.9, 0.28, 70],
    [-0.9, -1.1, 0.35, 60],
    [0.4, 0.3, 0.25, 50],
    [1.6, 1.1, 0.3, 60],
    [1.5, -0.9, 0.38, 60],
  ];
  return centres.flatMap(([x, y, spread, count]) =>
    Array.from({ length: count }, () => [x + spread * normal(), y + spread * normal()] as const),
  );
}

/**
 * Codebooks along `steps` moving-average updates with batches of `batch` vectors. The first `near` codes begin at vectors of the data, the
 * others scattered far off; the encoder stands still.
 */
export function learnCodebook(
  vectors: readonly Vector[],
  {
    codes,
    near,
    steps,
    decay,
    batch,
  }: { readonly codes: number; readonly near: number; readonly steps: number; readonly decay: number; readonly batch: number },
  seed: string,
): Vector[][] {
  let dice: RandomState = seeded(seed);
  const pick = (): Vector => {
    const drawn = below(vectors.length, dice);
    dice = drawn.state;
    return vectors[drawn.value] ?? [];
  };
  const starts = Array.from({ length: codes }, pick);
  let averages: Average[] = starts.map((start, j) => {
    const turn = 0.5 + (2 * Math.PI * j) / codes;
    return { count: 1, total: j < near ? start : [3.4 * Math.cos(turn), 2.35 * Math.sin(turn)] };
  });
  const vectorsOf = () => averages.map(({ count, total }) => times(1 / count, total));
  const history = [vectorsOf()];
  for (let step = 0; step < steps; step++) {
    const book = vectorsOf();
    const chosen = Array.from({ length: batch }, pick);
    const by = chosen.map((z) => nearest(book, z));
    averages = averages.map((average, j) =>
      follow(
        average,
        chosen.filter((_, i) => by[i] === j),
        decay,
      ),
    );
    history.push(vectorsOf());
  }
  return history;
}
