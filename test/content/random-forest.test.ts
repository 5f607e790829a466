import { describe, expect, it } from 'vitest';
import {
  breimanBound,
  candidates,
  errorByTrees,
  forest,
  type Grown,
  gini,
  grow,
  missedChance,
  varianceOfMean as ofMean,
  outOfBagByTrees,
  predict,
  type Sample,
  splits,
  vote,
} from '../../src/figures/random-forest.ts';
import { bearings } from '../../src/figures/random-forest-figures.ts';
import { next, seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'random-forest';

interface Named extends Sample {
  readonly name: string;
}

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function drawing(features: readonly number[]): () => readonly number[] {
  const left = [...features];
  return () => [at(left.splice(0, 1), 0)];
}

const data: readonly Named[] = [
  { name: 'A', x: [1, 2], y: -1 },
  { name: 'B', x: [2, 4], y: -1 },
  { name: 'C', x: [4, 1], y: -1 },
  { name: 'D', x: [3, 5], y: 1 },
  { name: 'E', x: [5, 3], y: 1 },
  { name: 'F', x: [6, 6], y: 1 },
];
const named = (names: string): Named[] =>
  [...names].map((name) =>
    at(
      data.filter((s) => s.name === name),
      0,
    ),
  );

// What was drawn: the samples, and the feature offered at each split.
const bags = ['AABDFF', 'BBDDEE', 'AABEEE'];
const draws = [[1], [0], [1, 0]];
const trees = bags.map((bag, b) => grow(named(bag), drawing(at(draws, b))));
const outOfBag = (sample: Named): number[] => bags.flatMap((bag, b) => (bag.includes(sample.name) ? [] : [b]));

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}
const sign = (y: number): string => (y > 0 ? '+' : '-');

describe('random-forest: the worked example', () => {
  it('the rule of the story holds: a sum above 7 is broken', () => {
    for (const { x, y } of data) expect(sum(x) > 7).toBe(y === 1);
  });

  it('the trees have the splits of the text, each the only best one', () => {
    expect(trees.map((tree) => splits(tree).map(({ feature, threshold }) => [feature, threshold]))).toEqual([
      [[1, 4.5]],
      [[0, 2.5]],
      [
        [1, 2.5],
        [0, 3.5],
      ],
    ]);
    bags.forEach((bag, b) => {
      const ranked = candidates(named(bag), at(at(draws, b), 0))
        .map(({ after }) => after)
        .sort((p, q) => p - q);
      expect(at(ranked, 1)).toBeGreaterThan(at(ranked, 0) + 1e-9);
    });
    for (const condition of ['x_2<4.5', 'x_1<2.5', 'x_1<3.5', 'A, A, B, D, F, F', 'B, B, D, D, E, E', 'A, A, B, E, E, E'])
      expectWritten(condition);
  });

  it('the impurities are those of the text', () => {
    const [first, second, third] = trees.map((tree) => at(splits(tree), 0));
    expect([first?.before, first?.after]).toEqual([0.5, 0]);
    expect(second?.before).toBeCloseTo(4 / 9, 12);
    expect(second?.after).toBe(0);
    expectStated(slug, 4 / 9, 3);
    expect((third?.before ?? 0) - (third?.after ?? 0)).toBeCloseTo(0.25, 12);
    expectStated(slug, gini(named('EEEB')), 3);
    const other = at(
      candidates(named('AABEEE'), 1).filter(({ threshold }) => threshold === 3.5),
      0,
    );
    expect(other.after).toBeCloseTo(0.4, 12);
    expectStated(slug, gini(named('AAEEE')), 2);
  });

  it('each tree errs once, in different places, and the forest is right everywhere', () => {
    const wrong = trees.map((tree) => data.filter(({ x, y }) => predict(tree, x) !== y).map(({ name }) => name));
    expect(wrong).toEqual([['E'], ['C'], ['D']]);
    for (const { x, y } of data) expect(vote(trees, x)).toBe(y);
    for (const { name, x, y } of data) {
      const votes = trees.map((tree) => sign(predict(tree, x))).join('\\;');
      expectWritten(`| ${name} | $${sign(y)}$ | $${votes}$ | $${sign(y)}$ |`);
    }
  });

  it('the out-of-bag votes and the error are those of the table', () => {
    const voted = data.map((sample) => ({ sample, from: outOfBag(sample) })).filter(({ from }) => from.length > 0);
    expect(voted.map(({ sample, from }) => [sample.name, from.map((b) => b + 1)])).toEqual([
      ['A', [2]],
      ['C', [1, 2, 3]],
      ['D', [3]],
      ['E', [1]],
      ['F', [2, 3]],
    ]);
    const wrong = voted.filter(
      ({ sample, from }) =>
        vote(
          from.map((b) => at(trees, b)),
          sample.x,
        ) !== sample.y,
    );
    expect(wrong.map(({ sample }) => sample.name)).toEqual(['D', 'E']);
    expectStated(slug, wrong.length / voted.length, 1);
    const grown = bags.map(
      (bag, b): Grown => ({ tree: at(trees, b), drawn: new Set(data.flatMap(({ name }, i) => (bag.includes(name) ? [i] : []))) }),
    );
    expect(at(outOfBagByTrees(grown, data), 2)).toBeCloseTo(wrong.length / voted.length, 12);
    expect(errorByTrees(grown, data)).toEqual([1 / 6, 1 / 6, 0]);
  });

  it('one cut on the sum of the readings would do', () => {
    const summed = data.map(({ name, x, y }) => ({ name, x: [sum(x)], y }));
    expect(Math.min(...candidates(summed, 0).map(({ after }) => after))).toBe(0);
    for (const feature of [0, 1]) expect(Math.min(...candidates(data, feature).map(({ after }) => after))).toBeGreaterThan(0);
  });
});

