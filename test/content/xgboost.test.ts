import { describe, expect, it } from 'vitest';
import {
  add,
  type Cut,
  derivatives,
  gainOf,
  leafCost,
  logLoss,
  nodeScore,
  nodeTotals,
  type Row,
  search,
  sigmoid,
  type Totals,
  USERS,
  weight,
} from '../../src/figures/xgboost.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'xgboost';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const users = USERS;
const cuts = search(users, 1, 0);
const best = at(cuts, 0);
const cutAt = (list: readonly Cut[], threshold: number, missing: Cut['missing']): Cut =>
  at(
    list.filter((cut) => cut.threshold === threshold && cut.missing === missing),
    0,
  );

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}
const shown = (value: number): string => String(Number(value.toFixed(3))).replace('-', '−');

describe('xgboost: the worked example', () => {
  it('the root has the totals and the score of the text', () => {
    expect(nodeTotals(users)).toEqual({ G: -1, H: 2 });
    expect(nodeScore(nodeTotals(users), 1)).toBeCloseTo(1 / 3, 12);
  });

  it('the rows of the table are the cuts of the search', () => {
    for (const [threshold, missing] of [
      [3, 'left'],
      [3, 'right'],
      [4.5, 'left'],
      [6, 'left'],
      [6, 'right'],
    ] as const) {
      const { left, right, gain } = cutAt(cuts, threshold, missing);
      expectWritten(`| ${shown(left.G)}, ${shown(left.H)} | ${shown(right.G)}, ${shown(right.H)} | ${gain.toFixed(3)} |`);
    }
    expect(cuts).toHaveLength(10);
  });

  it('the scans agree with partitioning the rows', () => {
    for (const { threshold, missing, left, right } of cuts) {
      const goesLeft = ({ x }: Row): boolean => (x === null ? missing === 'left' : x < threshold);
      expect(left.G).toBeCloseTo(nodeTotals(users.filter(goesLeft)).G, 12);
      expect(right.H).toBeCloseTo(nodeTotals(users.filter((row) => !goesLeft(row))).H, 12);
    }
  });

  it('the best cut is at 3 with the missing on the left, and gives the leaves of the text', () => {
    expect([best.threshold, best.missing]).toEqual([3, 'left']);
    expect(best.gain - at(cuts, 1).gain).toBeGreaterThan(0.1);
    expect(best.gain - cutAt(cuts, 3, 'right').gain).toBeGreaterThan(0.9);
    const leaves = [weight(best.left, 1), weight(best.right, 1)];
    expect(leaves).toEqual([1, -0.5]);
    for (const leaf of leaves) {
      expectStated(slug, 0.3 * leaf, 2);
      expectStated(slug, sigmoid(0.3 * leaf), 3);
    }
  });

  it('the gain is by how much the objective falls', () => {
    const objective = (nodes: readonly Totals[], gamma: number): number =>
      sum(
        nodes.map((node) => {
          const w = weight(node, 1);
          return node.G * w + 0.5 * (node.H + 1) * w * w + gamma;
        }),
      );
    for (const { left, right } of cuts)
      for (const gamma of [0, 0.1])
        expect(objective([add([left, right])], gamma) - objective([left, right], gamma)).toBeCloseTo(gainOf(left, right, 1, gamma), 12);
  });

  it('no cut of the right node pays once a leaf costs 0.1', () => {
    const right = users.filter(({ x }) => x !== null && x > 3);
    const deeper = search(right, 1, 0);
    expect(at(deeper, 0).threshold).toBe(6);
    expectStated(slug, at(deeper, 0).gain, 3);
    expect([at(deeper, 0).left.H, at(deeper, 0).right.H]).toEqual([0.5, 0.5]);
    expectStated(slug, cutAt(deeper, 4.5, 'left').gain, 3);
    for (const cut of search(right, 1, 0.1)) expect(cut.gain).toBeLessThan(0);
  });
});

