import { next, type RandomState, seeded } from '../kernel/random.ts';

/** A normal distribution on the line: brightness of a one-pixel image. */
export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** Noise per unit of time as a straight line: `first` at time 0, `last` at time 1. */
export interface LinearRate {
  readonly first: number;
  readonly last: number;
}

/** The rate behind DDPM's schedule of 1000 steps from 1e-4 to 0.02: a step's variance times the number of steps. */
export const DDPM_RATE: LinearRate = { first: 0.1, last: 20 };

/** The images of the articles: one pixel, brightness N(2, 0.5²). */
export const TOY: Normal = { mean: 2, variance: 0.25 };

export const rateAt = ({ first, last }: LinearRate, time: number): number => first + (last - first) * time;

/** exp(-∫rate) from 0 to `time`: the share of the signal's power, alpha-bar. */
export const signalShare = ({ first, last }: LinearRate, time: number): number =>
  Math.exp(-(first * time + ((last - first) * time ** 2) / 2));

/** Share left after each of `steps` DDPM steps whose variances run linearly from `first` to `last`; index 0 is the clean image. */
export function discreteShares(steps: number, first: number, last: number): number[] {
  const shares = [1];
  let share = 1;
  for (let k = 0; k < steps; k++) {
    share *= 1 - (first + ((last - first) * k) / (steps - 1));
    shares.push(share);
  }
  return shares;
}

/** Distribution of the noised pixel when a share `share` of the signal's power is left. */
export const marginal = ({ mean, variance }: Normal, share: number): Normal => ({
  mean: Math.sqrt(share) * mean,
  variance: share * variance + 1 - share,
});

/** Gradient of the log-density of a normal. */
export const scoreOf = ({ mean, variance }: Normal, x: number): number => (mean - x) / variance;

/** E[noise | x] for the noised pixel: minus the score times the deviation of the noise. */
export const expectedNoise = (data: Normal, share: number, x: number): number => -Math.sqrt(1 - share) * scoreOf(marginal(data, share), x);

/** dx = -rate/2 x dt + sqrt(rate) dw, one Euler–Maruyama step forward: mean and variance of where it lands. */
export const forwardStep = (x: number, rate: number, dt: number): Normal => ({ mean: x - (rate / 2) * x * dt, variance: rate * dt });

/** One Euler–Maruyama step of the reverse SDE over `dt`, from x with the score there: mean and variance of the landing point. */
export const reverseStep = (x: number, score: number, rate: number, dt: number): Normal => ({
  mean: x - (-(rate / 2) * x - rate * score) * dt,
  variance: rate * dt,
});

/** DDPM's own step for a noising step of variance `beta`: the mean E[x_s | x_t], exact for any data when the score is. */
export const ddpmMean = (x: number, score: number, beta: number): number => (x + beta * score) / Math.sqrt(1 - beta);

/** Bayes' rule for x_t = sqrt(1-beta) x_s + sqrt(beta) noise with x_s normal: the exact law of x_s given x_t. */
export function bayes(prior: Normal, beta: number, x: number): Normal {
  const precision = 1 / prior.variance + (1 - beta) / beta;
  return { mean: (prior.mean / prior.variance + (Math.sqrt(1 - beta) * x) / beta) / precision, variance: 1 / precision };
}

/**
 * Mean and variance of what the reverse SDE makes of N(0, 1) in `steps` equal Euler–Maruyama steps from time 1 to 0, with the exact
 * score of the toy: the step is affine in x, so moments are carried through without sampling.
 */
export function reverseOutput(data: Normal, rate: LinearRate, steps: number): Normal {
  let [mean, variance] = [0, 1];
  const dt = 1 / steps;
  for (let k = steps; k >= 1; k--) {
    const time = k / steps;
    const step = (x: number): Normal => reverseStep(x, scoreOf(marginal(data, signalShare(rate, time)), x), rateAt(rate, time), dt);
    const [offset, moved] = [step(0), step(1)];
    const slope = moved.mean - offset.mean;
    mean = slope * mean + offset.mean;
    variance = slope ** 2 * variance + offset.variance;
  }
  return { mean, variance };
}

/** Standard normal numbers by Box and Muller; the same seed gives the same numbers. */
export function normals(seed: string): () => number {
  let state: RandomState = seeded(seed);
  const uniform = (): number => {
    const drawn = next(state);
    state = drawn.state;
    return (drawn.word + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** One path forward in time: `steps` + 1 values, the first is `x`. */
export function forwardPath(x: number, rate: LinearRate, steps: number, normal: () => number): number[] {
  const path = [x];
  let at = x;
  for (let k = 0; k < steps; k++) {
    const landing = forwardStep(at, rateAt(rate, k / steps), 1 / steps);
    at = landing.mean + Math.sqrt(landing.variance) * normal();
    path.push(at);
  }
  return path;
}

/** One path back in time from `x` at time 1; the first value is at time 1, the last at time 0. `score` is the gradient at (x, time). */
export function reversePath(
  x: number,
  rate: LinearRate,
  steps: number,
  score: (x: number, time: number) => number,
  normal: () => number,
): number[] {
  const path = [x];
  let at = x;
  for (let k = steps; k >= 1; k--) {
    const time = k / steps;
    const landing = reverseStep(at, score(at, time), rateAt(rate, time), 1 / steps);
    at = landing.mean + Math.sqrt(landing.variance) * normal();
    path.push(at);
  }
  return path;
}
