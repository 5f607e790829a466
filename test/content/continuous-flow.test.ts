import { describe, expect, it } from 'vitest';
import {
  density,
  EXAMPLE,
  euler,
  type Field,
  type Journey,
  logNormal,
  lossFloor,
  lossOfPair,
  marginal,
  slope,
  spread,
  traceEstimate,
} from '../../src/figures/continuous-flow.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'continuous-flow';

/** The mean of a function over pairs (noise, data), by a grid that is fine enough for smooth functions. */
function overPairs(journey: Journey, f: (noise: number, data: number) => number): number {
  const step = 0.05;
  let total = 0;
  for (let a = -8; a <= 8; a += step)
    for (let b = -8; b <= 8; b += step)
      for (const { mean, deviation, share } of journey)
        total += share * Math.exp(logNormal(a) + logNormal(b)) * f(a, mean + deviation * b) * step * step;
  return total;
}

const journey = EXAMPLE;
const [hill] = EXAMPLE;
if (hill === undefined) throw new Error('the example has a hill');
const two: Journey = [
  { mean: -2, deviation: 0.4, share: 0.3 },
  { mean: 2, deviation: 0.6, share: 0.7 },
];
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
        const at = (time: number): number => 2 * time + Math.sqrt(spread(hill, time)) * start;
        expect((at(t + 1e-6) - at(t - 1e-6)) / 2e-6).toBeCloseTo(field.velocity(at(t), t), 6);
      }
  });

  it('two Euler steps end at 2.2, a single one at the mean', () => {
    const half = 1 + 0.5 * field.velocity(1, 0);
    expect(field.velocity(1, 0)).toBe(1);
    expect(half).toBe(1.5);
    expectStated(slug, spread(hill, 0.5), 4);
    expectStated(slug, slope(hill, 0.5), 1);
    expectStated(slug, field.velocity(half, 0.5), 1);
    expectStated(slug, euler(field, 1, 2).x, 1);
    for (const start of [-3, 0, 1]) expect(euler(field, start, 1).x).toBeCloseTo(2, 12);
  });

  it('the training sample has the numbers of the text', () => {
    const at = 0.5 * 1 + 0.5 * 2.3;
    expectStated(slug, at, 2);
    expectStated(slug, 2.3 - 1, 1);
    expectStated(slug, field.velocity(at, 0.5), 2);
    expectStated(slug, 0.25 / spread(hill, 0.5), 1);
  });

  it('the loss that remains is a quarter of pi', () => {
    const rounds = 100000;
    let total = 0;
    for (let k = 0; k < rounds; k++) total += 0.25 / spread(hill, (k + 0.5) / rounds) / rounds;
    expect(total).toBeCloseTo(Math.PI / 4, 8);
    expectStated(slug, total, 3);
    for (const t of [0.1, 0.5, 0.8]) {
      expect(lossFloor(journey, t)).toBeCloseTo(0.25 / spread(hill, t), 6);
      expect(overPairs(two, (a, b) => lossOfPair(marginal(two), a, b, t))).toBeCloseTo(lossFloor(two, t), 3);
      expect(overPairs(journey, (a, b) => lossOfPair(field, a, b, t))).toBeCloseTo(0.25 / spread(hill, t), 4);
    }
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
    const h = 1e-4;
    expect(density(journey, 1.5, 0.5)).toBeCloseTo(Math.exp(logNormal(1.5, 1, spread(hill, 0.5))), 12);
    for (const data of [journey, two]) {
      const { velocity } = marginal(data);
      for (const [x, t] of [
        [0.3, 0.2],
        [1.5, 0.5],
        [2.4, 0.9],
      ] as const) {
        const change = (density(data, x, t + h) - density(data, x, t - h)) / (2 * h);
        const flux = (y: number): number => density(data, y, t) * velocity(y, t);
        expect(change).toBeCloseTo(-(flux(x + h) - flux(x - h)) / (2 * h), 5);
      }
    }
  });

  it('the divergence is the derivative of the velocity, between hills too', () => {
    const h = 1e-5;
    for (const data of [journey, two]) {
      const made = marginal(data);
      for (const [x, t] of [
        [-1, 0.3],
        [0.2, 0.7],
        [1.4, 0.95],
      ] as const) {
        expect(made.divergence(x, t)).toBeCloseTo((made.velocity(x + h, t) - made.velocity(x - h, t)) / (2 * h), 5);
      }
    }
  });

  it('on a line the flow keeps order: as much data lies below the end as noise below the start', () => {
    const below = (value: (x: number) => number, x: number): number => {
      let total = 0;
      for (let k = 0; k < 20000; k++) total += value(-10 + ((k + 0.5) / 20000) * (x + 10)) * ((x + 10) / 20000);
      return total;
    };
    for (const start of [-0.8, 0, 1]) {
      const end = euler(marginal(two), start, 20000).x;
      expect(below((x) => density(two, x, 1), end)).toBeCloseTo(
        below((x) => Math.exp(logNormal(x)), start),
        3,
      );
    }
  });

  it('the log-density that is carried along is that of the data where the trajectory ends', () => {
    for (const start of [-1, -0.4, 0.8]) {
      const { x, logDensity } = euler(marginal(two), start, 20000);
      expect(logDensity).toBeCloseTo(Math.log(density(two, x, 1)), 2);
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
    const jacobian = [
      [1, 2],
      [0, 3],
    ];
    const [same, opposite] = [traceEstimate(jacobian, [1, 1]), traceEstimate(jacobian, [1, -1])];
    expect((same + opposite) / 2).toBe(4);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain('\\begin{pmatrix}1&2\\\\0&3\\end{pmatrix}');
    expectStated(slug, same, 0);
    expectStated(slug, opposite, 0);
  });
});
