/** A noise predictor for images of one pixel: E[noise | x] when the signal's share of power is `share` (the article's alpha-bar). */
export type Predictor = (x: number, share: number) => number;

/** One kind of image among several: brightness N(mean, deviation²), drawn with probability `weight`. */
export interface Kind {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

/** The best predictor when brightness is normal: the conditional expectation of the noise. */
export function gaussianPredictor(mean: number, deviation: number): Predictor {
  return (x, share) => (Math.sqrt(1 - share) * (x - Math.sqrt(share) * mean)) / (share * deviation ** 2 + 1 - share);
}

/** Density of the noised brightness at x. */
export function noisedDensity(kinds: readonly Kind[], share: number, x: number): number {
  let total = 0;
  for (const { weight, mean, deviation } of kinds) {
    const variance = share * deviation ** 2 + 1 - share;
    total += (weight * Math.exp(-((x - Math.sqrt(share) * mean) ** 2) / (2 * variance))) / Math.sqrt(2 * Math.PI * variance);
  }
  return total;
}

/** The best predictor for a mixture: the predictions of its kinds, each weighted by how probable the kind is at x. */
export function mixturePredictor(kinds: readonly Kind[]): Predictor {
  return (x, share) => {
    const root = Math.sqrt(share);
    let [total, sum] = [0, 0];
    for (const { weight, mean, deviation } of kinds) {
      const variance = share * deviation ** 2 + 1 - share;
      const off = x - root * mean;
      const here = (weight * Math.exp((-off * off) / (2 * variance))) / Math.sqrt(variance);
      total += here;
      sum += (here * off) / variance;
    }
    // Far outside every density underflows; the prediction of the first kind points back as well as any.
    const [first] = kinds;
    return total > 0 ? (Math.sqrt(1 - share) * sum) / total : gaussianPredictor(first?.mean ?? 0, first?.deviation ?? 1)(x, share);
  };
}

/** Standard deviation of the fresh noise of a step from share `from` to share `to`; with eta 0 the step may also go back to more noise. */
export function freshNoise(from: number, to: number, eta: number): number {
  if (eta === 0) return 0;
  return eta * Math.sqrt((1 - to) / (1 - from)) * Math.sqrt(1 - from / to);
}

export interface DdimStep {
  /** Predicted noise. */
  readonly noise: number;
  /** Estimate of the clean image. */
  readonly clean: number;
  /** Deviation of the fresh noise. */
  readonly sigma: number;
  /** Coefficient of the old noise. */
  readonly kept: number;
  /** Where the step lands without fresh noise. */
  readonly centre: number;
  readonly next: number;
}

/** One step of the sampler from share `from` to share `to` (Song et al. 2021, equation 12); `draw` is the standard normal number z. */
export function ddimStep(x: number, from: number, to: number, predict: Predictor, eta = 0, draw = 0): DdimStep {
  const noise = predict(x, from);
  const clean = (x - Math.sqrt(1 - from) * noise) / Math.sqrt(from);
  const sigma = freshNoise(from, to, eta);
  // At share 1 rounding may leave -1e-17 under the root.
  const kept = Math.sqrt(Math.max(0, 1 - to - sigma ** 2));
  const centre = Math.sqrt(to) * clean + kept * noise;
  return { noise, clean, sigma, kept, centre, next: centre + sigma * draw };
}

/** Share of the signal after each of `steps` noising steps whose variances run linearly from `first` to `last`; index 0 is the clean image. */
export function linearSchedule(steps: number, first: number, last: number): number[] {
  const shares = [1];
  let share = 1;
  for (let t = 1; t <= steps; t++) {
    share *= 1 - (first + ((last - first) * (t - 1)) / (steps - 1));
    shares.push(share);
  }
  return shares;
}

/** `count` + 1 indices spread evenly from 0 to `last`, both ends included: the subsequence of times. */
export const spreadTimes = (last: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => Math.round((i * last) / count));

/** A path from noise to image: `shares` runs from the clean end (index 0) to the noisy one, the path the other way. */
export function samplePath(start: number, shares: readonly number[], predict: Predictor, eta: number, normal: () => number): number[] {
  const path = [start];
  let x = start;
  for (let i = shares.length - 1; i >= 1; i--) {
    x = ddimStep(x, shares[i] ?? 1, shares[i - 1] ?? 1, predict, eta, eta === 0 ? 0 : normal()).next;
    path.push(x);
  }
  return path;
}

/** Mean and deviation of the sampler's output for a predictor that is affine in x, started from N(0, 1): exact, no sampling. */
export function outputMoments(shares: readonly number[], predict: Predictor, eta: number): { mean: number; deviation: number } {
  let [mean, variance] = [0, 1];
  for (let i = shares.length - 1; i >= 1; i--) {
    const [from, to] = [shares[i] ?? 1, shares[i - 1] ?? 1];
    const offset = ddimStep(0, from, to, predict, eta).centre;
    const slope = ddimStep(1, from, to, predict, eta).centre - offset;
    mean = slope * mean + offset;
    variance = slope ** 2 * variance + freshNoise(from, to, eta) ** 2;
  }
  return { mean, deviation: Math.sqrt(variance) };
}

/** `count` values that cut the density into equal shares, each in the middle of its share; the density must vanish outside [low, high]. */
export function quantiles(density: (x: number) => number, low: number, high: number, count: number): number[] {
  const cells = 4000;
  const width = (high - low) / cells;
  const mass = Array.from({ length: cells }, (_, i) => density(low + (i + 0.5) * width));
  const total = mass.reduce((a, b) => a + b, 0);
  const found: number[] = [];
  let below = 0;
  for (let i = 0; i < cells && found.length < count; i++) {
    const here = (mass[i] ?? 0) / total;
    for (let wanted = (found.length + 0.5) / count; found.length < count && wanted <= below + here; wanted = (found.length + 0.5) / count) {
      found.push(low + (i + (wanted - below) / here) * width);
    }
    below += here;
  }
  while (found.length < count) found.push(high);
  return found;
}

/** Wasserstein-1 distance of two samples of the same size: how far a value has to be moved on average to make one into the other. */
export function distance(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [a, b].map((one) => [...one].sort((x, y) => x - y)) as [number[], number[]];
  return left.reduce((sum, x, i) => sum + Math.abs(x - (right[i] ?? x)), 0) / left.length;
}
