import { figure } from './figure.ts';
import { DASHES, frame, group, MARKS, type Point, plot } from './kit/index.ts';

// Small objects: what a pixel of error, of blur and of anchor spacing costs a box, by the size of the box.

/** Centre and size in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const shared = (a: number, aSize: number, b: number, bSize: number): number =>
  Math.max(0, Math.min(a + aSize / 2, b + bSize / 2) - Math.max(a - aSize / 2, b - bSize / 2));

/** Intersection over union. */
export function iou(a: Box, b: Box): number {
  const both = shared(a.x, a.w, b.x, b.w) * shared(a.y, a.h, b.y, b.h);
  return both / (a.w * a.h + b.w * b.h - both);
}

/** IoU of a square with itself shifted in both directions by `share` of its side; closed form. */
export function shiftedIou(share: number): number {
  const left = Math.max(0, 1 - share) ** 2;
  return left / (2 - left);
}

/** The largest shift, as a share of the side, that keeps the IoU at `threshold`: the inverse of shiftedIou. */
export const tolerance = (threshold: number): number => 1 - Math.sqrt((2 * threshold) / (1 + threshold));

/** What is left of the contrast of stripes `period` pixels apart under a Gaussian blur of `sigma` pixels. */
export const contrastLeft = (period: number, sigma: number): number => Math.exp(-2 * (Math.PI * sigma) ** 2 * (1 / period) ** 2);

/** IoU of a square object with the nearest anchor of its own size when it lies as badly as it can, anchors `interval` pixels apart. */
export const worstAnchorIou = (side: number, interval: number): number => shiftedIou(interval / 2 / side);

/** Side over interval at which even the worst-placed object reaches `threshold`. */
export const densityNeeded = (threshold: number): number => 1 / (2 * tolerance(threshold));

/** MTCNN: the factors by which an image is resized so that faces from `smallest` pixels up pass a window of 12. */
export function pyramidFactors(shorterSide: number, smallest: number, ratio = 0.709, window = 12): number[] {
  const factors: number[] = [];
  for (let factor = window / smallest; shorterSide * factor >= window; factor *= ratio) factors.push(factor);
  return factors;
}

/** Places of a window of 12 moved by 2 over an image. */
export function windowPlaces(width: number, height: number, window = 12, stride = 2): number {
  const along = (side: number): number => Math.floor((side - window) / stride) + 1;
  return along(width) * along(height);
}

/** 2-Wasserstein distance of the Gaussians N(centre, diag(w²/4, h²/4)) that stand for two boxes, in pixels. */
export function wasserstein(a: Box, b: Box): number {
  return Math.hypot(a.x - b.x, a.y - b.y, (a.w - b.w) / 2, (a.h - b.h) / 2);
}

/** Normalised Wasserstein distance (Wang et al. 2021), 1 for equal boxes; `scale` in pixels. */
export const nwd = (a: Box, b: Box, scale: number): number => Math.exp(-wasserstein(a, b) / scale);

/** Focal loss of the true class's probability (Lin et al. 2017), without the class weight. */
export const focalLoss = (p: number, gamma: number): number => -((1 - p) ** gamma) * Math.log(p);

const SIDES = [12, 24, 60, 120] as const;
const FARTHEST = 12;
const DENSEST = 6;
const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
const fixed = (value: number, digits: number): string => value.toFixed(digits);

