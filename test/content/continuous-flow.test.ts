import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'continuous-flow';

/** Noise N(0, 1) at time 0 travels in straight lines to independent data N(mean, deviation²) at time 1. */
interface Journey {
  readonly mean: number;
  readonly deviation: number;
}

interface Field {
  readonly velocity: (x: number, t: number) => number;
  readonly divergence: (x: number, t: number) => number;
}

const logNormal = (x: number, mean = 0, variance = 1): number => -0.5 * Math.log(2 * Math.PI * variance) - (x - mean) ** 2 / (2 * variance);

const spread = ({ deviation }: Journey, t: number): number => (1 - t) ** 2 + (t * deviation) ** 2;
const slope = (j: Journey, t: number): number => (t * j.deviation ** 2 - (1 - t)) / spread(j, t);

/** The conditional expectation of x1 - x0 given the point at time t, for jointly Gaussian variables. */
const marginal = (j: Journey): Field => ({
  velocity: (x, t) => j.mean + slope(j, t) * (x - t * j.mean),
  divergence: (_, t) => slope(j, t),
});

interface Arrival {
  readonly x: number;
  readonly logDensity: number;
}

function euler(field: Field, start: number, steps: number): Arrival {
  let x = start;
  let logDensity = logNormal(start);
  for (let k = 0; k < steps; k++) {
    const t = k / steps;
    logDensity -= field.divergence(x, t) / steps;
    x += field.velocity(x, t) / steps;
  }
  return { x, logDensity };
}

/** The mean of a function over pairs (noise, data), by a grid that is fine enough for smooth functions. */
function overPairs(j: Journey, f: (noise: number, data: number) => number): number {
  const step = 0.05;
  let total = 0;
  for (let a = -8; a <= 8; a += step)
    for (let b = -8; b <= 8; b += step) total += Math.exp(logNormal(a) + logNormal(b)) * f(a, j.mean + j.deviation * b) * step * step;
  return total;
}

const lossOfPair = (field: Field, noise: number, data: number, t: number): number =>
  (field.velocity((1 - t) * noise + t * data, t) - (data - noise)) ** 2;

const journey: Journey = { mean: 2, deviation: 0.5 };
const field = marginal(journey);

describe('continuous-flow: the worked example', () => {
  it('the exact trajectory from 1 ends at 2.5 with the log-density of the text', () => {
    const exact = logNormal(2.5, 2, 0.25);
    expectStated(slug, logNormal(1), 4);
    expectStated(slug, exact, 4);
    expectStated(slug, -Math.log(0.5), 4);
    expect(exact).toBeCloseTo(logNormal(1) - Math.log(0.5), 12);
    const fine = euler(field, 1, 20000);
    expect(fine.x).toBeCloseTo(2.5, 3);
    expect(fine.logDensity).toBeCloseTo(exact, 3);
  });

  it('trajectories are 2t plus the root of the variance times the start', () => {
    for (const start of [-1.5, 0, 1])
      for (const t of [0.2, 0.5, 0.9]) {
        const at = (time: number): number => 2 * time + Math.sqrt(spread(journey, time)) * start;
        expect((at(t + 1e-6) - at(t - 1e-6)) / 2e-6).toBeCloseTo(field.velocity(at(t), t), 6);
      }
  });

  it('two Euler steps end at 2.2, a single one at the mean', () => {
    const half = 1 + 0.5 * field.velocity(1, 0);
    expect(field.velocity(1, 0)).toBe(1);
    expect(half).toBe(1.5);
    expectStated(slug, spread(journey, 0.5), 4);
    expectStated(slug, slope(journey, 0.5), 1);
    expectStated(slug, field.velocity(half, 0.5), 1);
    expectStated(slug, euler(field, 1, 2).x, 1);
    for (const start of [-3, 0, 1]) expect(euler(field, start, 1).x).toBeCloseTo(2, 12);
  });

  it('the training sample has the numbers of the text', () => {
    const at = 0.5 * 1 + 0.5 * 2.3;
    expectStated(slug, at, 2);
    expectStated(slug, 2.3 - 1, 1);
    expectStated(slug, field.velocity(at, 0.5), 2);
    expectStated(slug, 0.25 / spread(journey, 0.5), 1);
  });

  it('the loss that remains is a quarter of pi', () => {
    const rounds = 100000;
    let total = 0;
    for (let k = 0; k < rounds; k++) total += 0.25 / spread(journey, (k + 0.5) / rounds) / rounds;
    expect(total).toBeCloseTo(Math.PI / 4, 8);
    expectStated(slug, total, 3);
    for (const t of [0.1, 0.5, 0.8])
      expect(overPairs(journey, (a, b) => lossOfPair(field, a, b, t))).toBeCloseTo(0.25 / spread(journey, t), 4);
  });
});

