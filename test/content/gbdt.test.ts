import { describe, expect, it } from 'vitest';
import {
  AGES,
  bestStump,
  boost,
  errorsOn,
  evaluate,
  LOSSES,
  mean,
  median,
  newtonLeaf,
  PRICES,
  predict,
  type Round,
  sigmoid,
  spread,
  squares,
  stumps,
} from '../../src/figures/gbdt.ts';
import { courses } from '../../src/figures/gbdt-figures.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'gbdt';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ranked = (points: readonly number[], targets: readonly number[]) => stumps(points, targets).sort((a, b) => b.drop - a.drop);

const xs = AGES;
const ys = PRICES;
const rounds = boost(xs, ys, 3, 0.5);
const errorsOf = (run: readonly Round[]): number[] => [
  spread(ys),
  ...run.map((round) => squares(ys.map((y, i) => y - at(round.prediction, i)))),
];

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}
const shown = (value: number): string => String(value).replace('-', '−');
const row = (label: string, v: readonly number[]): string => {
  const n = v.map(shown);
  return `| ${label} | ${n[0]} | ${n[1]} | ${n[2]}, ${n[3]} | ${n[4]}, ${n[5]} |`;
};

describe('gbdt: the worked example', () => {
  it('has the residuals and the predictions of the table', () => {
    expect(mean(ys)).toBe(8);
    expectWritten(row('$y$', ys));
    rounds.forEach((round, m) => {
      expectWritten(row(`$r_{i${m + 1}}$`, round.residuals));
    });
    expectWritten(row('$F_3$', at(rounds, 2).prediction));
  });

  it('has the cuts and leaf values of the text, each the only best one', () => {
    expect(rounds.map(({ stump }) => [stump.threshold, stump.below, stump.above])).toEqual([
      [4.5, 3, -6],
      [2.5, 4, -2],
      [3.5, 1.5, -1.5],
    ]);
    for (const condition of ['x<4.5', 'x<2.5', 'x<3.5']) expectWritten(condition);
    for (const { residuals } of rounds) {
      const cuts = ranked(xs, residuals);
      expect(cuts).toHaveLength(5);
      expect(at(cuts, 0).drop - at(cuts, 1).drop).toBeGreaterThan(0.5);
    }
    expectStated(slug, at(rounds, 0).stump.drop, 0);
    expect(at(rounds, 0).prediction).toEqual([9.5, 9.5, 9.5, 9.5, 5, 5]);
    expect(at(rounds, 1).prediction).toEqual([11.5, 11.5, 8.5, 8.5, 4, 4]);
  });

  it('has the squared errors of the text, with half steps and with full ones', () => {
    expect(errorsOf(rounds)).toEqual([134, 53, 17, 6.875]);
    for (const locale of ['zh', 'en'] as const)
      expect(articleSource(slug, locale)).toMatch(
        new RegExp(
          errorsOf(rounds)
            .map((e) => String(e).replace('.', '\\.'))
            .join('(?:、|, )'),
        ),
      );
    const full = boost(xs, ys, 3, 1);
    for (const error of errorsOf(full)) expectStated(slug, error, 2);
    expect(errorsOf(full)).toEqual([134, 26, 7.25, 2.5625]);
    expect(full.map(({ prediction }) => at(prediction, 5))).toEqual([2, 0.75, 2]);
    expect(at(full, 2).stump.threshold).toBe(4.5);
  });

  it('a wrongly entered price moves the mean and hardly the median', () => {
    const wrong = [140, ...ys.slice(1)];
    expectStated(slug, mean(wrong), 0);
    expectStated(slug, 140 - mean(wrong), 0);
    expectStated(slug, median(wrong), 1);
    expect(median(wrong)).toBe(median(ys));
  });

  it('the last step is quoted to any older laptop', () => {
    const price = (x: number): number => predict(mean(ys), rounds, 0.5, x);
    for (const x of xs) expect(price(x)).toBe(at(at(rounds, 2).prediction, x - 1));
    expect(price(30)).toBe(price(6));
  });
});

