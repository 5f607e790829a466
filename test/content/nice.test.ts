import { describe, expect, it } from 'vitest';
import {
  type Coupling,
  crescentModel,
  crescentPoints,
  gaussian,
  latent,
  logDensity,
  logistic,
  type Model,
  meanLogDensity,
  type Network,
  type Prior,
  sample,
  through,
  type Vector,
} from '../../src/figures/nice.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'nice';

const at = (values: Vector, i: number): number => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);

const crescent = crescentModel(1, 5);
const unscaled: Model = { ...crescent, scale: [1, 1] };

/** A weighted mean over a fine grid of standard normal values. */
function normalMean(f: (u: number) => number): number {
  let total = 0;
  const step = 0.005;
  for (let u = -10; u <= 10; u += step) total += Math.exp(gaussian(u)) * f(u) * step;
  return total;
}

function jacobian(f: (x: Vector) => Vector, x: Vector): number[][] {
  const h = 1e-5;
  return x.map((_, row) =>
    x.map((__, column) => {
      const moved = (by: number): Vector => f(x.map((v, i) => (i === column ? v + by : v)));
      return (at(moved(h), row) - at(moved(-h), row)) / (2 * h);
    }),
  );
}

function determinant(rows: readonly (readonly number[])[]): number {
  const [top, ...rest] = rows;
  if (top === undefined) return 1;
  return sum(top.map((v, column) => (column % 2 === 0 ? 1 : -1) * v * determinant(rest.map((row) => row.filter((_, i) => i !== column)))));
}

describe('nice: the worked example', () => {
  const x = [1.2, 1.5];

  it('has the latent values and the density of the text', () => {
    expect(at(through(crescent, x), 1)).toBeCloseTo(0.06, 12);
    expect(at(latent(crescent, x), 1)).toBeCloseTo(0.3, 12);
    expectStated(slug, logDensity(crescent, gaussian, x), 4);
  });

  it('the model is the true distribution of the crescent', () => {
    for (const [a, b] of [
      [1.2, 1.5],
      [-0.3, 0.2],
      [2, 3.1],
    ] as const) {
      const direct = gaussian(a) + gaussian((b - a * a) / 0.2) - Math.log(0.2);
      expect(logDensity(crescent, gaussian, [a, b])).toBeCloseTo(direct, 10);
    }
  });

  it('a point off the crescent is 11 lower', () => {
    expectStated(slug, logDensity(crescent, gaussian, [1.2, 0.5]), 4);
    expect(at(latent(crescent, [1.2, 0.5]), 1)).toBeCloseTo(-4.7, 10);
    const gap = logDensity(crescent, gaussian, x) - logDensity(crescent, gaussian, [1.2, 0.5]);
    expect(gap).toBeCloseTo(11, 8);
    expect(Math.round(Math.exp(gap) / 10000)).toBe(6);
  });

  it('the scaling layer gains as much as stated', () => {
    expectStated(slug, logDensity(unscaled, gaussian, x), 4);
    const mean = (s: number): number => normalMean((u) => gaussian(s * 0.2 * u)) + Math.log(s);
    expectStated(slug, mean(5) - mean(1), 4);
    for (const s of [4, 4.9, 5.1, 6]) expect(mean(s)).toBeLessThan(mean(5));
  });

  it('the logistic prior has the numbers of the text, and a new scale wins part of the loss back', () => {
    expectStated(slug, logistic(1.2), 4);
    expectStated(slug, logistic(0.3), 4);
    expectStated(slug, logDensity(crescent, logistic, x), 3);
    const mean = (s: number): number => normalMean((u) => logistic(s * u)) + Math.log(s);
    const best = Math.max(...Array.from({ length: 30 }, (_, i) => mean(0.5 + i / 10)));
    expect(best).toBeGreaterThan(mean(1));
    expect(best).toBeLessThan(normalMean(gaussian));
  });

  it('sampling goes back to the point of the text', () => {
    const drawn = sample(crescent, [-0.5, 1]);
    expect(at(drawn, 0)).toBeCloseTo(-0.5, 12);
    expect(at(drawn, 1)).toBeCloseTo(0.45, 12);
  });
});

