import { describe, expect, it } from 'vitest';
import {
  bayes,
  DDPM_RATE,
  ddpmMean,
  discreteShares,
  expectedNoise,
  forwardPath,
  forwardStep,
  marginal,
  rateAt,
  reverseOutput,
  reversePath,
  reverseStep,
  scoreOf,
  signalShare,
  TOY,
} from '../../src/figures/diffusion-sde.ts';
import { normals } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'diffusion-sde';

const density = (x: number, mean: number, variance: number): number =>
  Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);

/** Integral over a grid wide enough for the densities here. */
function integrate(f: (x: number) => number, from = -10, to = 10, step = 0.001): number {
  let sum = 0;
  for (let x = from; x <= to; x += step) sum += f(x) * step;
  return sum;
}

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('from DDPM to time', () => {
  it('the rate of the usual schedule is a thousand times the variance of a step', () => {
    expect(DDPM_RATE.first).toBeCloseTo(1000 * 1e-4, 12);
    expect(DDPM_RATE.last).toBeCloseTo(1000 * 0.02, 12);
  });

  it('total variance is one at the square root, and vanishes or explodes otherwise', () => {
    const total = (power: number): number => Array.from({ length: 1000 }, () => (1 / 1000) ** (2 * power)).reduce((a, b) => a + b);
    expect(total(0.5)).toBeCloseTo(1, 12);
    expectStated(slug, total(1), 3);
    expectStated(slug, total(0), 0);
  });

  it('the product of the steps and the exponential of the integral are as stated', () => {
    const integral = integrate((t) => rateAt(DDPM_RATE, t), 0.00005, 1, 0.0001);
    expectStated(slug, integral, 2);
    expect(signalShare(DDPM_RATE, 1)).toBeCloseTo(Math.exp(-integral), 8);
    const product = discreteShares(1000, 1e-4, 0.02).at(-1) ?? 0;
    expectStated(slug, signalShare(DDPM_RATE, 1) * 1e5, 2);
    expectStated(slug, product * 1e5, 2);
    expect(signalShare(DDPM_RATE, 1) / product).toBeLessThan(1.1);
    // Finer steps at the same rate come closer to the integral.
    const finer = discreteShares(10_000, 1e-5, 0.002).at(-1) ?? 0;
    expect(Math.abs(finer / signalShare(DDPM_RATE, 1) - 1)).toBeLessThan(Math.abs(product / signalShare(DDPM_RATE, 1) - 1) / 5);
  });

  it('mean and variance of many small steps follow the closed form', () => {
    const steps = 20_000;
    let [mean, variance] = [1.7, 0];
    for (let k = 0; k < steps / 2; k++) {
      const rate = rateAt(DDPM_RATE, k / steps);
      const factor = forwardStep(1, rate, 1 / steps).mean;
      mean *= factor;
      variance = factor ** 2 * variance + forwardStep(1, rate, 1 / steps).variance;
    }
    const share = signalShare(DDPM_RATE, 0.5);
    expect(mean).toBeCloseTo(Math.sqrt(share) * 1.7, 3);
    expect(variance).toBeCloseTo(1 - share, 3);
  });

  it('simulated paths have that distribution too', () => {
    const normal = normals('forward paths');
    const ends = Array.from({ length: 2000 }, () => forwardPath(1.7, DDPM_RATE, 200, normal).at(-1) ?? 0);
    const mean = ends.reduce((a, b) => a + b) / ends.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(ends.reduce((a, b) => a + (b - mean) ** 2, 0) / ends.length).toBeGreaterThan(0.9);
    expect(ends.reduce((a, b) => a + (b - mean) ** 2, 0) / ends.length).toBeLessThan(1.15);
  });
});

