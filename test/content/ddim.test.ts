import { describe, expect, it } from 'vitest';
import {
  ddimStep,
  distance,
  gaussianPredictor,
  type Kind,
  linearSchedule,
  mixturePredictor,
  noisedDensity,
  outputMoments,
  quantiles,
  samplePath,
  spreadTimes,
} from '../../src/figures/ddim.ts';
import { expectStated } from '../support/content.ts';

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no element ${index}`);
  return value;
}

/** `count` strides evenly spread over a schedule, both ends included. */
const everyNth = (shares: readonly number[], count: number): number[] => spreadTimes(shares.length - 1, count).map((t) => at(shares, t));

const slug = 'ddim';
const predict = gaussianPredictor(2, 0.5);
const schedule = linearSchedule(1000, 1e-4, 0.02);

describe('the family of processes behind DDIM', () => {
  it('keeps the marginal of the earlier time for any admissible sigma', () => {
    const clean = 1.7;
    for (const [from, to] of [
      [0.36, 0.64],
      [0.05, 0.9],
      [0.5, 0.51],
    ] as const) {
      for (const part of [0, 0.3, 0.7, 1]) {
        const variance = part * (1 - to);
        const keep = Math.sqrt((1 - to - variance) / (1 - from));
        const fromClean = Math.sqrt(to) - keep * Math.sqrt(from);
        expect(keep * Math.sqrt(from) * clean + fromClean * clean).toBeCloseTo(Math.sqrt(to) * clean, 12);
        expect(keep ** 2 * (1 - from) + variance).toBeCloseTo(1 - to, 12);
      }
    }
  });

  it('is the posterior of DDPM when eta is one and the times are neighbours', () => {
    const clean = 0.8;
    const x = -0.3;
    for (const t of [2, 10, 500, 1000]) {
      const from = at(schedule, t);
      const to = at(schedule, t - 1);
      const alpha = from / to;
      // q(x_t | x_s) q(x_s | x_0) as a function of x_s: precisions add up, means are weighted by them.
      const precision = alpha / (1 - alpha) + 1 / (1 - to);
      const posterior = ((Math.sqrt(alpha) / (1 - alpha)) * x + (Math.sqrt(to) / (1 - to)) * clean) / precision;
      const step = ddimStep(x, from, to, () => (x - Math.sqrt(from) * clean) / Math.sqrt(1 - from), 1);
      expect(step.sigma ** 2).toBeCloseTo(1 / precision, 12);
      expect(step.centre).toBeCloseTo(posterior, 10);
    }
  });

  it('is Euler in the scaled variable when eta is zero', () => {
    const [from, to] = [0.36, 0.64];
    const ratio = (share: number) => Math.sqrt((1 - share) / share);
    const step = ddimStep(2, from, to, predict);
    const scaled = 2 / Math.sqrt(from) + (ratio(to) - ratio(from)) * step.noise;
    expect(scaled * Math.sqrt(to)).toBeCloseTo(step.next, 12);
    expectStated(slug, ratio(from), 4);
    expectStated(slug, ratio(to), 2);
    expectStated(slug, 2 / Math.sqrt(from), 4);
    expectStated(slug, scaled, 4);
  });
});

describe('the example of the DDIM article', () => {
  const first = ddimStep(2, 0.36, 0.64, predict);
  const second = ddimStep(first.next, 0.64, 1, predict);

  it('uses the conditional mean of the noise', () => {
    // Brute force: average the noise over a fine grid of brightness, weighted by the joint density.
    let weight = 0;
    let total = 0;
    for (let brightness = -3; brightness <= 7; brightness += 0.001) {
      const noise = (2 - 0.6 * brightness) / 0.8;
      const density = Math.exp(-(((brightness - 2) / 0.5) ** 2) / 2 - noise ** 2 / 2);
      weight += density;
      total += density * noise;
    }
    expect(predict(2, 0.36)).toBeCloseTo(total / weight, 6);
  });

  it('states the deterministic steps', () => {
    expectStated(slug, 0.25 * 0.36 + 1 - 0.36, 2);
    expectStated(slug, first.noise, 4);
    expectStated(slug, first.clean, 4);
    expectStated(slug, first.next, 4);
    expectStated(slug, 0.25 * 0.64 + 1 - 0.64, 2);
    expectStated(slug, second.noise, 4);
    expectStated(slug, second.next, 4);
  });

  it('states the step with fresh noise', () => {
    const noisy = ddimStep(2, 0.36, 0.64, predict, 1, 0);
    expectStated(slug, noisy.sigma ** 2, 4);
    expectStated(slug, noisy.sigma, 4);
    expectStated(slug, noisy.kept, 4);
    expectStated(slug, noisy.centre, 4);
  });

  it('compares one jump with the exact end of the path', () => {
    expect(ddimStep(2, 0.36, 1, predict).next).toBeCloseTo(first.clean, 12);
    // The path of a Gaussian keeps the standardised value.
    const exact = 2 + (0.5 * (2 - 0.6 * 2)) / Math.sqrt(0.36 * 0.25 + 1 - 0.36);
    expectStated(slug, exact, 4);
    let x = 2;
    const strides = 20_000;
    const share = (k: number) => 1 / (1 + ((0.8 / 0.6) * (k / strides)) ** 2);
    for (let k = strides; k >= 1; k--) x = ddimStep(x, share(k), share(k - 1), predict).next;
    expect(x).toBeCloseTo(exact, 3);
  });

  it('states how far the way back misses', () => {
    expectStated(slug, ddimStep(first.next, 0.64, 0.36, predict).next, 4);
  });
});

describe('the table of steps', () => {
  it('states the deviation of the output for each number of steps', () => {
    for (const count of [10, 20, 50, 100, 1000]) {
      for (const eta of [0, 1]) expectStated(slug, outputMoments(everyNth(schedule, count), predict, eta).deviation, 3);
    }
  });

  it('shows the error of a first-order method', () => {
    const error = (count: number) => 0.5 - outputMoments(everyNth(schedule, count), predict, 0).deviation;
    expectStated(slug, error(50), 3);
    expectStated(slug, error(100), 3);
    expect(error(50) / error(100)).toBeCloseTo(2, 1);
  });

  it('states how much signal is left at the end of the schedule', () => {
    expectStated(slug, at(schedule, 1000) * 1e5, 2);
  });
});

describe('two kinds of image, as in the figure', () => {
  const kinds: readonly Kind[] = [
    { weight: 0.4, mean: -1.5, deviation: 0.3 },
    { weight: 0.6, mean: 1.5, deviation: 0.4 },
  ];
  const best = mixturePredictor(kinds);

  it('predicts the conditional mean of the noise', () => {
    for (const [x, share] of [
      [0.2, 0.5],
      [-2, 0.9],
      [1.1, 0.05],
    ] as const) {
      let [weight, total] = [0, 0];
      for (let clean = -6; clean <= 6; clean += 0.002) {
        const noise = (x - Math.sqrt(share) * clean) / Math.sqrt(1 - share);
        const density = noisedDensity(kinds, 1, clean) * Math.exp(-(noise ** 2) / 2);
        weight += density;
        total += density * noise;
      }
      expect(best(x, share)).toBeCloseTo(total / weight, 6);
    }
  });

  it('cuts a density into equal shares and measures how far two samples are apart', () => {
    expect(quantiles(() => 1, 0, 2, 4).map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.25, 0.75, 1.25, 1.75]);
    expect(distance([3, 1, 2], [1.5, 2.5, 3.5])).toBeCloseTo(0.5, 12);
  });

  it('gives every start one end at eta zero, and many steps bring the outputs to the data', () => {
    const never = () => Number.NaN;
    const wanted = quantiles((x) => noisedDensity(kinds, 1, x), -4, 4, 200);
    const starts = quantiles((x) => Math.exp(-(x ** 2) / 2), -6, 6, 200);
    const off = (count: number) =>
      distance(
        starts.map((x) => samplePath(x, everyNth(schedule, count), best, 0, never).at(-1) ?? 0),
        wanted,
      );
    expect(off(10) / off(20)).toBeGreaterThan(1.6);
    expect(off(200)).toBeLessThan(0.01);
  });
});
