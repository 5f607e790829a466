import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'kd-tree';

type Point = readonly number[];

interface Node {
  readonly point: Point;
  readonly axis: number;
  readonly left: Node | null;
  readonly right: Node | null;
}

interface Found {
  readonly points: Point[];
  /** Every point whose distance was computed, in order. */
  readonly seen: Point[];
}

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((v) => (v - mean(values)) ** 2));
const distance = (a: Point, b: Point): number => Math.hypot(...a.map((v, j) => v - at(b, j)));
const column = (points: readonly Point[], j: number): number[] => points.map((p) => at(p, j));

function build(points: readonly Point[]): Node | null {
  const first = points[0];
  if (first === undefined) return null;
  const spreads = first.map((_, j) => variance(column(points, j)));
  const axis = spreads.indexOf(Math.max(...spreads));
  const sorted = [...points].sort((a, b) => at(a, axis) - at(b, axis));
  const middle = Math.floor(sorted.length / 2);
  return { point: at(sorted, middle), axis, left: build(sorted.slice(0, middle)), right: build(sorted.slice(middle + 1)) };
}

const toPlane = (node: Node, q: Point): number => Math.abs(at(q, node.axis) - at(node.point, node.axis));
function sides(node: Node, q: Point): readonly [near: Node | null, far: Node | null] {
  return at(q, node.axis) < at(node.point, node.axis) ? [node.left, node.right] : [node.right, node.left];
}
const isLeaf = (node: Node): boolean => node.left === null && node.right === null;

/** The K nearest, nearest first, by backtracking; may stop after a number of leaves. */
function nearest(tree: Node | null, q: Point, K: number, leaves = Number.POSITIVE_INFINITY): Found {
  const found: Found = { points: [], seen: [] };
  let budget = leaves;
  const radius = (): number => (found.points.length < K ? Number.POSITIVE_INFINITY : distance(q, at(found.points, K - 1)));
  const visit = (node: Node | null): void => {
    if (node === null || budget === 0) return;
    take(found, node.point, q, K);
    if (isLeaf(node)) budget -= 1;
    const [near, far] = sides(node, q);
    visit(near);
    if (toPlane(node, q) < radius()) visit(far);
  };
  visit(tree);
  return found;
}

function take(found: Found, point: Point, q: Point, K: number): void {
  found.seen.push(point);
  found.points.push(point);
  found.points.sort((a, b) => distance(q, a) - distance(q, b));
  found.points.splice(K);
}

function within(tree: Node | null, q: Point, r: number): Found {
  const found: Found = { points: [], seen: [] };
  const visit = (node: Node | null): void => {
    if (node === null) return;
    found.seen.push(node.point);
    if (distance(q, node.point) <= r) found.points.push(node.point);
    const [near, far] = sides(node, q);
    visit(near);
    if (toPlane(node, q) <= r) visit(far);
  };
  visit(tree);
  return found;
}

/** Best bin first for the nearest neighbour. */
function bestBinFirst(tree: Node | null, q: Point, leaves = Number.POSITIVE_INFINITY): Found {
  const found: Found = { points: [], seen: [] };
  const queue: { key: number; node: Node }[] = tree === null ? [] : [{ key: 0, node: tree }];
  for (let checked = 0; checked < leaves; checked++) {
    queue.sort((a, b) => b.key - a.key);
    const next = queue.pop();
    const best = found.points[0];
    if (next === undefined || (best !== undefined && next.key >= distance(q, best))) break;
    for (let node: Node | null = next.node; node !== null; ) {
      take(found, node.point, q, 1);
      const [near, far]: readonly [Node | null, Node | null] = sides(node, q);
      if (far !== null) queue.push({ key: Math.max(next.key, toPlane(node, q)), node: far });
      node = near;
    }
  }
  return found;
}

const levels = (node: Node | null): number => (node === null ? 0 : 1 + Math.max(levels(node.left), levels(node.right)));
const written = (p: Point): string => `(${p.join(',')})`;
function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const shops: readonly Point[] = [
  [1, 7],
  [2, 3],
  [5, 9],
  [6, 8],
  [7, 5],
  [8, 4],
  [10, 6],
];
const q: Point = [5, 4];
const tree = build(shops);
const root = ((): Node => {
  if (tree === null) throw new Error('the tree is empty');
  return tree;
})();

/** Points from the Lehmer generator: scattered, and the same in every run. */
function scattered(count: number, dimensions: number): Point[] {
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
    const grid = Array.from({ length: 49 }, (_, i): Point => [i % 7, Math.floor(i / 7)]);
    const grown = build(grid);
    for (const query of scattered(20, 2).map((p) => p.map((v) => 7 * v))) {
      const best = Math.min(...grid.map((p) => distance(query, p)));
      expect(distance(query, at(nearest(grown, query, 1).points, 0))).toBe(best);
    }
  });

  it('a query at the centre of a circle sees every point', () => {
    const circle = Array.from({ length: 40 }, (_, i): Point => [Math.cos(0.1 + (i * Math.PI) / 20), Math.sin(0.1 + (i * Math.PI) / 20)]);
    const seen = nearest(build(circle), [0, 0], 1).seen;
    expect(seen).toHaveLength(circle.length);
  });
});

describe('k-d tree: the other numbers', () => {
  it('has floor(log2 n) + 1 levels, 20 for a million', () => {
    for (const n of [1, 2, 3, 7, 8, 100, 255, 256]) expect(levels(build(scattered(n, 2)))).toBe(Math.floor(Math.log2(n)) + 1);
    expectStated(slug, Math.floor(Math.log2(1e6)) + 1, 0);
  });

  it('the radius with one expected point is as stated in 2 and 20 dimensions', () => {
    // The unit ball by recursion from the length of [-1, 1] and the area of the disc.
    const ball = (k: number): number => (k === 0 ? 1 : k === 1 ? 2 : (ball(k - 2) * 2 * Math.PI) / k);
    const factorial = (a: number): number => (a <= 1 ? 1 : a * factorial(a - 1));
    for (const a of [1, 2, 5, 10]) expect(ball(2 * a)).toBeCloseTo(Math.PI ** a / factorial(a), 12);
    const radius = (k: number): number => (1e6 * ball(k)) ** (-1 / k);
    expectStated(slug, radius(2), 5);
    expectStated(slug, radius(20), 2);
    expect(radius(20)).toBeGreaterThan(0.5);
  });

  it('the Euclidean distance of unit vectors is a function of their angle', () => {
    for (const angle of [0, 0.3, 1.5, 3]) {
      const [a, b]: readonly [Point, Point] = [
        [Math.cos(0.7), Math.sin(0.7)],
        [Math.cos(0.7 + angle), Math.sin(0.7 + angle)],
      ];
      expect(distance(a, b) ** 2).toBeCloseTo(2 - 2 * Math.cos(angle), 12);
    }
  });
});
