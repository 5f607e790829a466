import { describe, expect, it } from 'vitest';
import {
  type Activation,
  afterBadSample,
  type Curve,
  density,
  elu,
  gatedWidth,
  gaussianMean,
  gelu,
  integrate,
  leaky,
  learn,
  meanLoss,
  relu,
  roundsToRevive,
  SAMPLES,
  START,
  selu,
  seluConstants,
  sigmoid,
  step,
  swish,
  tanh,
  weightedSum,
} from '../../src/figures/activation.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'activation';

const { alpha, lambda } = seluConstants();
const slopeOf =
  (f: Curve): Curve =>
  (z) =>
    (f(z + 1e-4) - f(z - 1e-4)) / 2e-4;

describe('activation: the worked example', () => {
  it('one bad sample moves the unit as stated, and all good samples are then negative', () => {
    expect(meanLoss(START, relu)).toBe(0);
    const unit = learn(START, relu, 3, 0, 0.2);
    expect(unit.w).toBeCloseTo(-0.8, 12);
    expect(unit.b).toBeCloseTo(-0.6, 12);
    for (const x of [1, 2, 3]) expectStated(slug, weightedSum(unit, x), 1);
    expectStated(slug, meanLoss(unit, relu), 3);
  });

  it('the step follows the slope of the loss', () => {
    const loss = (w: number, b: number): number => 0.5 * (leaky(0.1).f(w * 3 + b) - 3) ** 2;
    const h = 1e-6;
    const moved = learn({ w: -0.8, b: -0.6 }, leaky(0.1), 3, 3, 0.2);
    expect(moved.w).toBeCloseTo(-0.8 - (0.2 * (loss(-0.8 + h, -0.6) - loss(-0.8 - h, -0.6))) / (2 * h), 6);
    expect(moved.b).toBeCloseTo(-0.6 - (0.2 * (loss(-0.8, -0.6 + h) - loss(-0.8, -0.6 - h))) / (2 * h), 6);
  });

  it('with ReLU it stays dead', () => {
    expect(roundsToRevive(relu, 500)).toBeNull();
    const unit = afterBadSample(relu, 500).at(-1);
    expect([unit?.w, unit?.b]).toEqual([expect.closeTo(-0.8, 12), expect.closeTo(-0.6, 12)]);
  });

  it('with slope 0.1 the first update is as stated and four rounds revive it', () => {
    const unit = learn(learn(START, leaky(0.1), 3, 0, 0.2), leaky(0.1), 3, 3, 0.2);
    expectStated(slug, unit.w, 3);
    expectStated(slug, unit.b, 3);
    const rounds = roundsToRevive(leaky(0.1), 500);
    expect(rounds).toBe(4);
    expectStated(slug, rounds ?? Number.NaN, 0);
    const saved = afterBadSample(leaky(0.1), 304).at(-1) ?? START;
    expect(SAMPLES.every((x) => weightedSum(saved, x) > 0)).toBe(true);
    expect(saved.w).toBeCloseTo(1, 8);
    expect(saved.b).toBeCloseTo(0, 8);
  });

  it('with slope 0.01 it takes thirty-three rounds', () => {
    expect(roundsToRevive(leaky(0.01), 500)).toBe(33);
    expectStated(slug, 33, 0);
  });
});

