// Multi-scale detection: what each way of covering many object sizes costs, and where an object of a given size ends up.

/** Width and height in pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** One number for the size of an object: the side of the square of equal area, in pixels. */
export const objectScale = ({ width, height }: Extent): number => Math.sqrt(width * height);

/** Compute of an image pyramid relative to one pass at factor 1; convolutions cost in proportion to pixels. */
export const pyramidCost = (factors: readonly number[]): number => factors.reduce((total, factor) => total + factor ** 2, 0);

/** SNIP: the factors at which an object of `scale` original pixels falls into the valid range [low, high] of resized pixels. */
export function validFactors(scale: number, factors: readonly number[], [low, high]: readonly [number, number]): number[] {
  return factors.filter((factor) => low <= factor * scale && factor * scale <= high);
}

/** Lin et al. 2017, equation 1, before rounding: the pyramid level a box asks for; k0 = 4 belongs to a 224-pixel box. */
export const levelAsked = (box: Extent): number => 4 + Math.log2(objectScale(box) / 224);

/** The level a box gets, within the levels that exist. */
export function fpnLevel(box: Extent, lowest = 2, highest = 5): number {
  return Math.min(highest, Math.max(lowest, Math.floor(levelAsked(box))));
}

/** Pixels between neighbouring cells of P_level. */
export const strideOf = (level: number): number => 2 ** level;

/** One map of a pyramid, rows of numbers. */
export type Grid = readonly (readonly number[])[];

/** The top-down path with identity laterals: P_l = C_l + nearest-neighbour doubling of P_{l+1}. Maps from fine to coarse. */
export function topDown(maps: readonly Grid[]): Grid[] {
  const merged: Grid[] = [];
  let above: Grid | null = null;
  for (const map of maps.toReversed()) {
    const upper: Grid | null = above;
    const here: Grid = map.map((row, y) => row.map((value, x) => value + (upper?.[y >> 1]?.[x >> 1] ?? 0)));
    merged.unshift(here);
    above = here;
  }
  return merged;
}

/** How many pixels of receptive field `blocks` 3×3 convolutions of one dilation add, on a map whose cells are `jump` pixels apart. */
export const dilatedGrowth = (blocks: number, dilation: number, jump: number): number => 2 * dilation * blocks * jump;
