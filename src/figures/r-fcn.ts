import { figure } from './figure.ts';
import { box, DASHES, frame, group, type Point, plot, TYPE, words } from './kit/index.ts';

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

const HEAT = 8;
const BACKGROUND = 3;

/** Score by shift to the right, as a share of the box's width, at every `steps`-th of a bin; between these places it is linear. */
export function scoreByShift(k: number, steps = 2): Point[] {
  const object: Region = { x: 0, y: 0, width: steps * k, height: k };
  const size = 2 * object.width;
  const maps = partMaps(k, HEAT, object, size);
  return Array.from(
    { length: object.width + 1 },
    (_, shift): Point => [shift / object.width, vote(positionSensitivePool(maps, { ...object, x: shift }, k))],
  );
}

/** The object as drawn: as wide as k divides, in a map twice as wide. */
const drawnObject = (k: number): Region => (k === 3 ? { ...EXAMPLE_OBJECT, width: 6, height: 6 } : EXAMPLE_OBJECT);

export const rFcnFigures = [
  figure({
    name: 'r-fcn',
    topic: 'r-fcn',
    title: { zh: '每一格读自己的得分图', en: 'Each bin reads a map of its own' },
    params: {
      k: { about: { zh: '每边的格数', en: 'bins along a side' }, least: 1, most: 4, standard: 2, whole: true },
      shift: {
        about: { zh: '候选区右移的列数', en: 'columns by which the region is moved right' },
        least: 0,
        most: 3,
        standard: 1,
        whole: true,
      },
    },
    alt: ({ k, shift }, locale) => {
      const object = drawnObject(k);
      const moved: Region = { ...object, x: object.x + shift };
      const scored = (side: number): number => vote(positionSensitivePool(partMaps(side, HEAT, object, 2 * object.width), moved, side));
      const [score, plain] = [scored(k), scored(1)];
      return locale === 'zh'
        ? `物体 ${object.width}×${object.width} 格，${k * k} 张得分图各在自己的部位上为 8。候选区右移 ${shift} 列时，投票得 ${score.toFixed(2)}，普通平均得 ${plain.toFixed(2)}；背景为 3，概率分别是 ${againstBackground(score, BACKGROUND).toFixed(3)} 与 ${againstBackground(plain, BACKGROUND).toFixed(3)}。k 越大，得分随偏移掉得越快。`
        : `An object of ${object.width}×${object.width} cells and ${k === 1 ? 'one score map' : `${k * k} score maps`}, each 8 on its own part. With the region moved right by ${shift}, the vote is ${score.toFixed(2)} and a plain average ${plain.toFixed(2)}; against 3 for background the probabilities are ${againstBackground(score, BACKGROUND).toFixed(3)} and ${againstBackground(plain, BACKGROUND).toFixed(3)}. The larger k, the faster the score falls.`;
    },
    draw: ({ k, shift }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const object = drawnObject(k);
      const region: Region = { ...object, x: object.x + shift };
      const maps = partMaps(k, HEAT, object, 2 * object.width);
      const pooled = positionSensitivePool(maps, region, k);
      const score = vote(pooled);
      return frame(
        look,
        {
          title: zh ? '每一格读自己的得分图' : 'Each bin reads a map of its own',
          note: zh
            ? `k = ${k}，候选区右移 ${shift} 列。每张图只在一个部位上为 8；各格的平均投票得 ${score.toFixed(2)}，对背景 3 的概率是 ${againstBackground(score, BACKGROUND).toFixed(3)}。`
            : `k = ${k}, region moved right by ${shift}. Each map is 8 on one part; the bins' averages vote ${score.toFixed(2)}, a probability of ${againstBackground(score, BACKGROUND).toFixed(3)} against background at 3.`,
          legend: [
            { label: zh ? '热区' : 'hot part', colour: paint.series[1], patch: true },
            { label: zh ? '候选区' : 'region', colour: paint.ink, dash: DASHES[1] },
            { label: zh ? '这张图上被读的格' : 'the bin that is read', colour: paint.series[0] },
          ],
          height: 424,
        },
        (area) => {
          const gap = 10;
          const width = Math.min(226, (area.width - gap * (k - 1)) / k, (250 - 18 * k) / k);
          const cell = width / (2 * object.width);
          const left = area.x + (area.width - k * width - (k - 1) * gap) / 2;
          const [columns, rows] = [bins(region.width, k), bins(region.height, k)];
          const drawn = maps.map((map, index) => {
            const [i, j] = [Math.floor(index / k), index % k];
            const [x, y] = [left + j * (width + gap), area.y + i * (width + 18)];
            const [from, to] = columns[j] ?? [0, 0];
            const [top, bottom] = rows[i] ?? [0, 0];
            return group(
              box(x, y, width, width, { fill: paint.line, opacity: 0.35 }),
              ...map.flatMap((row, r) =>
                row.flatMap((value, c) =>
                  value > 0 ? [box(x + c * cell, y + r * cell, cell, cell, { fill: paint.series[1], opacity: 0.8 })] : [],
                ),
              ),
              box(x + region.x * cell, y + region.y * cell, region.width * cell, region.height * cell, { stroke: paint.ink, dash: '5 3' }),
              box(x + (region.x + from) * cell, y + (region.y + top) * cell, (to - from) * cell, (bottom - top) * cell, {
                fill: paint.series[0],
                opacity: 0.3,
                stroke: paint.series[0],
              }),
              words(
                x + width / 2,
                y + width + 12.5, // Sixteen small maps leave room for the number alone.
                `${k > 3 ? '' : `r(${i},${j}) = `}${Math.round((pooled[index] ?? 0) * 100) / 100}`,
                {
                  fill: paint.ink,
                  size: TYPE.small,
                  anchor: 'middle',
                },
              ),
            );
          });
          const curve = plot(
            look,
            { x: area.x, y: area.y + 258, width: area.width, height: 166 },
            {
              x: { domain: [0, 1], label: zh ? '右移 / 框宽' : 'shift right / width of the box', ticks: [0, 0.25, 0.5, 0.75, 1] },
              y: { domain: [0, 8.6], label: zh ? '得分' : 'score', ticks: [0, 3, 8] },
            },
          );
          // Beside k = 3 its neighbours' labels would have no room.
          const others = k === 3 ? [1, 7] : [1, 2, 4, 7].filter((one) => one !== k);
          const falling = (one: number): Point[] => scoreByShift(one).filter(([at]) => at <= 1 / one + 1e-9);
          return group(
            ...drawn,
            curve.axes,
            curve.horizontal(BACKGROUND, { colour: paint.danger, width: 1.2, dash: DASHES[1] }),
            curve.text([1, BACKGROUND], zh ? '背景' : 'background', { fill: paint.danger, anchor: 'end', dy: -5 }),
            ...others.map((one, index) => curve.line(falling(one), { colour: paint.series[5], width: 1.6, dash: DASHES[index + 1] })),
            curve.line(scoreByShift(k), { colour: paint.series[0], width: 2.8 }),
            ...[...others, k].map((one) =>
              curve.text(one === 1 ? [0.86, HEAT * 0.14] : [0.93 / one, HEAT * 0.07], `k=${one}`, {
                fill: one === k ? paint.series[0] : paint.soft,
                dx: 4,
                dy: -2,
              }),
            ),
            curve.dots([[shift / region.width, score]], paint.series[0], 'circle', 5),
          );
        },
      );
    },
  }),
];
