import { next, seeded } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { type Flash, flashAttention, flashTraffic, type Matrix, standardTraffic, type Tile } from './flash-attention.ts';
import { box, DASHES, frame, group, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';

const LENGTH = 12;
const WIDTH = 4;

/** Numbers uniform in -1.5 … 1.5, always the same. */
function drawn(seed: string): Matrix {
  let state = seeded(seed);
  return Array.from({ length: LENGTH }, () =>
    Array.from({ length: WIDTH }, () => {
      const one = next(state);
      state = one.state;
      return (one.word / 2 ** 32) * 3 - 1.5;
    }),
  );
}

const [Q, K, V] = [drawn('flash q 3'), drawn('flash k 3'), drawn('flash v 3')];

interface Moment {
  readonly run: Flash;
  /** Of the tile under work, from 0. */
  readonly index: number;
  readonly tile: Tile;
  /** One past the last query and key of the tile. */
  readonly queryEnd: number;
  readonly keyEnd: number;
  /** Whether it is the last of its block of queries. */
  readonly last: boolean;
}

function moment(values: { readonly rows: number; readonly columns: number; readonly step: number; readonly causal: number }): Moment {
  const run = flashAttention(Q, K, V, values.rows, values.columns, values.causal === 1);
  const index = Math.min(values.step, run.tiles.length) - 1;
  const tile = run.tiles[index];
  if (!tile) throw new RangeError(`no tile ${index}`);
  return {
    run,
    index,
    tile,
    queryEnd: tile.firstQuery + tile.before.length,
    keyEnd: tile.firstKey + (tile.scores[0]?.length ?? 0),
    last: run.tiles[index + 1]?.firstQuery !== tile.firstQuery,
  };
}

const decimals = (value: number, places = 2): string => (value === -Infinity ? '−∞' : value.toFixed(places).replace('-', '−'));
const whole = (zh: string, en: string, least: number, most: number, standard: number) =>
  ({ about: { zh, en }, least, most, standard, whole: true }) as const;

const LENGTHS = Array.from({ length: 89 }, (_, i) => Math.round(2 ** (6 + i / 8)));
const MIB = 2 ** 20;
const mib = (numbers: number): number => (numbers * 2) / MIB;
const size = (value: number): string => (value >= 100 ? value.toFixed(0) : String(Math.round(value * 10) / 10));

export const flashAttentionFigures = [
  figure({
    name: 'flash-attention',
    topic: 'flash-attention',
    title: { zh: '一块一块走过得分矩阵', en: 'Through the scores, tile by tile' },
    params: {
      rows: whole('每块查询的行数', 'queries in a block', 2, 6, 4),
      columns: whole('每块键的行数', 'keys in a block', 2, 6, 4),
      step: whole('走到第几块', 'which tile is under work', 1, 36, 5),
      causal: whole('1：带因果掩码', '1: with the causal mask', 0, 1, 0),
    },
    alt: (values, locale) => {
      const { run, index, tile, queryEnd, keyEnd, last } = moment(values);
      const [before, after] = [tile.before[0], tile.after[0]];
      if (!before || !after) return '';
      const factor = decimals(Math.exp(before.m - after.m));
      return locale === 'zh'
        ? `12×12 的得分矩阵分成 ${run.tiles.length} 块，正算第 ${index + 1} 块：查询 ${tile.firstQuery + 1}–${queryEnd}，键 ${tile.firstKey + 1}–${keyEnd}。查询 ${tile.firstQuery + 1} 的最大值由 ${decimals(before.m)} 变为 ${decimals(after.m)}，旧的和乘 ${factor}，分母变为 ${decimals(after.l)}。${last ? '这一块之后写出这几行的输出。' : '得分用完即扔，输出还留在片上。'}`
        : `The 12×12 scores are cut into ${run.tiles.length} tiles; tile ${index + 1} is under work, queries ${tile.firstQuery + 1}–${queryEnd} against keys ${tile.firstKey + 1}–${keyEnd}. For query ${tile.firstQuery + 1} the maximum goes from ${decimals(before.m)} to ${decimals(after.m)}, the old sum is multiplied by ${factor}, and the denominator becomes ${decimals(after.l)}. ${last ? 'After this tile the output of these rows is written.' : 'The scores are dropped after use; the output stays on the chip.'}`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { run, index, tile, queryEnd, keyEnd, last } = moment(values);
      const cell = 19;
      const rows = tile.before.length;
      return frame(
        look,
        {
          title: zh ? '一块一块走过得分矩阵' : 'Through the scores, tile by tile',
          note: zh
            ? `第 ${index + 1} 块，共 ${run.tiles.length} 块。片上只有这一块得分；下表是它带来的修正，旧的 ℓ 与累加都乘 e^{m−m'}。`
            : `Tile ${index + 1} of ${run.tiles.length}. Its scores alone are on the chip; the table gives the corrections, old sums times e^{m−m'}.`,
          legend: [
            { label: zh ? '在片上' : 'on the chip', colour: paint.series[1], patch: true },
            { label: zh ? '算完已扔' : 'done and dropped', colour: paint.series[0], patch: true },
            { label: zh ? '未到' : 'to come', colour: paint.line, patch: true },
            ...(values.causal === 1 ? [{ label: zh ? '掩去' : 'masked', colour: paint.edge, mark: 'cross' as const }] : []),
          ],
          height: 44 + LENGTH * cell + 42 + rows * 18,
        },
        (area) => {
          const left = area.x + 48;
          const top = area.y + 44;
          const side = LENGTH * cell;
          const onChip = paint.series[1];
          const written = last ? queryEnd : tile.firstQuery;
          const cells: Svg[] = Array.from({ length: LENGTH * LENGTH }, (_, i) => {
            const [q, k] = [Math.floor(i / LENGTH), i % LENGTH];
            const inside = q >= tile.firstQuery && q < queryEnd && k >= tile.firstKey && k < keyEnd;
            const masked = values.causal === 1 && k > q;
            const done = q < tile.firstQuery || (q < queryEnd && k < tile.firstKey);
            const [x, y] = [left + k * cell, top + q * cell];
            if (masked) {
              const [cx, cy] = [x + cell / 2, y + cell / 2];
              return group(
                inside ? box(x, y, cell - 1.5, cell - 1.5, { stroke: onChip, radius: 2 }) : group(),
                segment(cx - 3, cy - 3, cx + 2, cy + 2, { colour: paint.edge, width: 1.2 }),
                segment(cx - 3, cy + 2, cx + 2, cy - 3, { colour: paint.edge, width: 1.2 }),
              );
            }
            if (!inside)
              return box(x, y, cell - 1.5, cell - 1.5, {
                fill: done ? paint.series[0] : paint.line,
                opacity: done ? 0.28 : 0.7,
                radius: 2,
              });
            const score = tile.scores[q - tile.firstQuery]?.[k - tile.firstKey] ?? 0;
            const weight = Math.exp(score - (tile.after[q - tile.firstQuery]?.m ?? 0));
            return group(
              box(x, y, cell - 1.5, cell - 1.5, { fill: onChip, opacity: 0.15 + 0.85 * weight, radius: 2 }),
              box(x, y, cell - 1.5, cell - 1.5, { stroke: onChip, radius: 2 }),
            );
          });
          // One bar for each token: Q and O stand at the sides, K and V above.
          const bar = (x: number, y: number, width: number, height: number, state: 'chip' | 'done' | 'rest') =>
            box(x, y, width, height, {
              fill: state === 'chip' ? onChip : state === 'done' ? paint.series[0] : paint.line,
              opacity: state === 'rest' ? 0.8 : 1,
              radius: 2,
            });
          const tokens = Array.from({ length: LENGTH }, (_, i) => i);
          const label = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'middle') =>
            words(x, y, text, { fill: paint.ink, size: TYPE.label, weight: 600, anchor });
          const bars = tokens.flatMap((i) => {
            const mine = i >= tile.firstQuery && i < queryEnd;
            const key = i >= tile.firstKey && i < keyEnd ? 'chip' : 'rest';
            return [
              bar(left - 20, top + i * cell, 12, cell - 1.5, mine ? 'chip' : 'rest'),
              bar(left + side + 8, top + i * cell, 12, cell - 1.5, i < written ? 'done' : mine ? 'chip' : 'rest'),
              bar(left + i * cell, top - 34, cell - 1.5, 10, key),
              bar(left + i * cell, top - 20, cell - 1.5, 10, key),
            ];
          });
          const soft = { fill: paint.soft, size: TYPE.small } as const;
          const tableTop = top + side + 24;
          const columnsAt = [0.12, 0.3, 0.48, 0.66, 0.83, 1].map((share) => area.x + share * area.width);
          const heads = zh
            ? ['查询', '旧 m', '新 m', "e^{m−m'}", '旧 ℓ', '新 ℓ']
            : ['query', 'old m', 'new m', "e^{m−m'}", 'old ℓ', 'new ℓ'];
          const line = (y: number, texts: readonly string[], style: { readonly fill: string; readonly size: number }) =>
            texts.map((text, i) => words(columnsAt[i] ?? 0, y, text, { ...style, anchor: 'end' }));
          const table = tile.before.flatMap((before, r) => {
            const after = tile.after[r] ?? before;
            const factor = Math.exp(before.m - after.m);
            return line(
              tableTop + 18 * (r + 1),
              [
                String(tile.firstQuery + r + 1),
                decimals(before.m),
                decimals(after.m),
                decimals(factor),
                decimals(before.l),
                decimals(after.l),
              ],
              { fill: factor < 1 && before.m > -Infinity ? onChip : paint.ink, size: TYPE.label },
            );
          });
          return group(
            ...cells,
            ...bars,
            label(left - 14, top - 6, 'Q'),
            label(left + side + 14, top - 6, 'O'),
            label(left - 26, top - 24, 'K', 'end'),
            label(left - 26, top - 10, 'V', 'end'),
            words(left + side + 28, top + 12, zh ? '绿：已写' : 'teal:', soft),
            words(left + side + 28, top + 27, zh ? '进显存' : 'written', soft),
            ...line(tableTop, heads, soft),
            segment(area.x + 4, tableTop + 5, area.x + area.width, tableTop + 5, { colour: paint.edge, width: 1 }),
            ...table,
          );
        },
      );
    },
  }),
  figure({
    name: 'flash-attention-traffic',
    topic: 'flash-attention',
    title: { zh: '搬了多少：一个头的前向', en: 'How much is moved: forward pass of a head' },
    params: {
      rows: whole('每块查询的行数', 'queries in a block', 16, 256, 128),
      width: whole('头宽 d', 'width d of the head', 16, 256, 64),
    },
    alt: ({ rows, width }, locale) => {
      const [standard, flash] = [mib(standardTraffic(4096, width)), mib(flashTraffic(4096, width, rows))];
      return locale === 'zh'
        ? `横轴序列长，纵轴显存搬运量（FP16）。N=4096、d=${width}、每块 ${rows} 行查询时，标准实现 ${size(standard)} MiB，FlashAttention ${size(flash)} MiB。序列很长时两条线平行：都与 N² 成正比，差的是常数。`
        : `GPU memory traffic in FP16 by length of the sequence. At N = 4096, d = ${width} and ${rows} queries a block, a standard implementation moves ${size(standard)} MiB and FlashAttention ${size(flash)} MiB. For long sequences the lines are parallel: both grow as N², with different constants.`;
    },
    draw: ({ rows, width }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const [standard, flash] = [mib(standardTraffic(4096, width)), mib(flashTraffic(4096, width, rows))];
      return frame(
        look,
        {
          title: zh ? '搬了多少：一个头的前向' : 'How much is moved: forward pass of a head',
          note: zh
            ? `FP16，d = ${width}，每块 ${rows} 行查询，不计缓存。N = 4096 时 ${size(standard)} MiB 对 ${size(flash)} MiB。长序列上两线平行：阶没变，变的是常数。`
            : `FP16, d = ${width}, ${rows} queries a block, no cache. At N = 4096, ${size(standard)} against ${size(flash)} MiB. For long sequences the lines are parallel: the constant differs, not the order.`,
          legend: [
            { label: 'FlashAttention', colour: paint.series[0] },
            { label: zh ? '标准实现' : 'standard', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '只有 Q,K,V,O' : 'Q, K, V, O alone', colour: paint.series[5], dash: DASHES[2] },
          ],
          height: 250,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [64, 131072],
              label: zh ? '序列长 N' : 'length N',
              ticks: [64, 512, 4096, 32768],
              log: true,
              format: String,
            },
            y: {
              domain: [0.01, 3e6],
              label: zh ? '搬运量（MiB）' : 'moved (MiB)',
              ticks: [0.01, 1, 100, 1e4, 1e6],
              log: true,
            },
          });
          const curve = (f: (n: number) => number): Point[] => LENGTHS.map((n): Point => [n, mib(f(n))]);
          return group(
            view.axes,
            view.vertical(4096, { colour: paint.line, width: 1.2 }),
            view.line(
              curve((n) => 4 * n * width),
              { colour: paint.series[5], width: 2, dash: DASHES[2] },
            ),
            view.line(
              curve((n) => standardTraffic(n, width)),
              { colour: paint.series[1], width: 2.4, dash: DASHES[1] },
            ),
            view.line(
              curve((n) => flashTraffic(n, width, rows)),
              { colour: paint.series[0], width: 2.8 },
            ),
            view.dots([[4096, flash]], paint.series[0], 'circle', 4.5),
            view.dots([[4096, standard]], paint.series[1], 'square', 4.5),
            view.text([4096, standard], size(standard), {
              dx: standard > flash ? -8 : 8,
              dy: standard > flash ? -6 : 14,
              anchor: standard > flash ? 'end' : 'start',
            }),
            view.text([4096, flash], size(flash), {
              dx: standard > flash ? 8 : -8,
              dy: standard > flash ? 13 : -6,
              anchor: standard > flash ? 'start' : 'end',
            }),
          );
        },
      );
    },
  }),
];