describe('activation: the table', () => {
  const rows: readonly (readonly [string, Activation])[] = [
    ['sigmoid', sigmoid],
    ['tanh', tanh],
    ['ReLU', relu],
    ['Leaky', leaky(0.01)],
    ['ELU', elu(1)],
    ['SELU', selu],
    ['GELU', gelu],
    ['SiLU', swish(1)],
  ];
  it('has the values and derivatives of each function', () => {
    for (const [name, { f, slope }] of rows) {
      const row = [f(-2), slope(-2), f(1), slope(1)].map((v) => {
        const text = v.toFixed(3);
        return /^-?\d\.000$/.test(text) ? String(Math.abs(Math.round(v))) : text;
      });
      for (const locale of ['zh', 'en'] as const)
        expect(articleSource(slug, locale).toLowerCase(), name).toContain(`| ${name} | ${row.join(' | ')} |`.toLowerCase());
    }
  });

  it('orders the values at -2 as the question does', () => {
    const values = [tanh, elu(1), swish(1), gelu, sigmoid].map(({ f }) => f(-2));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});

describe('activation: the claims about each function', () => {
  const grid = Array.from({ length: 241 }, (_, i) => (i - 120) / 20);

  it('closed derivatives agree with finite differences away from the kinks', () => {
    for (const { f, slope } of [step, sigmoid, tanh, relu, leaky(0.1), elu(1), elu(0.4), selu, gelu, swish(1), swish(1.702), swish(6)])
      for (const z of grid) if (z !== 0) expect(slope(z)).toBeCloseTo(slopeOf(f)(z), 5);
  });

  it('derivatives follow from the values, with maxima 1/4 and 1', () => {
    for (const z of grid) {
      expect(slopeOf(sigmoid.f)(z)).toBeCloseTo(sigmoid.f(z) * (1 - sigmoid.f(z)), 7);
      expect(slopeOf(sigmoid.f)(z)).toBeLessThanOrEqual(0.25 + 1e-9);
      expect(Math.tanh(z)).toBeCloseTo(2 * sigmoid.f(2 * z) - 1, 12);
      expect(slopeOf(Math.tanh)(z)).toBeCloseTo(1 - Math.tanh(z) ** 2, 6);
    }
    expectStated(slug, 0.25 ** 10 * 1e7, 1);
    expectStated(slug, slopeOf(Math.tanh)(2), 3);
  });

  it('ReLU halves the second moment, so variance 2/n keeps the variance of the sums', () => {
    for (const deviation of [0.5, 1, 3]) expect(gaussianMean((z) => relu.f(z) ** 2, deviation)).toBeCloseTo(deviation ** 2 / 2, 5);
    let variance = 1;
    for (let layer = 0; layer < 20; layer++) variance = 300 * (2 / 300) * gaussianMean((z) => relu.f(z) ** 2, Math.sqrt(variance));
    expect(variance).toBeCloseTo(1, 3);
  });

  it("SELU's constants are the solution of mean 0 and variance 1, and the fixed point attracts", () => {
    expectStated(slug, alpha, 4);
    expectStated(slug, lambda, 4);
    expect(gaussianMean(selu.f)).toBeCloseTo(0, 8);
    expect(gaussianMean((z) => selu.f(z) ** 2)).toBeCloseTo(1, 8);
    for (const start of [0.5, 2]) {
      let variance = start;
      let mean = 0;
      for (let layer = 0; layer < 30; layer++) {
        const deviation = Math.sqrt(variance);
        mean = gaussianMean(selu.f, deviation);
        // Independent weights of mean zero and variance 1/n pass on the second moment.
        variance = gaussianMean((z) => selu.f(z) ** 2, deviation);
      }
      expect(variance).toBeCloseTo(1, 2);
      expect(mean).toBeCloseTo(0, 2);
    }
  });

  it('GELU is the expectation of a mask, and its approximations are as good as stated', () => {
    for (const z of [-1, 0.5, 2]) expect(gelu.f(z)).toBeCloseTo(z * integrate(density, -9, z), 6);
    let byTanh = 0;
    let bySigmoid = 0;
    for (const z of grid) {
      const approximation = 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3)));
      byTanh = Math.max(byTanh, Math.abs(gelu.f(z) - approximation));
      bySigmoid = Math.max(bySigmoid, Math.abs(gelu.f(z) - swish(1.702).f(z)));
    }
    expect(byTanh).toBeLessThan(0.0005);
    expect(byTanh).toBeGreaterThan(0.0004);
    expectStated(slug, bySigmoid, 2);
  });

  it('Swish is a line at beta 0 and ReLU for large beta', () => {
    for (const z of grid) {
      expect(swish(0).f(z)).toBeCloseTo(z / 2, 12);
      expect(swish(1e4).f(z)).toBeCloseTo(relu.f(z), 8);
    }
  });

  it('GELU and SiLU have the stated bottoms, left of which they fall', () => {
    const bottom = ({ f }: Activation): number => Math.min(...grid.map(f));
    expectStated(slug, bottom(gelu), 2);
    expectStated(slug, bottom(swish(1)), 2);
    for (const { f } of [gelu, swish(1)]) expect(slopeOf(f)(-2)).toBeLessThan(0);
    for (const { f } of [elu(1), tanh, leaky(0.01)]) expect(slopeOf(f)(-2)).toBeGreaterThan(0);
  });

  it('a gated layer has as many parameters as the standard one at 8d/3, and LLaMA-7B rounds up to 11008', () => {
    const d = 4096;
    const width = gatedWidth(d);
    expect(3 * d * width).toBeCloseTo(2 * d * 4 * d, 3);
    expectStated(slug, width, 1);
    expectStated(slug, Math.ceil(width / 256) * 256, 0);
  });

  it('two gated units make an exact product', () => {
    for (const u of grid) for (const v of [-2, 0.3, 5]) expect(swish(1).f(u) * v - swish(1).f(-u) * v).toBeCloseTo(u * v, 10);
  });

  it('linear layers without activation collapse into one', () => {
    const first = (x: number): number[] => [2 * x + 1, -x + 3];
    const second = ([u = 0, v = 0]: readonly number[]): number => 4 * u - 5 * v + 2;
    for (const x of [-3, 0, 1.5]) expect(second(first(x))).toBeCloseTo(13 * x - 9, 12);
  });
});
