/** A binary floating-point format after IEEE 754: one bit of sign, then exponent and fraction. */
export interface Format {
  readonly exponentBits: number;
  readonly fractionBits: number;
}
export const FP64: Format = { exponentBits: 11, fractionBits: 52 };
export const FP32: Format = { exponentBits: 8, fractionBits: 23 };
export const FP16: Format = { exponentBits: 5, fractionBits: 10 };
export const BF16: Format = { exponentBits: 8, fractionBits: 7 };

export const biasOf = ({ exponentBits }: Format): number => 2 ** (exponentBits - 1) - 1;
export const largest = (f: Format): number => 2 ** biasOf(f) * (2 - 2 ** -f.fractionBits);
export const smallestNormal = (f: Format): number => 2 ** (1 - biasOf(f));
export const smallestSubnormal = (f: Format): number => smallestNormal(f) * 2 ** -f.fractionBits;

/** The number of the three fields; `exponent` and `fraction` are unsigned integers. */
export function decode(f: Format, sign: number, exponent: number, fraction: number): number {
  const s = sign === 1 ? -1 : 1;
  if (exponent === 2 ** f.exponentBits - 1) return fraction === 0 ? s * Infinity : Number.NaN;
  const share = fraction / 2 ** f.fractionBits;
  return exponent === 0 ? s * 2 ** (1 - biasOf(f)) * share : s * 2 ** (exponent - biasOf(f)) * (1 + share);
}

/** The e of the interval [2^e, 2^(e+1)) in which x > 0 lies. */
export function exponentOf(x: number): number {
  let e = Math.floor(Math.log2(x));
  if (2 ** (e + 1) <= x) e += 1;
  if (2 ** e > x) e -= 1;
  return e;
}

/** Distance from |x| to the next larger number of the format; below the normal numbers it stays the same. */
export const spacingAt = (f: Format, x: number): number => 2 ** (Math.max(exponentOf(Math.abs(x)), 1 - biasOf(f)) - f.fractionBits);

/** Rounds a double to the nearest number of the format, ties to even. */
export function round(f: Format, x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const unit = spacingAt(f, x);
  const steps = Math.abs(x) / unit;
  const floor = Math.floor(steps);
  const up = steps - floor > 0.5 || (steps - floor === 0.5 && floor % 2 === 1);
  const rounded = (up ? floor + 1 : floor) * unit;
  return Math.sign(x) * (rounded > largest(f) ? Infinity : rounded);
}

/** The scale S of the loss after a step, and how many good steps lie behind it. */
export interface LossScale {
  readonly scale: number;
  readonly good: number;
}

/** Dynamic loss scaling: half of S after an overflow, twice S after `patience` good steps in a row. */
export function nextScale({ scale, good }: LossScale, overflowed: boolean, patience = 2000): LossScale {
  if (overflowed) return { scale: scale / 2, good: 0 };
  return good + 1 === patience ? { scale: scale * 2, good: 0 } : { scale, good: good + 1 };
}

/** A weight after each of `steps` updates: kept in the format itself, and as an FP32 master with its copy in the format. */
export function updates(
  f: Format,
  weight: number,
  update: number,
  steps: number,
): readonly { readonly alone: number; readonly master: number; readonly copy: number }[] {
  let alone = round(f, weight);
  let master = round(FP32, weight);
  return Array.from({ length: steps }, () => {
    alone = round(f, alone + round(f, update));
    master = round(FP32, master + round(FP32, update));
    return { alone, master, copy: round(f, master) };
  });
}

/** What becomes of numbers in a format: shares that turn into zero, into subnormal numbers, into normal ones and into infinity. */
export interface Fates {
  readonly zero: number;
  readonly subnormal: number;
  readonly normal: number;
  readonly infinite: number;
}

export function fates(f: Format, values: readonly number[]): Fates {
  const count = { zero: 0, subnormal: 0, normal: 0, infinite: 0 };
  for (const value of values) {
    const stored = Math.abs(round(f, value));
    if (stored === 0) count.zero += 1;
    else if (stored < smallestNormal(f)) count.subnormal += 1;
    else if (Number.isFinite(stored)) count.normal += 1;
    else count.infinite += 1;
  }
  const n = values.length;
  return { zero: count.zero / n, subnormal: count.subnormal / n, normal: count.normal / n, infinite: count.infinite / n };
}

/** Bytes a parameter takes in training with Adam: 16-bit weight and gradient, FP32 master and two moments (Rajbhandari et al. 2020). */
export const ADAM_BYTES = { weight: 2, gradient: 2, master: 4, firstMoment: 4, secondMoment: 4 } as const;
