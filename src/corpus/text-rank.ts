const DAMPING = 0.85;
const ROUNDS = 50;
const SETTLED = 1e-6;

/**
 * How much the sentences of a text agree with each: Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004, with its
 * similarity (shared words over the logarithms of the lengths). What it gives to all alike is given here to the early ones first: an article
 * says what it is about where it begins. Takes the sentences' words in the order of the text; the ranks sum to 1.
 */
export function textRank(sentences: readonly ReadonlySet<string>[]): number[] {
  const prior = normalised(sentences.map((_, i) => 1 / Math.sqrt(1 + i)));
  const weights = sentences.map((a, i) => normalised(sentences.map((b, j) => (i === j ? 0 : similarity(a, b)))));
  let ranks = prior;
  for (let round = 0; round < ROUNDS; round++) {
    const next = prior.map((start) => (1 - DAMPING) * start);
    for (const [from, row] of weights.entries()) {
      const given = DAMPING * (ranks[from] ?? 0);
      const spread = row.some((weight) => weight > 0) ? row : prior; // one that is like no other gives to all
      for (const [to, weight] of spread.entries()) next[to] = (next[to] ?? 0) + given * weight;
    }
    const moved = next.reduce((sum, rank, i) => sum + Math.abs(rank - (ranks[i] ?? 0)), 0);
    ranks = next;
    if (moved < SETTLED) break;
  }
  return ranks;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = a.intersection(b).size;
  // One more than in the paper, so that a sentence of one word does not divide by zero.
  return shared === 0 ? 0 : shared / (Math.log(a.size + 1) + Math.log(b.size + 1));
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? [...weights] : weights.map((weight) => weight / sum);
}
