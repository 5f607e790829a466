import { describe, expect, it } from 'vitest';
import { adam as adamOf, halfLife, jumpQuotient, race, type Settings, type Step, settled } from '../../src/figures/adamw.ts';
import { expectStated } from '../support/content.ts';

const usual: Settings = { eta: 0.1, lambda: 0.1, beta1: 0.9, beta2: 0.999, decay: 'none', corrected: true };

/** A given sequence of loss gradients, whatever the weight. */
const adam = (gradients: readonly number[], settings: Settings, start = 1): readonly Step[] =>
  adamOf((_, t) => gradients[t - 1] ?? Number.NaN, gradients.length, settings, start);

function at(trace: readonly Step[], t: number): Step {
  const step = trace[t - 1];
  if (step === undefined) throw new Error(`no step ${t}`);
  return step;
}

const swing = (size: number, steps: number): number[] => Array.from({ length: steps }, (_, i) => (i % 2 === 0 ? size : -size));
const constant = (size: number, steps: number): number[] => Array.from({ length: steps }, () => size);
const decays = ['none', 'l2', 'decoupled'] as const;

describe('the method', () => {
  it('averages as the unrolled sum says', () => {
    const gradients = [0.3, -1, 2.5, 0.7, -0.2, 4];
    const trace = adam(gradients, usual);
    gradients.forEach((_, k) => {
      const t = k + 1;
      const weighted = (beta: number, power: number): number =>
        (1 - beta) * gradients.slice(0, t).reduce((sum, g, i) => sum + beta ** (t - 1 - i) * g ** power, 0);
      expect(at(trace, t).m).toBeCloseTo(weighted(0.9, 1), 12);
      expect(at(trace, t).v).toBeCloseTo(weighted(0.999, 2), 12);
    });
  });

  it('corrects a constant gradient exactly, so that each step is the learning rate', () => {
    for (const step of adam(constant(-0.037, 60), usual)) {
      expect(step.mHat).toBeCloseTo(-0.037, 12);
      expect(step.vHat).toBeCloseTo(0.037 ** 2, 12);
      expect(step.quotient).toBeCloseTo(-1, 10);
    }
  });

  it('does not feel the scale of the loss', () => {
    const gradients = [0.3, -1, 2.5, 0.7, -0.2, 4];
    const scaled = adam(
      gradients.map((g) => 100 * g),
      usual,
    );
    adam(gradients, usual).forEach((step, i) => {
      expect(at(scaled, i + 1).theta).toBeCloseTo(step.theta, 12);
    });
  });

  it('would be plain shrinking in SGD', () => {
    const [theta, g, eta, lambda] = [1.7, -0.4, 0.05, 0.3];
    expect(theta - eta * (g + lambda * theta)).toBeCloseTo((1 - eta * lambda) * theta - eta * g, 12);
  });
});

describe('the worked example', () => {
  const run = (size: number, decay: Settings['decay']): readonly Step[] => adam(swing(size, 2), { ...usual, decay });

  it('states the steps without regularization, the same for both weights', () => {
    for (const size of [2, 0.2]) {
      const trace = run(size, 'none');
      expect(at(trace, 1).theta).toBeCloseTo(0.9, 12);
      expect(at(trace, 2).mHat / size).toBeCloseTo((0.09 - 0.1) / 0.19, 12);
      expect(at(trace, 2).vHat).toBeCloseTo(size ** 2, 12);
      expectStated('adamw', at(trace, 2).quotient, 5);
      expectStated('adamw', at(trace, 2).theta, 5);
    }
  });

  it('states the steps with L2', () => {
    for (const size of [2, 0.2]) {
      const trace = run(size, 'l2');
      expectStated('adamw', at(trace, 1).gradient, 1);
      expect(at(trace, 1).theta).toBeCloseTo(at(run(size, 'none'), 1).theta, 12);
      expectStated('adamw', at(trace, 2).gradient, 2);
      expectStated('adamw', at(trace, 2).mHat, 5);
      expectStated('adamw', at(trace, 2).vHat, size === 2 ? 4 : 5);
      expectStated('adamw', at(trace, 2).theta, 5);
    }
  });

  it('states the decoupled decay and where it leads both weights', () => {
    const trace = run(2, 'decoupled');
    expectStated('adamw', 0.1 * 0.1 * 1, 2);
    expectStated('adamw', 0.1 * 0.1 * at(trace, 1).theta, 4);
    expectStated('adamw', at(trace, 2).theta, 5);
    expect(at(run(0.2, 'decoupled'), 2).theta).toBeCloseTo(at(trace, 2).theta, 12);
  });

  it('states what L2 took off, about nine times as much from the small gradient', () => {
    const lost = (size: number): number => at(run(size, 'none'), 2).theta - at(run(size, 'l2'), 2).theta;
    expectStated('adamw', lost(2), 5);
    expectStated('adamw', lost(0.2), 5);
    expect(Math.round(lost(0.2) / lost(2))).toBe(9);
  });

  it('states where two hundred shorter swings lead', () => {
    for (const decay of decays) {
      for (const size of [2, 0.2]) expectStated('adamw', at(adam(swing(size, 200), { ...usual, eta: 0.01, decay }), 200).theta, 3);
    }
  });
});

