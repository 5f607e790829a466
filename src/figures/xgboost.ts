/** A sample with one feature, which may be missing (null), and a label. */
export interface Row {
  readonly x: number | null;
  readonly y: 0 | 1;
}

/** Sums of first and second derivatives of the loss in the score. */
export interface Totals {
  readonly G: number;
  readonly H: number;
}

export interface Cut {
  /** Samples with x below it go left. */
  readonly threshold: number;
  readonly missing: 'left' | 'right';
  readonly left: Totals;
  readonly right: Totals;
  readonly gain: number;
}

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** ℓ(y, z) = ln(1 + e^z) - y z of a score z. */
export const logLoss = (y: number, score: number): number => Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - y * score;

/** First and second derivative of the log loss in the score: p - y and p (1 - p). */
export function derivatives(y: number, score: number): Totals {
  const p = sigmoid(score);
  return { G: p - y, H: p * (1 - p) };
}

export const add = (totals: readonly Totals[]): Totals =>
  totals.reduce((sum, { G, H }) => ({ G: sum.G + G, H: sum.H + H }), { G: 0, H: 0 });

export const nodeTotals = (rows: readonly Row[], score = 0): Totals => add(rows.map(({ y }) => derivatives(y, score)));

/** w* = -G/(H + λ), the best value of a leaf (Chen & Guestrin 2016, equation 5). */
export const weight = ({ G, H }: Totals, lambda: number): number => -G / (H + lambda);

/** G²/(H + λ). */
export const nodeScore = ({ G, H }: Totals, lambda: number): number => G ** 2 / (H + lambda);

/** What a leaf of value w adds to the objective, its price γ aside: G w + ½ (H + λ) w². */
export const leafCost = ({ G, H }: Totals, w: number, lambda: number): number => G * w + 0.5 * (H + lambda) * w * w;

/** By how much the objective falls when a node is cut into two leaves (equation 7). */
export const gainOf = (left: Totals, right: Totals, lambda: number, gamma: number): number =>
  0.5 * (nodeScore(left, lambda) + nodeScore(right, lambda) - nodeScore(add([left, right]), lambda)) - gamma;

/**
 * Sparsity-aware search (algorithm 3): one scan upwards with the missing on the right, one downwards with the missing on the left.
 * The cuts by gain, the largest first.
 */
export function search(rows: readonly Row[], lambda: number, gamma: number): Cut[] {
  const valued = rows.flatMap(({ x, y }) => (x === null ? [] : [{ x, y }])).sort((a, b) => a.x - b.x);
  const total = nodeTotals(rows);
  const rest = (part: Totals): Totals => ({ G: total.G - part.G, H: total.H - part.H });
  const cuts: Cut[] = [];
  const scan = (order: typeof valued, missing: Cut['missing']): void => {
    let part: Totals = { G: 0, H: 0 };
    for (const [i, row] of order.entries()) {
      const following = order[i + 1];
      if (following === undefined) break;
      part = add([part, derivatives(row.y, 0)]);
      if (following.x === row.x) continue;
      const [left, right] = missing === 'right' ? [part, rest(part)] : [rest(part), part];
      cuts.push({ threshold: (row.x + following.x) / 2, missing, left, right, gain: gainOf(left, right, lambda, gamma) });
    }
  };
  scan(valued, 'right');
  scan(valued.toReversed(), 'left');
  return cuts.sort((a, b) => b.gain - a.gain);
}

/** The worked example: logins last week, and whether the user left. */
export const USERS: readonly Row[] = [
  { x: 1, y: 1 },
  { x: 2, y: 1 },
  { x: 4, y: 0 },
  { x: 5, y: 1 },
  { x: 7, y: 0 },
  { x: 8, y: 0 },
  { x: null, y: 1 },
  { x: null, y: 1 },
];
