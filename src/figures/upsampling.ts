export type Row = readonly number[];
export type Grid = readonly Row[];

const at = (row: Row, i: number): number => {
  const value = row[i];
  if (value === undefined) throw new RangeError(`no element ${i}`);
  return value;
};
const cell = (map: Grid, r: number, c: number): number => at(map[r] ?? [], c);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const widthOf = (map: Grid): number => (map[0] ?? []).length;
const grid = (rows: number, columns: number, value: (r: number, c: number) => number): number[][] =>
  range(rows).map((r) => range(columns).map((c) => value(r, c)));

/** Where pixel `i` of `m` lies among `n` input pixels, counted so that whole numbers are pixel centres. */
export function coordinate(i: number, n: number, m: number, alignCorners: boolean): number {
  return alignCorners ? (i * (n - 1)) / (m - 1) : ((i + 0.5) * n) / m - 0.5;
}

/** Bilinear interpolation by a whole factor; coordinates beyond the border are clipped to it. */
export function bilinear(x: Grid, factor: number, alignCorners: boolean): number[][] {
  const [rows, columns] = [x.length, widthOf(x)];
  const locate = (i: number, n: number): { p: number; next: number; a: number } => {
    const u = Math.min(n - 1, Math.max(0, coordinate(i, n, n * factor, alignCorners)));
    const p = Math.min(n - 2, Math.floor(u));
    return { p, next: p + 1, a: u - p };
  };
  return grid(rows * factor, columns * factor, (r, c) => {
    const [row, column] = [locate(r, rows), locate(c, columns)];
    return (
      (1 - row.a) * (1 - column.a) * cell(x, row.p, column.p) +
      (1 - row.a) * column.a * cell(x, row.p, column.next) +
      row.a * (1 - column.a) * cell(x, row.next, column.p) +
      row.a * column.a * cell(x, row.next, column.next)
    );
  });
}

/** Each pixel copied into a block of factor × factor. */
export const nearest = (x: Grid, factor: number): number[][] =>
  grid(x.length * factor, widthOf(x) * factor, (r, c) => cell(x, Math.floor(r / factor), Math.floor(c / factor)));

/** Each input spread over the output with the weights `w`, `stride` apart; `padding` is cut off either end, `extra` added at the far one. */
export function transposedConvolution(x: Row, w: Row, stride: number, padding = 0, extra = 0): number[] {
  const y = range((x.length - 1) * stride + w.length + extra).map(() => 0);
  for (const [i, value] of x.entries()) for (const [j, weight] of w.entries()) y[i * stride + j] = at(y, i * stride + j) + value * weight;
  return y.slice(padding, y.length - padding);
}

/** Without padding: n inputs give ⌊(n - k)/stride⌋ + 1 outputs. */
export function convolution(x: Row, w: Row, stride: number): number[] {
  const size = Math.floor((x.length - w.length) / stride) + 1;
  return range(size).map((i) => w.reduce((total, weight, j) => total + weight * at(x, i * stride + j), 0));
}

/** An operation on rows, applied to the rows and then to the columns: what a kernel that is an outer product does in the plane. */
export function alongBoth(map: Grid, operation: (row: Row) => number[]): number[][] {
  const turned = (a: Grid): number[][] => grid(widthOf(a), a.length, (r, c) => cell(a, c, r));
  return turned(turned(map.map(operation)).map(operation));
}

/** Inputs that contribute to output `t` of a transposed convolution of kernel `k` and stride `s`, away from the edges. */
export const contributions = (t: number, k: number, s: number): number => Math.max(0, Math.ceil((k - (t % s)) / s));

/** channels[c * r * r + i * r + j] becomes sub-pixel (i, j) of channel c. */
export function pixelShuffle(channels: readonly Grid[], r: number): number[][][] {
  const first = channels[0] ?? [];
  return range(channels.length / r ** 2).map((c) =>
    grid(first.length * r, widthOf(first) * r, (row, column) =>
      cell(channels[c * r * r + (row % r) * r + (column % r)] ?? [], Math.floor(row / r), Math.floor(column / r)),
    ),
  );
}

type Place = readonly [row: number, column: number];

/** 2 × 2 max pooling, with the places of the maxima. */
export function maxPool(x: Grid): { readonly values: number[][]; readonly places: Place[][] } {
  const value = ([r, c]: Place): number => cell(x, r, c);
  const best = (r: number, c: number): Place =>
    [0, 1].flatMap((i) => [0, 1].map((j): Place => [2 * r + i, 2 * c + j])).reduce((a, b) => (value(b) > value(a) ? b : a));
  const places = range(x.length / 2).map((r) => range(widthOf(x) / 2).map((c) => best(r, c)));
  return { values: places.map((row) => row.map(value)), places };
}

/** The values at their remembered places, zeros elsewhere. */
export function unpool(values: Grid, places: readonly (readonly Place[])[]): number[][] {
  const kept = new Map(places.flatMap((row, r) => row.map(([y, x], c) => [`${y} ${x}`, cell(values, r, c)] as const)));
  return grid(2 * values.length, 2 * widthOf(values), (r, c) => kept.get(`${r} ${c}`) ?? 0);
}
