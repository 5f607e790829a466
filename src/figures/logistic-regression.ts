export type Vector = readonly number[];
export type Matrix = readonly Vector[];

/** Samples in rows, each beginning with a one for the intercept; `lambda` weighs ½‖w‖² and spares the intercept. */
export interface Data {
  readonly X: Matrix;
  readonly y: Vector;
  readonly lambda: number;
}

const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
export const dot = (a: Vector, b: Vector): number => sum(a.map((x, i) => x * (b[i] ?? 0)));

/** 1 / (1 + e^-z): the distribution function of the logistic distribution with location 0 and scale 1. */
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The slope of the sigmoid, σ(1 - σ). */
export const bell = (z: number): number => sigmoid(z) * (1 - sigmoid(z));

/** ln p / (1 - p). */
export const logit = (p: number): number => Math.log(p / (1 - p));

/** F(t) of the logistic distribution with location mu and scale gamma. */
export const logisticDistribution = (t: number, mu: number, gamma: number): number => sigmoid((t - mu) / gamma);

/** Its density F(1 - F) / γ. */
export const logisticDensity = (t: number, mu: number, gamma: number): number => bell((t - mu) / gamma) / gamma;

/** Scale at which a logistic distribution has variance 1: its variance is π²γ²/3. */
export const UNIT_VARIANCE = Math.sqrt(3) / Math.PI;

export const withIntercept = (xs: Vector): Matrix => xs.map((x) => [1, x]);
const penalty = (data: Data, j: number): number => (j === 0 ? 0 : data.lambda);

/** ln(1 + e^-z) without overflow: the loss of a sample at margin z. */
export const logLoss = (margin: number): number => Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));

/** Cross entropy of all samples plus the penalty. */
export function loss({ X, y, lambda }: Data, w: Vector): number {
  const entropy = X.map((x, i) => logLoss((2 * (y[i] ?? 0) - 1) * dot(x, w)));
  return sum(entropy) + (lambda / 2) * sum(w.slice(1).map((v) => v * v));
}

/** Xᵀ(p - y) + λw. */
export function gradient(data: Data, w: Vector): number[] {
  const residuals = data.X.map((x, i) => sigmoid(dot(x, w)) - (data.y[i] ?? 0));
  return w.map((v, j) => sum(data.X.map((x, i) => (x[j] ?? 0) * (residuals[i] ?? 0))) + penalty(data, j) * v);
}

/** XᵀSX + λI, with p(1 - p) on the diagonal of S. */
export function hessian(data: Data, w: Vector): number[][] {
  const slopes = data.X.map((x) => bell(dot(x, w)));
  return w.map((_, j) =>
    w.map((__, k) => sum(data.X.map((x, i) => (x[j] ?? 0) * (slopes[i] ?? 0) * (x[k] ?? 0))) + (j === k ? penalty(data, j) : 0)),
  );
}

/** Gaussian elimination with pivoting. */
export function solve(matrix: Matrix, right: Vector): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const size = (row: Vector | undefined) => Math.abs(row?.[k] ?? 0);
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (size(rows[i]) > size(rows[pivot])) pivot = i;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[k] ?? [];
    rows[k] = top;
    for (let i = k + 1; i < n; i++) {
      const factor = (rows[i]?.[k] ?? 0) / (top[k] ?? 1);
      rows[i] = (rows[i] ?? []).map((v, j) => v - factor * (top[j] ?? 0));
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i] ?? [];
    x[i] = ((row[n] ?? 0) - dot(row.slice(i + 1, n), x.slice(i + 1))) / (row[i] ?? 1);
  }
  return x;
}

/** All iterates of Newton's method, beginning with zero. */
export function newton(data: Data, steps: number): number[][] {
  const iterates = [(data.X[0] ?? []).map(() => 0)];
  for (let t = 0; t < steps; t++) {
    const w = iterates[t] ?? [];
    const step = solve(hessian(data, w), gradient(data, w));
    iterates.push(w.map((v, j) => v - (step[j] ?? 0)));
  }
  return iterates;
}

/** Least squares of y on one feature: the value at the mean of x, and the slope. */
export function leastSquares(xs: Vector, y: Vector): { readonly mean: number; readonly at: number; readonly slope: number } {
  const mean = sum(xs) / xs.length;
  const centred = xs.map((x) => x - mean);
  return { mean, at: sum(y) / y.length, slope: dot(centred, y) / dot(centred, centred) };
}

/** Probability above which calling a sample positive costs less, by the costs of a false alarm and of a miss. */
export const threshold = (falseAlarm: number, miss: number): number => falseAlarm / (falseAlarm + miss);

/** Links in the article's four messages, their mean, and the labels as given and as they would be separable. */
export const LINKS: Vector = [1, 2, 3, 4];
export const MEAN_LINKS = 2.5;
export const SPAM: Vector = [0, 1, 0, 1];
export const SEPARABLE: Vector = [0, 0, 1, 1];
export const messages = (y: Vector, lambda: number): Data => ({ X: withIntercept(LINKS.map((x) => x - MEAN_LINKS)), y, lambda });