export const smallObjectsFigures = [
  figure({
    name: 'small-objects',
    topic: 'small-objects',
    title: { zh: '偏几个像素，IoU 掉多少', en: 'What a few pixels of error cost in IoU' },
    params: {
      threshold: { about: { zh: 'IoU 阈值', en: 'IoU threshold' }, least: 0.3, most: 0.9, standard: 0.5 },
      scale: { about: { zh: 'NWD 的常数 c（像素）', en: 'constant c of NWD, in pixels' }, least: 4, most: 60, standard: 12 },
    },
    alt: ({ threshold, scale }, locale) => {
      const told = SIDES.map((side) => `${side}: ${fixed(side * tolerance(threshold), 1)}`).join(locale === 'zh' ? '，' : ', ');
      return locale === 'zh'
        ? `上图：框在两个方向各偏若干像素时的 IoU，边长越小掉得越快；IoU 到 ${threshold} 时容忍的偏移（边长: 像素）是 ${told}。NWD（c=${scale}）与边长无关。下图：最差位置的物体与锚框的 IoU 随密度上升，密度 ${fixed(densityNeeded(threshold), 2)} 时达到 ${threshold}。`
        : `Above: IoU of a box off by some pixels in both directions; the smaller the side, the faster it falls. Errors that keep an IoU of ${threshold} (side: pixels) are ${told}. NWD (c=${scale}) is the same for all sides. Below: IoU of the worst-placed object rises with anchor density and reaches ${threshold} at ${fixed(densityNeeded(threshold), 2)}.`;
    },
    draw: ({ threshold, scale }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const needed = densityNeeded(threshold);
      return frame(
        look,
        {
          title: zh ? '偏几个像素，IoU 掉多少' : 'What a few pixels of error cost in IoU',
          note: zh
            ? `两个方向各偏 δ 像素，大小不变。IoU 为 ${threshold} 时，12 像素的框容忍 ${fixed(12 * tolerance(threshold), 1)} 像素，120 像素的框容忍 ${fixed(120 * tolerance(threshold), 1)} 像素。`
            : `Off by δ pixels both ways, at the right size. An IoU of ${threshold} allows ${fixed(12 * tolerance(threshold), 1)} pixels at side 12 and ${fixed(120 * tolerance(threshold), 1)} at side 120.`,
          legend: [
            ...SIDES.map((side, i) => ({
              label: zh ? `边长 ${side}` : `side ${side}`,
              colour: paint.series[i] ?? paint.ink,
              dash: DASHES[i],
            })),
            { label: zh ? `NWD（c=${scale}）` : `NWD (c=${scale})`, colour: paint.series[5], dash: DASHES[5] },
          ],
          height: 396,
        },
        (area) => {
          const above = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 216 },
            {
              x: { domain: [0, FARTHEST], label: zh ? '偏移 δ（像素）' : 'error δ, pixels', ticks: [0, 2, 4, 6, 8, 10, 12] },
              y: { domain: [0, 1], label: zh ? 'IoU 或 NWD' : 'IoU or NWD', ticks: [0, 0.25, 0.5, 0.75, 1] },
            },
          );
          const below = plot(
            look,
            { x: area.x, y: area.y + 226, width: area.width, height: 170 },
            {
              x: { domain: [0, DENSEST], label: zh ? '锚框密度 A/j' : 'anchor density A/j', ticks: [0, 1, 2, 3, 4, 5, 6] },
              y: { domain: [0, 1], label: zh ? '最差位置的 IoU' : 'IoU in the worst place', ticks: [0, 0.25, 0.5, 0.75, 1] },
            },
          );
          const errors = steps(0, FARTHEST, 120);
          const square = (side: number, shift: number): Box => ({ x: shift, y: shift, w: side, h: side });
          const dense = steps(0.1, DENSEST, 120);
          return group(
            above.axes,
            above.horizontal(threshold, { colour: paint.danger, width: 1.2, dash: DASHES[1] }),
            above.line(
              errors.map((error): Point => [error, nwd(square(12, 0), square(12, error), scale)]),
              { colour: paint.series[5], width: 2, dash: DASHES[5] },
            ),
            ...SIDES.map((side, i) =>
              above.line(
                errors.map((error): Point => [error, iou(square(side, 0), square(side, error))]),
                { colour: paint.series[i] ?? paint.ink, width: 2.4, dash: DASHES[i] },
              ),
            ),
            ...SIDES.map((side, i) => ({ error: side * tolerance(threshold), i }))
              .filter(({ error }) => error <= FARTHEST)
              .map(({ error, i }) => above.dots([[error, threshold]], paint.series[i] ?? paint.ink, MARKS[i], 4.5)),
            below.axes,
            below.horizontal(threshold, { colour: paint.danger, width: 1.2, dash: DASHES[1] }),
            // Left of density 1 the curve lies low, and the label of the threshold is free of both.
            below.text([0, threshold], `IoU ${threshold}`, { fill: paint.danger, dx: 3, dy: -5 }),
            below.line(
              dense.map((density): Point => [density, worstAnchorIou(density, 1)]),
              { colour: paint.series[0], width: 2.6 },
            ),
            ...[1, 2, 4].flatMap((density) => [
              below.dots([[density, worstAnchorIou(density, 1)]], paint.series[1], 'square', 4),
              below.text(
                [density, worstAnchorIou(density, 1)],
                fixed(worstAnchorIou(density, 1), 3),
                worstAnchorIou(density, 1) > threshold ? { anchor: 'end', dx: -6, dy: -7 } : { dx: 8, dy: 12 },
              ),
            ]),
            ...(needed <= DENSEST
              ? [
                  below.vertical(needed, { colour: paint.edge, width: 1, dash: DASHES[2] }),
                  below.dots([[needed, threshold]], paint.danger, 'diamond', 4),
                  below.text([needed, 1], fixed(needed, 2), { anchor: 'start', dx: 5, dy: 12, fill: paint.danger }),
                ]
              : []),
          );
        },
      );
    },
  }),
];
