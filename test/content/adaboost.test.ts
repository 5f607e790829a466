import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'adaboost';

type Label = 1 | -1;

/** Says `below` for x under the threshold and the opposite above it. */
interface Stump {
  readonly threshold: number;
  readonly below: Label;
}

interface Round {
  readonly stump: Stump;
  /** Sample weights the stump was trained with. */
  readonly weights: readonly number[];
  readonly error: number;
  readonly alpha: number;
  readonly normaliser: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};

const predict = (stump: Stump, x: number): Label => (x < stump.threshold ? stump.below : stump.below === 1 ? -1 : 1);

function weightedError(stump: Stump, xs: readonly number[], ys: readonly Label[], weights: readonly number[]): number {
  return sum(xs.map((x, i) => (predict(stump, x) === at(ys, i) ? 0 : at(weights, i))));
}

function allStumps(xs: readonly number[]): Stump[] {
  const sorted = [...xs].sort((a, b) => a - b);
  const thresholds = sorted.slice(1).map((x, i) => (x + at(sorted, i)) / 2);
  return thresholds.flatMap((threshold): Stump[] => [
    { threshold, below: 1 },
    { threshold, below: -1 },
  ]);
}

function adaboost(xs: readonly number[], ys: readonly Label[], rounds: number): Round[] {
  const done: Round[] = [];
  let weights: readonly number[] = xs.map(() => 1 / xs.length);
  for (let m = 0; m < rounds; m++) {
    const ranked = allStumps(xs)
      .map((stump) => ({ stump, error: weightedError(stump, xs, ys, weights) }))
      .sort((a, b) => a.error - b.error);
    const { stump, error } = at(ranked, 0);
    const alpha = 0.5 * Math.log((1 - error) / error);
    const raised = xs.map((x, i) => at(weights, i) * Math.exp(-alpha * at(ys, i) * predict(stump, x)));
    const normaliser = sum(raised);
    done.push({ stump, weights, error, alpha, normaliser });
    weights = raised.map((w) => w / normaliser);
  }
  return done;
}

const score = (rounds: readonly Round[], x: number): number => sum(rounds.map((r) => r.alpha * predict(r.stump, x)));

const exponentialLoss = (rounds: readonly Round[], xs: readonly number[], ys: readonly Label[]): number =>
  sum(xs.map((x, i) => Math.exp(-at(ys, i) * score(rounds, x)))) / xs.length;

const xs = [1, 2, 3, 4, 5, 6, 7];
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
      { threshold: 2.5, below: 1 },
      { threshold: 5.5, below: 1 },
      { threshold: 4.5, below: -1 },
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
    expect(xs.filter((x, i) => predict(third.stump, x) !== at(ys, i))).toEqual([1, 2, 6, 7]);
  });

  it('ends with every point right and the scores of the text', () => {
    for (const [i, x] of xs.entries()) expect(Math.sign(score(rounds, x))).toBe(at(ys, i));
    for (const x of [1, 3, 5, 6]) expectStated(slug, score(rounds, x), 3);
    expect(score(rounds, 2)).toBeCloseTo(score(rounds, 1), 12);
    expect(score(rounds, 4)).toBeCloseTo(score(rounds, 3), 12);
    expect(score(rounds, 7)).toBeCloseTo(score(rounds, 6), 12);
  });

  it('has the normalisers, their product and the smallest margin of the text', () => {
    for (const round of rounds) expectStated(slug, round.normaliser, 3);
    expectStated(slug, exponentialLoss(rounds, xs, ys), 3);
    const total = sum(rounds.map((r) => r.alpha));
    const margins = xs.map((x, i) => (at(ys, i) * score(rounds, x)) / total);
    expect(margins.indexOf(Math.min(...margins))).toBe(xs.indexOf(5));
    expectStated(slug, total, 3);
    expectStated(slug, Math.min(...margins), 3);
  });
});

describe('adaboost: the theory', () => {
  // A longer run on other labels, so that the identities are not an accident of the example.
  const labels: readonly Label[] = [1, -1, -1, 1, 1, 1, -1, 1, -1, -1, 1, 1];
  const points = labels.map((_, i) => i * i + 1);
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
      expect(wrong).toBeLessThanOrEqual(run.slice(0, m).reduce((p, r) => p * r.normaliser, 1) + 1e-12);
    }
  });

  it('a classifier has error one half under the weights of the next round', () => {
    for (let m = 0; m + 1 < run.length; m++)
      expect(weightedError(at(run, m).stump, points, labels, at(run, m + 1).weights)).toBeCloseTo(0.5, 10);
  });

  it('the voting weight minimises the loss of its round', () => {
    for (const r of run) {
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
