import { describe, expect, it } from 'vitest';
import { expectStated } from '../support/content.ts';

const slug = 'yolo';

/** Centre and size in pixels. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface Prediction {
  readonly box: Box;
  readonly confidence: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const square = (x: number): number => x * x;

function overlap(a: number, aSize: number, b: number, bSize: number): number {
  return Math.max(0, Math.min(a + aSize / 2, b + bSize / 2) - Math.max(a - aSize / 2, b - bSize / 2));
}

function iou(a: Box, b: Box): number {
  const shared = overlap(a.x, a.w, b.x, b.w) * overlap(a.y, a.h, b.y, b.h);
  return shared / (a.w * a.h + b.w * b.h - shared);
}

/** The loss of YOLOv1 in the cell that holds the truth, term by term. */
function cellLoss(size: number, cells: number, truth: Box, boxes: readonly Prediction[], classes: readonly number[], label: number) {
  const cell = size / cells;
  const overlaps = boxes.map((p) => iou(p.box, truth));
  const responsible = overlaps.indexOf(Math.max(...overlaps));
  const terms = { box: 0, object: 0, empty: 0, label: sum(classes.map((p, k) => square(p - (k === label ? 1 : 0)))) };
  for (const [j, { box, confidence }] of boxes.entries()) {
    if (j !== responsible) {
      terms.empty += 0.5 * square(confidence);
      continue;
    }
    const centre = square((box.x - truth.x) / cell) + square((box.y - truth.y) / cell);
    const shape = square(Math.sqrt(box.w / size) - Math.sqrt(truth.w / size)) + square(Math.sqrt(box.h / size) - Math.sqrt(truth.h / size));
    terms.box += 5 * (centre + shape);
    terms.object += square(confidence - (overlaps[j] ?? 0));
  }
  return { ...terms, responsible, total: terms.box + terms.object + terms.empty + terms.label };
}

/** Greedy suppression; returns the indices that stay, best first. */
function suppress(boxes: readonly Box[], scores: readonly number[], threshold: number): number[] {
  const kept: number[] = [];
  const order = [...boxes.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  for (const i of order) {
    const box = boxes[i];
    if (box && kept.every((k) => iou(boxes[k] ?? box, box) <= threshold)) kept.push(i);
  }
  return kept;
}

const truth: Box = { x: 240, y: 304, w: 112, h: 224 };
const a: Box = { x: 224, y: 304, w: 144, h: 224 };
const b: Box = { x: 240, y: 304, w: 56, h: 112 };
const loss = cellLoss(
  448,
  7,
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
    expect([Math.floor(truth.x / 64), Math.floor(truth.y / 64)]).toEqual([3, 4]);
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
    const empty = (7 * 7 - 1) * 2 * square(0.1);
    expectStated(slug, 0.5 * empty, 2);
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
    expectStated(slug, cells * cells * (5 * boxes + classes), 0);
    expectStated(slug, cells * cells * boxes, 0);
    expectStated(slug, (416 / 32) ** 2 * 5, 0);
    expectStated(slug, 3 * (4 + 1 + 80), 0);
    const maps = [32, 16, 8].map((stride) => 3 * (416 / stride) ** 2);
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
      expectStated(slug, 1 - iou(shape(p), shape(q)), 3);
      expectStated(slug, Math.hypot(p - q, p - q), 2);
    }
  });

  it('decodes the anchor of the text', () => {
    const sigmoid = (t: number): number => 1 / (1 + Math.exp(-t));
    expect([(sigmoid(0) + 3) * 32, (sigmoid(0) + 4) * 32]).toEqual([112, 144]);
    expectStated(slug, 3 * Math.exp(0.2) * 32, 1);
    expectStated(slug, 6 * Math.exp(-0.1) * 32, 1);
  });
});
