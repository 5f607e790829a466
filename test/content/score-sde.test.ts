import { describe, expect, it } from 'vitest';
import { scoreOf, TOY } from '../../src/figures/diffusion-sde.ts';
import {
  exactFlow,
  familyPath,
  familyStep,
  flowPath,
  flowStep,
  geometricLevels,
  langevin,
  langevinRest,
  noised,
  pairDensity,
  pairScore,
  veBayes,
  veReverseStep,
} from '../../src/figures/score-sde.ts';
import { normals } from '../../src/kernel/random.ts';
import { expectStated } from '../support/content.ts';

const slug = 'score-sde';
const logDensity = (x: number, mean: number, variance: number): number =>
  -((x - mean) ** 2) / (2 * variance) - Math.log(2 * Math.PI * variance) / 2;

/** The probability flow with very many Euler steps. */
function fineFlow(x: number, from: number, to: number, score: (x: number, sigma: number) => number): number {
  const steps = 200_000;
  let at = x;
  for (let i = 0; i < steps; i++) {
    const sigma = from + ((to - from) * i) / steps;
    at = flowStep(at, score(at, sigma), sigma, sigma + (to - from) / steps);
  }
  return at;
}

const toyScore = (x: number, sigma: number): number => scoreOf(noised(TOY, sigma), x);
const pairedScore = (x: number, sigma: number): number => pairScore(x, sigma, 0.2);

describe('the worked example', () => {
  const start = noised(TOY, 2);
  const score = toyScore(4, 2);
  const first = flowStep(4, score, 2, 1);
  const second = flowStep(first, toyScore(first, 1), 1, 0);

  it('states the two Euler steps of the flow', () => {
    expectStated(slug, start.variance, 2);
    expectStated(slug, score, 4);
    expectStated(slug, -2 * score, 4);
    expectStated(slug, first, 4);
    expectStated(slug, toyScore(first, 1), 4);
    expectStated(slug, second, 4);
  });

  it('states the exact flow, which many small steps confirm', () => {
    expectStated(slug, exactFlow(4, 2, 1), 4);
    expectStated(slug, exactFlow(4, 2, 0), 4);
    expect(fineFlow(4, 2, 1, toyScore)).toBeCloseTo(exactFlow(4, 2, 1), 4);
    expect(fineFlow(4, 2, 0, toyScore)).toBeCloseTo(exactFlow(4, 2, 0), 4);
  });

  it('states the step of the SDE and the true conditional law', () => {
    const step = veReverseStep(4, score, 2, 1);
    const truth = veBayes(4, 2, 1);
    expectStated(slug, step.mean, 4);
    expectStated(slug, Math.sqrt(step.variance), 4);
    expect(truth.mean).toBeCloseTo(step.mean, 12);
    expectStated(slug, truth.variance, 4);
    expectStated(slug, Math.sqrt(truth.variance), 4);
    // Brute force over x at level 1.
    let [weight, mean, square] = [0, 0, 0];
    for (let x = -8; x <= 12; x += 0.001) {
      const w = Math.exp(logDensity(x, 2, 1.25) + logDensity(4, x, 3));
      weight += w;
      mean += w * x;
      square += w * x * x;
    }
    expect(mean / weight).toBeCloseTo(truth.mean, 6);
    expect(square / weight - (mean / weight) ** 2).toBeCloseTo(truth.variance, 6);
  });

  it('states what a long step does to the variance', () => {
    const flow = (1 - 2 / 4.25) ** 2 * 4.25;
    expect((flowStep(3, toyScore(3, 2), 2, 1) - flowStep(2, toyScore(2, 2), 2, 1)) ** 2 * 4.25).toBeCloseTo(flow, 12);
    expectStated(slug, flow, 4);
    expect(1 - flow / 1.25).toBeLessThan(0.05);
    const sde = familyStep(start, 2, 1, 1).variance;
    expectStated(slug, sde, 4);
    expectStated(slug, (sde / 1.25 - 1) * 100, 0);
  });

  it('states the corrections and where they settle', () => {
    const target = noised(TOY, 1);
    let law = familyStep(start, 2, 1, 1);
    for (let i = 0; i < 3; i++) {
      law = langevin(law, target, 0.5);
      expectStated(slug, law.variance, 4);
    }
    for (let i = 0; i < 200; i++) law = langevin(law, target, 0.5);
    expect(law.variance).toBeCloseTo(langevinRest(1.25, 0.5), 10);
    expectStated(slug, langevinRest(1.25, 0.5), 4);
    for (let i = 0; i < 2000; i++) law = langevin(law, target, 0.1);
    expect(law.variance).toBeCloseTo(langevinRest(1.25, 0.1), 10);
    expectStated(slug, langevinRest(1.25, 0.1), 4);
    expect(langevinRest(1.25, 1e-6)).toBeCloseTo(1.25, 5);
  });

  it('states the likelihood along the flow and directly', () => {
    let divergence = 0;
    for (let sigma = 0.00005; sigma < 2; sigma += 0.0001) divergence += (sigma / (0.25 + sigma ** 2)) * 0.0001;
    expect(divergence).toBeCloseTo(Math.log(17) / 2, 6);
    expectStated(slug, divergence, 4);
    expectStated(slug, logDensity(4, 2, 4.25), 4);
    expectStated(slug, logDensity(4, 2, 4.25) + divergence, 4);
    expect(logDensity(exactFlow(4, 2, 0), 2, 0.25)).toBeCloseTo(logDensity(4, 2, 4.25) + divergence, 6);
  });
});

