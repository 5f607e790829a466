export type Vector = readonly number[];

const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
const dot = (a: Vector, b: Vector): number => sum(a.map((x, i) => x * (b[i] ?? 0)));

/** W c: the prediction of the future's code. `w` has a row for each entry of a code, a column for each entry of the context. */
export const predicted = (w: readonly Vector[], context: Vector): number[] => w.map((row) => dot(row, context));

/** Inner products of candidates with the prediction; their exponentials are the scores f(x, c). */
export const innerProducts = (candidates: readonly Vector[], prediction: Vector): number[] => candidates.map((z) => dot(z, prediction));

/** The InfoNCE loss of one set of candidates in nats, with the number of the positive. */
export const infoNce = (scores: Vector, positive = 0): number => -Math.log((scores[positive] ?? Number.NaN) / sum(scores));

/** A context among `kinds` equally likely ones; its future matches it with probability `match`, the other futures share the rest. */
export interface Channel {
  readonly kinds: number;
  readonly match: number;
}

/** p(x | c) of a future that matches the context, or of one that does not. */
export const conditional = ({ kinds, match }: Channel, same: boolean): number => (same ? match : (1 - match) / (kinds - 1));

/** The density ratio p(x | c) / p(x), which is the best score. */
export const ratio = (channel: Channel, same: boolean): number => conditional(channel, same) * channel.kinds;

/** Mutual information of context and future in nats. */
export const information = (channel: Channel): number =>
  sum(
    [true, false].map((same) => {
      const share = same ? channel.match : 1 - channel.match;
      return share > 0 ? share * Math.log(ratio(channel, same)) : 0;
    }),
  );

function logFactorials(n: number): number[] {
  const list = [0];
  for (let i = 1; i <= n; i++) list.push((list[i - 1] ?? 0) + Math.log(i));
  return list;
}

/** The exact expected loss in nats: what matters about the negatives is how many of them match the context. */
export function expectedLoss(channel: Channel, candidates: number, score: (same: boolean) => number): number {
  const hit = 1 / channel.kinds;
  const negatives = candidates - 1;
  const factorial = logFactorials(negatives);
  let loss = 0;
  for (let m = 0; m <= negatives; m++) {
    const ways = (factorial[negatives] ?? 0) - (factorial[m] ?? 0) - (factorial[negatives - m] ?? 0);
    const probability = Math.exp(ways + m * Math.log(hit) + (negatives - m) * Math.log(1 - hit));
    for (const same of [true, false]) {
      const weight = same ? channel.match : 1 - channel.match;
      const all = score(same) + m * score(true) + (negatives - m) * score(false);
      if (weight > 0) loss += weight * probability * -Math.log(score(same) / all);
    }
  }
  return loss;
}

/** log N - L: what the loss proves of the mutual information, in nats. */
export const bound = (channel: Channel, candidates: number, score: (same: boolean) => number): number =>
  Math.log(candidates) - expectedLoss(channel, candidates, score);

/** The best score raised to a power: above 1 too sure of itself, below 1 too timid. */
export const sharpened =
  (channel: Channel, power: number) =>
  (same: boolean): number =>
    ratio(channel, same) ** power;

/** Noise contrastive estimation: probability that `x` is a datum, with `noise` samples of density q to each datum of density p. */
export const dataProbability = (p: number, q: number, noise: number): number => p / (p + noise * q);
