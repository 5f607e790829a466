import { type Normal, scoreOf, TOY } from './diffusion-sde.ts';

/** Data of the VE process with Gaussian noise of deviation `sigma` on top. */
export const noised = ({ mean, variance }: Normal, sigma: number): Normal => ({ mean, variance: variance + sigma ** 2 });

/** VE reverse SDE, one Euler–Maruyama step from noise level `from` down to `to`: mean and variance of the landing point. */
export const veReverseStep = (x: number, score: number, from: number, to: number): Normal => ({
  mean: x + (from ** 2 - to ** 2) * score,
  variance: from ** 2 - to ** 2,
});

/** Probability flow of the VE process, dx/dσ = -σ · score, one Euler step from `from` to `to`. */
export const flowStep = (x: number, score: number, from: number, to: number): number => x - (to - from) * from * score;

/** Where the exact probability flow carries x when the data are Gaussian: standard scores stay as they are. */
export function exactFlow(x: number, from: number, to: number, data: Normal = TOY): number {
  const [before, after] = [noised(data, from), noised(data, to)];
  return after.mean + (x - before.mean) * Math.sqrt(after.variance / before.variance);
}

/** The true law of the less noisy x at level `to`, given x at level `from`. */
export function veBayes(x: number, from: number, to: number, data: Normal = TOY): Normal {
  const [prior, noise] = [noised(data, to), from ** 2 - to ** 2];
  const gain = prior.variance / (prior.variance + noise);
  return { mean: prior.mean + gain * (x - prior.mean), variance: gain * noise };
}

/** One Langevin step x + delta · score + sqrt(2 delta) z on the normal `target`, applied to a whole normal distribution. */
export function langevin({ mean, variance }: Normal, target: Normal, delta: number): Normal {
  const shrink = 1 - delta / target.variance;
  return { mean: target.mean + shrink * (mean - target.mean), variance: shrink ** 2 * variance + 2 * delta };
}

/** Variance at which Langevin steps of size `delta` settle on a normal target of variance `variance`. */
export const langevinRest = (variance: number, delta: number): number => variance / (1 - delta / (2 * variance));

/**
 * Reverse process of the family between flow and SDE, dx = [f - (1 + λ²)/2 g² score] dt + λ g dw, on the VE process: one step of a whole
 * normal distribution from level `from` to `to`, Euler in σ².
 */
export function familyStep({ mean, variance }: Normal, from: number, to: number, lambda: number, data: Normal = TOY): Normal {
  const drop = from ** 2 - to ** 2;
  const here = noised(data, from);
  const move = (x: number): number => x + ((1 + lambda ** 2) / 2) * drop * scoreOf(here, x);
  const slope = move(1) - move(0);
  return { mean: move(mean), variance: slope ** 2 * variance + lambda ** 2 * drop };
}

/** Two equal normals of deviation `spread` at -1 and +1 (the data), noised to level `sigma`. */
export function pairDensity(x: number, sigma: number, spread: number): number {
  const v = sigma ** 2 + spread ** 2;
  return (Math.exp(-((x - 1) ** 2) / (2 * v)) + Math.exp(-((x + 1) ** 2) / (2 * v))) / (2 * Math.sqrt(2 * Math.PI * v));
}

/** Its score: the two pulls weighted by the share of each normal at x. */
export function pairScore(x: number, sigma: number, spread: number): number {
  const v = sigma ** 2 + spread ** 2;
  return (Math.tanh(x / v) - x) / v;
}

/** Noise levels from `most` to `least`, geometric, `steps` + 1 of them. */
export const geometricLevels = (most: number, least: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => most * (least / most) ** (i / steps));

/** A path down the levels, from x at the first: λ = 0 is the probability flow, λ = 1 the reverse SDE. */
export function familyPath(
  x: number,
  levels: readonly number[],
  score: (x: number, sigma: number) => number,
  lambda: number,
  normal: () => number,
): number[] {
  const path = [x];
  let at = x;
  for (let i = 0; i + 1 < levels.length; i++) {
    const [from, to] = [levels[i] as number, levels[i + 1] as number];
    const drop = from ** 2 - to ** 2;
    at += ((1 + lambda ** 2) / 2) * drop * score(at, from);
    if (lambda > 0) at += lambda * Math.sqrt(drop) * normal();
    path.push(at);
  }
  return path;
}
