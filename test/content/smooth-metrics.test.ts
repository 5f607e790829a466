import { describe, expect, it } from 'vitest';
import {
  accuracy,
  ascend,
  crossEntropy,
  entropy,
  example,
  expectedClippedCount,
  f1,
  hardCounts,
  logit,
  scoreFunctionMoments,
  sharpened,
  sigmoid,
  smoothMax,
  softAccuracy,
  softArgmax,
  softCounts,
  softF1,
  softF1Gradient,
  softmax,
  weightedMax,
} from '../../src/figures/smooth-metrics.ts';
import { below, next, seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'smooth-metrics';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

/** Numbers in 0 … 1 with three decimals, none of them 0 or 1. */
function draws(seed: string, count: number): number[] {
  let dice = seeded(seed);
  return Array.from({ length: count }, () => {
    const drawn = below(999, dice);
    dice = drawn.state;
    return (drawn.value + 1) / 1000;
  });
}

describe('smooth-metrics: cross entropy and accuracy', () => {
  const models = { a: [0.51, 0.51, 0.51], b: [0.99, 0.99, 0.45] };

  it('the two models are as stated, and each measure ranks them its own way', () => {
    expectStated(slug, crossEntropy(models.a), 3);
    expectStated(slug, crossEntropy(models.b), 3);
    expect(accuracy(models.a)).toBe(1);
    expect(accuracy(models.b)).toBeCloseTo(2 / 3, 12);
    expectStated(slug, softAccuracy(models.a), 2);
    expectStated(slug, softAccuracy(models.b), 2);
    expect(crossEntropy(models.b)).toBeLessThan(crossEntropy(models.a));
    expect(softAccuracy(models.b)).toBeGreaterThan(softAccuracy(models.a));
  });

  it('the error rate is at most the loss over ln 2', () => {
    expectStated(slug, Math.LN2, 3);
    expectStated(slug, crossEntropy(models.a) / Math.LN2, 3);
    for (let round = 0; round < 200; round++) {
      const truth = draws(`bound ${round}`, 7);
      expect(1 - accuracy(truth)).toBeLessThanOrEqual(crossEntropy(truth) / Math.LN2 + 1e-12);
    }
  });

  it('the pulls on a sample that is far off are as stated', () => {
    const q = 0.0025;
    const slope = (f: (z: number) => number): number => (f(logit(q) + 1e-5) - f(logit(q) - 1e-5)) / 2e-5;
    expect(slope((z) => Math.log(sigmoid(z)))).toBeCloseTo(0.9975, 6);
    expectStated(slug, 1 - q, 4);
    expect(slope(sigmoid).toFixed(4)).toBe('0.0025');
  });
});

describe('smooth-metrics: soft argmax and soft max', () => {
  const scores = [1, 2, 4];

  it('the example at two temperatures is as stated', () => {
    expect(softmax(scores, 1).map((s) => s.toFixed(3))).toEqual(['0.042', '0.114', '0.844']);
    expectWritten('(0.042,0.114,0.844)');
    for (const temperature of [1, 0.5]) {
      expectStated(slug, softArgmax(scores, temperature), 3);
      expectStated(slug, weightedMax(scores, temperature), 3);
      expectStated(slug, smoothMax(scores, temperature), 3);
    }
  });

  it('two equal peaks put the expected position between them, at any temperature', () => {
    for (const temperature of [2, 1, 0.1, 0.01]) expect(softArgmax([4, 0, 4], temperature)).toBeCloseTo(2, 12);
  });

  it('the two smooth maxima enclose the maximum and differ by τ times the entropy', () => {
    for (let round = 0; round < 100; round++) {
      const z = draws(`scores ${round}`, 5).map((u) => 10 * u - 5);
      const top = Math.max(...z);
      for (const temperature of [0.1, 0.7, 3]) {
        const [low, high] = [weightedMax(z, temperature), smoothMax(z, temperature)];
        expect(low).toBeLessThanOrEqual(top + 1e-12);
        expect(high).toBeGreaterThanOrEqual(top - 1e-12);
        expect(high).toBeLessThanOrEqual(top + temperature * Math.log(5) + 1e-12);
        expect(high - low).toBeCloseTo(temperature * entropy(softmax(z, temperature)), 9);
      }
    }
  });
});

describe('smooth-metrics: soft F1', () => {
  const { labels, probabilities } = example;

  it('the worked example has the values of the text', () => {
    expect(hardCounts(labels, probabilities)).toEqual({ tp: 2, fp: 1, fn: 1 });
    expectStated(slug, f1(hardCounts(labels, probabilities)), 3);
    expectStated(slug, softCounts(labels, probabilities).tp, 1);
    expectStated(slug, softF1(labels, probabilities), 3);
    const gradient = softF1Gradient(labels, probabilities);
    expectStated(slug, gradient[0] ?? 0, 3);
    expectStated(slug, gradient[5] ?? 0, 3);
  });

  it('one step of length 10 gives the rows of the table', () => {
    const after = ascend(labels, probabilities, 10);
    const gradient = softF1Gradient(labels, probabilities);
    probabilities.forEach((p, i) => {
      const slope = (gradient[i] ?? 0) * p * (1 - p);
      const q = after[i] ?? 0;
      const row = [String(labels[i]), String(p), slope.toFixed(4), logit(q).toFixed(3), q.toFixed(3)].join(' | ');
      expectWritten(`| ${row.replaceAll('-', '−')} |`);
    });
    expect(hardCounts(labels, after)).toEqual({ tp: 3, fp: 1, fn: 0 });
    expectStated(slug, f1(hardCounts(labels, after)), 3);
    expectStated(slug, softF1(labels, after), 3);
  });

  it('sharpening takes it to the hard F1, not monotonically', () => {
    const at = (temperature: number): number => softF1(labels, sharpened(probabilities, temperature));
    for (const temperature of [0.5, 0.25, 0.1]) expectStated(slug, at(temperature), 3);
    expect(at(0.25)).toBeGreaterThan(at(0.1));
    expect(at(0.01)).toBeCloseTo(f1(hardCounts(labels, probabilities)), 6);
  });

  it('the gradient agrees with finite differences', () => {
    for (let round = 0; round < 30; round++) {
      const p = draws(`p ${round}`, 8);
      const y = draws(`y ${round}`, 8).map((u) => (u > 0.5 ? 1 : 0));
      softF1Gradient(y, p).forEach((slope, i) => {
        const moved = (h: number): number =>
          softF1(
            y,
            p.map((q, j) => (j === i ? q + h : q)),
          );
        expect((moved(1e-6) - moved(-1e-6)) / 2e-6).toBeCloseTo(slope, 6);
      });
    }
  });

  it('the best set of positives is cut at half the best F1', () => {
    for (let round = 0; round < 20; round++) {
      const chances = draws(`chances ${round}`, 9);
      let best = { value: 0, chosen: 0 };
      for (let chosen = 1; chosen < 2 ** 9; chosen++) {
        const picked = chances.map((_, i) => (chosen >> i) & 1);
        const value = softF1(chances, picked);
        if (value > best.value) best = { value, chosen };
      }
      for (const [i, chance] of chances.entries()) expect(((best.chosen >> i) & 1) === 1).toBe(chance > best.value / 2);
    }
  });

  it('the mean over batches is not the whole', () => {
    const first = { tp: 1, fp: 0, fn: 0 };
    const second = { tp: 1, fp: 3, fn: 1 };
    expectStated(slug, f1(second), 3);
    expectStated(slug, (f1(first) + f1(second)) / 2, 3);
    expect(f1({ tp: 2, fp: 3, fn: 1 })).toBe(0.5);
  });

  it('a batch without positives has neither value nor gradient', () => {
    expect(softF1([0, 0, 0], [0.2, 0.5, 0.9])).toBe(0);
    for (const slope of softF1Gradient([0, 0, 0], [0.2, 0.5, 0.9])) expect(slope).toBeCloseTo(0, 15);
  });
});

describe('smooth-metrics: sampling', () => {
  it('a single estimate has the mean and the deviation of the text, and 900 bring it to 10 %', () => {
    const { mean, variance } = scoreFunctionMoments(0.1, 0);
    expectStated(slug, mean, 2);
    expectStated(slug, Math.sqrt(variance), 2);
    expectStated(slug, variance / (0.1 * mean) ** 2, 0);
  });

  it('a baseline keeps the mean', () => {
    for (const baseline of [0.1, 0.5, 2]) expect(scoreFunctionMoments(0.1, baseline).mean).toBeCloseTo(0.09, 12);
  });

  it('drawing answers agrees with the moments', () => {
    let dice = seeded('score function');
    let total = 0;
    const count = 40_000;
    for (let i = 0; i < count; i++) {
      const drawn = next(dice);
      dice = drawn.state;
      if (drawn.word / 2 ** 32 < 0.1) total += 0.9;
    }
    expect(total / count).toBeGreaterThan(0.085);
    expect(total / count).toBeLessThan(0.095);
  });

  it('clipped counts are as stated and below the clipped mean', () => {
    expectStated(slug, expectedClippedCount([0.5, 0.5], 1), 2);
    for (let round = 0; round < 50; round++) {
      const chances = draws(`chances of a word ${round}`, 6);
      const mean = chances.reduce((a, b) => a + b, 0);
      for (const limit of [1, 2, 4]) expect(expectedClippedCount(chances, limit)).toBeLessThanOrEqual(Math.min(mean, limit) + 1e-12);
    }
  });
});
