// R-FCN: position-sensitive pooling and what it saves.

/** A map of scores, rows of numbers. */
export type ScoreMap = readonly (readonly number[])[];

/** A region in cells of the map: left column, upper row, width and height. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The k bins along a side: cells from floor(i·length/k) up to but not including ceil((i+1)·length/k). Bins share a cell where k does not divide. */
export function bins(length: number, k: number): (readonly [number, number])[] {
  return Array.from({ length: k }, (_, i) => [Math.floor((i * length) / k), Math.ceil(((i + 1) * length) / k)] as const);
}

/** Mean over columns x0 … x1-1 and rows y0 … y1-1; what lies outside the map counts as 0. */
export function meanOver(map: ScoreMap, [x0, x1]: readonly [number, number], [y0, y1]: readonly [number, number]): number {
  let total = 0;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) total += map[y]?.[x] ?? 0;
  return total / ((x1 - x0) * (y1 - y0));
}

/** Bin (i, j), row i and column j, is averaged over its own map, number i·k + j. */
export function positionSensitivePool(maps: readonly ScoreMap[], { x, y, width, height }: Region, k: number): number[] {
  return bins(height, k).flatMap(([top, bottom], i) =>
    bins(width, k).map(([left, right], j) => meanOver(maps[i * k + j] ?? [], [x + left, x + right], [y + top, y + bottom])),
  );
}

/** Voting: the mean of the bins. */
export const vote = (pooled: readonly number[]): number => pooled.reduce((a, b) => a + b, 0) / pooled.length;

/** Softmax probability of the first of two scores. */
export const againstBackground = (score: number, background: number): number => 1 / (1 + Math.exp(background - score));

/** Quadratic up to 1, linear beyond. */
export const smoothL1 = (difference: number): number => (Math.abs(difference) < 1 ? 0.5 * difference ** 2 : Math.abs(difference) - 0.5);

/** IoU of two regions of cells. */
export function regionIou(a: Region, b: Region): number {
  const along = (p: number, pLength: number, q: number, qLength: number): number =>
    Math.max(0, Math.min(p + pLength, q + qLength) - Math.max(p, q));
  const both = along(a.x, a.width, b.x, b.width) * along(a.y, a.height, b.y, b.height);
  return both / (a.width * a.height + b.width * b.height - both);
}

/** The example's object: columns and rows 1 … 4 of a 8×8 map, one part to a map, with `heat` where the part is. */
export function partMaps(k: number, heat: number, object: Region = EXAMPLE_OBJECT, size = 8): ScoreMap[] {
  return bins(object.height, k).flatMap(([top, bottom]) =>
    bins(object.width, k).map(([left, right]) =>
      Array.from({ length: size }, (_, y) =>
        Array.from({ length: size }, (_, x) =>
          x >= object.x + left && x < object.x + right && y >= object.y + top && y < object.y + bottom ? heat : 0,
        ),
      ),
    ),
  );
}

export const EXAMPLE_OBJECT: Region = { x: 1, y: 1, width: 4, height: 4 };

/** Multiply-adds of the last stage of ResNet-50/101 (three bottlenecks, 1024 to 2048 channels) for one output position. */
export function lastStagePerPosition(): number {
  const first = 1024 * 512 + 9 * 512 * 512 + 512 * 2048 + 1024 * 2048;
  const later = 2048 * 512 + 9 * 512 * 512 + 512 * 2048;
  return first + 2 * later;
}

/** Multiply-adds of everything after the fourth stage, in a map of `positions` cells. */
export function costs(positions: number, regions: number, k: number, classes: number) {
  return {
    perRegion: regions * k * k * lastStagePerPosition(),
    shared: positions * lastStagePerPosition(),
    reduction: positions * 2048 * 1024,
    scores: positions * 1024 * (k * k * (classes + 1) + 4 * k * k),
  };
}
