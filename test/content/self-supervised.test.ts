import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'self-supervised';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const normalise = (counts: readonly number[]): number[] => counts.map((c) => c / sum(counts));
const entropy = (p: readonly number[]): number => -sum(p.filter((x) => x > 0).map((x) => x * Math.log2(x)));
const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, i) => x * at(b, i)));
const cosine = (a: readonly number[], b: readonly number[]): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

const nouns = ['cat', 'dog', 'rice', 'noodles'];
const counts = [
  [5, 4, 0, 1],
  [4, 4, 0, 2],
  [0, 0, 6, 4],
  [0, 0, 8, 2],
];
const rows = counts.map(normalise);
const total = sum(counts.map(sum));
const totals = [0, 1, 2, 3].map((verb) => sum(counts.map((row) => at(row, verb))));
const verbs = normalise(totals);
const row = (noun: string): number[] => at(rows, nouns.indexOf(noun));
const [run, wash] = [0, 3];

/** The average number of bits a predictor of the verb pays on the forty sentences. */
function crossEntropy(predict: (noun: number) => readonly number[]): number {
  const bits = counts.flatMap((line, n) => line.map((c, v) => (c === 0 ? 0 : -c * Math.log2(at(predict(n), v)))));
  return sum(bits) / total;
}

describe('self-supervised learning: the worked example', () => {
  it('shows the table of counts and the totals', () => {
    for (const line of counts)
      for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain(`| ${line.join(' | ')} |`);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain(`(${totals.join(',')})/${total}`);
    expectStated(slug, total, 0);
  });

  it('has the entropies of the text, and they are the smallest losses', () => {
    expectStated(slug, entropy(verbs), 3);
    for (const p of rows) expectStated(slug, entropy(p), 3);
    const conditional = sum(rows.map(entropy)) / rows.length;
    expectStated(slug, conditional, 3);
    expect(crossEntropy((n) => at(rows, n))).toBeCloseTo(conditional, 12);
    expect(crossEntropy(() => verbs)).toBeCloseTo(entropy(verbs), 12);
    for (const mix of [0.05, 0.3, 0.9]) {
      const other = (n: number): number[] => at(rows, n).map((p, v) => (1 - mix) * p + mix * at(verbs, v));
      expect(crossEntropy(other)).toBeGreaterThan(conditional);
    }
  });

  it('the mutual information is the difference, and the same by its double sum', () => {
    const information = entropy(verbs) - sum(rows.map(entropy)) / rows.length;
    const double = sum(rows.flatMap((p) => p.map((q, v) => (q === 0 ? 0 : (q / 4) * Math.log2(q / at(verbs, v))))));
    expect(information).toBeCloseTo(double, 12);
    expectStated(slug, information, 3);
  });

  it('has the similarities of the text', () => {
    for (const [a, b] of [
      ['cat', 'dog'],
      ['rice', 'noodles'],
      ['cat', 'rice'],
      ['dog', 'rice'],
    ] as const)
      expectStated(slug, cosine(row(a), row(b)), 3);
  });

  it('two labels classify all four words by the nearest neighbour', () => {
    const nearest = (noun: string): string => (cosine(row(noun), row('cat')) > cosine(row(noun), row('rice')) ? 'animal' : 'food');
    expect(nouns.map(nearest)).toEqual(['animal', 'animal', 'food', 'food']);
  });

  it('the contrastive choice follows from Bayes', () => {
    const ratio = (verb: number): number => at(row('cat'), verb) / at(verbs, verb);
    expectStated(slug, ratio(run), 3);
    expectStated(slug, ratio(wash), 3);
    const choice = ratio(run) / (ratio(run) + ratio(wash));
    // One candidate comes from p(y|x), the other from p(y); which is which is equally likely.
    const first = at(row('cat'), run) * at(verbs, wash);
    const second = at(row('cat'), wash) * at(verbs, run);
    expect(choice).toBeCloseTo(first / (first + second), 12);
    expectStated(slug, choice, 3);
  });

  it('the best discriminator maximises its objective', () => {
    const [real, fake] = [at(row('cat'), run), at(verbs, run)];
    const best = real / (real + fake);
    const objective = (d: number): number => real * Math.log(d) + fake * Math.log(1 - d);
    for (const step of [-0.05, -0.001, 0.001, 0.05]) expect(objective(best + step)).toBeLessThan(objective(best));
    expectStated(slug, best, 3);
  });
});

describe('self-supervised learning: the other numbers', () => {
  it('counts the patches of a masked image', () => {
    const patches = (224 / 16) ** 2;
    expectStated(slug, patches, 0);
    expectStated(slug, patches * 0.25, 0);
    expectStated(slug, patches * 0.75, 0);
  });

  it('a label of a thousand classes is at most ten bits, a million labels are 2700 hours', () => {
    expect(Math.log2(1000)).toBeLessThan(10);
    expect(Math.log2(1000)).toBeGreaterThan(9.9);
    expect((1e6 * 10) / 3600).toBeGreaterThan(2700);
    expect((1e6 * 10) / 3600).toBeLessThan(2800);
  });
});
