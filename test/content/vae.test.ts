import { describe, expect, it } from 'vitest';
import {
  ascent,
  bound,
  DECODER as decoder,
  divergence,
  type Gaussian,
  gradient,
  likelihood,
  likelihoodSlope,
  logDensity,
  marginal,
  posterior,
  PRIOR as prior,
  reconstruction,
  SAMPLE as x,
} from '../../src/figures/vae.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'vae';

/** The expectation of a function of a Gaussian by the trapezium rule on a wide fine grid. */
function expectation(g: Gaussian, f: (z: number) => number): number {
  const sigma = Math.sqrt(g.variance);
  const step = sigma / 200;
  let total = 0;
  for (let k = -2400; k <= 2400; k++) {
    const z = g.mean + k * step;
    total += Math.exp(logDensity(g, z)) * f(z) * step;
  }
  return total;
}

const TAU = 2 * Math.PI;
const q: Gaussian = { mean: 1, variance: 0.25 };

describe('vae: the worked example', () => {
  it('has the exact marginal, posterior and log-likelihood of the text', () => {
    expect(marginal(decoder).variance).toBe(5);
    expect(posterior(decoder, x).mean).toBeCloseTo(1.2, 12);
    expect(posterior(decoder, x).variance).toBeCloseTo(0.2, 12);
    expectStated(slug, logDensity(marginal(decoder), x), 4);
    // Bayes: the posterior is likelihood times prior over evidence, at every z.
    for (const z of [-1, 0.3, 1.2, 4])
      expect(logDensity(posterior(decoder, x), z)).toBeCloseTo(
        likelihood(decoder, x, z) + logDensity(prior, z) - logDensity(marginal(decoder), x),
        10,
      );
  });

  it('has the two terms of the bound and their difference', () => {
    expectStated(slug, reconstruction(decoder, x, q), 4);
    expectStated(slug, divergence(q, prior), 4);
    expectStated(slug, bound(decoder, x, q), 4);
    expect(reconstruction(decoder, x, q)).toBeCloseTo(
      expectation(q, (z) => likelihood(decoder, x, z)),
      8,
    );
    expect(divergence(q, prior)).toBeCloseTo(
      expectation(q, (z) => logDensity(q, z) - logDensity(prior, z)),
      8,
    );
  });

  it('the gap of the bound is the divergence from the true posterior', () => {
    const gap = logDensity(marginal(decoder), x) - bound(decoder, x, q);
    expect(gap).toBeCloseTo(divergence(q, posterior(decoder, x)), 12);
    expectStated(slug, gap, 4);
    for (const other of [
      { mean: -2, variance: 3 },
      { mean: 1.2, variance: 0.2 },
    ])
      expect(logDensity(marginal(decoder), x) - bound(decoder, x, other)).toBeCloseTo(divergence(other, posterior(decoder, x)), 10);
  });

  it('the gradient by reparameterisation is that of the text, and the exact one', () => {
    const g = gradient(decoder, x, q, [1, -1]);
    expect(g.mean).toBeCloseTo(1, 12);
    expect(g.sigma).toBeCloseTo(-0.5, 12);
    const h = 1e-5;
    const sigma = Math.sqrt(q.variance);
    const at = (mean: number, s: number): number => bound(decoder, x, { mean, variance: s * s });
    expect((at(q.mean + h, sigma) - at(q.mean - h, sigma)) / (2 * h)).toBeCloseTo(g.mean, 6);
    expect((at(q.mean, sigma + h) - at(q.mean, sigma - h)) / (2 * h)).toBeCloseTo(g.sigma, 6);
  });

  it('one step raises the bound as stated, and more steps reach the posterior', () => {
    const path = ascent(decoder, x, [q.mean, Math.sqrt(q.variance)], 0.1, 400);
    const [mean = 0, sigma = 0] = path[1] ?? [];
    expect(mean).toBeCloseTo(1.1, 12);
    expect(sigma).toBeCloseTo(0.45, 12);
    const now = bound(decoder, x, { mean, variance: sigma ** 2 });
    expectStated(slug, now, 4);
    expectStated(slug, logDensity(marginal(decoder), x) - now, 4);
    const last = path.at(-1) ?? [0, 0];
    expect(last[0]).toBeCloseTo(1.2, 6);
    expect(last[1]).toBeCloseTo(Math.sqrt(0.2), 6);
    expectStated(slug, Math.sqrt(0.2), 3);
  });
});

describe('vae: the other numbers', () => {
  it('sampling from the prior is as wasteful as stated', () => {
    const density = Math.exp(logDensity(marginal(decoder), x));
    expect(expectation(prior, (z) => Math.exp(likelihood(decoder, x, z)))).toBeCloseTo(density, 10);
    const square = expectation(prior, (z) => Math.exp(2 * likelihood(decoder, x, z)));
    expectStated(slug, density, 4);
    expectStated(slug, square, 4);
    expectStated(slug, square / density ** 2, 3);
    const many = (square / density ** 2) ** 20;
    expect(many / 1e11).toBeCloseTo(2.4, 1);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain('2.4\\times10^{11}');
  });

  it('the score-function estimator has the variance stated, reparameterisation four', () => {
    const sigma = Math.sqrt(q.variance);
    const score = (z: number): number => (likelihood(decoder, x, z) * (z - q.mean)) / q.variance;
    const path = (z: number): number => likelihoodSlope(decoder, x, z);
    const variance = (f: (z: number) => number): number => expectation(q, (z) => f(z) ** 2) - expectation(q, f) ** 2;
    expect(expectation(q, score)).toBeCloseTo(expectation(q, path), 8);
    expectStated(slug, variance(score), 1);
    expect(variance(path)).toBeCloseTo((decoder.slope ** 2 * sigma) ** 2, 8);
    expectStated(slug, variance(path), 0);
  });

  it('the best slope for data of variance 5 is 2 with unit noise, and 0 once the noise reaches 5', () => {
    const best = (noise: number): number => {
      const value = (slope: number): number => -0.5 * Math.log(TAU * (slope ** 2 + noise)) - 5 / (2 * (slope ** 2 + noise));
      const slopes = Array.from({ length: 401 }, (_, i) => i / 100);
      return slopes.reduce((a, b) => (value(b) > value(a) ? b : a));
    };
    expect(best(1)).toBeCloseTo(2, 6);
    expect(best(5)).toBe(0);
    expect(best(8)).toBe(0);
  });

  it('a weight on the divergence is the same as another noise variance', () => {
    // Up to a constant, beta times the loss with noise beta s² is the loss with noise s² and weight beta.
    const [noise, beta] = [0.7, 3];
    const loss = (s2: number, weight: number, g: Gaussian): number =>
      expectation(g, (z) => (x - decoder.slope * z) ** 2 / (2 * s2)) + weight * divergence(g, prior);
    for (const g of [q, { mean: 0.2, variance: 0.6 }]) expect(beta * loss(beta * noise, 1, g)).toBeCloseTo(loss(noise, beta, g), 8);
  });
});
