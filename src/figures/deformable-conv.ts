/** A place on a feature map, [row, column], in cells; whole numbers are the centres of cells. */
export type Place = readonly [row: number, column: number];

/** One channel of a feature map, by rows. */
export type FeatureMap = readonly (readonly number[])[];

/** Outside the map is zero. */
const cell = (map: FeatureMap, row: number, column: number): number => map[row]?.[column] ?? 0;

/** The four cells around a place and how far it is from the upper left one. */
function corners(map: FeatureMap, [row, column]: Place) {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  return {
    down: row - top,
    right: column - left,
    a: cell(map, top, left),
    b: cell(map, top, left + 1),
    c: cell(map, top + 1, left),
    d: cell(map, top + 1, left + 1),
  };
}

/** Bilinear interpolation between the four cells around a place. */
export function bilinear(map: FeatureMap, place: Place): number {
  const { down, right, a, b, c, d } = corners(map, place);
  return (1 - down) * ((1 - right) * a + right * b) + down * ((1 - right) * c + right * d);
}

/** Derivative of the interpolated value by row and by column. On the lines of the lattice the two sides differ; their mean is taken. */
export function bilinearGradient(map: FeatureMap, [row, column]: Place): Place {
  const slope = (towards: Place, whole: boolean): number => {
    const ahead = sideSlope(map, [row, column], towards);
    return whole ? (ahead + sideSlope(map, [row - towards[0], column - towards[1]], towards)) / 2 : ahead;
  };
  return [slope([1, 0], Number.isInteger(row)), slope([0, 1], Number.isInteger(column))];
}

function sideSlope(map: FeatureMap, place: Place, towards: Place): number {
  const { down, right, a, b, c, d } = corners(map, place);
  return towards[0] === 1 ? (1 - right) * (c - a) + right * (d - b) : (1 - down) * (b - a) + down * (d - c);
}

/** The regular grid of a kernel, centred, row by row. */
export function grid(height: number, width: number, dilation = 1): Place[] {
  return Array.from(
    { length: height * width },
    (_, n): Place => [(Math.floor(n / width) - (height - 1) / 2) * dilation, ((n % width) - (width - 1) / 2) * dilation],
  );
}

const plus = (a: Place, b: Place): Place => [a[0] + b[0], a[1] + b[1]];

export interface Kernel {
  readonly taps: readonly Place[];
  /** One weight a tap (one channel in, one out). */
  readonly weights: readonly number[];
  /** Missing offsets are zero. */
  readonly offsets?: readonly Place[];
  /** Modulation of DCNv2 in 0 … 1; missing ones are 1. */
  readonly masks?: readonly number[];
}

/** Where a kernel at a centre samples. */
export const sampled = (kernel: Kernel, centre: Place): Place[] =>
  kernel.taps.map((tap, n) => plus(plus(centre, tap), kernel.offsets?.[n] ?? [0, 0]));

/** y(p0) = Σ w_n m_n x(p0 + p_n + Δp_n); without offsets and masks an ordinary convolution. */
export const response = (map: FeatureMap, kernel: Kernel, centre: Place): number =>
  sampled(kernel, centre).reduce((sum, place, n) => sum + (kernel.weights[n] ?? 0) * (kernel.masks?.[n] ?? 1) * bilinear(map, place), 0);

/** ∂y/∂Δp_n for each tap. */
export const offsetGradient = (map: FeatureMap, kernel: Kernel, centre: Place): Place[] =>
  sampled(kernel, centre).map((place, n): Place => {
    const scale = (kernel.weights[n] ?? 0) * (kernel.masks?.[n] ?? 1);
    const [row, column] = bilinearGradient(map, place);
    return [scale * row, scale * column];
  });

/** Moves the offsets uphill on the response, keeping each step; the first entry is the start. */
export function ascendOffsets(map: FeatureMap, kernel: Kernel, centre: Place, rate: number, steps: number): (readonly Place[])[] {
  const path: (readonly Place[])[] = [kernel.offsets ?? kernel.taps.map((): Place => [0, 0])];
  for (let step = 0; step < steps; step++) {
    const offsets = path[step] ?? [];
    const slopes = offsetGradient(map, { ...kernel, offsets }, centre);
    path.push(offsets.map((offset, n) => plus(offset, [rate * (slopes[n]?.[0] ?? 0), rate * (slopes[n]?.[1] ?? 0)])));
  }
  return path;
}

/** Offsets (A - I) p that make the regular grid the image of itself under a linear map, given by rows. */
export const affineOffsets = (taps: readonly Place[], [[a, b], [c, d]]: readonly [Place, Place]): Place[] =>
  taps.map(([row, column]): Place => [a * row + b * column - row, c * row + d * column - column]);

/** Offset of a RoI bin in cells, [down, right], from its normalised one: γ times the height and the width of the region. */
export const roiOffset = (normalised: Place, height: number, width: number, gamma = 0.1): Place => [
  gamma * normalised[0] * height,
  gamma * normalised[1] * width,
];

/** Weights (without biases) and multiplications a position of a k×k layer and of what makes it deformable. */
export function cost(kernel: number, channelsIn: number, channelsOut: number, modulated: boolean) {
  const taps = kernel * kernel;
  const outputs = (modulated ? 3 : 2) * taps;
  return {
    plain: taps * channelsIn * channelsOut,
    branchOutputs: outputs,
    branch: taps * channelsIn * outputs,
    /** Four products a tap and channel. */
    sampling: 4 * taps * channelsIn,
  };
}

/** The worked example: a slanted line and a kernel of one row. */
export const example = {
  map: [
    [8, 2, 0],
    [2, 8, 2],
    [0, 2, 8],
  ],
  centre: [1, 1],
  kernel: {
    taps: grid(1, 3),
    weights: [1, 1, 1],
    offsets: [
      [-0.75, 0.25],
      [0, 0],
      [0.75, -0.25],
    ],
  },
} as const satisfies { map: FeatureMap; centre: Place; kernel: Kernel };
