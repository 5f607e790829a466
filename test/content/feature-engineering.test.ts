import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'feature-engineering';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const deviation = (values: readonly number[]): number => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
const standardise = (values: readonly number[]): number[] => values.map((v) => (v - mean(values)) / deviation(values));
const toRange = (values: readonly number[]): number[] =>
  values.map((v) => (v - Math.min(...values)) / (Math.max(...values) - Math.min(...values)));
const entropy = (shares: readonly number[]): number => -sum(shares.filter((p) => p > 0).map((p) => p * Math.log2(p)));

/** The F value of a one-way analysis of variance, and its two sums of squares. */
function analysis(
  values: readonly number[],
  classes: readonly string[],
): { readonly between: number; readonly within: number; readonly F: number } {
  const groups = [...Map.groupBy(values, (_, i) => at(classes, i)).values()];
  const between = sum(groups.map((g) => g.length * (mean(g) - mean(values)) ** 2));
  const within = sum(groups.map((g) => sum(g.map((v) => (v - mean(g)) ** 2))));
  return { between, within, F: between / (groups.length - 1) / (within / (values.length - groups.length)) };
}

/** The first two flowers of each species in Fisher's data: sepal length and width, petal length and width. */
const flowers = [
  { number: 1, species: 'setosa', values: [5.1, 3.5, 1.4, 0.2] },
  { number: 2, species: 'setosa', values: [4.9, 3.0, 1.4, 0.2] },
  { number: 51, species: 'versicolor', values: [7.0, 3.2, 4.7, 1.4] },
  { number: 52, species: 'versicolor', values: [6.4, 3.2, 4.5, 1.5] },
  { number: 101, species: 'virginica', values: [6.3, 3.3, 6.0, 2.5] },
  { number: 102, species: 'virginica', values: [5.8, 2.7, 5.1, 1.9] },
];
const species = flowers.map((f) => f.species);
const petal = flowers.map((f) => at(f.values, 2));
const sepal = flowers.map((f) => at(f.values, 1));

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}
const shown = (value: number): string => String(Number(value.toFixed(3))).replace('-', '−');

describe('feature-engineering: the worked example', () => {
  it('has the scaled values of the table', () => {
    const [z, ranged] = [standardise(petal), toRange(petal)];
    flowers.forEach((f, i) => {
      expectWritten(`| ${f.number} | ${f.species} | ${at(petal, i)} | ${shown(at(z, i))} | ${shown(at(ranged, i))} |`);
    });
    expect(mean(z)).toBeCloseTo(0, 12);
    expect(deviation(z)).toBeCloseTo(1, 12);
  });

  it('has the means and deviations of the text', () => {
    expectStated(slug, mean(petal), 2);
    expectStated(slug, deviation(petal), 3);
    expectStated(slug, sum(petal.map((v) => (v - mean(petal)) ** 2)), 3);
    expectStated(slug, mean(sepal), 2);
    expect(deviation(sepal)).toBeCloseTo(0.25, 12);
    for (const z of standardise(sepal)) expectStated(slug, z, 1);
  });

  it('has the sums of squares and F values of the text', () => {
    const [long, wide] = [analysis(petal, species), analysis(sepal, species)];
    expectStated(slug, long.between, 2);
    expectStated(slug, long.within, 3);
    expectStated(slug, long.F, 1);
    expectStated(slug, wide.between, 2);
    expectStated(slug, wide.within, 3);
    expectStated(slug, wide.F, 3);
    expect(long.F / wide.F).toBeGreaterThan(190);
    expect(long.F / wide.F).toBeLessThan(200);
    for (const group of Map.groupBy(petal, (_, i) => at(species, i)).values()) expectStated(slug, mean(group), 2);
  });

  it('the F value does not depend on units, a variance does', () => {
    expect(analysis(standardise(petal), species).F).toBeCloseTo(analysis(petal, species).F, 8);
    expect(deviation(petal.map((v) => 10 * v)) ** 2 / deviation(petal) ** 2).toBeCloseTo(100, 8);
  });
});

