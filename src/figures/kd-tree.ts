export type Place = readonly number[];

/** A node keeps one point and cuts its box at that point's coordinate `axis`. */
export interface Node {
  readonly point: Place;
  readonly axis: number;
  readonly left: Node | null;
  readonly right: Node | null;
}

export interface Found {
  /** Nearest first for a search of the nearest; in the order met for a range. */
  readonly points: Place[];
  /** Every point whose distance was computed, in order. */
  readonly seen: Place[];
}

/** One thing a nearest-neighbour search does: it looks at a node's point, or it tests a cut on its way back. */
export type Step =
  | {
      readonly kind: 'look';
      readonly node: Node;
      readonly distance: number;
      readonly best: Place;
      readonly radius: number;
      readonly leaf: boolean;
    }
  | {
      readonly kind: 'test';
      readonly node: Node;
      readonly far: Node;
      readonly gap: number;
      readonly radius: number;
      readonly crossed: boolean;
    };

const at = (place: Place, j: number): number => place[j] ?? 0;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Population variance: divided by the number of values. */
export function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** Euclidean distance. */
export function distance(a: Place, b: Place): number {
  let squares = 0;
  for (let j = 0; j < a.length; j++) squares += (at(a, j) - at(b, j)) ** 2;
  return Math.sqrt(squares);
}

export const column = (points: readonly Place[], j: number): number[] => points.map((point) => at(point, j));

/** Cuts the dimension of largest variance at the point of index ⌊n/2⌋ in its order. */
export function build(points: readonly Place[]): Node | null {
  const first = points[0];
  if (first === undefined) return null;
  const spreads = first.map((_, j) => variance(column(points, j)));
  const axis = spreads.indexOf(Math.max(...spreads));
  const sorted = [...points].sort((a, b) => at(a, axis) - at(b, axis));
  const middle = Math.floor(sorted.length / 2);
  return { point: sorted[middle] ?? first, axis, left: build(sorted.slice(0, middle)), right: build(sorted.slice(middle + 1)) };
}

/** |q_s - m|: how far the query is from the node's cut, and no farther than from anything beyond it. */
export const toPlane = (node: Node, q: Place): number => Math.abs(at(q, node.axis) - at(node.point, node.axis));

export const sides = (node: Node, q: Place): readonly [near: Node | null, far: Node | null] =>
  at(q, node.axis) < at(node.point, node.axis) ? [node.left, node.right] : [node.right, node.left];

export const isLeaf = (node: Node): boolean => node.left === null && node.right === null;

export const levels = (node: Node | null): number => (node === null ? 0 : 1 + Math.max(levels(node.left), levels(node.right)));

function take(found: Found, point: Place, q: Place, K: number): void {
  found.seen.push(point);
  found.points.push(point);
  found.points.sort((a, b) => distance(q, a) - distance(q, b));
  found.points.splice(K);
}

/** The K nearest, by backtracking; may stop after a number of leaves. */
export function nearest(tree: Node | null, q: Place, K: number, leaves = Number.POSITIVE_INFINITY): Found {
  const found: Found = { points: [], seen: [] };
  let budget = leaves;
  const radius = (): number => {
    const last = found.points[K - 1];
    return last === undefined ? Number.POSITIVE_INFINITY : distance(q, last);
  };
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

/** The search for the one nearest, step by step: what `nearest` does with K = 1. */
export function trace(tree: Node | null, q: Place): Step[] {
  const steps: Step[] = [];
  let best: { readonly point: Place; readonly radius: number } | undefined;
  const visit = (node: Node): void => {
    const away = distance(q, node.point);
    if (best === undefined || away < best.radius) best = { point: node.point, radius: away };
    steps.push({ kind: 'look', node, distance: away, best: best.point, radius: best.radius, leaf: isLeaf(node) });
    const [near, far] = sides(node, q);
    if (near) visit(near);
    if (far === null) return;
    const gap = toPlane(node, q);
    const { radius } = best;
    steps.push({ kind: 'test', node, far, gap, radius, crossed: gap < radius });
    if (gap < radius) visit(far);
  };
  if (tree) visit(tree);
  return steps;
}

/** All points no farther than r. */
export function within(tree: Node | null, q: Place, r: number): Found {
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

/** Best bin first for the one nearest (after Beis & Lowe 1997); a side's key is the largest distance to a cut crossed on the way to it. */
export function bestBinFirst(tree: Node | null, q: Place, leaves = Number.POSITIVE_INFINITY): Found & { readonly leaves: number } {
  const found: Found = { points: [], seen: [] };
  const queue: { readonly key: number; readonly node: Node }[] = tree === null ? [] : [{ key: 0, node: tree }];
  let checked = 0;
  while (checked < leaves && queue.length > 0) {
    let first = 0;
    for (let i = 1; i < queue.length; i++) if ((queue[i]?.key ?? 0) < (queue[first]?.key ?? 0)) first = i;
    const [next] = queue.splice(first, 1);
    const best = found.points[0];
    if (next === undefined || (best !== undefined && next.key >= distance(q, best))) break;
    for (let node: Node | null = next.node; node !== null; ) {
      take(found, node.point, q, 1);
      const [near, far]: readonly [Node | null, Node | null] = sides(node, q);
      if (far !== null) queue.push({ key: Math.max(next.key, toPlane(node, q)), node: far });
      node = near;
    }
    checked += 1;
  }
  return { ...found, leaves: checked };
}

/** Volume of the unit ball, by recursion from the length of [-1, 1] and the area of the disc. */
export const unitBall = (k: number): number => (k === 0 ? 1 : k === 1 ? 2 : (unitBall(k - 2) * 2 * Math.PI) / k);

/** Radius of the ball that holds one of n even points of the unit cube in expectation: (n V_k)^(-1/k). */
export const expectedRadius = (n: number, k: number): number => (n * unitBall(k)) ** (-1 / k);

/** The worked example's shops, and where you stand. */
export const SHOPS: readonly Place[] = [
  [1, 7],
  [2, 3],
  [5, 9],
  [6, 8],
  [7, 5],
  [8, 4],
  [10, 6],
];
export const HERE: Place = [5, 4];