describe('continuous-flow: the theory', () => {
  it('the determinant of a small step is one plus the trace', () => {
    const [a, b, c, d] = [0.7, -2, 1.3, 0.4];
    for (const h of [1e-2, 1e-3, 1e-4]) {
      const det = (1 + h * a) * (1 + h * d) - h * b * h * c;
      expect(Math.abs(det - 1 - h * (a + d))).toBeLessThan(5 * h * h);
    }
  });

  it('the density of the path obeys the continuity equation with the averaged velocity', () => {
    const density = (x: number, t: number): number => Math.exp(logNormal(x, 2 * t, spread(journey, t)));
    const h = 1e-4;
    for (const [x, t] of [
      [0.3, 0.2],
      [1.5, 0.5],
      [2.4, 0.9],
    ] as const) {
      const change = (density(x, t + h) - density(x, t - h)) / (2 * h);
      const flux = (y: number): number => density(y, t) * field.velocity(y, t);
      expect(change).toBeCloseTo(-(flux(x + h) - flux(x - h)) / (2 * h), 5);
    }
  });

  it('the two losses have the same gradient and differ by the conditional variance', () => {
    const t = 0.5;
    const guess = (w: number): Field => ({ velocity: (x) => w * x + 0.3, divergence: () => w });
    const conditional = (w: number): number => overPairs(journey, (a, b) => lossOfPair(guess(w), a, b, t));
    const plain = (w: number): number =>
      overPairs(journey, (a, b) => {
        const x = (1 - t) * a + t * b;
        return (guess(w).velocity(x, t) - field.velocity(x, t)) ** 2;
      });
    for (const w of [-0.5, 0.2, 1]) {
      expect(conditional(w) - plain(w)).toBeCloseTo(0.8, 5);
      const h = 1e-3;
      expect((conditional(w + h) - conditional(w - h)) / (2 * h)).toBeCloseTo((plain(w + h) - plain(w - h)) / (2 * h), 5);
    }
  });

  it('between two data points the velocities cancel', () => {
    const t = 0.5;
    const pairs = [-2, 2].map((data) => ({ data, weight: Math.exp(logNormal((0 - t * data) / (1 - t))) }));
    const total = pairs.reduce((s, p) => s + p.weight, 0);
    const mean = pairs.reduce((s, p) => s + (p.weight / total) * ((p.data - 0) / (1 - t)), 0);
    expect(mean).toBeCloseTo(0, 12);
  });

  it('the velocity of a Gaussian conditional path is the one that carries its samples', () => {
    const mu = (t: number): number => 2.3 * t ** 2;
    const sigma = (t: number): number => 1 - 0.9 * t;
    const t = 0.4;
    const h = 1e-6;
    const [muDot, sigmaDot] = [(mu(t + h) - mu(t - h)) / (2 * h), (sigma(t + h) - sigma(t - h)) / (2 * h)];
    for (const noise of [-1, 0.5]) {
      const at = (time: number): number => mu(time) + sigma(time) * noise;
      expect((at(t + h) - at(t - h)) / (2 * h)).toBeCloseTo(muDot + (sigmaDot / sigma(t)) * (at(t) - mu(t)), 6);
    }
  });

  it('the estimates of the trace are those of the text', () => {
    const quadratic = (e: readonly [number, number]): number => e[0] * (e[0] + 2 * e[1]) + e[1] * 3 * e[1];
    const [same, opposite] = [quadratic([1, 1]), quadratic([1, -1])];
    expect((same + opposite) / 2).toBe(4);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain('\\begin{pmatrix}1&2\\\\0&3\\end{pmatrix}');
    expectStated(slug, same, 0);
    expectStated(slug, opposite, 0);
  });
});
