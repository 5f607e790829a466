import { describe, expect, it } from 'vitest';
import {
  AND,
  boundaryDistance,
  CORNERS,
  constantLoss,
  folded,
  learn,
  memoryLeft,
  mistakes,
  nearestPoint,
  network,
  normalize,
  output,
  type Pair,
  type Perceptron,
  priorBias,
  relu,
  sigmoid,
  tentUnits,
  weightedSum,
  XOR,
} from '../../src/figures/bias.ts';
import { articleSource, expectStated } from '../support/content.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

function grid(values: readonly number[]): Perceptron[] {
  return values.flatMap((first) => values.flatMap((second) => values.map((b): Perceptron => ({ w: [first, second], b }))));
}

const steps = Array.from({ length: 25 }, (_, i) => (i - 12) / 4);

describe('the threshold', () => {
  it('lets fewer inputs fire the higher it is', () => {
    const firing = (threshold: number): number => CORNERS.filter((x) => output({ w: [2, 1], b: -threshold }, x) === 1).length;
    expect([0, 1, 2, 3].map(firing)).toEqual([3, 2, 1, 0]);
    expect(CORNERS.map((x) => 2 * x[0] + x[1])).toEqual([0, 1, 2, 3]);
  });

  it('is a small part of a layer by count', () => {
    expectStated('bias', 512 * 512, 0);
    expect(512 / (512 * 512)).toBeLessThan(0.002);
  });
});

describe('learning AND', () => {
  it('goes through the epochs of the table', () => {
    const history = learn(AND, 6, true);
    for (const locale of ['zh', 'en'] as const) {
      const source = articleSource('bias', locale);
      history.forEach(({ mistakes: wrong, end }, i) => {
        expect(source).toContain(`| ${i + 1} | ${wrong} | $(${end.w[0]},${end.w[1]})$ | $${end.b}$ |`);
      });
    }
    expectStated('bias', sum(history.map((epoch) => epoch.mistakes)), 0);
  });

  it('ends with a perceptron that is right, at the stated distance from the origin', () => {
    const end = learn(AND, 6, true).at(-1)?.end ?? { w: [0, 0], b: 0 };
    expect(mistakes(end, AND)).toBe(0);
    const distance = boundaryDistance(end);
    const nearestOne = nearestPoint(end) ?? [Number.NaN, Number.NaN];
    expect(Math.hypot(...nearestOne)).toBeCloseTo(distance, 12);
    expect(weightedSum(end, nearestOne)).toBeCloseTo(0, 12);
    expectStated('bias', distance, 3);
    // the nearest point of the line, found by walking along it
    const along = (t: number): number => Math.hypot(1 + t * end.w[1], (-end.b - end.w[0]) / end.w[1] - t * end.w[0]);
    const nearest = Math.min(...Array.from({ length: 40_001 }, (_, i) => along((i - 20_000) / 10_000)));
    expect(nearest).toBeCloseTo(distance, 6);
  });

  it('goes round in circles without a bias', () => {
    const history = learn(AND, 50, false);
    expect(history.slice(1).every((epoch) => epoch.mistakes === 3)).toBe(true);
    expect(history.every(({ end }) => end.w[0] === 1 && end.w[1] === 1)).toBe(true);
  });

  it('is out of reach without a bias, and XOR even with one', () => {
    expect(grid(steps).some((candidate) => candidate.b === 0 && mistakes(candidate, AND) === 0)).toBe(false);
    expect(grid(steps).some((candidate) => mistakes(candidate, AND) === 0)).toBe(true);
    expect(grid(steps).some((candidate) => mistakes(candidate, XOR) === 0)).toBe(false);
  });
});

describe('networks', () => {
  it('put up the tent with three kinks', () => {
    expect([0, 0.5, 1, 1.5, 2, 3].map((x) => network(tentUnits(), x))).toEqual([0, 0.5, 1, 0.5, 0, 0]);
    for (const x of [-1, 0.3, 1.2, 5]) expect(network(tentUnits(), x)).toBeCloseTo(relu(x) - 2 * relu(x - 1) + relu(x - 2), 12);
    // Without biases nothing is left of it.
    for (const x of [-1, 0.3, 1.2, 5]) expect(network(tentUnits(0), x)).toBeCloseTo(0, 12);
  });

  it('scale with their input when they have no biases', () => {
    const first = [
      [1, -2],
      [-0.5, 1.5],
      [2, 0.25],
    ];
    const second = [1, -3, 0.5];
    const plane = (x: readonly number[]): number =>
      sum(first.map((row, i) => (second[i] ?? 0) * relu(sum(row.map((w, j) => w * (x[j] ?? 0))))));
    for (const factor of [0, 0.5, 3]) {
      expect(plane([0.7 * factor, -1.1 * factor])).toBeCloseTo(factor * plane([0.7, -1.1]), 12);
    }
  });
});

