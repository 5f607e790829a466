/** Path of a candidate from the root: at depth k the rank, from 0, among the candidates of head k+1. */
export type Path = readonly number[];

/** `accuracy[k][i]`: probability that candidate i of head k+1 is the right word when the words before it are right. */
export type HeadAccuracy = readonly (readonly number[])[];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Seconds of a forward pass over `tokens` words: weights of 2 bytes are read once, 2 operations a parameter and word. */
export function passSeconds(parameters: number, tokens: number, bytesPerSecond: number, flopsPerSecond: number): number {
  return Math.max((2 * parameters) / bytesPerSecond, (2 * parameters * tokens) / flopsPerSecond);
}

/** Words a pass can take before arithmetic costs more than reading the weights (2 bytes a parameter). */
export const freeTokens = (bytesPerSecond: number, flopsPerSecond: number): number => flopsPerSecond / bytesPerSecond;

/** Parameters of one Medusa head: a square layer and an output layer (Cai et al. 2024, section 2.1). */
export const headParameters = (width: number, vocabulary: number): number => width * width + width * vocabulary;

/** Expected words of a step when each of `drafted` words in a row is accepted with probability `acceptance` (Leviathan et al. 2023). */
export const chainTokens = (acceptance: number, drafted: number): number => (1 - acceptance ** (drafted + 1)) / (1 - acceptance);

/** Probability that all words on the path are right. */
export const pathProbability = (path: Path, accuracy: HeadAccuracy): number =>
  path.reduce((product, rank, k) => product * (accuracy[k]?.[rank] ?? 0), 1);

/** Breadth first, and by rank within a depth: the order in which the nodes enter the pass. */
export const inOrder = (tree: readonly Path[]): Path[] =>
  [...tree].sort((a, b) => a.length - b.length || (a.map((rank, k) => rank - (b[k] ?? 0)).find((d) => d !== 0) ?? 0));

/** All combinations of the first `widths[k]` candidates of each head; a node for each of their prefixes. */
export function fullTree(widths: readonly number[]): Path[] {
  let level: Path[] = [[]];
  return widths.flatMap((width) => {
    level = level.flatMap((path) => Array.from({ length: width }, (_, rank) => [...path, rank]));
    return level;
  });
}

/** The `size` likeliest nodes, taken one by one among the children of those already taken. */
export function greedyTree(accuracy: HeadAccuracy, size: number): Path[] {
  const taken: Path[] = [];
  const children = (path: Path, reached: number) =>
    (accuracy[path.length] ?? []).map((share, rank) => ({ path: [...path, rank], probability: reached * share }));
  let open = children([], 1);
  while (taken.length < size && open.length > 0) {
    // Of equals the one found first, so that rounding does not decide.
    const best = open.reduce((a, b) => (b.probability > a.probability + 1e-12 ? b : a));
    taken.push(best.path);
    open = [...open.filter((node) => node !== best), ...children(best.path, best.probability)];
  }
  return taken;
}

/** Expected words of a step with greedy verification: the root, and each node as often as its path is right. */
export const expectedTokens = (tree: readonly Path[], accuracy: HeadAccuracy): number =>
  1 + sum(tree.map((path) => pathProbability(path, accuracy)));

/** Whether the path runs through `start`. */
export const startsWith = (path: Path, start: Path): boolean => start.every((rank, k) => path[k] === rank);

/** Row i tells which nodes node i may look at: itself and its ancestors. The root is node 0. */
export function treeMask(tree: readonly Path[]): boolean[][] {
  const nodes: Path[] = [[], ...inOrder(tree)];
  return nodes.map((path) => nodes.map((other) => startsWith(path, other)));
}

/** Entropy in nats. */
export const entropy = (p: readonly number[]): number => -sum(p.map((x) => (x > 0 ? x * Math.log(x) : 0)));

/** The probability a candidate must exceed: min(ε, δ e^-H) (Cai et al. 2024, section 2.3). */
export const typicalThreshold = (p: readonly number[], epsilon: number, delta: number): number =>
  Math.min(epsilon, delta * Math.exp(-entropy(p)));

/** Longest path on which the model's own choice after each node, `choice(path)`, is the child that was drafted. */
export function verifyGreedily(tree: readonly Path[], word: (path: Path) => string, choice: (path: Path) => string): Path {
  let at: Path = [];
  for (;;) {
    const right = tree.find((path) => path.length === at.length + 1 && startsWith(path, at) && word(path) === choice(at));
    if (right === undefined) return at;
    at = right;
  }
}

/** How many times faster: words of a step over its time, in units of an ordinary step. */
export const speedup = (tokensPerStep: number, stepCost: number): number => tokensPerStep / stepCost;

/** Accuracies of heads that fade: the first choice of head 1 is right with `first`, each further head keeps `fade` of that, each further rank `ratio`. */
export const fadingAccuracy = (heads: number, ranks: number, first: number, fade: number, ratio: number): number[][] =>
  Array.from({ length: heads }, (_, k) => Array.from({ length: ranks }, (_, i) => first * fade ** k * ratio ** i));

/** How many times faster a batch is decoded with a tree of `nodes` that yields `tokens` a step, than without: time of a pass by the roofline. */
export const batchSpeedup = (batch: number, nodes: number, tokens: number, free: number): number =>
  (tokens * Math.max(1, batch / free)) / Math.max(1, (batch * (nodes + 1)) / free);

/** The heads of the worked example. */
export const EXAMPLE: HeadAccuracy = [
  [0.6, 0.2, 0.1],
  [0.4, 0.2, 0.1],
];
