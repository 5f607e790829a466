import { below, type RandomState } from '../kernel/random.ts';

export type Label = 1 | -1;

export interface Sample {
  readonly x: readonly number[];
  readonly y: Label;
}

/** A cut of one feature: samples under the threshold go left. */
export interface Split {
  readonly feature: number;
  readonly threshold: number;
  /** Gini impurity of the node, and its weighted mean after the cut. */
  readonly before: number;
  readonly after: number;
}

export type Tree = { readonly leaf: Label } | { readonly split: Split; readonly left: Tree; readonly right: Tree };

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Chance that two draws with replacement from a node with a share p of positives differ: 2p(1-p). */
const impurity = (p: number): number => 2 * p * (1 - p);
function positives(samples: readonly Sample[]): number {
  let count = 0;
  for (const { y } of samples) if (y === 1) count += 1;
  return count;
}

export const gini = (samples: readonly Sample[]): number => impurity(positives(samples) / samples.length);

/** The cuts of one feature, at midpoints between neighbouring distinct values, in ascending order: one pass over the sorted samples. */
export function candidates(samples: readonly Sample[], feature: number): Split[] {
  const sorted = samples.map(({ x, y }) => ({ value: x[feature] ?? 0, y }));
  sorted.sort((a, b) => a.value - b.value);
  const [n, all] = [sorted.length, positives(samples)];
  const before = impurity(all / n);
  const found: Split[] = [];
  let left = 0;
  for (let i = 1; i < n; i++) {
    const [previous, here] = [sorted[i - 1], sorted[i]];
    if (previous === undefined || here === undefined) break;
    if (previous.y === 1) left += 1;
    if (previous.value === here.value) continue;
    const after = (i / n) * impurity(left / i) + ((n - i) / n) * impurity((all - left) / (n - i));
    found.push({ feature, threshold: (previous.value + here.value) / 2, before, after });
  }
  return found;
}

/** A CART tree grown until its leaves are pure; `offered` gives the features that may stand at the next split. */
export function grow(samples: readonly Sample[], offered: () => readonly number[]): Tree {
  const majority: Label = positives(samples) * 2 >= samples.length ? 1 : -1;
  if (gini(samples) === 0) return { leaf: majority };
  let split: Split | undefined;
  for (const feature of offered())
    for (const one of candidates(samples, feature)) if (split === undefined || one.after < split.after - 1e-12) split = one;
  // Equal in all that was offered: nothing to cut.
  if (split === undefined) return { leaf: majority };
  const { feature, threshold } = split;
  const under = ({ x }: Sample): boolean => (x[feature] ?? 0) < threshold;
  return {
    split,
    left: grow(samples.filter(under), offered),
    right: grow(
      samples.filter((one) => !under(one)),
      offered,
    ),
  };
}

export function predict(tree: Tree, x: readonly number[]): Label {
  let node = tree;
  while ('split' in node) node = (x[node.split.feature] ?? 0) < node.split.threshold ? node.left : node.right;
  return node.leaf;
}

/** Sign of the sum of votes; 0 for a tie. */
export const vote = (trees: readonly Tree[], x: readonly number[]): number => Math.sign(sum(trees.map((tree) => predict(tree, x))));

export const splits = (tree: Tree): Split[] => ('leaf' in tree ? [] : [tree.split, ...splits(tree.left), ...splits(tree.right)]);

export interface Grown {
  readonly tree: Tree;
  /** Which samples the tree drew. */
  readonly drawn: ReadonlySet<number>;
}

/** A random forest (Breiman 2001): each tree on its own bootstrap sample, k of the features drawn without replacement before each split. */
export function forest(samples: readonly Sample[], trees: number, k: number, dice: RandomState): Grown[] {
  let state = dice;
  const roll = (bound: number): number => {
    const rolled = below(bound, state);
    state = rolled.state;
    return rolled.value;
  };
  const features = samples[0]?.x.length ?? 0;
  const offered = (): number[] => {
    const left = Array.from({ length: features }, (_, j) => j);
    return Array.from({ length: Math.min(k, features) }, () => left.splice(roll(left.length), 1)[0] ?? 0);
  };
  return Array.from({ length: trees }, () => {
    const bag = samples.map(() => roll(samples.length));
    return {
      tree: grow(
        bag.flatMap((i) => samples[i] ?? []),
        offered,
      ),
      drawn: new Set(bag),
    };
  });
}

/** A tie is half an error, as if a coin broke it. */
const wrongBy = (votes: number, y: Label): number => (votes * y > 0 ? 0 : votes === 0 ? 0.5 : 1);

/** Error of the vote on other samples after 1, 2, 3 … trees. */
export function errorByTrees(grown: readonly Grown[], samples: readonly Sample[]): number[] {
  const votes = samples.map(() => 0);
  return grown.map(({ tree }) => {
    for (const [i, { x }] of samples.entries()) votes[i] = (votes[i] ?? 0) + predict(tree, x);
    return sum(samples.map(({ y }, i) => wrongBy(votes[i] ?? 0, y))) / samples.length;
  });
}

/** Out-of-bag error after 1, 2, 3 … trees, of the samples that some tree has not drawn; not a number while there is none. */
export function outOfBagByTrees(grown: readonly Grown[], samples: readonly Sample[]): number[] {
  const votes = samples.map(() => 0);
  const asked = samples.map(() => false);
  return grown.map(({ tree, drawn }) => {
    for (const [i, { x }] of samples.entries()) {
      if (drawn.has(i)) continue;
      votes[i] = (votes[i] ?? 0) + predict(tree, x);
      asked[i] = true;
    }
    const judged = samples.flatMap(({ y }, i) => (asked[i] ? [wrongBy(votes[i] ?? 0, y)] : []));
    return judged.length === 0 ? Number.NaN : sum(judged) / judged.length;
  });
}

/** Variance of the mean of B outputs of variance 1, any two with correlation ρ: ρ + (1-ρ)/B. */
export const varianceOfMean = (rho: number, trees: number): number => rho + (1 - rho) / trees;

/** Chance that a given one of n samples is not drawn in n draws with replacement. */
export const missedChance = (n: number): number => (1 - 1 / n) ** n;

/** Breiman's bound on the generalisation error, ρ̄ (1-s²)/s². */
export const breimanBound = (correlation: number, strength: number): number => (correlation * (1 - strength ** 2)) / strength ** 2;