describe('random-forest: the theory', () => {
  it('the variance of a mean is the sum of the covariances', () => {
    for (const [rho, count] of [
      [0.6, 10],
      [0.2, 25],
      [0, 7],
    ] as const) {
      let total = 0;
      for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) total += i === j ? 1 : rho;
      expect(total / count ** 2).toBeCloseTo(ofMean(rho, count), 12);
    }
    expectStated(slug, ofMean(0.6, 100), 3);
    expectStated(slug, ofMean(0.6, 1000), 4);
    expectStated(slug, ofMean(0.2, 100), 3);
  });

  it('the chance to be out of the bag agrees with counting all bags', () => {
    for (const n of [2, 3, 4, 5]) {
      let without = 0;
      for (let code = 0; code < n ** n; code++) {
        const drawn = Array.from({ length: n }, (_, i) => Math.floor(code / n ** i) % n);
        if (!drawn.includes(0)) without += 1;
      }
      expect(without / n ** n).toBeCloseTo(missedChance(n), 12);
    }
    expectStated(slug, missedChance(6), 3);
    expectStated(slug, missedChance(100), 3);
    expectStated(slug, Math.exp(-1), 3);
    expectStated(slug, 100 * (1 - Math.exp(-1)), 1);
    expectStated(slug, 500 * Math.exp(-1), 0);
  });

  it('25 independent voters err as stated', () => {
    // Adds one voter after the other to the distribution of the number of wrong votes.
    let wrong = [1];
    for (let voter = 0; voter < 25; voter++) {
      const next = Array.from({ length: wrong.length + 1 }, () => 0);
      wrong.forEach((p, k) => {
        next[k] = (next[k] ?? 0) + 0.7 * p;
        next[k + 1] = (next[k + 1] ?? 0) + 0.3 * p;
      });
      wrong = next;
    }
    expect(sum(wrong)).toBeCloseTo(1, 12);
    expectStated(slug, sum(wrong.slice(13)), 4);
  });

  it('the Gini impurity is the chance that two draws differ', () => {
    for (const names of ['AD', 'ABD', 'ABCDEF', 'EEEB', 'AAEEE']) {
      const samples = named(names);
      const pairs = samples.flatMap((a) => samples.map((b) => (a.y === b.y ? 0 : 1)));
      expect(gini(samples)).toBeCloseTo(sum(pairs) / pairs.length, 12);
      const p = samples.filter(({ y }) => y === 1).length / samples.length;
      expect(gini(samples)).toBeCloseTo(2 * p * (1 - p), 12);
    }
  });
});

