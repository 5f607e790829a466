import { describe, expect, it } from 'vitest';
import {
  bestDiscriminator,
  blurred,
  conditionalEntropy,
  contrastiveChoice,
  cosine,
  SENTENCES as counts,
  crossEntropy,
  entropy,
  mutualInformation,
  nearestLabel,
  pairsOf,
  patchesOf,
  ratio as ratioOf,
  shares,
} from '../../src/figures/self-supervised.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'self-supervised';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const nouns = ['cat', 'dog', 'rice', 'noodles'];
const pairs = pairsOf(counts);
const rows = pairs.given;
const total = sum(counts.map(sum));
const totals = [0, 1, 2, 3].map((verb) => sum(counts.map((row) => at(row, verb))));
const verbs = pairs.hidden;
const row = (noun: string): readonly number[] => at(rows, nouns.indexOf(noun));
const [run, wash] = [0, 3];

describe('self-supervised learning: the worked example', () => {
  it('shows the table of counts and the totals', () => {
    for (const line of counts)
      for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain(`| ${line.join(' | ')} |`);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain(`(${totals.join(',')})/${total}`);
    expectStated(slug, total, 0);
    shares(totals).forEach((p, v) => {
      expect(at(verbs, v)).toBeCloseTo(p, 12);
    });
  });

  it('has the entropies of the text, and they are the smallest losses', () => {
    expectStated(slug, entropy(verbs), 3);
    for (const p of rows) expectStated(slug, entropy(p), 3);
    const conditional = sum(rows.map(entropy)) / rows.length;
    expectStated(slug, conditional, 3);
    expect(conditionalEntropy(pairs)).toBeCloseTo(conditional, 12);
    expect(crossEntropy(pairs, (n) => at(rows, n))).toBeCloseTo(conditional, 12);
    expect(crossEntropy(pairs, () => verbs)).toBeCloseTo(entropy(verbs), 12);
    for (const mix of [0.05, 0.3, 0.9]) {
      const other = (n: number): number[] => at(rows, n).map((p, v) => (1 - mix) * p + mix * at(verbs, v));
      expect(crossEntropy(pairs, other)).toBeGreaterThan(conditional);
    }
  });

  it('the mutual information is the difference, and the same by its double sum', () => {
    const information = mutualInformation(pairs);
    expect(information).toBeCloseTo(entropy(verbs) - sum(rows.map(entropy)) / rows.length, 12);
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
    const labelled = [
      { at: row('cat'), label: 'animal' },
      { at: row('rice'), label: 'food' },
    ];
    expect(nouns.map((noun) => nearestLabel(row(noun), labelled))).toEqual(nouns.map(nearest));
    expect(nouns.map(nearest)).toEqual(['animal', 'animal', 'food', 'food']);
  });

  it('the contrastive choice follows from Bayes', () => {
    const ratio = (verb: number): number => at(row('cat'), verb) / at(verbs, verb);
    expect(ratioOf(pairs, 0, run)).toBeCloseTo(ratio(run), 12);
    expectStated(slug, ratio(run), 3);
    expectStated(slug, ratio(wash), 3);
    const choice = ratio(run) / (ratio(run) + ratio(wash));
    // One candidate comes from p(y|x), the other from p(y); which is which is equally likely.
    const first = at(row('cat'), run) * at(verbs, wash);
    const second = at(row('cat'), wash) * at(verbs, run);
    expect(choice).toBeCloseTo(first / (first + second), 12);
    expectStated(slug, choice, 3);
    expect(contrastiveChoice(pairs, 0, run, [wash])).toBeCloseTo(choice, 12);
    expect(contrastiveChoice(pairs, 0, run, [wash, wash])).toBeCloseTo(ratio(run) / (ratio(run) + 2 * ratio(wash)), 12);
  });

  it('the best discriminator maximises its objective', () => {
    const [real, fake] = [at(row('cat'), run), at(verbs, run)];
    const best = bestDiscriminator(real, fake);
    const objective = (d: number): number => real * Math.log(d) + fake * Math.log(1 - d);
    for (const step of [-0.05, -0.001, 0.001, 0.05]) expect(objective(best + step)).toBeLessThan(objective(best));
    expectStated(slug, best, 3);
  });
});

describe('self-supervised learning: a hidden part that has less to do with the visible one', () => {
  it('supplies less information, down to none, and leaves the representations alike', () => {
    let before = mutualInformation(pairs);
    for (const share of [0.2, 0.5, 0.8]) {
      const now = mutualInformation(blurred(pairs, share));
      expect(now).toBeLessThan(before);
      before = now;
    }
    const none = blurred(pairs, 1);
    expect(mutualInformation(none)).toBeCloseTo(0, 12);
    expect(cosine(at(none.given, 0), at(none.given, 2))).toBeCloseTo(1, 12);
    expect(contrastiveChoice(none, 0, run, [wash])).toBeCloseTo(0.5, 12);
    blurred(pairs, 0.3).given.forEach((p, i) => {
      expect(sum(p)).toBeCloseTo(1, 12);
      expect(at(p, 2)).toBeCloseTo(0.7 * at(at(rows, i), 2) + 0.3 * 0.35, 12);
    });
  });
});

describe('self-supervised learning: the other numbers', () => {
  it('counts the patches of a masked image', () => {
    const { all, seen } = patchesOf(224, 16, 0.75);
    expect([all, seen]).toEqual([14 * 14, 7 * 7]);
    expectStated(slug, all, 0);
    expectStated(slug, seen, 0);
    expectStated(slug, all - seen, 0);
  });

  it('a label of a thousand classes is at most ten bits, a million labels are 2700 hours', () => {
    expect(Math.log2(1000)).toBeLessThan(10);
    expect(Math.log2(1000)).toBeGreaterThan(9.9);
    expect((1e6 * 10) / 3600).toBeGreaterThan(2700);
    expect((1e6 * 10) / 3600).toBeLessThan(2800);
  });
});
