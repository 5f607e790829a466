/** A hill of the data: N(mean, deviation²) with its share. */
export interface Hill {
  readonly mean: number;
  readonly deviation: number;
  readonly share: number;
}

/** Noise N(0, 1) at time 0 travels in straight lines to independent data, a mixture of hills, at time 1. */
export type Journey = readonly Hill[];

export interface Field {
  readonly velocity: (x: number, t: number) => number;
  /** ∂v/∂x, which is the trace in one dimension. */
  readonly divergence: (x: number, t: number) => number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const logNormal = (x: number, mean = 0, variance = 1): number =>
  -0.5 * Math.log(2 * Math.PI * variance) - (x - mean) ** 2 / (2 * variance);

/** w_t: the variance at time t of the pairs that are bound for a hill. */
export const spread = ({ deviation }: Hill, t: number): number => (1 - t) ** 2 + (t * deviation) ** 2;

/** c_t: the covariance of x1 - x0 with the point at time t, over the variance of the point. */
export const slope = (hill: Hill, t: number): number => (t * hill.deviation ** 2 - (1 - t)) / spread(hill, t);

/** p_t(x) of all pairs together. */
export const density = (journey: Journey, x: number, t: number): number =>
  sum(journey.map((hill) => hill.share * Math.exp(logNormal(x, t * hill.mean, spread(hill, t)))));

/** The conditional expectation of x1 - x0 given the point at time t: within a hill by Gaussians, between hills by their weights at the point. */
export function marginal(journey: Journey): Field {
  const parts = (x: number, t: number) => {
    const logs = journey.map((hill) => Math.log(hill.share) + logNormal(x, t * hill.mean, spread(hill, t)));
    const top = Math.max(...logs);
    const raw = logs.map((value) => Math.exp(value - top));
    return journey.map((hill, k) => ({
      weight: (raw[k] ?? 0) / sum(raw),
      velocity: hill.mean + slope(hill, t) * (x - t * hill.mean),
      slope: slope(hill, t),
      score: -(x - t * hill.mean) / spread(hill, t),
    }));
  };
  return {
    velocity: (x, t) => sum(parts(x, t).map(({ weight, velocity }) => weight * velocity)),
    // The weights move with x too: their derivative is weight · (own score - mean score).
    divergence: (x, t) => {
      const all = parts(x, t);
      const score = sum(all.map((part) => part.weight * part.score));
      return sum(all.map((part) => part.weight * (part.slope + (part.score - score) * part.velocity)));
    },
  };
}

export interface Arrival {
  readonly x: number;
  readonly logDensity: number;
}

/** Euler's method from noise at time 0 to time 1, with the log-density along; all places on the way. */
export function eulerPath(field: Field, start: number, steps: number): Arrival[] {
  let [x, logDensity] = [start, logNormal(start)];
  const path: Arrival[] = [{ x, logDensity }];
  for (let k = 0; k < steps; k++) {
    const t = k / steps;
    logDensity -= field.divergence(x, t) / steps;
    x += field.velocity(x, t) / steps;
    path.push({ x, logDensity });
  }
  return path;
}

export const euler = (field: Field, start: number, steps: number): Arrival =>
  eulerPath(field, start, steps).at(-1) ?? { x: start, logDensity: logNormal(start) };

/** Squared error of the field for one pair at time t: a sample of the loss of conditional flow matching. */
export const lossOfPair = (field: Field, noise: number, data: number, t: number): number =>
  (field.velocity((1 - t) * noise + t * data, t) - (data - noise)) ** 2;

/** The loss that the best field leaves at time t: the mean variance of the pairs' velocities at a point. */
export function lossFloor(journey: Journey, t: number): number {
  const mean = sum(journey.map(({ share, mean: m }) => share * m));
  const variance = sum(journey.map(({ share, mean: m, deviation }) => share * (deviation ** 2 + (m - mean) ** 2)));
  const { velocity } = marginal(journey);
  const step = 0.05;
  let explained = 0;
  for (let x = -12; x <= 12; x += step) explained += density(journey, x, t) * velocity(x, t) ** 2 * step;
  // E(x1 - x0)² less E u²: noise adds 1 to the variance of the data.
  return variance + 1 + mean ** 2 - explained;
}

/** εᵀJε, whose mean over ε of independent entries with mean 0 and variance 1 is the trace (Hutchinson). */
export const traceEstimate = (jacobian: readonly (readonly number[])[], epsilon: readonly number[]): number =>
  sum(jacobian.map((row, i) => (epsilon[i] ?? 0) * sum(row.map((value, j) => value * (epsilon[j] ?? 0)))));

/** The data of the worked example: N(2, 0.5²). */
export const EXAMPLE: Journey = [{ mean: 2, deviation: 0.5, share: 1 }];
