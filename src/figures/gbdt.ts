/** A regression tree of one cut: `below` under the threshold, `above` at or over it. */
export interface Stump {
  readonly threshold: number;
  readonly below: number;
  readonly above: number;
  /** By how much the squared error falls. */
  readonly drop: number;
}

export interface Round {
  /** What the stump was fitted to: labels minus the prediction before it. */
  readonly residuals: readonly number[];
  readonly stump: Stump;
  /** Prediction of the samples after the round. */
  readonly prediction: readonly number[];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Sum of squares: of residuals, the SSE. */
export const squares = (values: readonly number[]): number => sum(values.map((value) => value * value));

/** Sum of squared distances from the mean. */
export function spread(values: readonly number[]): number {
  const middle = mean(values);
  return squares(values.map((value) => value - middle));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

/** All regression stumps on ascending xs, in one pass: Δ = n_L n_R / (n_L + n_R) · (difference of the means)². */
export function stumps(xs: readonly number[], targets: readonly number[]): Stump[] {
  const total = sum(targets);
  const found: Stump[] = [];
  let left = 0;
  for (let i = 1; i < xs.length; i++) {
    left += targets[i - 1] ?? 0;
    const [before, here] = [xs[i - 1] ?? 0, xs[i] ?? 0];
    if (before === here) continue;
    const [below, above] = [left / i, (total - left) / (xs.length - i)];
    found.push({ threshold: (before + here) / 2, below, above, drop: ((i * (xs.length - i)) / xs.length) * (below - above) ** 2 });
  }
  return found;
}

/** The stump of largest drop, of equals the first; nothing where all xs are equal. */
export function bestStump(xs: readonly number[], targets: readonly number[]): Stump | undefined {
  let best: Stump | undefined;
  for (const stump of stumps(xs, targets)) if (best === undefined || stump.drop > best.drop + 1e-12) best = stump;
  return best;
}

export const evaluate = (stump: Stump, x: number): number => (x < stump.threshold ? stump.below : stump.above);

/** Gradient boosting of stumps under squared error (Friedman 2001, algorithm 2, with shrinkage), from the mean; xs ascend. */
export function boost(xs: readonly number[], ys: readonly number[], rounds: number, step: number): Round[] {
  const done: Round[] = [];
  let prediction: readonly number[] = ys.map(() => mean(ys));
  for (let m = 0; m < rounds; m++) {
    const before = prediction;
    const residuals = ys.map((y, i) => y - (before[i] ?? 0));
    const stump = bestStump(xs, residuals);
    if (stump === undefined) break;
    prediction = xs.map((x, i) => (before[i] ?? 0) + step * evaluate(stump, x));
    done.push({ residuals, stump, prediction });
  }
  return done;
}

/** F(x) = F_0 + ν Σ h_m(x). */
export const predict = (start: number, rounds: readonly Round[], step: number, x: number): number =>
  start + step * sum(rounds.map(({ stump }) => evaluate(stump, x)));

/** Mean squared error on other samples, before the first round and after each. */
export function errorsOn(start: number, rounds: readonly Round[], step: number, xs: readonly number[], ys: readonly number[]): number[] {
  const score = ys.map(() => start);
  const now = (): number => mean(ys.map((y, i) => (y - (score[i] ?? 0)) ** 2));
  return [
    now(),
    ...rounds.map(({ stump }) => {
      for (const [i, x] of xs.entries()) score[i] = (score[i] ?? 0) + step * evaluate(stump, x);
      return now();
    }),
  ];
}

/** A loss of the label and the prediction, its negative derivative in the prediction, and the constant that is least on labels. */
export interface Loss {
  readonly loss: (y: number, f: number) => number;
  readonly pseudo: (y: number, f: number) => number;
  readonly start: (ys: readonly number[]) => number;
}

export const sigmoid = (f: number): number => 1 / (1 + Math.exp(-f));

/** The rows of the article's table; the log loss has labels 0 and 1, the exponential −1 and 1. */
export const LOSSES: Readonly<Record<'squared' | 'absolute' | 'log' | 'exponential', Loss>> = {
  squared: { loss: (y, f) => 0.5 * (y - f) ** 2, pseudo: (y, f) => y - f, start: mean },
  absolute: { loss: (y, f) => Math.abs(y - f), pseudo: (y, f) => Math.sign(y - f), start: median },
  log: {
    loss: (y, f) => Math.log(1 + Math.exp(f)) - y * f,
    pseudo: (y, f) => y - sigmoid(f),
    start: (ys) => Math.log(mean(ys) / (1 - mean(ys))),
  },
  exponential: {
    loss: (y, f) => Math.exp(-y * f),
    pseudo: (y, f) => y * Math.exp(-y * f),
    start: (ys) => 0.5 * Math.log((1 + mean(ys)) / (1 - mean(ys))),
  },
};

/** One Newton step from 0 for a leaf of the log loss; `scores` are the predictions of its samples. */
export function newtonLeaf(ys: readonly number[], scores: readonly number[]): number {
  const ps = scores.map(sigmoid);
  return sum(ys.map((y, i) => y - (ps[i] ?? 0))) / sum(ps.map((p) => p * (1 - p)));
}

/** The worked example: years in use, and price in hundreds of yuan. */
export const AGES: readonly number[] = [1, 2, 3, 4, 5, 6];
export const PRICES: readonly number[] = [14, 13, 9, 8, 2, 2];