describe('the other numbers', () => {
  it('states how far off the steps are without correction', () => {
    const trace = adam(constant(1, 3000), { ...usual, corrected: false });
    expectStated('adamw', at(trace, 1).quotient, 2);
    expectStated('adamw', at(trace, 12).quotient, 2);
    expectStated('adamw', at(trace, 1000).quotient, 2);
    expect(Math.max(...trace.map((step) => step.quotient))).toBe(at(trace, 12).quotient);
    expect(at(trace, 1).quotient).toBeCloseTo(0.1 / Math.sqrt(0.001), 12);
  });

  it('states what a sudden jump does with either memory, at once and if it lasts', () => {
    for (const beta2 of [0.999, 0.95]) {
      const quiet = swing(1e-6, 20_000);
      const trace = adam([...quiet, ...constant(1, 200)], { ...usual, beta2 });
      expectStated('adamw', at(trace, quiet.length + 1).quotient, 2);
      expect(at(trace, quiet.length + 1).quotient).toBeCloseTo(jumpQuotient(0.9, beta2), 3);
      expect(jumpQuotient(0.9, beta2)).toBeCloseTo(0.1 / Math.sqrt(1 - beta2), 12);
      expectStated('adamw', Math.max(...trace.slice(quiet.length).map((step) => step.quotient)), 2);
    }
  });

  it('states how noise shortens the steps, as a long run confirms', () => {
    // gradients mu + s and mu - s in turn have mean mu and standard deviation s
    for (const s of [1, 10]) {
      const expected = 1 / Math.sqrt(1 + s * s);
      expectStated('adamw', expected, 2);
      const gradients = swing(s, 20_000).map((noise) => 1 + noise);
      const late = adam(gradients, usual).slice(-1000);
      expect(late.reduce((sum, step) => sum + step.quotient, 0) / late.length).toBeCloseTo(expected, 3);
    }
  });

  it('states the effective lengths, half-lives, decay times and bytes', () => {
    expectStated('adamw', 1 / (1 - 0.9), 0);
    expectStated('adamw', 1 / (1 - 0.999), 0);
    expectStated('adamw', halfLife(0.999), 0);
    expect(0.999 ** halfLife(0.999)).toBeCloseTo(0.5, 12);
    expectStated('adamw', halfLife(0.95), 1);
    expectStated('adamw', Math.floor(1 / (3e-4 * 0.1)), 0);
    expect((1 - 3e-4 * 0.1) ** 33_333).toBeCloseTo(Math.exp(-1), 4);
    const bytes = { weight: 2, gradient: 2, copy: 4, m: 4, v: 4 };
    const total = Object.values(bytes).reduce((sum, b) => sum + b, 0);
    expectStated('adamw', total, 0);
    expectStated('adamw', (7e9 * total) / 1e9, 0);
    expectStated('adamw', (7e9 * (bytes.m + bytes.v)) / 1e9, 0);
  });
});

describe('the picture', () => {
  it('states where two weights settle on a quadratic, and the theory says the same', () => {
    const [decoupled, l2, none] = race(0.2, 10, 1);
    for (const end of [...(decoupled?.end ?? []), ...(l2?.end ?? [])]) expectStated('adamw', end, 2);
    for (const run of [decoupled, l2, none]) {
      expect(run?.end[0]).toBeCloseTo(settled(run?.decay ?? 'none', 2, 0.2, 1), 1.7);
      expect(run?.end[1]).toBeCloseTo(settled(run?.decay ?? 'none', 0.2, 0.2, 1), 1.7);
    }
  });

  it('keeps AdamW and plain Adam on the diagonal whatever the ratio, and L2 off it', () => {
    for (const ratio of [3, 30]) {
      const [decoupled, l2, none] = race(0.3, ratio, 1);
      for (const run of [decoupled, none]) for (const [a, b] of run?.path ?? []) expect(a - b).toBeCloseTo(0, 8);
      expect((l2?.end[0] ?? 0) - (l2?.end[1] ?? 0)).toBeGreaterThan(0.1);
    }
  });

  it('the balance of L2 is the minimum of the regularized loss, that of AdamW solves its equation', () => {
    for (const c of [0.1, 1, 3]) {
      const at = settled('l2', c, 0.4, 1);
      expect(c * (at - 1) + 0.4 * at).toBeCloseTo(0, 12);
      const free = settled('decoupled', c, 0.4, 1);
      expect((c * (1 - free)) / Math.sqrt((c * 1) ** 2 + (c * (1 - free)) ** 2)).toBeCloseTo(0.4 * free, 10);
    }
  });
});

describe('the question about a spike', () => {
  it('the parameter moves on for some ten steps and is then nearly at rest for hundreds', () => {
    const trace = adam([...swing(1, 5000), 1e4, ...swing(1, 400)], { ...usual, beta2: 0.98 });
    const spike = 5001;
    expect(at(trace, spike).v / at(trace, spike - 1).v).toBeGreaterThan(1.9e6);
    expect(halfLife(0.98)).toBeCloseTo(34.3, 1);
    const travelled = (from: number, to: number): number => Math.abs(at(trace, spike + from).theta - at(trace, spike + to).theta);
    expect(travelled(0, 12) / travelled(0, 100)).toBeGreaterThan(0.6);
    for (let k = 60; k <= 300; k++) expect(Math.abs(at(trace, spike + k).quotient)).toBeLessThan(0.01);
    expect(Math.abs(at(trace, spike - 1).quotient)).toBeGreaterThan(0.04);
  });
});
