export type Label = 1 | -1;

/** Looks at one feature: says `below` under the threshold and the opposite at or above it. */
export interface Stump {
  readonly feature: number;
  readonly threshold: number;
  readonly below: Label;
}

export interface Round {
  readonly stump: Stump;
  /** Sample weights the stump was trained with; they sum to 1. */
  readonly weights: readonly number[];
  readonly error: number;
  /** The stump's voting weight; infinite when the error is 0. */
  readonly alpha: number;
  readonly normaliser: number;
}

/** A sample: its features, all of one length. */
export type Sample = readonly number[];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const predict = (stump: Stump, x: Sample): Label =>
  (x[stump.feature] ?? 0) < stump.threshold ? stump.below : stump.below === 1 ? -1 : 1;

/** Total weight of the samples a stump gets wrong. */
export const weightedError = (stump: Stump, xs: readonly Sample[], ys: readonly Label[], weights: readonly number[]): number =>
  sum(xs.map((x, i) => (predict(stump, x) === ys[i] ? 0 : (weights[i] ?? 0))));

/** Every stump that differs on the samples: a threshold between two neighbours of each feature, and one under all of them, both ways round. */
export function allStumps(xs: readonly Sample[]): Stump[] {
  return (xs[0] ?? []).flatMap((_, feature) => {
    const sorted = [...new Set(xs.map((x) => x[feature] ?? 0))].sort((a, b) => a - b);
    const thresholds = sorted.map((x, i) => (i === 0 ? x - 1 : (x + (sorted[i - 1] ?? x)) / 2));
    return thresholds.flatMap((threshold): Stump[] => [
      { feature, threshold, below: 1 },
      { feature, threshold, below: -1 },
    ]);
  });
}

/** α = ½ ln((1-e)/e), where the loss of the round is least. */
export const votingWeight = (error: number): number => 0.5 * Math.log((1 - error) / error);

/** D_{m+1} from D_m: e^α times heavier where the stump is wrong, e^-α where it is right, then divided by their sum Z. */
export function reweighted(
  { stump, weights, alpha }: Pick<Round, 'stump' | 'weights' | 'alpha'>,
  xs: readonly Sample[],
  ys: readonly Label[],
): { readonly weights: readonly number[]; readonly normaliser: number } {
  const raised = xs.map((x, i) => (weights[i] ?? 0) * Math.exp(-alpha * (ys[i] ?? 1) * predict(stump, x)));
  const normaliser = sum(raised);
  return { weights: raised.map((weight) => weight / normaliser), normaliser };
}

/** Two-class AdaBoost on stumps (Freund & Schapire 1997). Stops early when no stump beats the coin, or one makes no mistake. */
export function adaboost(xs: readonly Sample[], ys: readonly Label[], rounds: number): Round[] {
  const stumps = allStumps(xs).map((stump) => ({ stump, wrong: xs.flatMap((x, i) => (predict(stump, x) === ys[i] ? [] : [i])) }));
  const done: Round[] = [];
  let weights: readonly number[] = xs.map(() => 1 / xs.length);
  for (let m = 0; m < rounds; m++) {
    let best: { readonly stump: Stump; readonly error: number } | undefined;
    for (const { stump, wrong } of stumps) {
      let error = 0;
      for (const i of wrong) error += weights[i] ?? 0;
      // Of equals the first, so that rounding does not decide.
      if (best === undefined || error < best.error - 1e-12) best = { stump, error };
    }
    if (best === undefined || best.error >= 0.5 - 1e-12) break;
    const { stump, error } = best;
    const alpha = votingWeight(error);
    if (error === 0) return [{ stump, weights, error, alpha, normaliser: 0 }];
    const after = reweighted({ stump, weights, alpha }, xs, ys);
    done.push({ stump, weights, error, alpha, normaliser: after.normaliser });
    weights = after.weights;
  }
  return done;
}

/** F(x), whose sign is the prediction. */
export const score = (rounds: readonly Round[], x: Sample): number => sum(rounds.map(({ alpha, stump }) => alpha * predict(stump, x)));

/** Mean of e^{-yF}; equals the product of the normalisers. */
export const exponentialLoss = (rounds: readonly Round[], xs: readonly Sample[], ys: readonly Label[]): number =>
  sum(xs.map((x, i) => Math.exp(-(ys[i] ?? 1) * score(rounds, x)))) / xs.length;

/** Share of samples on the wrong side after each round, with y F ≤ 0 counted as wrong. */
export function errorsByRound(rounds: readonly Round[], xs: readonly Sample[], ys: readonly Label[]): number[] {
  const scores = xs.map(() => 0);
  return rounds.map(({ stump, alpha }) => {
    let wrong = 0;
    for (const [i, x] of xs.entries()) {
      scores[i] = (scores[i] ?? 0) + alpha * predict(stump, x);
      if ((ys[i] ?? 1) * (scores[i] ?? 0) <= 0) wrong += 1;
    }
    return wrong / xs.length;
  });
}

/** The bound on the training error after each round: the product of 2√(e(1-e)). */
export function boundByRound(rounds: readonly Round[]): number[] {
  let product = 1;
  return rounds.map(({ normaliser }) => {
    product *= normaliser;
    return product;
  });
}