describe('feature-engineering: scaling and encoding', () => {
  it('a mistyped value squeezes the others as stated', () => {
    const wrong = petal.map((v) => (v === 4.7 ? 47 : v));
    const others = toRange(wrong).filter((v) => v < 1);
    expect(others).toHaveLength(5);
    expectStated(slug, Math.max(...others), 3);
  });

  it('the first flower is normalised as stated', () => {
    const first = at(flowers, 0).values;
    const length = Math.hypot(...first);
    expectStated(slug, length, 3);
    for (const v of first) expectStated(slug, v / length, 3);
  });

  it('one-hot categories are equally far apart', () => {
    const names = [...new Set(species)];
    const codes = names.map((name) => names.map((other) => (name === other ? 1 : 0)));
    for (const [i, a] of codes.entries())
      for (const b of codes.slice(i + 1)) expect(Math.hypot(...a.map((v, j) => v - at(b, j)))).toBeCloseTo(Math.SQRT2, 12);
  });

  it('the shrunk mean of a small category is as stated', () => {
    expectStated(slug, (2 * 1 + 10 * 0.3) / (2 + 10), 3);
  });

  it('complete rows and neighbouring hours are as stated', () => {
    expectStated(slug, 100 * 0.95 ** 10, 1);
    const clock = (h: number): readonly [number, number] => [Math.cos((2 * Math.PI * h) / 24), Math.sin((2 * Math.PI * h) / 24)];
    const apart = (a: number, b: number): number => Math.hypot(clock(a)[0] - clock(b)[0], clock(a)[1] - clock(b)[1]);
    expectStated(slug, apart(23, 0), 3);
    for (let h = 0; h < 23; h++) expect(apart(h, h + 1)).toBeCloseTo(apart(23, 0), 12);
  });

  it('the quadratic expansion of four features has the stated number of columns', () => {
    let columns = 0;
    for (let a = 0; a <= 2; a++) for (let b = 0; a + b <= 2; b++) for (let c = 0; a + b + c <= 2; c++) columns += 3 - a - b - c;
    expectStated(slug, columns, 0);
    expect(columns).toBe((6 * 5) / 2);
  });

  it('the Box-Cox family is continuous at zero', () => {
    for (const x of [0.2, 1, 7]) expect((x ** 1e-7 - 1) / 1e-7).toBeCloseTo(Math.log(x), 5);
  });
});

describe('feature-engineering: information and selection', () => {
  it('the bit of petal length gives the stated information and ceiling', () => {
    // Fifty setosa below 2.5 cm, fifty of each other species above.
    const counts = [
      { bit: 0, name: 'setosa' },
      { bit: 1, name: 'versicolor' },
      { bit: 1, name: 'virginica' },
    ];
    const ofSpecies = entropy([1 / 3, 1 / 3, 1 / 3]);
    const ofBit = entropy([1 / 3, 2 / 3]);
    const joint = entropy(counts.map(() => 1 / 3));
    expectStated(slug, ofSpecies, 3);
    expectStated(slug, ofSpecies + ofBit - joint, 3);
    const right = sum([0, 1].map((bit) => (counts.some((c) => c.bit === bit) ? 50 : 0)));
    expectStated(slug, (100 * right) / 150, 1);
  });

  it('the L1 solution is the soft threshold, against a search by brute force', () => {
    const soft = (z: number, lambda: number): number => Math.sign(z) * Math.max(Math.abs(z) - lambda, 0);
    const least = [2, 0.3, -0.8];
    const found = least.map((z) => soft(z, 0.5));
    expect(found.map((w) => Number(w.toFixed(9)) + 0)).toEqual([1.5, 0, -0.3]);
    expectWritten('(1.5,\\,0,\\,-0.3)');
    for (const z of least) {
      const cost = (w: number): number => 0.5 * (z - w) ** 2 + 0.5 * Math.abs(w);
      const grid = Array.from({ length: 6001 }, (_, i) => (i - 3000) / 1000);
      const best = grid.reduce((a, b) => (cost(b) < cost(a) ? b : a));
      expect(best).toBeCloseTo(soft(z, 0.5), 6);
    }
  });

  it('thirty features have over a billion subsets', () => {
    expect(2 ** 30 - 1).toBeGreaterThan(1e9);
  });

  it('the features of an exclusive or score zero each', () => {
    const rows = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const;
    const labels = rows.map(([a, b]) => String(a ^ b));
    for (const j of [0, 1] as const)
      expect(
        analysis(
          rows.map((r) => r[j]),
          labels,
        ).F,
      ).toBe(0);
  });

  it('noise passes a filter as often as its level says', () => {
    expectStated(slug, 1000 * 0.05, 0);
  });
});
