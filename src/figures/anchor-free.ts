import { figure } from './figure.ts';
import { arrow, frame, group, mark, box as rectangle, TYPE, words } from './kit/index.ts';

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

/** The article's box. */
export const EXAMPLE_BOX: Edges = { x0: 103, y0: 78, x1: 223, y1: 238 };
const STRIDE = 4;
/** Pixels of the image that a panel shows. */
const WINDOW = { x: 80, y: 60, width: 166, height: 196 } as const;

const exact = (value: number, digits: number): string => value.toFixed(digits);

export const anchorFreeFigures = [
  figure({
    name: 'anchor-free',
    topic: 'anchor-free',
    title: { zh: '同一个框：FCOS 的密集位置与 CenterNet 的一个峰', en: "One box: FCOS's many places and CenterNet's single peak" },
    params: {
      level: { about: { zh: 'FPN 的层', en: 'level of the pyramid' }, least: 3, most: 5, standard: 4, whole: true },
      x: { about: { zh: '位置的横坐标（像素）', en: 'x of the place, in pixels' }, least: 120, most: 206, standard: 136, whole: true },
      y: { about: { zh: '位置的纵坐标（像素）', en: 'y of the place, in pixels' }, least: 95, most: 221, standard: 136, whole: true },
      sigma: {
        about: { zh: '热图高斯的标准差（格）', en: "standard deviation of the heat map's Gaussian, in cells" },
        least: 0.5,
        most: 4,
        standard: 2,
      },
    },
    alt: ({ level, x, y }, locale) => {
      const { within, trained } = fcosPositives(EXAMPLE_BOX, 512, level);
      const { l, t, r, b } = distances(EXAMPLE_BOX, x, y);
      const centre = exact(centreness({ l, t, r, b }), 3);
      const { cell, offset } = encodeCentre(EXAMPLE_BOX, STRIDE);
      return locale === 'zh'
        ? `左：120×160 的框在 P${level} 上有 ${within.length} 个位置，其中 ${trained.length} 个归这一层；位置 (${x}, ${y}) 到左、上、右、下边的距离是 ${l}、${t}、${r}、${b}，centre-ness ${centre}。右：CenterNet 只有中心格 (${cell.join(', ')}) 是正样本，偏移 (${offset.join(', ')})。`
        : `Left: the box of 120×160 holds ${within.length} places of P${level}, of which ${trained.length} belong to this level; the place (${x}, ${y}) is ${l}, ${t}, ${r} and ${b} from the left, upper, right and lower edge, with a centre-ness of ${centre}. Right: in CenterNet the one positive is cell (${cell.join(', ')}), with offset (${offset.join(', ')}).`;
    },
    draw: ({ level, x, y, sigma }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { within, trained } = fcosPositives(EXAMPLE_BOX, 512, level);
      const chosen = distances(EXAMPLE_BOX, x, y);
      const { cell, offset } = encodeCentre(EXAMPLE_BOX, STRIDE);
      return frame(
        look,
        {
          title: zh ? '同一个框：密集的位置，还是一个峰' : 'One box: many places, or a single peak',
          note: zh
            ? `左：P_${level} 上 ${within.length} 个位置落在框内，${trained.length} 个归这一层；颜色越深 centre-ness 越大。右：步幅 4 的热图，只有一格是正样本；小图放大中心附近，叉是真正的中心。`
            : `Left: ${within.length} places of P_${level} are inside, ${trained.length} belong to the level; the deeper the colour, the larger the centre-ness. Right: a heat map of stride 4 with one positive cell; the inset enlarges it, with a cross at the true centre.`,
          legend: [
            { label: zh ? '归这一层的位置' : 'places of this level', colour: paint.series[0], patch: true },
            { label: zh ? '框内，归别的层' : 'inside, of another level', colour: paint.edge, mark: 'ring' },
            { label: zh ? '热图目标 Y' : 'heat map target Y', colour: paint.series[1], patch: true },
          ],
          height: 240,
        },
        (area) => {
          const scale = (area.width / 2 - 6) / WINDOW.width;
          const at = (left: number) => ({
            x: (pixel: number) => left + (pixel - WINDOW.x) * scale,
            y: (pixel: number) => area.y + 20 + (pixel - WINDOW.y) * scale,
          });
          const outline = (place: ReturnType<typeof at>) =>
            rectangle(
              place.x(EXAMPLE_BOX.x0),
              place.y(EXAMPLE_BOX.y0),
              (EXAMPLE_BOX.x1 - EXAMPLE_BOX.x0) * scale,
              (EXAMPLE_BOX.y1 - EXAMPLE_BOX.y0) * scale,
              { stroke: paint.ink },
            );
          const [left, right] = [at(area.x), at(area.x + area.width / 2 + 6)];
          const side = Math.min(2 ** level * 0.72, 18) * scale;
          const belongs = new Set(trained);
          const places = within.map((place) => {
            const [px, py] = [left.x(EXAMPLE_BOX.x0 + place.l), left.y(EXAMPLE_BOX.y0 + place.t)];
            return belongs.has(place)
              ? rectangle(px - side / 2, py - side / 2, side, side, {
                  fill: paint.series[0],
                  opacity: 0.12 + 0.88 * centreness(place),
                  radius: 2,
                })
              : mark('ring', px, py, Math.min(2, side / 3), paint.edge);
          });
          const [cx, cy] = [left.x(x), left.y(y)];
          const label = (px: number, py: number, text: string, anchor: 'start' | 'middle' | 'end') =>
            words(px, py, text, { fill: paint.ink, size: TYPE.small, anchor, halo: paint.surface, weight: 600 });
          const ray = { colour: paint.series[2], width: 2 };
          const cells = Array.from({ length: Math.ceil(WINDOW.width / STRIDE) }, (_, i) => Math.floor(WINDOW.x / STRIDE) + i).flatMap(
            (column) =>
              Array.from({ length: Math.ceil(WINDOW.height / STRIDE) }, (_, j) => Math.floor(WINDOW.y / STRIDE) + j)
                .map((row) => ({ column, row, target: heat(column - cell[0], row - cell[1], sigma) }))
                .filter(({ target }) => target > 0.02),
          );
          // The cells about the centre again, enlarged: the positive one framed, the true centre inside it crossed.
          const [wide, middle] = [8, right.x((EXAMPLE_BOX.x0 + EXAMPLE_BOX.x1) / 2)];
          const [lensX, lensY] = [middle - 3.5 * wide, right.y(EXAMPLE_BOX.y1) - 7 * wide - 4];
          const seven = [0, 1, 2, 3, 4, 5, 6];
          const lens = group(
            rectangle(lensX, lensY, 7 * wide, 7 * wide, { fill: paint.surface }),
            ...seven.flatMap((i) =>
              seven.map((j) =>
                rectangle(lensX + i * wide, lensY + j * wide, wide, wide, { fill: paint.series[1], opacity: heat(i - 3, j - 3, sigma) }),
              ),
            ),
            rectangle(lensX, lensY, 7 * wide, 7 * wide, { stroke: paint.edge }),
            rectangle(lensX + 3 * wide, lensY + 3 * wide, wide, wide, { stroke: paint.ink }),
            mark('cross', lensX + (3 + offset[0]) * wide, lensY + (3 + offset[1]) * wide, 2, paint.ink),
          );
          return group(
            words(area.x, area.y + 11, `FCOS, P_${level}`, { fill: paint.soft, size: TYPE.small }),
            words(area.x + area.width / 2 + 6, area.y + 11, `CenterNet, σ = ${sigma}`, { fill: paint.soft, size: TYPE.small }),
            ...places,
            outline(left),
            arrow(cx, cy, left.x(EXAMPLE_BOX.x0), cy, ray),
            arrow(cx, cy, left.x(EXAMPLE_BOX.x1), cy, ray),
            arrow(cx, cy, cx, left.y(EXAMPLE_BOX.y0), ray),
            arrow(cx, cy, cx, left.y(EXAMPLE_BOX.y1), ray),
            mark('circle', cx, cy, 4, paint.ink, paint.surface),
            label(left.x(EXAMPLE_BOX.x0) - 3, cy - 5, `l ${exact(chosen.l, 0)}`, 'end'),
            label(left.x(EXAMPLE_BOX.x1) + 3, cy - 5, `r ${exact(chosen.r, 0)}`, 'start'),
            label(cx, left.y(EXAMPLE_BOX.y0) - 4, `t ${exact(chosen.t, 0)}`, 'middle'),
            label(cx, left.y(EXAMPLE_BOX.y1) + 13, `b ${exact(chosen.b, 0)}`, 'middle'),
            // Towards the middle of the box, so that it stands on no edge.
            label(cx + (x > 180 ? -7 : 7), cy + (y > 200 ? -7 : 15), exact(centreness(chosen), 3), x > 180 ? 'end' : 'start'),
            ...cells.map(({ column, row, target }) =>
              rectangle(right.x(column * STRIDE), right.y(row * STRIDE), STRIDE * scale, STRIDE * scale, {
                fill: paint.series[1],
                opacity: target,
              }),
            ),
            outline(right),
            lens,
            words(middle, right.y(EXAMPLE_BOX.y1) + 13, zh ? `偏移 (${offset.join(', ')}) 格` : `offset (${offset.join(', ')}) cells`, {
              fill: paint.ink,
              size: TYPE.small,
              anchor: 'middle',
            }),
          );
        },
      );
    },
  }),
];
