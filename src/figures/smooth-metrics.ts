/** Logistic function, 1/(1+e^-z), for scores without a unit. */
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export const logit = (p: number): number => Math.log(p / (1 - p));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, i) => x * (b[i] ?? 0)));

/** Softmax of the scores divided by the temperature; adds up to 1. The largest score is taken out first, so nothing overflows. */
export function softmax(scores: readonly number[], temperature: number): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((z) => Math.exp((z - top) / temperature));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** Smooth maximum τ ln Σ exp(z/τ), between max and max + τ ln K. */
export function smoothMax(scores: readonly number[], temperature: number): number {
  const top = Math.max(...scores);
  return top + temperature * Math.log(sum(scores.map((z) => Math.exp((z - top) / temperature))));
}

/** Mean of the scores under their softmax, at most the maximum. */
export const weightedMax = (scores: readonly number[], temperature: number): number => dot(softmax(scores, temperature), scores);

/** Expected position under the softmax; positions count from 1. */
export const softArgmax = (scores: readonly number[], temperature: number): number =>
  sum(softmax(scores, temperature).map((share, k) => share * (k + 1)));

/** Natural-log entropy of a distribution, in nats. */
export const entropy = (shares: readonly number[]): number => -sum(shares.map((s) => (s > 0 ? s * Math.log(s) : 0)));

/** Share of samples whose true class gets more than one half; `truth[i]` is the probability given to the true class of sample i. */
export const accuracy = (truth: readonly number[]): number => truth.filter((p) => p > 0.5).length / truth.length;

/** Mean cross entropy in nats of the same probabilities. */
export const crossEntropy = (truth: readonly number[]): number => -sum(truth.map(Math.log)) / truth.length;

/** Mean probability of the true class: the accuracy of a classifier that draws its answer from its own distribution. */
export const softAccuracy = (truth: readonly number[]): number => sum(truth) / truth.length;

export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export const f1 = ({ tp, fp, fn }: Counts): number => (2 * tp) / (2 * tp + fp + fn);

/** Counts with every sample in one cell, positive above probability 1/2. Labels are 0 or 1. */
export const hardCounts = (labels: readonly number[], probabilities: readonly number[]): Counts =>
  softCounts(
    labels,
    probabilities.map((p) => (p > 0.5 ? 1 : 0)),
  );

/** Counts in which a sample is positive to the extent of its probability. */
export function softCounts(labels: readonly number[], probabilities: readonly number[]): Counts {
  const tp = dot(labels, probabilities);
  return { tp, fp: sum(probabilities) - tp, fn: sum(labels) - tp };
}

export const softF1 = (labels: readonly number[], probabilities: readonly number[]): number => f1(softCounts(labels, probabilities));

/** Gradient of the soft F1 in the probabilities: (2y - F)/(Σy + Σp). */
export function softF1Gradient(labels: readonly number[], probabilities: readonly number[]): number[] {
  const value = softF1(labels, probabilities);
  const size = sum(labels) + sum(probabilities);
  return labels.map((y) => (2 * y - value) / size);
}

/** One step of gradient ascent on the soft F1, taken in the scores z = logit p. */
export function ascend(labels: readonly number[], probabilities: readonly number[], rate: number): number[] {
  const gradient = softF1Gradient(labels, probabilities);
  return probabilities.map((p, i) => sigmoid(logit(p) + rate * (gradient[i] ?? 0) * p * (1 - p)));
}

/** Shifts every score by `shift` and divides by the temperature: the curves of the figure. */
export const sharpened = (probabilities: readonly number[], temperature: number, shift = 0): number[] =>
  probabilities.map((p) => sigmoid((logit(p) + shift) / temperature));

/** Mean and variance of the one-sample score-function estimate of d p/dz in a two-class problem (reward 1 if the drawn class is right). */
export function scoreFunctionMoments(p: number, baseline: number): { readonly mean: number; readonly variance: number } {
  const right = (1 - baseline) * (1 - p);
  const wrong = (0 - baseline) * -p;
  const mean = p * right + (1 - p) * wrong;
  return { mean, variance: p * right ** 2 + (1 - p) * wrong ** 2 - mean ** 2 };
}

/** Expected clipped count of a word that each of `chances` positions emits independently, when the reference has it `limit` times. */
export function expectedClippedCount(chances: readonly number[], limit: number): number {
  let distribution = [1];
  for (const p of chances) {
    distribution = Array.from(
      { length: distribution.length + 1 },
      (_, k) => (distribution[k] ?? 0) * (1 - p) + (distribution[k - 1] ?? 0) * p,
    );
  }
  return sum(distribution.map((share, count) => share * Math.min(count, limit)));
}

/** The worked example: six samples, three of them positive. */
export const example = {
  labels: [1, 1, 1, 0, 0, 0],
  probabilities: [0.9, 0.6, 0.4, 0.6, 0.3, 0.2],
} as const;
