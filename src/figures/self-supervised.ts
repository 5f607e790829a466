type Values = readonly number[];
type Table = readonly Values[];

const sum = (values: Values): number => values.reduce((a, b) => a + b, 0);

/** Counts as shares of their sum. */
export const shares = (counts: Values): number[] => counts.map((count) => count / sum(counts));

/** Entropy in bits. */
export const entropy = (p: Values): number => -sum(p.map((x) => (x > 0 ? x * Math.log2(x) : 0)));

const dot = (a: Values, b: Values): number => sum(a.map((x, i) => x * (b[i] ?? 0)));
export const cosine = (a: Values, b: Values): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

/** p(hidden | visible) of each visible value, and p(hidden) over all. Rows of the counts are the visible values. */
export interface Pairs {
  readonly given: Table;
  readonly hidden: Values;
  /** p(visible). */
  readonly visible: Values;
}

export function pairsOf(counts: Table): Pairs {
  const visible = shares(counts.map(sum));
  const given = counts.map(shares);
  return { given, visible, hidden: (given[0] ?? []).map((_, j) => sum(given.map((row, i) => (visible[i] ?? 0) * (row[j] ?? 0)))) };
}

/** The same pairs when a share of them takes the hidden part from elsewhere, without regard to the visible one. */
export const blurred = (pairs: Pairs, share: number): Pairs => ({
  ...pairs,
  given: pairs.given.map((row) => row.map((p, j) => (1 - share) * p + share * (pairs.hidden[j] ?? 0))),
});

/** Mean bits a predictor pays on the hidden part; `predict(i)` is its distribution at visible value i. */
export const crossEntropy = ({ given, visible }: Pairs, predict: (i: number) => Values): number =>
  sum(given.map((row, i) => (visible[i] ?? 0) * -sum(row.map((p, j) => (p === 0 ? 0 : p * Math.log2(predict(i)[j] ?? 0))))));

/** H(hidden | visible): the least mean loss. */
export const conditionalEntropy = ({ given, visible }: Pairs): number => sum(given.map((row, i) => (visible[i] ?? 0) * entropy(row)));

/** I(hidden; visible), in bits. */
export const mutualInformation = (pairs: Pairs): number => entropy(pairs.hidden) - conditionalEntropy(pairs);

/** p(y | x) / p(y): the exponential of the best contrastive score, up to a factor that depends on x alone. */
export const ratio = ({ given, hidden }: Pairs, x: number, y: number): number => (given[x]?.[y] ?? 0) / (hidden[y] ?? 0);

/** With the best score, the probability of picking the true candidate among it and the negatives. */
export const contrastiveChoice = (pairs: Pairs, x: number, y: number, negatives: readonly number[]): number => {
  const right = ratio(pairs, x, y);
  return right / (right + sum(negatives.map((other) => ratio(pairs, x, other))));
};

/** The best discriminator: p_data / (p_data + p_G), of densities or, where the visible part has the same law in both, of conditional ones. */
export const bestDiscriminator = (real: number, fake: number): number => real / (real + fake);

/** Patches of a square image, all of them and those that a share of masking leaves visible. */
export function patchesOf(side: number, patch: number, masked: number): { readonly all: number; readonly seen: number } {
  const all = (side / patch) ** 2;
  return { all, seen: all * (1 - masked) };
}

/** The label of the nearest labelled representation by cosine; of equals the first. */
export function nearestLabel<Label>(x: Values, labelled: readonly { readonly at: Values; readonly label: Label }[]): Label | undefined {
  let best: { readonly label: Label; readonly near: number } | undefined;
  for (const { at, label } of labelled) {
    const near = cosine(x, at);
    if (!best || near > best.near + 1e-12) best = { label, near };
  }
  return best?.label;
}

/** The article's forty sentences: nouns cat, dog, rice, noodles by verbs run, sleep, cook, wash. */
export const SENTENCES: Table = [
  [5, 4, 0, 1],
  [4, 4, 0, 2],
  [0, 0, 6, 4],
  [0, 0, 8, 2],
];
