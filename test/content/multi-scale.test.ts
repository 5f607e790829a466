import { describe, expect, it } from 'vitest';
import {
  cellsOnPyramid,
  dilatedGrowth,
  type Extent,
  fpnLevel,
  levelAsked,
  objectScale,
  pyramidCost,
  strideOf,
  topDown,
  validFactors,
} from '../../src/figures/multi-scale.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'multi-scale';
const sign: Extent = { width: 24, height: 54 };
const person: Extent = { width: 72, height: 200 };
const bus: Extent = { width: 500, height: 320 };
const objects = [sign, person, bus];
const factors = [0.5, 1, 2];
const range = [48, 240] as const;

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('multi-scale: the worked example', () => {
  it('has the sizes of the objects and their cells at stride 16', () => {
    expect(objects.map(objectScale)).toEqual([36, 120, 400]);
    for (const object of objects) {
      expectStated(slug, objectScale(object), 0);
      expectStated(slug, objectScale(object) / 16, 2);
    }
  });

  it('five of nine pairs are valid, and they are the bold ones', () => {
    const table = objects.map((object) =>
      factors.map((factor) => {
        const resized = factor * objectScale(object);
        return validFactors(objectScale(object), factors, range).includes(factor) ? `**${resized}**` : `${resized}`;
      }),
    );
    for (const row of table) expectWritten(`| ${row.join(' | ')} |`);
    expect(table.flat().filter((cell) => cell.startsWith('**'))).toHaveLength(5);
    const largest = objects.filter((object) => validFactors(objectScale(object), factors, range).includes(2));
    expect(largest).toEqual([sign, person]);
  });

  it('the pyramid costs 5.25 passes, counted in pixels as well', () => {
    const pixels = factors.map((factor) => 1024 * factor * (768 * factor));
    expect(pixels.reduce((a, b) => a + b) / (1024 * 768)).toBe(pyramidCost(factors));
    expectStated(slug, pyramidCost(factors), 2);
    expect(Math.round((4 / pyramidCost(factors)) * 100)).toBe(76);
    expectStated(slug, 76, 0);
  });

  it('the chips hold the objects and cost what the text says', () => {
    // Side by side, sign and person fit into the 256 original pixels a chip covers at factor 2.
    expect(2 * (sign.width + person.width)).toBeLessThan(512);
    expect(2 * Math.max(sign.height, person.height)).toBeLessThan(512);
    expect(person.height).toBeLessThan(512);
    const pixels = 2 * 512 ** 2 + 512 * 384;
    expect([1024 / 2, 768 / 2]).toEqual([512, 384]);
    expectStated(slug, pixels, 0);
    expectStated(slug, 1024 * 768, 0);
    expectStated(slug, pixels / (1024 * 768), 3);
  });

  it('FPN sends the objects to P2, P3 and P4', () => {
    expect(objects.map((object) => fpnLevel(object))).toEqual([2, 3, 4]);
    for (const object of objects) expectStated(slug, levelAsked(object), 2);
    const cells = objects.map((object) => objectScale(object) / strideOf(fpnLevel(object)));
    expect(cells).toEqual([9, 15, 25]);
    for (const count of cells) expectStated(slug, count, 0);
  });

  it('the branches see 320, 640 and 960 pixels further', () => {
    for (const [i, growth] of [320, 640, 960].entries()) {
      expect(dilatedGrowth(10, i + 1, 16)).toBe(growth);
      expectStated(slug, growth, 0);
    }
  });
});

describe('multi-scale: the other statements', () => {
  it('a box of 224 pixels belongs to P4, and half the side to one level finer', () => {
    for (const side of [224, 300, 447]) expect(fpnLevel({ width: side, height: side })).toBe(4);
    for (const side of [112, 223]) expect(fpnLevel({ width: side, height: side })).toBe(3);
    expect(fpnLevel({ width: 5, height: 5 })).toBe(2);
    expect(fpnLevel({ width: 4000, height: 4000 })).toBe(5);
  });

  it('objects of 56 to 896 pixels cover 14 to 28 cells, and no others do', () => {
    for (let size = 56; size < 896; size++) {
      expect(cellsOnPyramid(size)).toBeGreaterThanOrEqual(14);
      expect(cellsOnPyramid(size)).toBeLessThan(28);
    }
    expect(cellsOnPyramid(55)).toBeLessThan(14);
    expect(cellsOnPyramid(896)).toBe(28);
    for (const stated of [56, 896, 14, 28]) expectStated(slug, stated, 0);
  });

  it('halving forever costs no more than four thirds', () => {
    const halves = Array.from({ length: 30 }, (_, m) => 0.5 ** m);
    expect(pyramidCost(halves)).toBeLessThanOrEqual(4 / 3);
    expect(pyramidCost(halves)).toBeCloseTo(4 / 3, 12);
    expect(pyramidCost([2])).toBe(4);
  });

  it('the growth of a dilated convolution agrees with the recursion from the top', () => {
    for (const dilation of [1, 2, 3]) {
      let cells = 1;
      for (let block = 0; block < 10; block++) cells += dilation * (3 - 1);
      expect(dilatedGrowth(10, dilation, 16)).toBe((cells - 1) * 16);
    }
  });

  it('the top-down path carries the coarsest value to every finer cell', () => {
    const [fine, middle, coarse] = topDown([
      [
        [1, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 2],
      ],
      [
        [10, 0],
        [0, 20],
      ],
      [[100]],
    ]);
    expect(coarse).toEqual([[100]]);
    expect(middle).toEqual([
      [110, 100],
      [100, 120],
    ]);
    expect(fine).toEqual([
      [111, 110, 100, 100],
      [110, 110, 100, 100],
      [100, 100, 120, 120],
      [100, 100, 120, 122],
    ]);
  });
});
