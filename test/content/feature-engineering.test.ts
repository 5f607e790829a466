import { describe, expect, it } from 'vitest';
import {
  analysis,
  binarise,
  boxCox,
  ceiling,
  clock,
  completeRows,
  deviation,
  entropy,
  expandedColumns,
  FLOWERS as flowers,
  mean,
  mutualInformation,
  normalise,
  oneHot,
  PETAL_LENGTHS as petal,
  quantile,
  robust,
  SEPAL_WIDTHS as sepal,
  softThreshold,
  SPECIES as species,
  standardise,
  targetCode,
  toRange,
} from '../../src/figures/feature-engineering.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'feature-engineering';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

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
    expectStated(slug, analysis(wrong, species).F, 1);
    // In the whole table petals run from 1.0 to 6.9
    expectStated(slug, at(toRange([1, 6.9, 47]), 1), 3);
  });

  it('robust scaling moves the others little when one value is mistyped', () => {
    const wrong = petal.map((v) => (v === 4.7 ? 47 : v));
    const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    const rest = (values: readonly number[]): number[] => values.filter((_, i) => i !== 2);
    expect(spread(rest(robust(wrong))) / spread(rest(robust(petal)))).toBeGreaterThan(0.75);
    expect(spread(rest(toRange(wrong))) / spread(rest(toRange(petal)))).toBeLessThan(0.11);
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([5, 1, 2, 4, 3], share))).toEqual([1, 2, 3, 4, 5]);
    expect(quantile([1, 2, 3, 4], 0.25)).toBeCloseTo(1.75, 12);
  });

  it('the first flower is normalised as stated', () => {
    const first = at(flowers, 0).values;
    const length = Math.hypot(...first);
    expectStated(slug, length, 3);
    for (const [i, v] of normalise(first).entries()) {
      expect(v).toBeCloseTo(at(first, i) / length, 12);
      expectStated(slug, v, 3);
    }
  });

  it('one-hot categories are equally far apart', () => {
    const codes = oneHot([...new Set(species)]);
    expect(codes).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    for (const row of oneHot(species)) expect(row.reduce((a, b) => a + b, 0)).toBe(1);
    for (const [i, a] of codes.entries())
      for (const b of codes.slice(i + 1)) expect(Math.hypot(...a.map((v, j) => v - at(b, j)))).toBeCloseTo(Math.SQRT2, 12);
  });

  it('the shrunk mean of a small category is as stated', () => {
    expect(targetCode(2, 1, 0.3, 10)).toBeCloseTo((2 * 1 + 10 * 0.3) / (2 + 10), 12);
    expectStated(slug, targetCode(2, 1, 0.3, 10), 3);
  });

  it('complete rows and neighbouring hours are as stated', () => {
    expectStated(slug, 100 * completeRows(10, 0.05), 1);
    expect(completeRows(10, 0.05)).toBeCloseTo(0.95 ** 10, 12);
    const apart = (a: number, b: number): number => Math.hypot(clock(a)[0] - clock(b)[0], clock(a)[1] - clock(b)[1]);
    expectStated(slug, apart(23, 0), 3);
    for (let h = 0; h < 23; h++) expect(apart(h, h + 1)).toBeCloseTo(apart(23, 0), 12);
  });

  it('the quadratic expansion of four features has the stated number of columns', () => {
    let columns = 0;
    for (let a = 0; a <= 2; a++) for (let b = 0; a + b <= 2; b++) for (let c = 0; a + b + c <= 2; c++) columns += 3 - a - b - c;
    expectStated(slug, columns, 0);
    expect(columns).toBe(expandedColumns(4, 2));
    expect([expandedColumns(3, 3), expandedColumns(10, 2), expandedColumns(2, 4)]).toEqual([20, 66, 15]);
  });

  it('the Box-Cox family is continuous at zero', () => {
    for (const x of [0.2, 1, 7]) expect(boxCox(x, 1e-7)).toBeCloseTo(boxCox(x, 0), 5);
    expect([boxCox(9, 0.5), boxCox(9, 1), boxCox(Math.E, 0)]).toEqual([4, 8, 1]);
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
    const bits = binarise([1.4, 4.7, 6], 2.5).map(String);
    expect(mutualInformation(bits, ['setosa', 'versicolor', 'virginica'])).toBeCloseTo(ofSpecies + ofBit - joint, 12);
    expect(ceiling(bits, ['setosa', 'versicolor', 'virginica'])).toBeCloseTo(100 / 150, 12);
    expect(binarise([2.5, 2.51], 2.5)).toEqual([0, 1]);
    const right = sum([0, 1].map((bit) => (counts.some((c) => c.bit === bit) ? 50 : 0)));
    expectStated(slug, (100 * right) / 150, 1);
  });

  it('the L1 solution is the soft threshold, against a search by brute force', () => {
    const least = [2, 0.3, -0.8];
    const found = least.map((z) => softThreshold(z, 0.5));
    expect(found.map((w) => Number(w.toFixed(9)) + 0)).toEqual([1.5, 0, -0.3]);
    expectWritten('(1.5,\\,0,\\,-0.3)');
    for (const z of least) {
      const cost = (w: number): number => 0.5 * (z - w) ** 2 + 0.5 * Math.abs(w);
      const grid = Array.from({ length: 6001 }, (_, i) => (i - 3000) / 1000);
      const best = grid.reduce((a, b) => (cost(b) < cost(a) ? b : a));
      expect(best).toBeCloseTo(softThreshold(z, 0.5), 6);
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
