import { describe, expect, it } from 'vitest';
import {
  bestBinFirst,
  build,
  column,
  distance,
  expectedRadius,
  HERE,
  isLeaf,
  levels,
  type Node,
  nearest,
  type Place,
  SHOPS,
  toPlane,
  trace,
  unitBall,
  variance,
  within,
} from '../../src/figures/kd-tree.ts';
import { race } from '../../src/figures/kd-tree-budget.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'kd-tree';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const written = (p: Place): string => `(${p.join(',')})`;
function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const shops = SHOPS;
const q = HERE;
const tree = build(shops);
const root = ((): Node => {
  if (tree === null) throw new Error('the tree is empty');
  return tree;
})();

/** Places from the Lehmer generator: scattered, and the same in every run. */
function scattered(count: number, dimensions: number): Place[] {
  let state = 12345;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, () => Array.from({ length: dimensions }, next));
}

describe('k-d tree: the worked example', () => {
  it('chooses its cuts by the variances of the text', () => {
    expectStated(slug, variance(column(shops, 0)), 2);
    expect(variance(column(shops, 1))).toBe(4);
    const left = shops.filter((p) => at(p, 0) < 6);
    const right = shops.filter((p) => at(p, 0) > 6);
    for (const half of [left, right]) for (const j of [0, 1]) expectStated(slug, variance(column(half, j)), 2);
  });

  it('is the tree drawn in the text', () => {
    const shape = (node: Node | null): unknown =>
      node === null ? null : isLeaf(node) ? node.point : [node.point, node.axis, shape(node.left), shape(node.right)];
    expect(shape(tree)).toEqual([[6, 8], 0, [[1, 7], 1, [2, 3], [5, 9]], [[8, 4], 0, [7, 5], [10, 6]]]);
    for (const line of ['(6,8) x=6', '(1,7) y=7     (8,4) x=8', '(2,3)  (5,9)    (7,5)  (10,6)']) expectWritten(line);
  });

  it('looks at six points in the order of the text and finds (7,5)', () => {
    const found = nearest(tree, q, 1);
    expect(found.points).toEqual([[7, 5]]);
    expect(found.seen.map(written)).toEqual(['(6,8)', '(1,7)', '(2,3)', '(5,9)', '(8,4)', '(7,5)']);
    expectStated(slug, found.seen.length, 0);
  });

  it('has the squared distances and the radii of the text', () => {
    expect(shops.map((p) => Math.round(distance(q, p) ** 2))).toEqual([25, 10, 25, 17, 5, 9, 29]);
    for (const text of ['$1+16=17$', '$9+1=10$', '$4+1=5$']) expectWritten(text);
    expectStated(slug, distance(q, [2, 3]), 3);
    expectStated(slug, distance(q, [7, 5]), 3);
    expect(distance(q, [8, 4])).toBe(3);
  });

  it('the search tests three cuts, crosses two and drops the third', () => {
    const tests = trace(tree, q).flatMap((step) => (step.kind === 'test' ? [step] : []));
    expect(tests.map(({ node, crossed }) => `${written(node.point)} ${crossed}`)).toEqual(['(1,7) true', '(6,8) true', '(8,4) false']);
    for (const { gap, radius, crossed } of tests) expect(gap < radius).toBe(crossed);
  });

  it('the planes are 3, 1 and 3 away', () => {
    expect([root.left, root, root.right].map((node) => (node === null ? null : toPlane(node, q)))).toEqual([3, 1, 3]);
  });

  it('a range search with radius 2.5 looks at five points and finds the same shop', () => {
    const found = within(tree, q, 2.5);
    expect(found.points).toEqual([[7, 5]]);
    expect(found.seen).toHaveLength(5);
  });

  it('best bin first looks at five points', () => {
    const found = bestBinFirst(tree, q);
    expect(found.points).toEqual([[7, 5]]);
    expect(found.seen.map(written)).toEqual(['(6,8)', '(1,7)', '(2,3)', '(8,4)', '(7,5)']);
  });

  it('with a budget of two leaves best bin first is right and backtracking wrong', () => {
    expect(bestBinFirst(tree, q, 2).points).toEqual([[7, 5]]);
    expect(nearest(tree, q, 1, 2).points).toEqual([[2, 3]]);
  });
});