describe('a step by hand', () => {
  const now = marginal(TOY, 0.36);
  const score = scoreOf(now, 2);
  const step = reverseStep(2, score, 2, 0.05);
  const before = marginal(TOY, 0.36 / 0.9);
  const exact = bayes(before, 0.1, 2);

  it('the score is the gradient of the log-density, and minus the expected noise over its deviation', () => {
    const h = 1e-5;
    const log = (x: number): number => Math.log(integrate((x0) => density(x0, 2, 0.25) * density(x, 0.6 * x0, 0.64), -3, 7));
    expect(score).toBeCloseTo((log(2 + h) - log(2 - h)) / (2 * h), 5);
    expect(score).toBeCloseTo(-expectedNoise(TOY, 0.36, 2) / 0.8, 12);
    expectStated(slug, now.mean, 1);
    expectStated(slug, now.variance, 2);
    expectStated(slug, score, 4);
    expectStated(slug, expectedNoise(TOY, 0.36, 2), 4);
  });

  it('states drift and landing point', () => {
    expectStated(slug, -2 * score, 4);
    expectStated(slug, -2 - 2 * score, 4);
    expectStated(slug, step.mean, 4);
    expectStated(slug, Math.sqrt(step.variance), 4);
    expect(2 - (-2 - 2 * score) * 0.05).toBeCloseTo(step.mean, 12);
  });

  it('states the exact posterior, and brute force agrees', () => {
    const weight = (x: number): number => density(x, before.mean, before.variance) * density(2, Math.sqrt(0.9) * x, 0.1);
    const total = integrate(weight);
    const mean = integrate((x) => x * weight(x)) / total;
    expect(exact.mean).toBeCloseTo(mean, 6);
    expect(exact.variance).toBeCloseTo(integrate((x) => (x - mean) ** 2 * weight(x)) / total, 6);
    expectStated(slug, before.mean, 4);
    expectStated(slug, before.variance, 1);
    expectStated(slug, 1 / exact.variance, 4);
    expectStated(slug, exact.mean, 4);
    expectStated(slug, Math.sqrt(exact.variance), 4);
  });

  it("DDPM's mean is the posterior mean, for data that are no Gaussian as well", () => {
    expect(ddpmMean(2, score, 0.1)).toBeCloseTo(exact.mean, 10);
    // Two-point data: mixture of two normals at every time.
    const mixture = (x: number, share: number): number =>
      0.3 * density(x, -Math.sqrt(share), 1 - share) + 0.7 * density(x, 2 * Math.sqrt(share), 1 - share);
    const [share, beta, x, h] = [0.5, 0.2, 0.4, 1e-5];
    const gradient = (Math.log(mixture(x + h, share)) - Math.log(mixture(x - h, share))) / (2 * h);
    const weight = (s: number): number => mixture(s, share / (1 - beta)) * density(x, Math.sqrt(1 - beta) * s, beta);
    expect(ddpmMean(x, gradient, beta)).toBeCloseTo(integrate((s) => s * weight(s)) / integrate(weight), 5);
  });

  it('the small step approaches the posterior as the step shrinks', () => {
    const gap = (dt: number): number => {
      const beta = 1 - Math.exp(-2 * dt);
      return Math.abs(reverseStep(2, score, 2, dt).mean - bayes(marginal(TOY, 0.36 / (1 - beta)), beta, 2).mean) / dt;
    };
    expect(gap(0.005)).toBeLessThan(gap(0.05) / 5);
  });

  it('without the score the pixel moves away', () => {
    expectStated(slug, reverseStep(2, 0, 2, 0.05).mean, 1);
  });
});

describe('steps and errors', () => {
  it('has the rows of the table', () => {
    for (const steps of [10, 20, 100, 1000]) {
      const out = reverseOutput(TOY, DDPM_RATE, steps);
      expectWritten(`| ${steps} | ${out.mean.toFixed(3)} | ${Math.sqrt(out.variance).toFixed(3)} |`);
    }
  });

  it('is first order in the mean', () => {
    const error = (steps: number): number => reverseOutput(TOY, DDPM_RATE, steps).mean - 2;
    expectStated(slug, error(100), 4);
    expectStated(slug, error(1000), 4);
    expect(error(100) / error(1000)).toBeGreaterThan(9);
    expect(error(100) / error(1000)).toBeLessThan(11);
  });

  it('the moments are those of simulated paths', () => {
    const normal = normals('reverse paths');
    const score = (x: number, t: number): number => scoreOf(marginal(TOY, signalShare(DDPM_RATE, t)), x);
    const ends = Array.from({ length: 4000 }, () => reversePath(normal(), DDPM_RATE, 20, score, normal).at(-1) ?? 0);
    const mean = ends.reduce((a, b) => a + b) / ends.length;
    const deviation = Math.sqrt(ends.reduce((a, b) => a + (b - mean) ** 2, 0) / ends.length);
    const expected = reverseOutput(TOY, DDPM_RATE, 20);
    expect(Math.abs(mean - expected.mean)).toBeLessThan(0.03);
    expect(Math.abs(deviation - Math.sqrt(expected.variance))).toBeLessThan(0.03);
  });

  it('the start is off by the stated mean', () => {
    expectStated(slug, marginal(TOY, signalShare(DDPM_RATE, 1)).mean, 3);
  });

  it('noise coded with dt in place of its root leaves too little spread', () => {
    const steps = 1000;
    let variance = 1;
    for (let k = steps; k >= 1; k--) {
      const [rate, share] = [rateAt(DDPM_RATE, k / steps), signalShare(DDPM_RATE, k / steps)];
      const slope = 1 + (rate / 2 - rate / marginal(TOY, share).variance) / steps;
      variance = slope ** 2 * variance + rate / steps ** 2;
    }
    expect(Math.sqrt(variance)).toBeLessThan(0.1);
  });
});
