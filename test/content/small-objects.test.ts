import { describe, expect, it } from 'vitest';
import {
  type Box,
  contrastLeft,
  densityNeeded,
  focalLoss,
  iou,
  nwd,
  pyramidFactors,
  shiftedIou,
  tolerance,
  wasserstein,
  windowPlaces,
  worstAnchorIou,
} from '../../src/figures/small-objects.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'small-objects';
const square = (side: number, x = 0, y = 0): Box => ({ x, y, w: side, h: side });
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Cells of a fine grid that lie in both boxes, over those in either. */
function countedIou(a: Box, b: Box, cell: number): number {
  const within = (box: Box, x: number, y: number): boolean => Math.abs(x - box.x) < box.w / 2 && Math.abs(y - box.y) < box.h / 2;
  let both = 0;
  let either = 0;
  for (let x = -40 + cell / 2; x < 40; x += cell)
    for (let y = -40 + cell / 2; y < 40; y += cell) {
      const [p, q] = [within(a, x, y), within(b, x, y)];
      if (p && q) both += 1;
      if (p || q) either += 1;
    }
  return both / either;
}

describe('small-objects: the difficulty in numbers', () => {
  it('the overlap of shifted squares agrees with counting and with the closed form', () => {
    for (const [side, shift] of [
      [12, 3],
      [20, 2],
      [16, 8],
      [10, 12],
    ] as const) {
      expect(iou(square(side), square(side, shift, shift))).toBeCloseTo(countedIou(square(side), square(side, shift, shift), 0.5), 12);
      expect(shiftedIou(shift / side)).toBeCloseTo(iou(square(side), square(side, shift, shift)), 12);
    }
  });

  it('the tolerance is the inverse of the overlap', () => {
    for (const threshold of [0.3, 0.5, 0.75]) expect(shiftedIou(tolerance(threshold))).toBeCloseTo(threshold, 12);
    expectStated(slug, tolerance(0.5), 3);
    expectStated(slug, 120 * tolerance(0.5), 1);
    expectStated(slug, 12 * tolerance(0.5), 1);
    expect(Math.round(16 / (12 * tolerance(0.5)))).toBe(7);
    expectStated(slug, 100 * tolerance(0.5), 0);
    expectStated(slug, 12 / 16, 2);
  });

  it('the contrast left agrees with blurring a cosine', () => {
    for (const [period, sigma] of [
      [3, 1],
      [30, 1],
      [7, 1.4],
    ] as const) {
      let blurred = 0;
      let weight = 0;
      for (let x = -12; x <= 12; x += 0.01) {
        const kernel = Math.exp(-(x * x) / (2 * sigma * sigma));
        blurred += kernel * Math.cos((2 * Math.PI * x) / period);
        weight += kernel;
      }
      expect(contrastLeft(period, sigma)).toBeCloseTo(blurred / weight, 5);
    }
    expectStated(slug, contrastLeft(3, 1), 3);
    expectStated(slug, contrastLeft(30, 1), 3);
  });
});

describe('small-objects: the worked example', () => {
  it('three pixels of error', () => {
    for (const side of [12, 120]) {
      expectStated(slug, iou(square(side), square(side, 3, 3)), 3);
      expect(nwd(square(side), square(side, 3, 3), 12)).toBeCloseTo(0.702, 3);
    }
    expectStated(slug, 0.75 ** 2, 4);
    expectStated(slug, 2 - 0.75 ** 2, 4);
    expectStated(slug, wasserstein(square(12), square(12, 3, 3)), 3);
    expectStated(slug, wasserstein(square(12), square(12, 3, 3)) / 12, 3);
    expectStated(slug, nwd(square(12), square(12, 3, 3), 12), 3);
  });

  it('the table of anchors', () => {
    for (const interval of [16, 8, 4]) {
      const places = (640 / interval) * (480 / interval);
      const row = `| ${interval} | ${16 / interval} | ${worstAnchorIou(16, interval).toFixed(3)} | ${places} |`;
      for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain(row);
    }
  });

  it('the worst place is the worst, found by trying all', () => {
    const anchors = [0, 8, 16, 24].flatMap((x) => [0, 8, 16, 24].map((y) => square(16, x, y)));
    let worst = 1;
    for (let x = 8; x <= 16; x += 0.5)
      for (let y = 8; y <= 16; y += 0.5) worst = Math.min(worst, Math.max(...anchors.map((anchor) => iou(anchor, square(16, x, y)))));
    expect(worst).toBeCloseTo(worstAnchorIou(16, 8), 12);
    expectStated(slug, densityNeeded(0.5), 2);
    expect(worstAnchorIou(16 * densityNeeded(0.5), 16)).toBeCloseTo(0.5, 12);
  });

  it("the pyramid of MTCNN's first network", () => {
    const factors = pyramidFactors(480, 20);
    expectStated(slug, factors[0] ?? 0, 1);
    expect([640 * 0.6, 480 * 0.6]).toEqual([384, 288]);
    expectStated(slug, Math.log(480 / 20) / Math.log(1 / 0.709), 2);
    expectStated(slug, factors.length, 0);
    expect(factors).toHaveLength(Math.floor(Math.log(480 / 20) / Math.log(1 / 0.709)) + 1);
    const cost = sum(factors.map((factor) => factor ** 2));
    expectStated(slug, cost, 3);
    expectStated(slug, windowPlaces(384, 288), 0);
    expect(windowPlaces(384, 288)).toBe(187 * 139);
    const finer = pyramidFactors(480, 10);
    expectStated(slug, finer.length, 0);
    const finerCost = sum(finer.map((factor) => factor ** 2));
    expectStated(slug, finerCost, 3);
    expect(finerCost / cost).toBeCloseTo(4, 2);
    expect(cost).toBeCloseTo(2 * (12 / 20) ** 2, 2);
  });
});

describe('small-objects: the losses', () => {
  it('focal loss has the values of the text', () => {
    expectStated(slug, focalLoss(0.9, 0), 3);
    expectStated(slug, focalLoss(0.9, 2), 5);
    expectStated(slug, focalLoss(0.3, 0), 3);
    expectStated(slug, focalLoss(0.3, 2), 3);
    expect(focalLoss(0.9, 2) / focalLoss(0.9, 0)).toBeCloseTo(0.01, 12);
  });

  it('the Wasserstein distance of axis-aligned Gaussians is that of their quantiles', () => {
    // In one dimension W² is the mean of (F⁻¹(u) − G⁻¹(u))²; for normals the quantiles are μ + σ z.
    const a: Box = { x: 1, y: -2, w: 10, h: 6 };
    const b: Box = { x: 4, y: 0, w: 14, h: 12 };
    let total = 0;
    let weight = 0;
    for (let z = -8; z <= 8; z += 0.001) {
      const density = Math.exp((-z * z) / 2);
      total += density * ((a.x - b.x + ((a.w - b.w) / 2) * z) ** 2 + (a.y - b.y + ((a.h - b.h) / 2) * z) ** 2);
      weight += density;
    }
    expect(wasserstein(a, b) ** 2).toBeCloseTo(total / weight, 6);
  });

  it('disjoint boxes have no overlap and yet a positive NWD', () => {
    expect(iou(square(10), square(10, 12, 0))).toBe(0);
    expect(iou(square(10), square(10, 11, 0))).toBe(0);
    expect(nwd(square(10), square(10, 12, 0), 12)).toBeCloseTo(Math.exp(-1), 12);
    expect(wasserstein(square(20), square(20, 12, 0))).toBe(12);
  });
});