describe('equal distributions', () => {
  it('every member of the family approaches the true deviation, with noise or without', () => {
    for (const lambda of [0, 0.5, 1, 1.5]) {
      const levels = geometricLevels(2, 0.02, 4000);
      let law = noised(TOY, 2);
      for (let i = 0; i + 1 < levels.length; i++) law = familyStep(law, levels[i] ?? 0, levels[i + 1] ?? 0, lambda);
      expect(Math.sqrt(law.variance)).toBeCloseTo(Math.sqrt(noised(TOY, 0.02).variance), 2);
    }
  });

  it('the full score without noise does not', () => {
    const levels = geometricLevels(2, 0.02, 4000);
    let variance = 4.25;
    for (let i = 0; i + 1 < levels.length; i++) {
      const [from, to] = [levels[i] ?? 0, levels[i + 1] ?? 0];
      variance *= (1 - (from ** 2 - to ** 2) / (0.25 + from ** 2)) ** 2;
    }
    // Exact: the deviation shrinks by the ratio of variances instead of its root.
    expect(Math.sqrt(variance)).toBeCloseTo(Math.sqrt(4.25) * (0.2504 / 4.25), 2);
  });

  it('the score of the pair is the gradient of its log-density', () => {
    for (const [x, sigma] of [
      [0.3, 0.5],
      [-1.4, 1],
      [2, 0.1],
    ] as const) {
      const h = 1e-5;
      const slope = (Math.log(pairDensity(x + h, sigma, 0.2)) - Math.log(pairDensity(x - h, sigma, 0.2))) / (2 * h);
      expect(pairScore(x, sigma, 0.2)).toBeCloseTo(slope, 5);
    }
  });

  it('the flow keeps the share of probability on either side, for data with two peaks too', () => {
    // Distribution function carried along one trajectory: the mass to the left of the particle does not change.
    const left = (x: number, sigma: number): number => {
      let sum = 0;
      for (let u = -12; u < x; u += 0.001) sum += pairDensity(u, sigma, 0.2) * 0.001;
      return sum;
    };
    const end = fineFlow(1.5, 2, 0.1, pairedScore);
    expect(left(end, 0.1)).toBeCloseTo(left(1.5, 2), 2);
  });

  it('over long steps the flow distorts the distribution less than the SDE does', () => {
    for (const steps of [2, 4, 8, 16, 32]) {
      const levels = geometricLevels(2, 0.02, steps);
      const [left, right] = [1, 3].map((x) => flowPath(x, levels, toyScore).at(-1) ?? 0);
      const flow = ((right ?? 0) - (left ?? 0)) * (Math.sqrt(4.25) / 2);
      let law = noised(TOY, 2);
      for (let i = 0; i + 1 < levels.length; i++) law = familyStep(law, levels[i] ?? 0, levels[i + 1] ?? 0, 1);
      const truth = Math.sqrt(noised(TOY, 0.02).variance);
      expect(Math.abs(flow - truth)).toBeLessThan(Math.abs(Math.sqrt(law.variance) - truth));
    }
  });

  it('random and deterministic paths end with the same share of large values', () => {
    const normal = normals('shares');
    const levels = geometricLevels(2, 0.02, 200);
    const ends = (lambda: number) =>
      Array.from({ length: 1500 }, () => {
        const side = normal() > 0 ? 1 : -1;
        return familyPath(side + Math.sqrt(4 + 0.04) * normal(), levels, pairedScore, lambda, normal).at(-1) ?? 0;
      });
    const share = (values: readonly number[]): number => values.filter((x) => Math.abs(x) > 1).length / values.length;
    expect(Math.abs(share(ends(0)) - share(ends(1)))).toBeLessThan(0.06);
    expect(Math.abs(share(ends(0)) - 0.5)).toBeLessThan(0.06);
  });
});

describe('score matching', () => {
  it('the conditional target has the score as its mean, and its loss exceeds by a constant', () => {
    const sigma = 0.8;
    const losses = (slope: number) => {
      let [denoising, explicit] = [0, 0];
      for (let x0 = -1; x0 <= 5; x0 += 0.02)
        for (let noise = -5; noise <= 5; noise += 0.02) {
          const weight = Math.exp(logDensity(x0, 2, 0.25) + logDensity(noise, 0, 1)) * 0.0004;
          const x = x0 + sigma * noise;
          const guess = slope * (2 - x);
          denoising += weight * (guess + noise / sigma) ** 2;
          explicit += weight * (guess - toyScore(x, sigma)) ** 2;
        }
      return denoising - explicit;
    };
    expect(losses(0.5)).toBeCloseTo(losses(1.1), 4);
    expect(losses(0)).toBeCloseTo(losses(2), 4);
  });
});
