import { figure } from './figure.ts';
import { box, el, frame, group, mark } from './kit/index.ts';

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

/** A ridge of height 1 along a circle through the middle of a square map: the picture's "object". `bend` is 1 over the radius, in cells. */
export function ridge(size: number, bend: number, width = 1.3): FeatureMap {
  const middle = (size - 1) / 2;
  const [down, right] = [Math.SQRT1_2, Math.SQRT1_2];
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => {
      const [r, c] = [row - middle, column - middle];
      // Along the diagonal and across it; the circle's centre lies across.
      const [along, across] = [r * down + c * right, r * down - c * right];
      const distance = bend < 1e-6 ? across : 1 / bend - Math.hypot(along, across - 1 / bend);
      return Math.exp((-distance * distance) / (2 * width * width));
    }),
  );
}

const SIZE = 13;
const CENTRE: Place = [6, 6];
const TAPS = grid(3, 3, 2);
const KERNEL: Kernel = { taps: TAPS, weights: TAPS.map(() => 1) };

const counted = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);

export const deformableConvFigures = [
  figure({
    name: 'deformable-conv',
    topic: 'deformable-conv',
    title: { zh: '采样点沿梯度爬到物体上', en: 'Sampling points climb onto the object' },
    params: {
      steps: {
        about: { zh: '对偏移做梯度上升的步数', en: 'steps of gradient ascent on the offsets' },
        least: 0,
        most: 60,
        standard: 25,
        whole: true,
      },
      bend: {
        about: { zh: '曲线的弯曲程度（半径的倒数）', en: 'bend of the line, 1 over its radius' },
        least: 0,
        most: 0.25,
        standard: 0.15,
      },
    },
    alt: ({ steps, bend }, locale) => {
      const { before, after } = climb(steps, bend);
      const moved = after.toFixed(2);
      if (locale === 'zh')
        return `一条${bend > 0 ? '弯' : '直'}线上的 3×3 采样点。规则方格的响应是 ${before.toFixed(2)}${steps > 0 ? `；偏移沿自己的梯度走 ${steps} 步之后，九个点靠到线上，响应升到 ${moved}` : '，偏移都是零'}。`;
      return `A 3×3 set of sampling points over a ${bend > 0 ? 'curved' : 'straight'} line. The regular square responds with ${before.toFixed(2)}${steps > 0 ? `; after ${counted(steps)} along the gradient of their offsets the points lie closer to the line and the response is ${moved}` : ' and all offsets are zero'}.`;
    },
    draw: ({ steps, bend }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { map, path, before, after } = climb(steps, bend);
      return frame(
        look,
        {
          title: zh ? '采样点沿梯度爬到物体上' : 'Sampling points climb onto the object',
          note: zh
            ? `九个采样点，权重都是 1。方格的响应 ${before.toFixed(2)}${steps > 0 ? `，走 ${steps} 步后 ${after.toFixed(2)}` : '，还没有走'}（上限 9）。这里直接优化偏移，网络里由一层卷积来预测。`
            : `Nine points of weight 1. The square responds with ${before.toFixed(2)}${steps > 0 ? `, after ${counted(steps)} ${after.toFixed(2)}` : ', no step taken'} (at most 9). Here offsets are optimised directly; in a network a convolution predicts them.`,
          legend: [
            { label: zh ? '规则网格' : 'regular grid', colour: paint.series[1], mark: 'ring' },
            { label: zh ? '加上偏移之后' : 'with offsets', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '特征值' : 'feature value', colour: paint.series[3], patch: true },
          ],
          height: 368,
        },
        (area) => {
          const side = area.width / SIZE;
          const x = (column: number): number => area.x + (column + 0.5) * side;
          const y = (row: number): number => area.y + (row + 0.5) * side;
          const cells = map.flatMap((row, r) =>
            row.map((value, c) =>
              box(area.x + c * side + 0.5, area.y + r * side + 0.5, side - 1, side - 1, {
                fill: paint.series[3],
                opacity: 0.04 + 0.5 * value,
                radius: 2,
              }),
            ),
          );
          const at = (offsets: readonly Place[]): Place[] => sampled({ ...KERNEL, offsets }, CENTRE);
          const [start, end] = [at(path[0] ?? []), at(path[path.length - 1] ?? [])];
          const trails = start.map((_, n) =>
            el('path', {
              d: path
                .map((offsets, i) => `${i ? 'L' : 'M'}${x(at(offsets)[n]?.[1] ?? 0).toFixed(1)} ${y(at(offsets)[n]?.[0] ?? 0).toFixed(1)}`)
                .join(''),
              fill: 'none',
              stroke: paint.ink,
              'stroke-width': 1.4,
            }),
          );
          return group(
            ...cells,
            ...start.map(([r, c]) => mark('ring', x(c), y(r), 6, paint.series[1])),
            ...trails,
            ...end.map(([r, c]) => mark('circle', x(c), y(r), 5.5, paint.series[0], paint.surface)),
          );
        },
      );
    },
  }),
];

function climb(steps: number, bend: number) {
  const map = ridge(SIZE, bend);
  const path = ascendOffsets(map, KERNEL, CENTRE, 0.4, steps);
  return { map, path, before: response(map, KERNEL, CENTRE), after: response(map, { ...KERNEL, offsets: path[steps] ?? [] }, CENTRE) };
}
