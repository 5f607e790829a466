import { figure } from './figure.ts';
import { DASHES, el, frame, group, type Point, plot } from './kit/index.ts';

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

/** How many cells the object's side covers on the map that FPN sends it to. */
export const cellsOnPyramid = (scale: number, lowest = 2): number => scale / strideOf(fpnLevel({ width: scale, height: scale }, lowest));

const EXAMPLES = [
  { scale: 36, zh: '路牌', en: 'sign' },
  { scale: 120, zh: '行人', en: 'person' },
  { scale: 400, zh: '公交车', en: 'bus' },
] as const;
const SMALLEST = 8;
const LARGEST = 1024;
/** Sizes at equal ratios, with every jump of the pyramid approached from both sides. */
const SIZES = [
  ...Array.from({ length: 141 }, (_, i) => SMALLEST * (LARGEST / SMALLEST) ** (i / 140)),
  ...[112, 224, 448].flatMap((jump) => [jump * (1 - 1e-9), jump]),
].toSorted((a, b) => a - b);

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

export const multiScaleFigures = [
  figure({
    name: 'multi-scale',
    topic: 'multi-scale',
    title: { zh: '物体占多少格：一张图与特征金字塔', en: 'Cells an object covers: one map and a pyramid' },
    params: {
      stride: {
        about: { zh: '单张图的步幅（像素）', en: 'stride of the single map, in pixels' },
        least: 8,
        most: 64,
        standard: 16,
        whole: true,
      },
      lowest: { about: { zh: '金字塔最细的层', en: 'finest level of the pyramid' }, least: 2, most: 4, standard: 2, whole: true },
    },
    alt: ({ stride, lowest }, locale) => {
      const told = EXAMPLES.map(({ scale }) => `${rounded(scale / stride)} → ${rounded(cellsOnPyramid(scale, lowest))}`);
      return locale === 'zh'
        ? `横轴是物体尺寸，纵轴是它占的格数，都是对数。步幅 ${stride} 的单张图上格数随尺寸直线上升；金字塔呈锯齿，${14 * strideOf(lowest)} 到 896 像素之间停在 14 到 28 格。尺寸 36、120、400 的物体：${told.join('，')} 格。`
        : `Size of an object against the cells it covers, both logarithmic. On one map of stride ${stride} the cells grow in proportion; on the pyramid they form a saw-tooth that stays at 14 to 28 from ${14 * strideOf(lowest)} to 896 pixels. Objects of 36, 120 and 400 pixels: ${told.join(', ')} cells.`;
    },
    draw: ({ stride, lowest }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      return frame(
        look,
        {
          title: zh ? '物体占多少格：一张图与特征金字塔' : 'Cells an object covers: one map and a pyramid',
          note: zh
            ? `单张图步幅 ${rounded(stride)}；FPN 用 P_${lowest} 到 P_5，按尺寸分层，${14 * strideOf(lowest)} 到 896 像素的物体都占 14 到 28 格。`
            : `One map of stride ${rounded(stride)}; FPN has P_${lowest} to P_5 and assigns by size, so that objects of ${14 * strideOf(lowest)} to 896 pixels cover 14 to 28 cells.`,
          legend: [
            { label: zh ? 'FPN' : 'FPN', colour: paint.series[0] },
            { label: zh ? '单张图' : 'one map', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '14–28 格' : '14–28 cells', colour: paint.wash, patch: true },
          ],
          height: 300,
        },
        (area) => {
          const field = plot(look, area, {
            x: {
              domain: [SMALLEST, LARGEST],
              log: true,
              label: zh ? '物体尺寸 s（像素）' : 'size s of the object, pixels',
              ticks: [8, 16, 32, 64, 128, 256, 512, 1024],
              format: String,
            },
            y: {
              domain: [0.25, 256],
              log: true,
              label: zh ? '边长占的格数' : 'cells along its side',
              ticks: [0.25, 1, 4, 16, 64],
              format: String,
            },
          });
          const on = (cells: (scale: number) => number): Point[] => SIZES.map((scale) => [scale, cells(scale)]);
          const band = field.y(14) - field.y(28);
          const single = (scale: number): number => scale / stride;
          const pyramid = (scale: number): number => cellsOnPyramid(scale, lowest);
          return group(
            field.axes,
            el('rect', { x: field.inner.x, y: field.y(28), width: field.inner.width, height: band, fill: paint.wash }),
            field.horizontal(1, { colour: paint.edge, width: 1, dash: DASHES[2] }),
            field.text([LARGEST, 1], zh ? '不足一格' : 'less than a cell', { fill: paint.soft, anchor: 'end', dy: 15, dx: -2 }),
            field.line(on(single), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            field.line(on(pyramid), { colour: paint.series[0], width: 2.6 }),
            ...EXAMPLES.flatMap(({ scale, zh: name, en }) => [
              field.line(
                [
                  [scale, 0.42],
                  [scale, Math.max(single(scale), pyramid(scale))],
                ],
                { colour: paint.edge, width: 1 },
              ),
              field.dots([[scale, single(scale)]], paint.series[1], 'square', 4.5),
              field.dots([[scale, pyramid(scale)]], paint.series[0], 'circle', 5),
              // At the foot, where neither line nor teeth can run through the name.
              field.text([scale, 0.29], zh ? name : en, { anchor: 'middle' }),
            ]),
            ...[2, 3, 4, 5]
              .filter((level) => level >= lowest)
              .map((level) =>
                field.text([level === lowest ? 7 * 2 ** level * Math.SQRT2 * 2 : 14 * 2 ** level * Math.SQRT2, 170], `P_${level}`, {
                  fill: paint.series[0],
                  anchor: 'middle',
                }),
              ),
          );
        },
      );
    },
  }),
];
