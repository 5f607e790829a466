import { describe, expect, it } from 'vitest';
import {
  contest,
  fromMean,
  fromQuantile,
  meanSquares,
  residualVariance,
  robbinsMonro,
  type StepRule,
} from '../../src/figures/stochastic-approximation.ts';
import { expectStated } from '../support/content.ts';

const slug = 'stochastic-approximation';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const samples = [4, 10, 7, 3, 6];

/** Exact distribution of the estimate when samples are mu + 1 or mu - 1 with equal chance: all sign patterns. */
function bruteVariance(steps: number, step: StepRule): number {
  const squares: number[] = [];
  for (let bits = 0; bits < 2 ** steps; bits++) {
    const xs = Array.from({ length: steps }, (_, i) => ((bits >> i) & 1 ? 1 : -1));
    squares.push((robbinsMonro(0, xs, fromMean, step).at(-1) ?? Number.NaN) ** 2);
  }
  return mean(squares);
}

const varianceAfter = (steps: number, step: StepRule, slope = 1): number => meanSquares(steps, step, { slope }).at(-1) ?? Number.NaN;

describe('stochastic approximation: the worked example', () => {
  it('the step 1/k gives the plain average in every row', () => {
    const path = robbinsMonro(0, samples, fromMean, (k) => 1 / k);
    for (const [i, w] of path.entries()) {
      expect(w).toBeCloseTo(mean(samples.slice(0, i + 1)), 12);
      expectStated(slug, w, 0);
    }
    expect(robbinsMonro(1000, samples, fromMean, (k) => 1 / k).at(-1)).toBeCloseTo(6, 10);
  });

  it('the constant step and the step 1/k^2 give the other columns', () => {
    for (const w of robbinsMonro(0, samples, fromMean, () => 0.5)) expectStated(slug, w, 3);
    for (const w of robbinsMonro(0, samples, fromMean, (k) => 1 / (k * k))) expectStated(slug, w, 3);
  });

  it('the median iteration takes the five values of the text', () => {
    for (const w of robbinsMonro(5, samples, fromQuantile(0.5), (k) => 2 / k)) expectStated(slug, w, 3);
    expect([...samples].sort((a, b) => a - b)[2]).toBe(6);
  });

  it('the median iteration arrives when the samples go on', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => samples[i % 5] ?? Number.NaN);
    expect(Math.abs((robbinsMonro(5, many, fromQuantile(0.5), (k) => 2 / k).at(-1) ?? 0) - 6)).toBeLessThan(0.01);
  });

  it('the sums of 1/k^2 are as stated', () => {
    let all = 0;
    for (let k = 1_000_000; k >= 1; k--) all += 1 / (k * k);
    expect(all).toBeCloseTo(Math.PI ** 2 / 6, 5);
    expectStated(slug, Math.PI ** 2 / 6, 3);
    expectStated(slug, Math.PI ** 2 / 6 - (1 + 1 / 4 + 1 / 9 + 1 / 16 + 1 / 25), 3);
  });
});

describe('stochastic approximation: the theory', () => {
  it('the variance recursion agrees with all sign patterns', () => {
    for (const step of [(k: number) => 1 / k, () => 0.3, (k: number) => 1 / Math.sqrt(k)])
      expect(bruteVariance(10, step)).toBeCloseTo(varianceAfter(10, step), 12);
  });

  it('the step 1/k has the variance of a mean, a constant step settles at a/(2-a)', () => {
    expect(varianceAfter(500, (k) => 1 / k)).toBeCloseTo(1 / 500, 12);
    for (const a of [0.1, 0.5, 0.9]) expect(varianceAfter(2000, () => a)).toBeCloseTo(residualVariance(a), 12);
    for (const a of [0.1, 0.5, 0.9]) expect(residualVariance(a)).toBeCloseTo(a / (2 - a), 14);
    expectStated(slug, residualVariance(0.1), 4);
    expectStated(slug, 1.9 / 0.1, 0);
  });

  it('k times the variance tends to c^2/(2hc-1), and c = 1/h is best', () => {
    const scaled = (h: number, c: number): number => 200_000 * varianceAfter(200_000, (k) => c / k, h);
    const h = 0.5;
    for (const c of [1.5, 2, 4]) expect(scaled(h, c)).toBeCloseTo(c ** 2 / (2 * h * c - 1), 1);
    expect(scaled(h, 1.5)).toBeGreaterThan(scaled(h, 2));
    expect(scaled(h, 4)).toBeGreaterThan(scaled(h, 2));
  });

  it('with hc = 0.1 a million steps leave the stated part of the error', () => {
    let left = 1;
    for (let k = 1; k <= 1_000_000; k++) left *= 1 - 0.1 / k;
    expectStated(slug, 100 * left, 1);
  });

  it('steps that sum to a finite value cannot reach a distant root', () => {
    let w = 3;
    for (let k = 1; k <= 100_000; k++) w -= Math.tanh(w) / (k * k);
    expect(w).toBeGreaterThan(3 - Math.PI ** 2 / 6);
  });
});

describe('stochastic approximation: the picture', () => {
  it('its exact distances agree with all sign patterns of the noise, from afar and with another slope', () => {
    for (const step of [(k: number) => 1 / k, () => 0.2, (k: number) => 1 / (k * k)]) {
      const squares: number[] = [];
      for (let bits = 0; bits < 2 ** 10; bits++) {
        const noise = Array.from({ length: 10 }, (_, i) => ((bits >> i) & 1 ? 2 : -2));
        squares.push((robbinsMonro(5, noise, (w, error) => 0.6 * w + error, step).at(-1) ?? Number.NaN) ** 2);
      }
      expect(meanSquares(10, step, { slope: 0.6, variance: 4, first: 25 }).at(-1)).toBeCloseTo(mean(squares), 10);
    }
  });

  it('states where the constant step and 1/k^2 end, while the other two go on', () => {
    const [harmonic, slower, constant, square] = contest(0.6, 1, 0.2).map(({ distance }) => distance);
    expectStated(slug, constant?.at(-1) ?? Number.NaN, 2);
    expectStated(slug, square?.at(-1) ?? Number.NaN, 2);
    for (const rule of [harmonic, slower]) expect((rule?.at(-1) ?? 1) / (rule?.[1000] ?? 1)).toBeLessThan(0.5);
    for (const rule of [constant, square]) expect((rule?.at(-1) ?? 0) / (rule?.[1000] ?? 1)).toBeGreaterThan(0.999);
  });

  it('the drawn paths end as near as their distances say', () => {
    for (const { path, distance } of contest(0.6, 1, 0.2)) {
      const late = path.slice(-2000).map((w, i) => (w / (distance.slice(-2000)[i] ?? Number.NaN)) ** 2);
      expect(Math.sqrt(mean(late))).toBeLessThan(3);
    }
  });
});
