import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'gbdt';

interface Stump {
  readonly threshold: number;
  readonly below: number;
  readonly above: number;
  /** By how much the squared error falls. */
  readonly drop: number;
}

interface Round {
  readonly residuals: readonly number[];
  readonly stump: Stump;
  readonly prediction: readonly number[];
}

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const squares = (values: readonly number[]): number => sum(values.map((v) => v * v));
const spread = (values: readonly number[]): number => squares(values.map((v) => v - mean(values)));
const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (at(sorted, Math.floor((sorted.length - 1) / 2)) + at(sorted, Math.floor(sorted.length / 2))) / 2;
};

/** All regression stumps on sorted xs, the best first. */
function stumps(xs: readonly number[], targets: readonly number[]): Stump[] {
  return xs
    .slice(1)
    .map((x, i) => {
      const threshold = (x + at(xs, i)) / 2;
      const [left, right] = [targets.filter((_, j) => at(xs, j) < threshold), targets.filter((_, j) => at(xs, j) >= threshold)];
      return { threshold, below: mean(left), above: mean(right), drop: spread(targets) - spread(left) - spread(right) };
    })
    .sort((a, b) => b.drop - a.drop);
}

const evaluate = (stump: Stump, x: number): number => (x < stump.threshold ? stump.below : stump.above);

/** Gradient boosting under squared error. */
function boost(xs: readonly number[], ys: readonly number[], rounds: number, step: number): Round[] {
  const done: Round[] = [];
  let prediction: readonly number[] = ys.map(() => mean(ys));
  for (let m = 0; m < rounds; m++) {
    const before = prediction;
    const residuals = ys.map((y, i) => y - at(before, i));
    const stump = at(stumps(xs, residuals), 0);
    prediction = xs.map((x, i) => at(before, i) + step * evaluate(stump, x));
    done.push({ residuals, stump, prediction });
  }
  return done;
}

const xs = [1, 2, 3, 4, 5, 6];
const ys = [14, 13, 9, 8, 2, 2];
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
      const ranked = stumps(xs, residuals);
      expect(at(ranked, 0).drop - at(ranked, 1).drop).toBeGreaterThan(0.5);
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
    const price = (x: number): number => mean(ys) + sum(rounds.map(({ stump }) => 0.5 * evaluate(stump, x)));
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

  const sigmoid = (f: number): number => 1 / (1 + Math.exp(-f));
  const losses = [
    { name: 'squared', loss: (y: number, f: number) => 0.5 * (y - f) ** 2, pseudo: (y: number, f: number) => y - f, ys: [3, 0, -2] },
    { name: 'absolute', loss: (y: number, f: number) => Math.abs(y - f), pseudo: (y: number, f: number) => Math.sign(y - f), ys: [3, -2] },
    {
      name: 'log',
      loss: (y: number, f: number) => Math.log(1 + Math.exp(f)) - y * f,
      pseudo: (y: number, f: number) => y - sigmoid(f),
      ys: [0, 1],
    },
    {
      name: 'exponential',
      loss: (y: number, f: number) => Math.exp(-y * f),
      pseudo: (y: number, f: number) => y * Math.exp(-y * f),
      ys: [-1, 1],
    },
  ];

  it('each pseudo-residual of the table is the negative derivative of its loss', () => {
    const h = 1e-6;
    for (const { loss, pseudo, ys: labelsOf } of losses)
      for (const y of labelsOf)
        for (const f of [-1.3, 0.4, 2.2]) expect(pseudo(y, f)).toBeCloseTo(-(loss(y, f + h) - loss(y, f - h)) / (2 * h), 6);
  });

  it('each starting constant of the table minimises its loss', () => {
    const logit = (p: number): number => Math.log(p / (1 - p));
    const start: Record<string, (labelsOf: readonly number[]) => number> = {
      squared: mean,
      absolute: median,
      log: (labelsOf) => logit(mean(labelsOf)),
      exponential: (labelsOf) => 0.5 * Math.log((1 + mean(labelsOf)) / (1 - mean(labelsOf))),
    };
    const data: Record<string, readonly number[]> = {
      squared: ys,
      absolute: [1, 2, 4, 7, 30],
      log: [1, 1, 1, 0],
      exponential: [1, 1, 1, -1, -1],
    };
    for (const { name, loss } of losses) {
      const labelsOf = data[name] ?? [];
      const total = (f: number): number => sum(labelsOf.map((y) => loss(y, f)));
      const best = start[name]?.(labelsOf) ?? Number.NaN;
      for (const shift of [-0.05, 0.05]) expect(total(best + shift)).toBeGreaterThan(total(best));
    }
  });

  it('the leaf of the log loss is a Newton step, with the numbers of the text', () => {
    const f0 = Math.log(3);
    expectStated(slug, f0, 3);
    const leaf = [1, 0];
    const p = sigmoid(f0);
    expect(p).toBeCloseTo(0.75, 12);
    const value = sum(leaf.map((y) => y - p)) / sum(leaf.map(() => p * (1 - p)));
    expectStated(slug, value, 3);
    expectStated(slug, 2 * p * (1 - p), 3);
    const total = (g: number): number => sum(leaf.map((y) => Math.log(1 + Math.exp(f0 + g)) - y * (f0 + g)));
    const h = 1e-4;
    const [slope, bend] = [(total(h) - total(-h)) / (2 * h), (total(h) - 2 * total(0) + total(-h)) / (h * h)];
    expect(-slope / bend).toBeCloseTo(value, 5);
    expect(total(value)).toBeLessThan(total(0));
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
