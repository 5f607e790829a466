import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

type Pair = readonly [number, number];

interface Sample {
  readonly x: Pair;
  readonly target: 0 | 1;
}

interface Perceptron {
  readonly w: Pair;
  readonly b: number;
}

interface Epoch {
  readonly mistakes: number;
  readonly end: Perceptron;
}

const corners: readonly Pair[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const and: readonly Sample[] = corners.map((x) => ({ x, target: x[0] === 1 && x[1] === 1 ? 1 : 0 }));
const xor: readonly Sample[] = corners.map((x) => ({ x, target: x[0] !== x[1] ? 1 : 0 }));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const relu = (z: number): number => Math.max(0, z);

function output({ w, b }: Perceptron, x: Pair): 0 | 1 {
  return w[0] * x[0] + w[1] * x[1] + b > 0 ? 1 : 0;
}

function mistakes(perceptron: Perceptron, samples: readonly Sample[]): number {
  return samples.filter(({ x, target }) => output(perceptron, x) !== target).length;
}

/** Rosenblatt's rule with learning rate 1, starting at zero; one entry for each pass over the samples. */
function learn(samples: readonly Sample[], epochs: number, withBias: boolean): Epoch[] {
  let now: Perceptron = { w: [0, 0], b: 0 };
  const history: Epoch[] = [];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    let wrong = 0;
    for (const { x, target } of samples) {
      const step = target - output(now, x);
      if (step !== 0) wrong += 1;
      now = { w: [now.w[0] + step * x[0], now.w[1] + step * x[1]], b: withBias ? now.b + step : 0 };
    }
    history.push({ mistakes: wrong, end: now });
  }
  return history;
}

function normalize(batch: readonly number[], gamma: number, beta: number): number[] {
  const mu = mean(batch);
  const variance = mean(batch.map((z) => (z - mu) ** 2));
  return batch.map((z) => (gamma * (z - mu)) / Math.sqrt(variance) + beta);
}

function grid(values: readonly number[]): Perceptron[] {
  return values.flatMap((first) => values.flatMap((second) => values.map((b): Perceptron => ({ w: [first, second], b }))));
}

const steps = Array.from({ length: 25 }, (_, i) => (i - 12) / 4);

describe('the threshold', () => {
  it('lets fewer inputs fire the higher it is', () => {
    const firing = (threshold: number): number => corners.filter((x) => output({ w: [2, 1], b: -threshold }, x) === 1).length;
    expect([0, 1, 2, 3].map(firing)).toEqual([3, 2, 1, 0]);
    expect(corners.map((x) => 2 * x[0] + x[1])).toEqual([0, 1, 2, 3]);
  });

  it('is a small part of a layer by count', () => {
    expectStated('bias', 512 * 512, 0);
    expect(512 / (512 * 512)).toBeLessThan(0.002);
  });
});

describe('learning AND', () => {
  it('goes through the epochs of the table', () => {
    const history = learn(and, 6, true);
    for (const locale of ['zh', 'en'] as const) {
      const source = articleSource('bias', locale);
      history.forEach(({ mistakes: wrong, end }, i) => {
        expect(source).toContain(`| ${i + 1} | ${wrong} | $(${end.w[0]},${end.w[1]})$ | $${end.b}$ |`);
      });
    }
    expectStated('bias', sum(history.map((epoch) => epoch.mistakes)), 0);
  });

  it('ends with a perceptron that is right, at the stated distance from the origin', () => {
    const end = learn(and, 6, true).at(-1)?.end ?? { w: [0, 0], b: 0 };
    expect(mistakes(end, and)).toBe(0);
    const distance = Math.abs(end.b) / Math.hypot(...end.w);
    expectStated('bias', distance, 3);
    // the nearest point of the line, found by walking along it
    const along = (t: number): number => Math.hypot(1 + t * end.w[1], (-end.b - end.w[0]) / end.w[1] - t * end.w[0]);
    const nearest = Math.min(...Array.from({ length: 40_001 }, (_, i) => along((i - 20_000) / 10_000)));
    expect(nearest).toBeCloseTo(distance, 6);
  });

  it('goes round in circles without a bias', () => {
    const history = learn(and, 50, false);
    expect(history.slice(1).every((epoch) => epoch.mistakes === 3)).toBe(true);
    expect(history.every(({ end }) => end.w[0] === 1 && end.w[1] === 1)).toBe(true);
  });

  it('is out of reach without a bias, and XOR even with one', () => {
    expect(grid(steps).some((candidate) => candidate.b === 0 && mistakes(candidate, and) === 0)).toBe(false);
    expect(grid(steps).some((candidate) => mistakes(candidate, and) === 0)).toBe(true);
    expect(grid(steps).some((candidate) => mistakes(candidate, xor) === 0)).toBe(false);
  });
});

describe('networks', () => {
  it('put up the tent with three kinks', () => {
    const tent = (x: number): number => relu(x) - 2 * relu(x - 1) + relu(x - 2);
    expect([0, 0.5, 1, 1.5, 2, 3].map(tent)).toEqual([0, 0.5, 1, 0.5, 0, 0]);
  });

  it('scale with their input when they have no biases', () => {
    const first = [
      [1, -2],
      [-0.5, 1.5],
      [2, 0.25],
    ];
    const second = [1, -3, 0.5];
    const network = (x: readonly number[]): number =>
      sum(first.map((row, i) => (second[i] ?? 0) * relu(sum(row.map((w, j) => w * (x[j] ?? 0))))));
    for (const factor of [0, 0.5, 3]) {
      expect(network([0.7 * factor, -1.1 * factor])).toBeCloseTo(factor * network([0.7, -1.1]), 12);
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
    const bias = 0.5 - (2 * mean(batch)) / sigma;
    expectStated('bias', bias, 3);
    batch.forEach((z, i) => {
      expect((2 / sigma) * z + bias).toBeCloseTo(normalize(batch, 2, 0.5)[i] ?? Number.NaN, 12);
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
    const withBias = (b: readonly number[]): number[] =>
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
    const prior = Math.log(share / (1 - share));
    const loss = (b: number): number => -share * Math.log(sigmoid(b)) - (1 - share) * Math.log(1 - sigmoid(b));
    expect(sigmoid(prior)).toBeCloseTo(share, 12);
    expectStated('bias', prior, 3);
    expectStated('bias', loss(0), 3);
    expectStated('bias', loss(prior), 3);
    for (let b = -10; b <= 5; b += 0.01) expect(loss(b)).toBeGreaterThanOrEqual(loss(prior) - 1e-12);
  });

  it('states what an LSTM remembers after ten steps', () => {
    expectStated('bias', sigmoid(0) ** 10, 3);
    expectStated('bias', sigmoid(1), 3);
    expectStated('bias', sigmoid(1) ** 10, 3);
  });
});