describe('random-forest: a forest drawn at random', () => {
  let dice = seeded('random-forest test');
  const draw = (): number => {
    const drawn = next(dice);
    dice = drawn.state;
    return drawn.word / 2 ** 32;
  };
  const samples = Array.from({ length: 40 }, (): Sample => {
    const x = [draw(), draw(), draw(), draw()];
    return { x, y: (x[0] ?? 0) + (x[1] ?? 0) > 1 ? 1 : -1 };
  });
  const grown = forest(samples, 60, 2, seeded('forest'));

  it('the cuts found in one pass are those found by dividing the samples', () => {
    for (const feature of [0, 3])
      for (const { threshold, before, after } of candidates(samples, feature)) {
        const [left, right] = [true, false].map((side) => samples.filter(({ x }) => at(x, feature) < threshold === side));
        expect(before).toBeCloseTo(gini(samples), 12);
        expect(after).toBeCloseTo(sum([left ?? [], right ?? []].map((part) => (part.length / samples.length) * gini(part))), 12);
      }
    expect(candidates(samples, 0)).toHaveLength(samples.length - 1);
  });

  it('a tree is right on all it drew, and about 37% of the samples are out of each bag', () => {
    for (const { tree, drawn } of grown) for (const i of drawn) expect(predict(tree, at(samples, i).x)).toBe(at(samples, i).y);
    const missed = sum(grown.map(({ drawn }) => 1 - drawn.size / samples.length)) / grown.length;
    expect(missed).toBeCloseTo(missedChance(samples.length), 1);
  });

  it('the errors by trees are those of the votes', () => {
    const errors = errorByTrees(grown, samples);
    const bagErrors = outOfBagByTrees(grown, samples);
    for (const count of [1, 7, 33]) {
      const used = grown.slice(0, count);
      const wrong = samples.filter(
        ({ x, y }) =>
          vote(
            used.map(({ tree }) => tree),
            x,
          ) !== y,
      );
      expect(at(errors, count - 1)).toBeCloseTo(wrong.length / samples.length, 12);
    }
    const judged = samples.map(({ x, y }, i) => {
      const votes = sum(grown.filter(({ drawn }) => !drawn.has(i)).map(({ tree }) => predict(tree, x)));
      return votes === 0 ? 0.5 : Math.sign(votes) === y ? 0 : 1;
    });
    expect(at(bagErrors, 59)).toBeCloseTo(sum(judged) / judged.length, 12);
  });

  it('a node that is equal in all it was offered becomes a leaf of the majority', () => {
    const same: Sample[] = [1, 1, -1].map((y) => ({ x: [5], y: y === 1 ? 1 : -1 }));
    expect(grow(same, () => [0])).toEqual({ leaf: 1 });
  });
});

describe('random-forest: the bearings of the picture', () => {
  const { fresh, trained, wrong } = bearings(1, 0.05);

  it('has the errors and the wrong labels of the text', () => {
    expectStated(slug, trained.length, 0);
    expectStated(slug, wrong, 0);
    expectStated(slug, 100 * at(fresh, 0), 1);
    expectStated(slug, 100 * at(fresh, 59), 1);
  });

  it('more trees than sixty change little', () => {
    for (const error of fresh.slice(60)) expect(Math.abs(error - at(fresh, 59))).toBeLessThan(0.01);
  });
});

describe('random-forest: the other numbers', () => {
  it('the strongest of 64 features stands in 9.4 of 100 splits', () => {
    expect(Math.log2(64)).toBe(6);
    expectStated(slug, (100 * Math.log2(64)) / 64, 1);
  });

  it("Breiman's bound is as stated", () => {
    expectStated(slug, breimanBound(0.3, 0.6), 3);
    expect(breimanBound(0.3, 0.6)).toBeCloseTo((0.3 * 0.64) / 0.36, 12);
  });

  it('a split among 1000 features with 10 good ones sees a good one as stated', () => {
    let none = 1;
    for (let i = 0; i < 10; i++) none *= (990 - i) / (1000 - i);
    expectStated(slug, 100 * (1 - none), 1);
    // The same by the chance that the good ones avoid the ten that are offered.
    let avoided = 1;
    for (let i = 0; i < 10; i++) avoided *= (1000 - 10 - i) / (1000 - i);
    expect(avoided).toBeCloseTo(none, 12);
  });

  it('a regression tree grown to the end answers no more than its largest label', () => {
    const xs = Array.from({ length: 10 }, (_, i) => i + 1);
    // Grown to the end, every leaf holds one point; the query falls to the nearest side of each midpoint.
    const answer = (query: number): number => 2 * Math.max(at(xs, 0), ...xs.slice(1).filter((x) => query >= x - 0.5));
    expect(answer(3.4)).toBe(6);
    expectStated(slug, answer(20), 0);
    expectStated(slug, 2 * 20, 0);
  });
});