describe('gbdt: the theory', () => {
  const labels = [3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8];
  const points = labels.map((_, i) => i * i);

  it('the drop of a cut is the weighted squared distance of the means', () => {
    for (const { threshold, below, above, drop } of stumps(points, labels)) {
      const left = points.filter((x) => x < threshold).length;
      const right = points.length - left;
      expect(drop).toBeCloseTo(((left * right) / (left + right)) * (below - above) ** 2, 8);
      const [under, over] = [true, false].map((side) => labels.filter((_, i) => at(points, i) < threshold === side));
      expect(drop).toBeCloseTo(spread(labels) - spread(under ?? []) - spread(over ?? []), 8);
      expect([below, above]).toEqual([expect.closeTo(mean(under ?? []), 10), expect.closeTo(mean(over ?? []), 10)]);
    }
  });

  it('the squared error falls by the formula of the text, for any step', () => {
    for (const step of [0.1, 0.5, 1, 1.7]) {
      let before = spread(labels);
      for (const { stump, prediction } of boost(points, labels, 8, step)) {
        const after = squares(labels.map((y, i) => y - at(prediction, i)));
        const leaves = sum(points.map((x) => evaluate(stump, x) ** 2));
        expect(after).toBeCloseTo(before - step * (2 - step) * leaves, 8);
        expect(after).toBeLessThanOrEqual(before);
        before = after;
      }
    }
  });

  it('the best stump is that of largest drop, and equal values are not cut apart', () => {
    expect(bestStump(points, labels)).toEqual(at(ranked(points, labels), 0));
    expect(stumps([1, 1, 2], [5, 7, 9])).toEqual([{ threshold: 1.5, below: 6, above: 9, drop: 6 }]);
    expect(bestStump([3, 3], [1, 2])).toBeUndefined();
    expect(boost([3, 3], [1, 2], 4, 1)).toEqual([]);
  });

  it('errors on other samples are those of the sum of trees', () => {
    const run = boost(points, labels, 6, 0.3);
    const [others, truth] = [
      [-2, 7, 50, 500],
      [1, 0, -3, 4],
    ];
    const errors = errorsOn(mean(labels), run, 0.3, others, truth);
    for (let m = 0; m <= run.length; m++)
      expect(at(errors, m)).toBeCloseTo(
        mean(others.map((x, i) => (at(truth, i) - predict(mean(labels), run.slice(0, m), 0.3, x)) ** 2)),
        10,
      );
  });

  const labelsOf = { squared: [3, 0, -2], absolute: [3, -2], log: [0, 1], exponential: [-1, 1] } as const;

  it('each pseudo-residual of the table is the negative derivative of its loss', () => {
    const h = 1e-6;
    for (const name of ['squared', 'absolute', 'log', 'exponential'] as const)
      for (const y of labelsOf[name])
        for (const f of [-1.3, 0.4, 2.2]) {
          const { loss, pseudo } = LOSSES[name];
          expect(pseudo(y, f)).toBeCloseTo(-(loss(y, f + h) - loss(y, f - h)) / (2 * h), 6);
        }
  });

  it('each starting constant of the table minimises its loss', () => {
    const data = {
      squared: ys,
      absolute: [1, 2, 4, 7, 30],
      log: [1, 1, 1, 0],
      exponential: [1, 1, 1, -1, -1],
    } as const;
    for (const name of ['squared', 'absolute', 'log', 'exponential'] as const) {
      const { loss, start } = LOSSES[name];
      const total = (f: number): number => sum(data[name].map((y) => loss(y, f)));
      const best = start(data[name]);
      for (const shift of [-0.05, 0.05]) expect(total(best + shift)).toBeGreaterThan(total(best));
    }
  });

  it('the leaf of the log loss is a Newton step, with the numbers of the text', () => {
    const f0 = Math.log(3);
    expectStated(slug, f0, 3);
    const leaf = [1, 0];
    const p = sigmoid(f0);
    expect(p).toBeCloseTo(0.75, 12);
    const value = newtonLeaf(leaf, [f0, f0]);
    expect(value).toBeCloseTo(sum(leaf.map((y) => y - p)) / sum(leaf.map(() => p * (1 - p))), 12);
    expectStated(slug, value, 3);
    expectStated(slug, 2 * p * (1 - p), 3);
    const total = (g: number): number => sum(leaf.map((y) => Math.log(1 + Math.exp(f0 + g)) - y * (f0 + g)));
    const h = 1e-4;
    const [slope, bend] = [(total(h) - total(-h)) / (2 * h), (total(h) - 2 * total(0) + total(-h)) / (h * h)];
    expect(-slope / bend).toBeCloseTo(value, 5);
    expect(total(value)).toBeLessThan(total(0));
  });

  it('small steps get lower on fresh samples, as the picture and the text say', () => {
    const [full, medium, small] = courses(0.3);
    if (!full || !medium || !small) throw new Error('three steps');
    expect([full.step, medium.step, small.step]).toEqual([1, 0.3, 0.05]);
    for (const { best } of [full, medium, small]) expectStated(slug, best[1], 3);
    expectStated(slug, small.best[0], 0);
    expect(at(full.fresh, 400)).toBeGreaterThan(1.5 * full.best[1]);
    expect(at(small.fresh, 400)).toBeLessThan(1.1 * small.best[1]);
    for (const { train } of [full, medium, small])
      for (let m = 1; m < train.length; m++) expect(at(train, m)).toBeLessThanOrEqual(at(train, m - 1) + 1e-12);
  });

  it('44 trees leave less than one per cent at a step of 0.1', () => {
    let [left, trees] = [1, 0];
    while (left >= 0.01) {
      left *= 0.9;
      trees += 1;
    }
    expectStated(slug, trees, 0);
  });
});
