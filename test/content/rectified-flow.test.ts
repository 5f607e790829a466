import { describe, expect, it } from 'vitest';
import {
  account,
  crossings,
  euler,
  firstVelocity,
  heated,
  heatVelocity,
  independentPairs,
  normalDensity,
  overNoise,
  reflowedVelocity,
  type Velocity,
} from '../../src/figures/rectified-flow.ts';
import { expectStated } from '../support/content.ts';

const slug = 'rectified-flow';
const a = 2;
const first = firstVelocity(a);
const second = reflowedVelocity(a);

const last = (path: readonly number[]): number => path.at(-1) as number;

/** Classical Runge-Kutta up to time `until`: a solver the figures do not use. */
function rungeKutta(velocity: Velocity, start: number, until: number, steps: number): number {
  const h = until / steps;
  let x = start;
  for (let k = 0; k < steps; k++) {
    const t = k * h;
    const k1 = velocity(x, t);
    const k2 = velocity(x + (h / 2) * k1, t + h / 2);
    const k3 = velocity(x + (h / 2) * k2, t + h / 2);
    const k4 = velocity(x + h * k3, t + h);
    x += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return x;
}

describe('rectified-flow: the worked example', () => {
  it('the field is the one with the hyperbolic tangent, and the mean over pairs by plain weighing', () => {
    for (const t of [0, 0.25, 0.6])
      for (const x of [-1.3, 0.25, 0.9]) {
        expect(first(x, t)).toBeCloseTo((2 * Math.tanh((2 * t * x) / (1 - t) ** 2) - x) / (1 - t), 12);
        const weights = [-a, a].map((end) => normalDensity((x - t * end) / (1 - t)));
        const velocities = [-a, a].map((end) => end - (x - t * end) / (1 - t));
        const [w0, w1] = weights as [number, number];
        const [v0, v1] = velocities as [number, number];
        expect(first(x, t)).toBeCloseTo((w0 * v0 + w1 * v1) / (w0 + w1), 12);
      }
  });

  it('one step of the first flow ends at 0, two steps where the text says', () => {
    for (const start of [-1.7, 0.2, 1]) expect(last(euler(first, start, 1))).toBeCloseTo(0, 12);
    expect(euler(first, 1, 2)[1]).toBeCloseTo(0.5, 12);
    expectStated(slug, last(euler(first, 1, 2)), 4);
    expect(last(euler(first, 1, 2))).toBeCloseTo(2 * Math.tanh(2), 12);
    expect(euler(first, 0.2, 2)[1]).toBeCloseTo(0.1, 12);
    expectStated(slug, last(euler(first, 0.2, 2)), 4);
    expect(last(euler(first, 0.2, 2))).toBeCloseTo(2 * Math.tanh(0.4), 12);
  });

  it('the exact trajectory from 1 backs off and ends at 2', () => {
    for (const t of [0.25, 0.5, 0.75]) {
      const exact = rungeKutta(first, 1, t, 400);
      expectStated(slug, exact, 3);
      expect(exact).toBeLessThan(1 + t);
      expectStated(slug, 1 + t, 2);
    }
    expect(rungeKutta(first, 1, 0.25, 400)).toBeLessThan(1);
    expect(last(euler(first, 1, 2000))).toBeCloseTo(2, 6);
  });

  it('positive noise goes to +2 and negative to -2', () => {
    for (const start of [0.05, 0.4, 2.5]) {
      expect(last(euler(first, start, 2000))).toBeCloseTo(2, 4);
      expect(last(euler(first, -start, 2000))).toBeCloseTo(-2, 4);
    }
  });

  it('the account adds up, with the bend integrated along trajectories', () => {
    const { before, after, misfit, bend } = account(a);
    expect(before).toBe(5);
    expect(after).toBeCloseTo(5 - 4 * Math.sqrt(2 / Math.PI), 4);
    expectStated(slug, Math.sqrt(2 / Math.PI), 4);
    expectStated(slug, after, 4);
    expectStated(slug, before - after, 4);
    expectStated(slug, misfit, 4);
    expectStated(slug, bend, 4);
    // Independent: follow trajectories from a grid of starts; z1 − z0 is known, the speed is read off the field.
    const steps = 8000;
    let along = 0;
    const width = 0.02;
    for (let start = width / 2; start < 7; start += width) {
      const path = euler(first, start, steps);
      let deviation = 0;
      for (let k = 0; k < steps; k++) deviation += (first(path[k] as number, k / steps) - (a - start)) ** 2 / steps;
      along += 2 * normalDensity(start) * width * deviation;
    }
    expect(along).toBeCloseTo(bend, 2);
  });

  it('after reflow one step is exact', () => {
    for (const start of [0.2, 1]) {
      expect(last(euler(second, start, 1))).toBeCloseTo(2, 12);
      expect(last(euler(second, start, 7))).toBeCloseTo(2, 12);
    }
    expectStated(slug, second(0.2, 0), 1);
    expect(second(1, 0)).toBe(1);
    // Straight: the velocity along a line of the new pairing is the pair's own.
    for (const t of [0.1, 0.5, 0.9]) expect(second((1 - t) * 0.2 + t * 2, t)).toBeCloseTo(1.8, 10);
  });

  it('the training sample has the answers of the text', () => {
    expect(0.75 * 1 + 0.25 * -2).toBe(0.25);
    expectStated(slug, first(0.25, 0.25), 3);
    expectStated(slug, second(0.25, 0.25), 3);
  });
});

describe('rectified-flow: the theory', () => {
  it('lines of independent pairs change places, trajectories keep their order, and half of the particles end elsewhere', () => {
    const drawn = independentPairs(400, a, 'test');
    expect(crossings(drawn)).toBeGreaterThan(10_000);
    // Before the ends meet at a datum: the same starts, followed to t = 0.9.
    const carried = drawn.map(([start]) => [start, rungeKutta(first, start, 0.9, 300)] as const);
    expect(crossings(carried)).toBe(0);
    const moved = drawn.filter(([start, end]) => Math.sign(start) !== Math.sign(end)).length;
    expect(Math.abs(moved / drawn.length - 0.5)).toBeLessThan(0.1);
  });

  it('the field keeps the density of the straight lines (continuity equation)', () => {
    const density = (x: number, t: number): number => (normalDensity(x, -a * t, (1 - t) ** 2) + normalDensity(x, a * t, (1 - t) ** 2)) / 2;
    const flux = (x: number, t: number): number => density(x, t) * first(x, t);
    const h = 1e-5;
    for (const t of [0.2, 0.5, 0.7])
      for (const x of [-1.1, 0.3, 1.4]) {
        const change = (density(x, t + h) - density(x, t - h)) / (2 * h);
        const outflow = (flux(x + h, t) - flux(x - h, t)) / (2 * h);
        expect(change).toBeCloseTo(-outflow, 6);
      }
  });

  it('blurring solves the heat equation, and minus the score is its velocity', () => {
    const points = [-2, 0.5, 2];
    const h = 1e-4;
    for (const tau of [0.3, 1.2])
      for (const x of [-1.5, 0.2, 2.4]) {
        const change = (heated(points, x, tau + h) - heated(points, x, tau - h)) / (2 * h);
        const second = (heated(points, x + h, tau) - 2 * heated(points, x, tau) + heated(points, x - h, tau)) / h ** 2;
        expect(change).toBeCloseTo(second, 5);
        const score = (Math.log(heated(points, x + h, tau)) - Math.log(heated(points, x - h, tau))) / (2 * h);
        expect(heatVelocity(points, x, tau)).toBeCloseTo(-score, 6);
      }
  });

  it('the quadrature over noise knows the moments of a Gaussian', () => {
    expect(overNoise(() => 1)).toBeCloseTo(1, 10);
    expect(overNoise((x) => x * x)).toBeCloseTo(1, 10);
    expect(overNoise((x) => x ** 4)).toBeCloseTo(3, 8);
  });

  it('the account closes for other distances too', () => {
    for (const distance of [0.5, 1, 3]) {
      const { bend, misfit, before, after } = account(distance, 200);
      expect(bend).toBeGreaterThan(0);
      expect(misfit).toBeGreaterThan(0);
      expect(after).toBeLessThan(before);
    }
  });
});