describe('k-d tree: against brute force', () => {
  for (const dimensions of [1, 2, 3, 6]) {
    const points = scattered(200, dimensions);
    const queries = scattered(240, dimensions).slice(200);
    const grown = build(points);

    it(`the searches are exact in ${dimensions} dimensions`, () => {
      for (const query of queries) {
        const ranked = [...points].sort((a, b) => distance(query, a) - distance(query, b));
        for (const K of [1, 2, 7]) expect(nearest(grown, query, K).points).toEqual(ranked.slice(0, K));
        expect(bestBinFirst(grown, query).points).toEqual(ranked.slice(0, 1));
        // Keys in order: nothing is seen that plain backtracking might leave out.
        expect(bestBinFirst(grown, query).seen.length).toBeLessThanOrEqual(nearest(grown, query, 1).seen.length);
        const looks = trace(grown, query).flatMap((step) => (step.kind === 'look' ? [step.node.point] : []));
        expect(looks).toEqual(nearest(grown, query, 1).seen);
        const r = distance(query, at(ranked, 9));
        expect(new Set(within(grown, query, r).points)).toEqual(new Set(points.filter((p) => distance(query, p) <= r)));
      }
    });
  }

  it('the share of points that are seen grows with the dimension', () => {
    const share = (dimensions: number): number => {
      const points = scattered(500, dimensions);
      const grown = build(points);
      const queries = scattered(530, dimensions).slice(500);
      return mean(queries.map((query) => nearest(grown, query, 1).seen.length)) / points.length;
    };
    const [flat, middling, high] = [share(2), share(6), share(20)];
    expect(flat).toBeLessThan(0.06);
    expect(middling).toBeGreaterThan(flat);
    expect(high).toBeGreaterThan(0.9);
  });

  it('equal coordinates do no harm', () => {
    const grid = Array.from({ length: 49 }, (_, i): Place => [i % 7, Math.floor(i / 7)]);
    const grown = build(grid);
    for (const query of scattered(20, 2).map((p) => p.map((v) => 7 * v))) {
      const best = Math.min(...grid.map((p) => distance(query, p)));
      expect(distance(query, at(nearest(grown, query, 1).points, 0))).toBe(best);
    }
  });

  it('a query at the centre of a circle sees every point', () => {
    const circle = Array.from({ length: 40 }, (_, i): Place => [Math.cos(0.1 + (i * Math.PI) / 20), Math.sin(0.1 + (i * Math.PI) / 20)]);
    const seen = nearest(build(circle), [0, 0], 1).seen;
    expect(seen).toHaveLength(circle.length);
  });
});

describe('k-d tree: the race of the picture', () => {
  const { best, backtracking, exact } = race(12);
  const share = (points: readonly (readonly [number, number])[]): number =>
    at(
      points.filter(([leaves]) => leaves === 16).map(([, value]) => value),
      0,
    );

  it('has the shares and the cost of the text', () => {
    expect(share(backtracking)).toBe(0.5);
    expectStated(slug, share(best) * 100, 0);
    expectStated(slug, exact, 0);
  });

  it('both orders find every neighbour in the end', () => {
    for (const points of [best, backtracking]) expect(at(points, points.length - 1)).toEqual([256, 1]);
  });
});

describe('k-d tree: the other numbers', () => {
  it('has floor(log2 n) + 1 levels, 20 for a million', () => {
    for (const n of [1, 2, 3, 7, 8, 100, 255, 256]) expect(levels(build(scattered(n, 2)))).toBe(Math.floor(Math.log2(n)) + 1);
    expectStated(slug, Math.floor(Math.log2(1e6)) + 1, 0);
  });

  it('the radius with one expected point is as stated in 2 and 20 dimensions', () => {
    const factorial = (a: number): number => (a <= 1 ? 1 : a * factorial(a - 1));
    for (const a of [1, 2, 5, 10]) expect(unitBall(2 * a)).toBeCloseTo(Math.PI ** a / factorial(a), 12);
    // Odd dimensions too: the volume of the ball is the integral of those of its slices.
    for (const k of [3, 5]) {
      const slices = Array.from({ length: 20000 }, (_, i) => (1 - ((i + 0.5) / 10000 - 1) ** 2) ** ((k - 1) / 2) / 10000);
      expect(unitBall(k)).toBeCloseTo(unitBall(k - 1) * slices.reduce((a, b) => a + b, 0), 5);
    }
    const radius = (k: number): number => expectedRadius(1e6, k);
    expectStated(slug, radius(2), 5);
    expectStated(slug, radius(20), 2);
    expect(radius(20)).toBeGreaterThan(0.5);
  });

  it('the Euclidean distance of unit vectors is a function of their angle', () => {
    for (const angle of [0, 0.3, 1.5, 3]) {
      const [a, b]: readonly [Place, Place] = [
        [Math.cos(0.7), Math.sin(0.7)],
        [Math.cos(0.7 + angle), Math.sin(0.7 + angle)],
      ];
      expect(distance(a, b) ** 2).toBeCloseTo(2 - 2 * Math.cos(angle), 12);
    }
  });
});
