import { describe, expect, it } from 'vitest';
import {
  adaboost,
  allStumps,
  boundByRound,
  errorsByRound,
  exponentialLoss,
  type Label,
  predict,
  reweighted,
  score,
  votingWeight,
  weightedError,
} from '../../src/figures/adaboost.ts';
import { discRun } from '../../src/figures/adaboost-figures.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'adaboost';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const xs = [1, 2, 3, 4, 5, 6, 7].map((x) => [x]);
const ys: readonly Label[] = [1, 1, -1, -1, 1, -1, -1];
const rounds = adaboost(xs, ys, 3);
const [first, second, third] = [at(rounds, 0), at(rounds, 1), at(rounds, 2)];

/** Both texts must show a fraction as it is written in the table or in the line of its round. */
function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('adaboost: the worked example', () => {
  it('no stump classifies the seven points, and the best one is unique in every round', () => {
    for (const round of rounds) {
      const errors = allStumps(xs)
        .map((stump) => weightedError(stump, xs, ys, round.weights))
        .sort((a, b) => a - b);
      expect(at(errors, 0)).toBeGreaterThan(0);
      expect(at(errors, 1) - at(errors, 0)).toBeGreaterThan(1e-6);
    }
  });

  it('chooses the stumps of the text', () => {
    expect(rounds.map((r) => r.stump)).toEqual([
      { feature: 0, threshold: 2.5, below: 1 },
      { feature: 0, threshold: 5.5, below: 1 },
      { feature: 0, threshold: 4.5, below: -1 },
    ]);
    for (const condition of ['x<2.5', 'x<5.5', 'x>4.5']) expectWritten(condition);
  });

  it('has the weights of the table', () => {
    const table = [
      { round: first, points: [1, 1, 1, 1, 1, 1, 1], of: 7 },
      { round: second, points: [1, 1, 1, 1, 6, 1, 1], of: 12 },
      { round: third, points: [1, 1, 5, 5, 6, 1, 1], of: 20 },
    ];
    for (const { round, points, of } of table) {
      for (const [i, p] of points.entries()) expect(at(round.weights, i)).toBeCloseTo(p / of, 12);
    }
    expectWritten('| 1, 2 | $+$ | 1/7 | 1/12 | 1/20 |');
    expectWritten('| 3, 4 | $-$ | 1/7 | 1/12 | 1/4 |');
    expectWritten('| 5 | $+$ | 1/7 | 1/2 | 3/10 |');
    expectWritten('| 6, 7 | $-$ | 1/7 | 1/12 | 1/20 |');
  });

  it('has the errors and voting weights of the text', () => {
    for (const [m, round] of rounds.entries()) expect(round.error).toBeCloseTo(1 / (7 - m), 12);
    for (const text of ['e_1=1/7', 'e_2=2/12=1/6', 'e_3=4/20=1/5']) expectWritten(text);
    for (const round of rounds) expectStated(slug, round.alpha, 3);
  });

  it('the third stump errs on four of seven by count', () => {
    expect(xs.filter((x, i) => predict(third.stump, x) !== at(ys, i))).toEqual([[1], [2], [6], [7]]);
  });

  it('ends with every point right and the scores of the text', () => {
    for (const [i, x] of xs.entries()) expect(Math.sign(score(rounds, x))).toBe(at(ys, i));
    for (const x of [1, 3, 5, 6]) expectStated(slug, score(rounds, [x]), 3);
    expect(score(rounds, [2])).toBeCloseTo(score(rounds, [1]), 12);
    expect(score(rounds, [4])).toBeCloseTo(score(rounds, [3]), 12);
    expect(score(rounds, [7])).toBeCloseTo(score(rounds, [6]), 12);
  });

  it('has the normalisers, their product and the smallest margin of the text', () => {
    for (const round of rounds) expectStated(slug, round.normaliser, 3);
    expectStated(slug, exponentialLoss(rounds, xs, ys), 3);
    const total = sum(rounds.map((r) => r.alpha));
    const margins = xs.map((x, i) => (at(ys, i) * score(rounds, x)) / total);
    expect(xs[margins.indexOf(Math.min(...margins))]).toEqual([5]);
    expectStated(slug, total, 3);
    expectStated(slug, Math.min(...margins), 3);
  });
});

