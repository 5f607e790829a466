// Anchor-free detection: targets and decoding of CenterNet and FCOS. Boxes are given by their edges, in input pixels.

/** Left, top, right and bottom edge. */
export interface Edges {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Intersection over union of two boxes given by edges. */
export function edgesIou(a: Edges, b: Edges): number {
  const width = Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0));
  const height = Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));
  const both = width * height;
  return both / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - both);
}

export interface CentreTarget {
  readonly cell: readonly [number, number];
  /** What rounding down to a cell has lost, in cells. */
  readonly offset: readonly [number, number];
  /** Width and height in input pixels. */
  readonly size: readonly [number, number];
}

/** CenterNet: what the network has to say about a box on a map of the given stride. */
export function encodeCentre({ x0, y0, x1, y1 }: Edges, stride: number): CentreTarget {
  const [x, y] = [(x0 + x1) / 2 / stride, (y0 + y1) / 2 / stride];
  const cell = [Math.floor(x), Math.floor(y)] as const;
  return { cell, offset: [x - cell[0], y - cell[1]], size: [x1 - x0, y1 - y0] };
}

/** The box a peak stands for. */
export function decodeCentre({ cell, offset, size }: CentreTarget, stride: number): Edges {
  const [x, y] = [(cell[0] + offset[0]) * stride, (cell[1] + offset[1]) * stride];
  return { x0: x - size[0] / 2, y0: y - size[1] / 2, x1: x + size[0] / 2, y1: y + size[1] / 2 };
}

/** Target of the heat map at a distance of (dx, dy) cells from a centre. */
export const heat = (dx: number, dy: number, sigma: number): number => Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));

/** Law and Deng 2018, equation 1: one cell's share of the loss, before dividing by the number of objects. */
export function heatLoss(predicted: number, target: number, alpha = 2, beta = 4): number {
  return target === 1
    ? -((1 - predicted) ** alpha) * Math.log(predicted)
    : -((1 - target) ** beta) * predicted ** alpha * Math.log(1 - predicted);
}

/** Cells of a map that are no smaller than their eight neighbours and reach `threshold`: the peaks a 3×3 maximum leaves. */
export function peaks(map: readonly (readonly number[])[], threshold: number): [number, number][] {
  return map.flatMap((row, y) =>
    row.flatMap((value, x): [number, number][] => {
      const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => map[y + dy]?.[x + dx] ?? 0));
      return value >= threshold && value === Math.max(...around) ? [[x, y]] : [];
    }),
  );
}

/** FCOS: distances from a place to the four edges, in pixels. */
export interface Distances {
  readonly l: number;
  readonly t: number;
  readonly r: number;
  readonly b: number;
}

export const distances = ({ x0, y0, x1, y1 }: Edges, x: number, y: number): Distances => ({ l: x - x0, t: y - y0, r: x1 - x, b: y1 - y });

export const inside = ({ l, t, r, b }: Distances): boolean => Math.min(l, t, r, b) > 0;

/** Tian et al. 2019, equation 3: 1 in the middle of the box, 0 at its edges. */
export const centreness = ({ l, t, r, b }: Distances): number =>
  Math.sqrt((Math.min(l, r) / Math.max(l, r)) * (Math.min(t, b) / Math.max(t, b)));

/** The pyramid level (3 … 7) whose range of distances holds the largest of the four. */
export function fcosLevel({ l, t, r, b }: Distances): number {
  const largest = Math.max(l, t, r, b);
  return 3 + [64, 128, 256, 512].filter((limit) => largest > limit).length;
}

/** Where the cells of a map look: the input pixels that cell numbers 0, 1, 2 … stand for, along one side of `length` pixels. */
export function placesAlong(length: number, stride: number): number[] {
  return Array.from({ length: Math.floor(length / stride) }, (_, i) => Math.floor(stride / 2) + i * stride);
}

/** Cells of P_level that lie in a box, and among them those that are trained on it. */
export function fcosPositives(box: Edges, side: number, level: number): { readonly within: Distances[]; readonly trained: Distances[] } {
  const places = placesAlong(side, 2 ** level);
  const within = places.flatMap((y) => places.map((x) => distances(box, x, y))).filter(inside);
  return { within, trained: within.filter((place) => fcosLevel(place) === level) };
}
