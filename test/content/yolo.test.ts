import { describe, expect, it } from 'vitest';
import {
  averageIou,
  type Box,
  boxCount,
  cellLoss,
  cellOf,
  clusterDistance,
  clusterShapes,
  decode,
  emptyLoss,
  euclid,
  iou,
  outputSize,
  sampleShapes,
  suppress,
} from '../../src/figures/yolo.ts';
import { expectStated } from '../support/content.ts';

const slug = 'yolo';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const square = (x: number): number => x * x;

const truth: Box = { x: 240, y: 304, w: 112, h: 224 };
const a: Box = { x: 224, y: 304, w: 144, h: 224 };
const b: Box = { x: 240, y: 304, w: 56, h: 112 };
const loss = cellLoss(
  { size: 448, cells: 7 },
  truth,
  [
    { box: a, confidence: 0.6 },
    { box: b, confidence: 0.3 },
  ],
  [0.7, 0.2, 0.1],
  0,
);

describe('yolo: the worked example', () => {
  it('the overlap agrees with counting pixels', () => {
    const inside = (box: Box, x: number, y: number): boolean => Math.abs(x - box.x) < box.w / 2 && Math.abs(y - box.y) < box.h / 2;
    for (const [p, q] of [
      [a, truth],
      [b, truth],
      [a, b],
    ] as const) {
      let both = 0;
      let either = 0;
      for (let x = 0.5; x < 448; x++)
        for (let y = 0.5; y < 448; y++) {
          if (inside(p, x, y) && inside(q, x, y)) both += 1;
          if (inside(p, x, y) || inside(q, x, y)) either += 1;
        }
      expect(iou(p, q)).toBeCloseTo(both / either, 12);
    }
    expectStated(slug, iou(a, truth), 3);
    expectStated(slug, iou(b, truth), 2);
    expectStated(slug, iou(a, b), 3);
  });

  it('the dog belongs to column 3 and row 4', () => {
    expect(cellOf(truth, 448, 7)).toEqual([3, 4]);
    expect([(truth.x % 64) / 64, (truth.y % 64) / 64]).toEqual([0.75, 0.75]);
    expectStated(slug, 0.75, 2);
  });

  it('has the terms of the loss', () => {
    expect(loss.responsible).toBe(0);
    expectStated(slug, Math.sqrt(a.w / 448), 3);
    expectStated(slug, Math.sqrt(a.w / 448) - 0.5, 3);
    expectStated(slug, loss.box, 3);
    expectStated(slug, loss.object, 3);
    expectStated(slug, loss.empty, 3);
    expectStated(slug, loss.label, 2);
    expectStated(slug, loss.total, 3);
  });

  it('the empty boxes outweigh the dog unless they are weighted down', () => {
    const confidences = Array.from({ length: (7 * 7 - 1) * 2 }, () => 0.1);
    const empty = (7 * 7 - 1) * 2 * square(0.1);
    expect(emptyLoss(confidences)).toBeCloseTo(0.5 * empty, 12);
    expectStated(slug, emptyLoss(confidences), 2);
    expectStated(slug, empty, 2);
    expect(0.5 * empty).toBeLessThan(loss.total);
    expect(empty).toBeGreaterThan(loss.total);
  });

  it('suppression keeps both boxes at the usual threshold', () => {
    const scores = [0.7 * 0.6, 0.7 * 0.3];
    for (const score of scores) expectStated(slug, score, 2);
    expect(suppress([a, b], scores, 0.5)).toEqual([0, 1]);
    expect(suppress([a, b], scores, 0.1)).toEqual([0]);
  });
});

describe('yolo: the other numbers', () => {
  it('the outputs have the sizes of the text', () => {
    const [cells, boxes, classes] = [7, 2, 20];
    expectStated(slug, outputSize(cells, boxes, classes), 0);
    expectStated(slug, cells * cells * boxes, 0);
    expectStated(slug, boxCount(416, [32], 5), 0);
    expectStated(slug, 3 * (4 + 1 + 80), 0);
    const maps = [32, 16, 8].map((stride) => 3 * (416 / stride) ** 2);
    expect(boxCount(416, [32, 16, 8], 3)).toBe(sum(maps));
    expectStated(slug, sum(maps), 0);
    expect((maps[2] ?? 0) / sum(maps)).toBeGreaterThan(0.75);
  });

  it('the roots weigh small boxes more', () => {
    const small = square(Math.sqrt(0.15) - Math.sqrt(0.1));
    const large = square(Math.sqrt(0.85) - Math.sqrt(0.8));
    expectStated(slug, small, 5);
    expectStated(slug, large, 5);
    expect(Math.round(small / large)).toBe(7);
  });

  it('the cluster distance ranks shapes otherwise than Euclid', () => {
    const shape = (side: number): Box => ({ x: 0, y: 0, w: side, h: side });
    for (const [p, q] of [
      [10, 12],
      [100, 104],
    ] as const) {
      expect(clusterDistance(shape(p), shape(q))).toBeCloseTo(1 - square(p / q), 12);
      expectStated(slug, clusterDistance(shape(p), shape(q)), 3);
      expectStated(slug, euclid(shape(p), shape(q)), 2);
    }
  });

  it('decodes the anchor of the text', () => {
    const box = decode([0, 0, 0.2, -0.1], [3, 4], { w: 3, h: 6 }, 32);
    expect([box.x, box.y]).toEqual([112, 144]);
    expect(box.w).toBeCloseTo(3 * Math.exp(0.2) * 32, 12);
    expectStated(slug, box.w, 1);
    expectStated(slug, box.h, 1);
  });

  it('clustering by 1 - IoU suits boxes better than clustering by Euclid, and better with more anchors', () => {
    const shapes = sampleShapes(300);
    let last = 0;
    for (const k of [1, 3, 5, 9]) {
      const byIou = averageIou(shapes, clusterShapes(shapes, k, clusterDistance));
      expect(byIou).toBeGreaterThan(last);
      if (k > 1) expect(byIou).toBeGreaterThan(averageIou(shapes, clusterShapes(shapes, k, euclid)));
      last = byIou;
    }
  });
});