describe('nice: the theory', () => {
  const wave =
    (a: number): Network =>
    (input) =>
      input.map((_, i) => Math.sin(sum(input) / a + i) + at(input, (i + 1) % input.length) / 2);
  const alternating = (layers: number): Model => ({
    couplings: Array.from({ length: layers }, (_, k): Coupling => ({ changes: k % 2 === 0 ? 'second' : 'first', network: wave(k + 1) })),
    scale: [1, 1, 1, 1],
  });
  const x = [0.3, -0.7, 0.9, 0.2];

  it('every stack of couplings has determinant one and is undone exactly', () => {
    for (let layers = 1; layers <= 5; layers++) {
      const model = alternating(layers);
      expect(determinant(jacobian((v) => through(model, v), x))).toBeCloseTo(1, 4);
      for (const [i, v] of sample(model, through(model, x)).entries()) expect(v).toBeCloseTo(at(x, i), 8);
    }
  });

  it('three layers are the fewest with which every output depends on every input', () => {
    const zeros = (layers: number): number =>
      jacobian((v) => through(alternating(layers), v), x)
        .flat()
        .filter((v) => Math.abs(v) < 1e-8).length;
    expect(zeros(1)).toBeGreaterThan(0);
    expect(zeros(2)).toBe(2);
    expect(zeros(3)).toBe(0);
  });

  it('layers in the same direction add up to one', () => {
    const two: Model = { couplings: [1, 2].map((k): Coupling => ({ changes: 'second', network: wave(k) })), scale: [1, 1, 1, 1] };
    const one: Model = {
      couplings: [{ changes: 'second', network: (v) => wave(1)(v).map((m, i) => m + at(wave(2)(v), i)) }],
      scale: [1, 1, 1, 1],
    };
    for (const [i, v] of through(two, x).entries()) expect(v).toBeCloseTo(at(through(one, x), i), 12);
  });

  it('the gradients of the priors are h and tanh(h/2)', () => {
    const slope = (prior: Prior, h: number): number => -(prior(h + 1e-5) - prior(h - 1e-5)) / 2e-5;
    for (const h of [-3, 0.4, 10]) {
      expect(slope(gaussian, h)).toBeCloseTo(h, 5);
      expect(slope(logistic, h)).toBeCloseTo(Math.tanh(h / 2), 5);
    }
    expectStated(slug, Math.tanh(5), 4);
  });

  it('the logistic has the standard deviation of the text', () => {
    let variance = 0;
    for (let h = -60; h <= 60; h += 0.001) variance += Math.exp(logistic(h)) * h * h * 0.001;
    expect(Math.sqrt(variance)).toBeCloseTo(Math.PI / Math.sqrt(3), 4);
    expectStated(slug, Math.PI / Math.sqrt(3), 3);
  });
});

describe('nice: the figure', () => {
  it('the closed form of the mean log-likelihood is that of many points, and is highest at the true model', () => {
    const points = crescentPoints(40_000, 'many');
    for (const [bend, second] of [
      [1, 5],
      [0.9, 3],
      [1.2, 2],
    ] as const) {
      const model = crescentModel(bend, second);
      const mean = sum(points.map((x) => logDensity(model, gaussian, x))) / points.length;
      expect(Math.abs(mean - meanLogDensity(bend, second))).toBeLessThan(0.03);
    }
    for (const [bend, second] of [
      [0.95, 5],
      [1.05, 5],
      [1, 4.8],
      [1, 5.2],
    ] as const)
      expect(meanLogDensity(bend, second)).toBeLessThan(meanLogDensity(1, 5));
    expect(meanLogDensity(1, 5) - meanLogDensity(1, 1)).toBeCloseTo(Math.log(5) - 0.5 * (1 - 0.04), 12);
  });
});

describe('nice: the other numbers', () => {
  it('the peaks of the two densities are as stated', () => {
    expectStated(slug, Math.exp(2 * gaussian(0)), 3);
    expectStated(slug, Math.exp(logDensity(crescent, gaussian, [0, 0])), 3);
  });

  it('the networks for MNIST have the parameters stated, and the score the bits', () => {
    const widths = [392, 1000, 1000, 1000, 1000, 1000, 392];
    const network = sum(widths.slice(1).map((width, i) => width * at(widths, i) + width));
    const millions = ((4 * network + 784) / 1e6).toFixed(2);
    expect(articleSource(slug, 'en')).toContain(`${millions} million`);
    expect(articleSource(slug, 'zh')).toContain(`${Math.round((4 * network + 784) / 1e4)} 万`);
    expectStated(slug, 8 - 1980.5 / (784 * Math.LN2), 2);
  });
});