describe('redundant biases', () => {
  it('vanish in batch normalization', () => {
    const plain = [1, 3, 5, 7];
    const shifted = plain.map((z) => z + 10);
    expect(plain.map((z) => z - mean(plain))).toEqual([-3, -1, 1, 3]);
    expect(mean(shifted)).toBe(14);
    normalize(shifted, 2, 0.5).forEach((value, i) => {
      expect(value).toBeCloseTo(normalize(plain, 2, 0.5)[i] ?? Number.NaN, 12);
    });
  });

  it('come back when batch normalization is folded into the layer before', () => {
    const batch = [1, 3, 5, 7];
    const sigma = Math.sqrt(mean(batch.map((z) => (z - mean(batch)) ** 2)));
    expect(sigma ** 2).toBeCloseTo(5, 12);
    const { factor, bias } = folded(batch, 2, 0.5);
    expect(factor).toBeCloseTo(2 / sigma, 12);
    expectStated('bias', bias, 3);
    batch.forEach((z, i) => {
      expect(factor * z + bias).toBeCloseTo(normalize(batch, 2, 0.5)[i] ?? Number.NaN, 12);
    });
  });

  it('vanish from attention when they sit on the keys, and not when they sit on the query', () => {
    const softmax = (scores: readonly number[]): number[] => {
      const powers = scores.map((s) => Math.exp(s));
      return powers.map((p) => p / sum(powers));
    };
    const keys: readonly Pair[] = [
      [1, 0],
      [0.5, -1],
      [-2, 0.3],
    ];
    const weights = (q: Pair, shift: Pair): number[] => softmax(keys.map((k) => q[0] * (k[0] + shift[0]) + q[1] * (k[1] + shift[1])));
    const plain = weights([0.4, -0.9], [0, 0]);
    weights([0.4, -0.9], [3, 5]).forEach((weight, i) => {
      expect(weight).toBeCloseTo(plain[i] ?? Number.NaN, 12);
    });
    expect(weights([0.4 + 3, -0.9 + 5], [0, 0])[0]).not.toBeCloseTo(plain[0] ?? Number.NaN, 2);
  });

  it('keep all but their mean under layer normalization', () => {
    const features = [0.3, -1.2, 2.5, 0.9];
    const withBias = (b: readonly number[]): readonly number[] =>
      normalize(
        features.map((z, i) => z + (b[i] ?? 0)),
        1,
        0,
      );
    withBias([3, 1, 5, 3]).forEach((value, i) => {
      expect(value).toBeCloseTo(withBias([0, -2, 2, 0])[i] ?? Number.NaN, 12);
    });
    expect(withBias([3, 1, 5, 3])[1]).not.toBeCloseTo(withBias([0, 0, 0, 0])[1] ?? Number.NaN, 2);
  });
});

describe('where biases start', () => {
  it('states the spread of the default', () => {
    expectStated('bias', 1 / Math.sqrt(512), 4);
  });

  it('states the prior, and what it saves in cross entropy', () => {
    const share = 0.01;
    const prior = priorBias(share);
    const loss = (b: number): number => constantLoss(share, b);
    expect(loss(0.7)).toBeCloseTo(share * Math.log(1 + Math.exp(-0.7)) + (1 - share) * Math.log(1 + Math.exp(0.7)), 12);
    expect(sigmoid(prior)).toBeCloseTo(share, 12);
    expectStated('bias', prior, 3);
    expectStated('bias', loss(0), 3);
    expectStated('bias', loss(prior), 3);
    for (let b = -10; b <= 5; b += 0.01) expect(loss(b)).toBeGreaterThanOrEqual(loss(prior) - 1e-12);
  });

  it('states what an LSTM remembers after ten steps', () => {
    expectStated('bias', memoryLeft(0, 10), 3);
    expectStated('bias', sigmoid(1), 3);
    expectStated('bias', memoryLeft(1, 10), 3);
  });
});
