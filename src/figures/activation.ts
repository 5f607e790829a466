export type Curve = (z: number) => number;

/** An activation function with its derivative; at a kink the derivative is that of the left side. */
export interface Activation {
  readonly f: Curve;
  readonly slope: Curve;
}

/** Midpoint rule. */
export function integrate(f: Curve, from: number, to: number, pieces = 4000): number {
  const width = (to - from) / pieces;
  let total = 0;
  for (let i = 0; i < pieces; i++) total += f(from + (i + 0.5) * width) * width;
  return total;
}

/** Density and distribution function of the standard normal. */
export const density: Curve = (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
export const normal: Curve = (z) => 0.5 + integrate(density, 0, z, 800);

/** Expectation of f over a normal of mean zero, split at the kink. */
export function gaussianMean(f: Curve, deviation = 1): number {
  const g: Curve = (z) => f(z * deviation) * density(z);
  return integrate(g, -9, 0, 8000) + integrate(g, 0, 9, 8000);
}

const logistic: Curve = (z) => 1 / (1 + Math.exp(-z));
const elus =
  (alpha: number): Curve =>
  (z) =>
    z > 0 ? z : alpha * (Math.exp(z) - 1);

/** 1 from the threshold on; the derivative is zero but for the jump. */
export const step: Activation = { f: (z) => (z >= 0 ? 1 : 0), slope: () => 0 };
export const sigmoid: Activation = { f: logistic, slope: (z) => logistic(z) * (1 - logistic(z)) };
export const tanh: Activation = { f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 };
export const leaky = (slope: number): Activation => ({ f: (z) => (z > 0 ? z : slope * z), slope: (z) => (z > 0 ? 1 : slope) });
export const relu: Activation = { f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) };
export const elu = (alpha: number): Activation => ({ f: elus(alpha), slope: (z) => (z > 0 ? 1 : alpha * Math.exp(z)) });
export const gelu: Activation = { f: (z) => z * normal(z), slope: (z) => normal(z) + z * density(z) };
/** Swish of any β; SiLU at 1. */
export const swish = (beta: number): Activation => ({
  f: (z) => z * logistic(beta * z),
  slope: (z) => logistic(beta * z) * (1 + beta * z * (1 - logistic(beta * z))),
});

/** SELU's constants: mean 0 fixes α, variance 1 then fixes λ (Klambauer et al. 2017). */
export function seluConstants(): { readonly alpha: number; readonly lambda: number } {
  const negative = gaussianMean((z) => (z > 0 ? 0 : 1 - Math.exp(z)));
  const alpha = gaussianMean(relu.f) / negative;
  return { alpha, lambda: 1 / Math.sqrt(gaussianMean((z) => elus(alpha)(z) ** 2)) };
}
const { alpha: ALPHA, lambda: LAMBDA } = seluConstants();
export const selu: Activation = { f: (z) => LAMBDA * elu(ALPHA).f(z), slope: (z) => LAMBDA * elu(ALPHA).slope(z) };

/** One unit a = f(wx + b). */
export interface Unit {
  readonly w: number;
  readonly b: number;
}

export const START: Unit = { w: 1, b: 0 };
/** The worked example's good samples y = x, in the order in which a round visits them, and the mislabelled one. */
export const SAMPLES = [3, 2, 1] as const;
export const RATE = 0.2;

export const weightedSum = ({ w, b }: Unit, x: number): number => w * x + b;

/** A step of gradient descent on ½(a − y)² of one sample. */
export function learn(unit: Unit, { f, slope }: Activation, x: number, y: number, rate: number): Unit {
  const z = weightedSum(unit, x);
  const delta = (f(z) - y) * slope(z);
  return { w: unit.w - rate * delta * x, b: unit.b - rate * delta };
}

/** Mean loss over the good samples. */
export const meanLoss = (unit: Unit, { f }: Activation): number =>
  SAMPLES.reduce<number>((total, x) => total + 0.5 * (f(weightedSum(unit, x)) - x) ** 2, 0) / SAMPLES.length;

/** The unit after the bad sample, and after each of `rounds` rounds over the good ones. */
export function afterBadSample(activation: Activation, rounds: number): readonly Unit[] {
  const units = [learn(START, activation, 3, 0, RATE)];
  for (let i = 0; i < rounds; i++) units.push(SAMPLES.reduce((unit, x) => learn(unit, activation, x, x, RATE), units.at(-1) ?? START));
  return units;
}

/** Rounds until the sums of all good samples are positive again; null if that takes more than `most`. */
export function roundsToRevive(activation: Activation, most: number): number | null {
  const found = afterBadSample(activation, most).findIndex((unit) => SAMPLES.every((x) => weightedSum(unit, x) > 0));
  return found < 0 ? null : found;
}

/** Hidden width of a gated layer with as many parameters as a standard layer of width 4d. */
export const gatedWidth = (d: number): number => (8 * d) / 3;
