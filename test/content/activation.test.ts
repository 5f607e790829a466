import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'activation';

type Fn = (z: number) => number;

/** Midpoint rule. */
function integrate(f: Fn, from: number, to: number, pieces = 4000): number {
  const width = (to - from) / pieces;
  let total = 0;
  for (let i = 0; i < pieces; i++) total += f(from + (i + 0.5) * width) * width;
  return total;
}

const density: Fn = (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const normal: Fn = (z) => 0.5 + integrate(density, 0, z, 800);
/** Expectation of f over a Gaussian of mean zero, split at the kink. */
const gaussianMean = (f: Fn, deviation = 1): number => {
  const g: Fn = (z) => f(z * deviation) * density(z);
  return integrate(g, -9, 0, 8000) + integrate(g, 0, 9, 8000);
};
const sigmoid: Fn = (z) => 1 / (1 + Math.exp(-z));
const leaky =
  (slope: number): Fn =>
  (z) =>
    z > 0 ? z : slope * z;
const elu =
  (alpha: number): Fn =>
  (z) =>
    z > 0 ? z : alpha * (Math.exp(z) - 1);
const gelu: Fn = (z) => z * normal(z);
const swish =
  (beta: number): Fn =>
  (z) =>
    z * sigmoid(beta * z);
const relu: Fn = (z) => Math.max(0, z);
const slopeOf =
  (f: Fn): Fn =>
  (z) =>
    (f(z + 1e-4) - f(z - 1e-4)) / 2e-4;

/** Solves for SELU's constants: mean 0 fixes alpha, variance 1 then fixes lambda. */
function seluConstants(): { alpha: number; lambda: number } {
  const positive = gaussianMean(relu);
  const negative = gaussianMean((z) => (z > 0 ? 0 : 1 - Math.exp(z)));
  const alpha = positive / negative;
  return { alpha, lambda: 1 / Math.sqrt(gaussianMean((z) => elu(alpha)(z) ** 2)) };
}
const { alpha, lambda } = seluConstants();
const selu: Fn = (z) => lambda * elu(alpha)(z);

/** One unit a = f(wx + b) trained by single samples. */
class Unit {
  w = 1;
  b = 0;
  readonly slope: number;
  constructor(slope: number) {
    this.slope = slope;
  }
  sum(x: number): number {
    return this.w * x + this.b;
  }
  learn(x: number, y: number, rate: number): void {
    const z = this.sum(x);
    const delta = (leaky(this.slope)(z) - y) * (z > 0 ? 1 : this.slope);
    this.w -= rate * delta * x;
    this.b -= rate * delta;
  }
  loss(): number {
    return [1, 2, 3].reduce((total, x) => total + 0.5 * (leaky(this.slope)(this.sum(x)) - x) ** 2, 0) / 3;
  }
}

function revive(slope: number, most: number): { unit: Unit; rounds: number } {
  const unit = new Unit(slope);
  unit.learn(3, 0, 0.2);
  let rounds = 0;
  while (rounds < most && ![1, 2, 3].every((x) => unit.sum(x) > 0)) {
    for (const x of [3, 2, 1]) unit.learn(x, x, 0.2);
    rounds += 1;
  }
  return { unit, rounds };
}

describe('activation: the worked example', () => {
  it('one bad sample moves the unit as stated, and all good samples are then negative', () => {
    const unit = new Unit(0);
    expect(unit.loss()).toBe(0);
    unit.learn(3, 0, 0.2);
    expect(unit.w).toBeCloseTo(-0.8, 12);
    expect(unit.b).toBeCloseTo(-0.6, 12);
    for (const x of [1, 2, 3]) expectStated(slug, unit.sum(x), 1);
    expectStated(slug, unit.loss(), 3);
  });

  it('with ReLU it stays dead', () => {
    const { unit, rounds } = revive(0, 500);
    expect(rounds).toBe(500);
    expect([unit.w, unit.b]).toEqual([expect.closeTo(-0.8, 12), expect.closeTo(-0.6, 12)]);
  });

  it('with slope 0.1 the first update is as stated and four rounds revive it', () => {
    const unit = new Unit(0.1);
    unit.learn(3, 0, 0.2);
    unit.learn(3, 3, 0.2);
    expectStated(slug, unit.w, 3);
    expectStated(slug, unit.b, 3);
    const saved = revive(0.1, 500);
    expectStated(slug, saved.rounds, 0);
    expect(saved.rounds).toBe(4);
    for (let i = 0; i < 300; i++) for (const x of [3, 2, 1]) saved.unit.learn(x, x, 0.2);
    expect(saved.unit.w).toBeCloseTo(1, 8);
    expect(saved.unit.b).toBeCloseTo(0, 8);
  });

  it('with slope 0.01 it takes thirty-three rounds', () => {
    expect(revive(0.01, 500).rounds).toBe(33);
    expectStated(slug, 33, 0);
  });
});

describe('activation: the table', () => {
  const rows: readonly (readonly [string, Fn])[] = [
    ['sigmoid', sigmoid],
    ['tanh', Math.tanh],
    ['ReLU', relu],
    ['Leaky', leaky(0.01)],
    ['ELU', elu(1)],
    ['SELU', selu],
    ['GELU', gelu],
    ['SiLU', swish(1)],
  ];
  it('has the values and derivatives of each function', () => {
    for (const [name, f] of rows) {
      const row = [f(-2), slopeOf(f)(-2), f(1), slopeOf(f)(1)].map((v) => {
        const text = v.toFixed(3);
        return /^-?\d\.000$/.test(text) ? String(Math.abs(Math.round(v))) : text;
      });
      for (const locale of ['zh', 'en'] as const)
        expect(articleSource(slug, locale).toLowerCase(), name).toContain(`| ${name} | ${row.join(' | ')} |`.toLowerCase());
    }
  });

  it('orders the values at -2 as the question does', () => {
    const values = [Math.tanh, elu(1), swish(1), gelu, sigmoid].map((f) => f(-2));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});

describe('activation: the claims about each function', () => {
  const grid = Array.from({ length: 241 }, (_, i) => (i - 120) / 20);

  it('derivatives follow from the values, with maxima 1/4 and 1', () => {
    for (const z of grid) {
      expect(slopeOf(sigmoid)(z)).toBeCloseTo(sigmoid(z) * (1 - sigmoid(z)), 7);
      expect(slopeOf(sigmoid)(z)).toBeLessThanOrEqual(0.25 + 1e-9);
      expect(Math.tanh(z)).toBeCloseTo(2 * sigmoid(2 * z) - 1, 12);
      expect(slopeOf(Math.tanh)(z)).toBeCloseTo(1 - Math.tanh(z) ** 2, 6);
    }
    expectStated(slug, 0.25 ** 10 * 1e7, 1);
    expectStated(slug, slopeOf(Math.tanh)(2), 3);
  });

  it('ReLU halves the second moment, so variance 2/n keeps the variance of the sums', () => {
    for (const deviation of [0.5, 1, 3]) expect(gaussianMean((z) => relu(z) ** 2, deviation)).toBeCloseTo(deviation ** 2 / 2, 5);
    let variance = 1;
    for (let layer = 0; layer < 20; layer++) variance = 300 * (2 / 300) * gaussianMean((z) => relu(z) ** 2, Math.sqrt(variance));
    expect(variance).toBeCloseTo(1, 3);
  });

  it("SELU's constants are the solution of mean 0 and variance 1, and the fixed point attracts", () => {
    expectStated(slug, alpha, 4);
    expectStated(slug, lambda, 4);
    expect(gaussianMean(selu)).toBeCloseTo(0, 8);
    expect(gaussianMean((z) => selu(z) ** 2)).toBeCloseTo(1, 8);
    for (const start of [0.5, 2]) {
      let variance = start;
      let mean = 0;
      for (let layer = 0; layer < 30; layer++) {
        const deviation = Math.sqrt(variance);
        mean = gaussianMean(selu, deviation);
        // Independent weights of mean zero and variance 1/n pass on the second moment.
        variance = gaussianMean((z) => selu(z) ** 2, deviation);
      }
      expect(variance).toBeCloseTo(1, 2);
      expect(mean).toBeCloseTo(0, 2);
    }
  });

  it('GELU is the expectation of a mask, and its approximations are as good as stated', () => {
    for (const z of [-1, 0.5, 2]) expect(gelu(z)).toBeCloseTo(z * integrate(density, -9, z), 6);
    let byTanh = 0;
    let bySigmoid = 0;
    for (const z of grid) {
      const approximation = 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3)));
      byTanh = Math.max(byTanh, Math.abs(gelu(z) - approximation));
      bySigmoid = Math.max(bySigmoid, Math.abs(gelu(z) - swish(1.702)(z)));
    }
    expect(byTanh).toBeLessThan(0.0005);
    expect(byTanh).toBeGreaterThan(0.0004);
    expectStated(slug, bySigmoid, 2);
  });

  it('Swish is a line at beta 0 and ReLU for large beta', () => {
    for (const z of grid) {
      expect(swish(0)(z)).toBeCloseTo(z / 2, 12);
      expect(swish(1e4)(z)).toBeCloseTo(relu(z), 8);
    }
  });

  it('GELU and SiLU have the stated bottoms, left of which they fall', () => {
    const bottom = (f: Fn): number => Math.min(...grid.map(f));
    expectStated(slug, bottom(gelu), 2);
    expectStated(slug, bottom(swish(1)), 2);
    for (const f of [gelu, swish(1)]) expect(slopeOf(f)(-2)).toBeLessThan(0);
    for (const f of [elu(1), Math.tanh, leaky(0.01)]) expect(slopeOf(f)(-2)).toBeGreaterThan(0);
  });

  it('a gated layer has as many parameters as the standard one at 8d/3, and LLaMA-7B rounds up to 11008', () => {
    const d = 4096;
    const width = (8 * d) / 3;
    expect(3 * d * width).toBeCloseTo(2 * d * 4 * d, 3);
    expectStated(slug, width, 1);
    expectStated(slug, Math.ceil(width / 256) * 256, 0);
  });

  it('linear layers without activation collapse into one', () => {
    const first = (x: number): number[] => [2 * x + 1, -x + 3];
    const second = ([u = 0, v = 0]: readonly number[]): number => 4 * u - 5 * v + 2;
    for (const x of [-3, 0, 1.5]) expect(second(first(x))).toBeCloseTo(13 * x - 9, 12);
  });
});