describe('xgboost: the theory', () => {
  it('the leaf value minimises the quadratic', () => {
    for (const node of [best.left, best.right, { G: 3, H: 0.7 }]) {
      const cost = (w: number): number => leafCost(node, w, 1);
      expect(cost(0.7)).toBeCloseTo(node.G * 0.7 + 0.5 * (node.H + 1) * 0.49, 12);
      const w = weight(node, 1);
      for (const step of [-0.01, 0.01]) expect(cost(w + step)).toBeGreaterThan(cost(w));
      expect(cost(w)).toBeCloseTo(-0.5 * nodeScore(node, 1), 12);
    }
  });

  it('g and h are the derivatives of the log loss', () => {
    const step = 1e-4;
    for (const y of [0, 1])
      for (const z of [-1.5, 0, 0.8]) {
        const loss = (s: number): number => logLoss(y, s);
        expect(loss(z)).toBeCloseTo(Math.log(1 + Math.exp(z)) - y * z, 12);
        const { G, H } = derivatives(y, z);
        expect(G).toBeCloseTo((loss(z + step) - loss(z - step)) / (2 * step), 6);
        expect(H).toBeCloseTo((loss(z + step) - 2 * loss(z) + loss(z - step)) / step ** 2, 5);
        expect(H).toBeLessThanOrEqual(0.25);
      }
  });

  it('the expansions of one sample are as stated', () => {
    const { G, H } = derivatives(1, 0);
    const loss = (s: number): number => Math.log(1 + Math.exp(-s));
    expectStated(slug, loss(0), 3);
    expectStated(slug, loss(1), 3);
    expectStated(slug, loss(0) + G, 3);
    expectStated(slug, loss(0) + G + H / 2, 3);
  });

  it('the penalty acts on small leaves', () => {
    const one = derivatives(1, 0);
    expectStated(slug, weight(one, 0), 0);
    expectStated(slug, weight(one, 1), 1);
    expectStated(slug, weight({ G: 100 * one.G, H: 100 * one.H }, 1), 3);
  });

  it('equal values are not cut apart, and gains of one-sided gradients can be negative', () => {
    const twins: Row[] = [
      { x: 1, y: 1 },
      { x: 1, y: 0 },
      { x: 2, y: 1 },
    ];
    expect(new Set(search(twins, 1, 0).map(({ threshold }) => threshold))).toEqual(new Set([1.5]));
    const same: Totals = { G: 1, H: 1 };
    expect(gainOf(same, same, 1, 0)).toBeLessThan(0);
    // Without a penalty no cut loses.
    for (const other of [-3, 0.2, 5]) expect(gainOf(same, { G: other, H: 2 }, 0, 0)).toBeGreaterThanOrEqual(-1e-12);
  });

  it('an even exclusive or has no gain at the first cut and some at the second', () => {
    const corner = (y: 0 | 1): Totals => derivatives(y, 0);
    const half = add([corner(0), corner(1)]);
    expect(gainOf(half, half, 1, 0)).toBe(0);
    expect(gainOf(corner(0), corner(1), 1, 0)).toBeGreaterThan(0.1);
  });

  it('completing the square leaves a constant', () => {
    const samples = users.map(({ y }, i) => derivatives(y, 0.3 * i - 1));
    const quadratic = (f: number): number => sum(samples.map(({ G, H }) => G * f + 0.5 * H * f * f));
    const squared = (f: number): number => 0.5 * sum(samples.map(({ G, H }) => H * (f + G / H) ** 2));
    const gap = squared(0) - quadratic(0);
    for (const f of [-2, -0.3, 1, 4]) expect(squared(f) - quadratic(f)).toBeCloseTo(gap, 10);
  });

  it('a million samples have about twenty levels of sorting, and four samples make a child weight of one', () => {
    expect(Math.round(Math.log2(1e6))).toBe(20);
    expectStated(slug, 20, 0);
    expectStated(slug, 1 / 0.25, 0);
  });
});
