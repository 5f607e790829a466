import { normalFrom, uniforms } from '../kernel/random.ts';

/** Centre and size in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Prediction {
  readonly box: Box;
  readonly confidence: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const square = (x: number): number => x * x;

function overlap(a: number, aSize: number, b: number, bSize: number): number {
  return Math.max(0, Math.min(a + aSize / 2, b + bSize / 2) - Math.max(a - aSize / 2, b - bSize / 2));
}

/** Area that two boxes share, over the area that they cover together. */
export function iou(a: Box, b: Box): number {
  const shared = overlap(a.x, a.w, b.x, b.w) * overlap(a.y, a.h, b.y, b.h);
  return shared / (a.w * a.h + b.w * b.h - shared);
}

/** Column and row of the cell that holds a centre, in an image of `size` pixels cut into `cells` × `cells`. */
export const cellOf = ({ x, y }: Box, size: number, cells: number): readonly [column: number, row: number] => [
  Math.floor((x * cells) / size),
  Math.floor((y * cells) / size),
];

export interface Weights {
  readonly coord: number;
  readonly noobj: number;
}

/** Those of the paper (Redmon et al. 2016, section 2.2). */
export const WEIGHTS: Weights = { coord: 5, noobj: 0.5 };

/** The loss of YOLOv1 in the cell that holds the truth, term by term. */
export function cellLoss(
  { size, cells, weights = WEIGHTS }: { readonly size: number; readonly cells: number; readonly weights?: Weights },
  truth: Box,
  boxes: readonly Prediction[],
  classes: readonly number[],
  label: number,
) {
  const cell = size / cells;
  const overlaps = boxes.map((p) => iou(p.box, truth));
  const responsible = overlaps.indexOf(Math.max(...overlaps));
  const terms = { box: 0, object: 0, empty: 0, label: sum(classes.map((p, k) => square(p - (k === label ? 1 : 0)))) };
  for (const [j, { box, confidence }] of boxes.entries()) {
    if (j !== responsible) {
      terms.empty += emptyLoss([confidence], weights);
      continue;
    }
    const centre = square((box.x - truth.x) / cell) + square((box.y - truth.y) / cell);
    const shape = square(Math.sqrt(box.w / size) - Math.sqrt(truth.w / size)) + square(Math.sqrt(box.h / size) - Math.sqrt(truth.h / size));
    terms.box += weights.coord * (centre + shape);
    terms.object += square(confidence - (overlaps[j] ?? 0));
  }
  return { ...terms, responsible, total: terms.box + terms.object + terms.empty + terms.label };
}

/** What boxes without an object add: their confidence should be 0. */
export const emptyLoss = (confidences: readonly number[], weights: Weights = WEIGHTS): number =>
  weights.noobj * sum(confidences.map(square));

/** Greedy suppression; returns the indices that stay, best first. */
export function suppress(boxes: readonly Box[], scores: readonly number[], threshold: number): number[] {
  const kept: number[] = [];
  const order = [...boxes.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  for (const i of order) {
    const box = boxes[i];
    if (box && kept.every((k) => iou(boxes[k] ?? box, box) <= threshold)) kept.push(i);
  }
  return kept;
}

/** Numbers that v1 puts out. */
export const outputSize = (cells: number, boxes: number, classes: number): number => cells * cells * (5 * boxes + classes);

/** Boxes on maps of these strides, for a square input of `size` pixels. */
export const boxCount = (size: number, strides: readonly number[], anchors: number): number =>
  sum(strides.map((stride) => anchors * square(size / stride)));

/** Decodes v2's (t_x, t_y, t_w, t_h) at a cell, with the anchor in cells and the result in pixels. */
export function decode(t: readonly [number, number, number, number], cell: readonly [number, number], anchor: Shape, stride: number): Box {
  const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
  return {
    x: (sigmoid(t[0]) + cell[0]) * stride,
    y: (sigmoid(t[1]) + cell[1]) * stride,
    w: anchor.w * Math.exp(t[2]) * stride,
    h: anchor.h * Math.exp(t[3]) * stride,
  };
}

/** Width and height, whatever the place. */
export interface Shape {
  readonly w: number;
  readonly h: number;
}

const centred = ({ w, h }: Shape): Box => ({ x: 0, y: 0, w, h });
const shapeIou = (a: Shape, b: Shape): number => iou(centred(a), centred(b));

/** 1 - IoU of two boxes with their centres aligned: v2's distance. */
export const clusterDistance = (a: Shape, b: Shape): number => 1 - shapeIou(a, b);
export const euclid = (a: Shape, b: Shape): number => Math.hypot(a.w - b.w, a.h - b.h);

const nearestOf = (shape: Shape, centroids: readonly Shape[], distance: (a: Shape, b: Shape) => number): number => {
  const all = centroids.map((centroid) => distance(shape, centroid));
  return all.indexOf(Math.min(...all));
};

/** k-means of box shapes. It starts from k of them, evenly spread in the order of area; a centroid is the mean of its shapes. Smallest first. */
export function clusterShapes(shapes: readonly Shape[], k: number, distance: (a: Shape, b: Shape) => number, rounds = 40): Shape[] {
  const mean = (list: readonly Shape[]): Shape => ({
    w: sum(list.map(({ w }) => w)) / list.length,
    h: sum(list.map(({ h }) => h)) / list.length,
  });
  const sorted = [...shapes].sort((a, b) => a.w * a.h - b.w * b.h);
  let centroids = Array.from({ length: k }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / k)] ?? { w: 1, h: 1 });
  for (let round = 0; round < rounds; round++) {
    const groups: Shape[][] = centroids.map(() => []);
    for (const shape of shapes) groups[nearestOf(shape, centroids, distance)]?.push(shape);
    centroids = centroids.map((centroid, i) => (groups[i]?.length ? mean(groups[i]) : centroid));
  }
  return centroids.sort((a, b) => a.w * a.h - b.w * b.h);
}

/** Mean over the shapes of the IoU with the anchor that suits best. */
export const averageIou = (shapes: readonly Shape[], anchors: readonly Shape[]): number =>
  sum(shapes.map((shape) => Math.max(...anchors.map((anchor) => shapeIou(shape, anchor))))) / shapes.length;

/** Boxes of a made-up data set, in pixels of a 416 image: many small, few large, some upright and some flat. */
export function sampleShapes(count: number, seed = 'yolo'): Shape[] {
  const uniform = uniforms(seed);
  const normal = (): number => normalFrom(uniform);
  return Array.from({ length: count }, () => {
    const side = Math.exp(Math.log(70) + 0.6 * normal());
    const stretch = Math.exp(0.25 * normal() + (uniform() < 0.45 ? -0.45 : 0.2));
    return { w: Math.min(400, side * stretch), h: Math.min(400, side / stretch) };
  });
}
