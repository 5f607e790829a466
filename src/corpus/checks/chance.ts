/**
 * The 95 % interval of a share, after Wilson (1927), "Probable inference, the law of succession, and statistical inference".
 * `hits` may be fractional: a tie counts in parts.
 */
export function interval(hits: number, trials: number): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const z = 1.96;
  const share = hits / trials;
  const middle = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const whole = 1 + (z * z) / trials;
  return [Math.max(0, (middle - spread) / whole), Math.min(1, (middle + spread) / whole)];
}

/** How likely `hits` or fewer are in `trials` draws that hit with probability `chance` (binomial). */
export function atMost(hits: number, trials: number, chance: number): number {
  if (chance <= 0 || hits >= trials) return 1;
  if (chance >= 1) return 0;
  let term = (1 - chance) ** trials;
  let sum = term;
  for (let hit = 1; hit <= hits; hit++) {
    term *= ((trials - hit + 1) / hit) * (chance / (1 - chance));
    sum += term;
  }
  return Math.min(1, sum);
}
