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
