/** One sampled answer: its length in tokens and whether the final answer was right. */
export interface Answer {
  readonly tokens: number;
  readonly right: boolean;
}

/** The four answers of the worked example. */
export const answers: readonly Answer[] = [
  { tokens: 400, right: true },
  { tokens: 1000, right: true },
  { tokens: 600, right: false },
  { tokens: 800, right: false },
];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The length reward of the Kimi k1.5 report, section 2.3.3, of each answer in its group. */
export function lengthRewards(group: readonly Answer[]): number[] {
  const least = Math.min(...group.map(({ tokens }) => tokens));
  const most = Math.max(...group.map(({ tokens }) => tokens));
  if (least === most) return group.map(() => 0);
  return group.map(({ tokens, right }) => {
    const lambda = 0.5 - (tokens - least) / (most - least);
    return right ? lambda : Math.min(0, lambda);
  });
}

/** Correctness plus `weight` times the length reward. */
export const rewards = (group: readonly Answer[], weight: number): number[] => {
  const byLength = lengthRewards(group);
  return group.map(({ right }, j) => (right ? 1 : 0) + weight * (byLength[j] ?? 0));
};

/** Each reward minus the mean of its group. */
export const advantages = (given: readonly number[]): number[] => given.map((r) => r - mean(given));

/** Z of the regularised optimum under the reference probabilities. */
export const partition = (reference: readonly number[], given: readonly number[], tau: number): number =>
  sum(reference.map((p, j) => p * Math.exp((given[j] ?? 0) / tau)));

/** The policy that maximises E[r] - tau KL(pi || reference), of all distributions. */
export function mirrorStep(reference: readonly number[], given: readonly number[], tau: number): number[] {
  const z = partition(reference, given, tau);
  return reference.map((p, j) => (p * Math.exp((given[j] ?? 0) / tau)) / z);
}

export const divergence = (p: readonly number[], reference: readonly number[]): number =>
  sum(p.map((share, j) => (share > 0 ? share * Math.log(share / (reference[j] ?? 0)) : 0)));

export function softmax(logits: readonly number[]): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  return powers.map((power) => power / sum(powers));
}

/**
 * Gradient of the report's equation (3) in the logits of a policy over these answers, each having been sampled once from `reference`:
 * the mean of (r_j - baseline - tau ln(pi_j / reference_j)) times the gradient of ln pi_j.
 */
export function gradient(
  logits: readonly number[],
  reference: readonly number[],
  given: readonly number[],
  tau: number,
  baseline: number,
): number[] {
  const policy = softmax(logits);
  const pull = policy.map((p, j) => (given[j] ?? 0) - baseline - tau * Math.log(p / (reference[j] ?? 0)));
  return policy.map((p, j) => ((pull[j] ?? 0) - p * sum(pull)) / logits.length);
}

/** Where gradient ascent with the given baseline comes to rest. */
export function restingPolicy(reference: readonly number[], given: readonly number[], tau: number, baseline: number): number[] {
  let logits = reference.map(Math.log);
  for (let i = 0; i < 4000; i++) {
    const slope = gradient(logits, reference, given, tau, baseline);
    logits = logits.map((logit, j) => logit + (0.5 / tau) * (slope[j] ?? 0));
  }
  return softmax(logits);
}

/** Success rate after a mirror step on a 0/1 reward: the log-odds grow by 1/tau. */
export const successAfter = (rate: number, tau: number): number => {
  const odds = (rate / (1 - rate)) * Math.exp(1 / tau);
  return odds / (1 + odds);
};

/** Chance that k answers to a problem are neither all right nor all wrong. */
export const chanceOfSignal = (rate: number, k: number): number => 1 - rate ** k - (1 - rate) ** k;

/** Sampling shares in proportion to 1 - success rate. */
export const priorities = (rates: readonly number[]): number[] => rates.map((rate) => (1 - rate) / sum(rates.map((one) => 1 - one)));

/** Share of worker time spent generating when all wait for the longest; `cap` limits a trajectory per iteration. */
export function busyShare(lengths: readonly number[], cap = Number.POSITIVE_INFINITY): number {
  const cut = lengths.map((length) => Math.min(length, cap));
  return sum(cut) / (cut.length * Math.max(...cut));
}