describe('adaboost: the theory', () => {
  // A longer run on other labels, so that the identities are not an accident of the example.
  const labels: readonly Label[] = [1, -1, -1, 1, 1, 1, -1, 1, -1, -1, 1, 1];
  const points = labels.map((_, i) => [i * i + 1, (i * 7) % 12]);
  const run = adaboost(points, labels, 25);

  it('the loss is the product of the normalisers, and a normaliser is 2 sqrt(e(1-e))', () => {
    for (let m = 1; m <= run.length; m++) {
      const product = run.slice(0, m).reduce((p, r) => p * r.normaliser, 1);
      expect(exponentialLoss(run.slice(0, m), points, labels)).toBeCloseTo(product, 10);
    }
    for (const r of run) expect(r.normaliser).toBeCloseTo(2 * Math.sqrt(r.error * (1 - r.error)), 12);
  });

  it('the training error never exceeds the product', () => {
    for (let m = 1; m <= run.length; m++) {
      const wrong = points.filter((x, i) => at(labels, i) * score(run.slice(0, m), x) <= 0).length / points.length;
      expect(errorsByRound(run, points, labels)[m - 1]).toBeCloseTo(wrong, 12);
      expect(boundByRound(run)[m - 1]).toBeCloseTo(exponentialLoss(run.slice(0, m), points, labels), 10);
      expect(wrong).toBeLessThanOrEqual(run.slice(0, m).reduce((p, r) => p * r.normaliser, 1) + 1e-12);
    }
  });

  it('a classifier has error one half under the weights of the next round', () => {
    for (let m = 0; m + 1 < run.length; m++)
      expect(weightedError(at(run, m).stump, points, labels, at(run, m + 1).weights)).toBeCloseTo(0.5, 10);
  });

  it('each round takes the stump of least weighted error, in every feature', () => {
    expect(new Set(run.map(({ stump }) => stump.feature)).size).toBe(2);
    for (const { error, weights } of run)
      for (const stump of allStumps(points)) expect(weightedError(stump, points, labels, weights)).toBeGreaterThan(error - 1e-9);
  });

  it('stops at a perfect stump and where no stump beats the coin', () => {
    expect(adaboost([[1], [2], [3]], [1, 1, -1], 5)).toMatchObject([{ error: 0, alpha: Number.POSITIVE_INFINITY }]);
    // The same place with both labels: nothing is better than a coin.
    expect(adaboost([[1], [1]], [1, -1], 5)).toEqual([]);
  });

  it('after the run a sample weighs e^{-yF} over the sum of all', () => {
    const last = at(run, run.length - 1);
    const total = sum(points.map((x, i) => Math.exp(-at(labels, i) * score(run, x))));
    const next = reweighted(last, points, labels).weights;
    points.forEach((x, i) => {
      expect(at(next, i)).toBeCloseTo(Math.exp(-at(labels, i) * score(run, x)) / total, 10);
    });
  });

  it('the voting weight minimises the loss of its round', () => {
    for (const r of run) {
      expect(r.alpha).toBe(votingWeight(r.error));
      const factor = (alpha: number): number => (1 - r.error) * Math.exp(-alpha) + r.error * Math.exp(alpha);
      for (const step of [-0.1, -0.001, 0.001, 0.1]) expect(factor(r.alpha + step)).toBeGreaterThan(factor(r.alpha));
    }
  });

  it('dividing by 2e and 2(1-e) is the same update', () => {
    for (let m = 0; m + 1 < run.length; m++) {
      const r = at(run, m);
      points.forEach((x, i) => {
        const pile = predict(r.stump, x) === at(labels, i) ? 1 - r.error : r.error;
        expect(at(at(run, m + 1).weights, i)).toBeCloseTo(at(r.weights, i) / (2 * pile), 12);
      });
    }
  });

  it('the score that minimises the expected exponential loss is half the log-odds', () => {
    for (const p of [0.1, 0.5, 0.8]) {
      const expected = (f: number): number => p * Math.exp(-f) + (1 - p) * Math.exp(f);
      const best = 0.5 * Math.log(p / (1 - p));
      for (const step of [-0.01, 0.01]) expect(expected(best + step)).toBeGreaterThan(expected(best));
      expect(1 / (1 + Math.exp(-2 * best))).toBeCloseTo(p, 12);
    }
  });
});

describe('adaboost: the samples of the picture', () => {
  it('the training error reaches zero when the text says, and the fresh error goes on falling', () => {
    const { train, test, bound } = discRun();
    const zero = train.indexOf(0);
    expectStated(slug, zero + 1, 0);
    expectStated(slug, at(test, zero) * 100, 1);
    expectStated(slug, at(test, 59) * 100, 1);
    expect(at(test, 59)).toBeLessThan(at(test, zero));
    train.forEach((error, m) => {
      expect(error).toBeLessThanOrEqual(at(bound, m));
    });
  });
});

describe('adaboost: the other numbers', () => {
  it('an error of 0.4 takes 339 rounds to fit 1000 samples', () => {
    const factor = 2 * Math.sqrt(0.4 * 0.6);
    expectStated(slug, factor, 3);
    let product = 1;
    let taken = 0;
    while (product >= 1 / 1000) {
      product *= factor;
      taken += 1;
    }
    expectStated(slug, taken, 0);
  });

  it('the two losses at margin -3 are as stated', () => {
    expectStated(slug, Math.exp(3), 1);
    expectStated(slug, Math.log(1 + Math.exp(3)), 2);
  });

  it("SAMME's coefficient vanishes at the error of guessing", () => {
    for (const classes of [2, 3, 10]) {
      const error = 1 - 1 / classes;
      expect(Math.log((1 - error) / error) + Math.log(classes - 1)).toBeCloseTo(0, 12);
    }
  });
});
