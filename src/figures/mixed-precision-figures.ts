import { figure } from './figure.ts';
import { arrow, box, DASHES, el, frame, group, mark, type Point, plot, segment, TYPE, words } from './kit/index.ts';
import {
  BF16,
  type Format,
  FP16,
  FP32,
  fates,
  largest,
  round,
  smallestNormal,
  smallestSubnormal,
  spacingAt,
  updates,
} from './mixed-precision.ts';

const short = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '−');
const power = (value: number): string => {
  if (value === 0) return '0';
  const [digits = '', exponent = ''] = value.toExponential(2).split('e');
  return Math.abs(Number(exponent)) < 3
    ? short(Number(value.toPrecision(3)))
    : `${digits}×10^{${exponent.replace('+', '').replace('-', '−')}}`;
};

interface Values {
  readonly weight: number;
  readonly update: number;
  readonly bf16: number;
}

function looked({ weight, update, bf16 }: Values) {
  const format = bf16 === 1 ? BF16 : FP16;
  const name = bf16 === 1 ? 'bf16' : 'FP16';
  const w = round(format, weight);
  const history = updates(format, weight, update, 10);
  const landed = history[0]?.alone ?? w;
  const end = history.at(-1);
  return { format, name, w, spacing: spacingAt(format, w), landed, alone: end?.alone ?? w, copy: end?.copy ?? w };
}

/** A staircase of spacings: one step for each power of two from the smallest number to the largest. */
function staircase(format: Format, from: number, to: number): Point[] {
  const [low, high] = [Math.max(from, smallestSubnormal(format)), Math.min(to, largest(format))];
  const points: Point[] = [[low, spacingAt(format, low)]];
  for (let e = Math.ceil(Math.log2(low)); 2 ** e <= high; e++) points.push([2 ** e, spacingAt(format, 2 ** e)]);
  points.push([high, spacingAt(format, high)]);
  return points;
}

/** The standard normal distribution at evenly spaced quantiles, by bisection of its distribution function. */
function normalQuantiles(count: number): number[] {
  const pieces = 4000;
  const ends = Array.from({ length: pieces + 1 }, (_, i) => -6 + (12 * i) / pieces);
  let below = 0;
  const reached = ends.map((z) => {
    below += (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (12 / pieces);
    return below;
  });
  let at = 0;
  return Array.from({ length: count }, (_, i) => {
    while (at < pieces && (reached[at] ?? 1) < (i + 0.5) / count) at += 1;
    return ends[at] ?? 0;
  });
}

/** Sizes of invented gradients: their logarithm to base 2 is normal with mean -22 and deviation 5. */
const GRADIENTS = normalQuantiles(4000).map((z) => 2 ** (-22 + 5 * z));
const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;

export const mixedPrecisionFigures = [
  figure({
    name: 'mixed-precision',
    topic: 'mixed-precision',
    title: { zh: '更新能不能加进去，看间距', en: 'Whether an update registers: the spacing' },
    params: {
      weight: { about: { zh: '权重', en: 'weight' }, least: 0.25, most: 16, standard: 1 },
      update: { about: { zh: '一步的更新', en: 'update of a step' }, least: 0.00005, most: 0.005, standard: 0.0003 },
      bf16: { about: { zh: '0：FP16，1：bf16', en: '0: FP16, 1: bf16' }, least: 0, most: 1, standard: 0, whole: true },
    },
    alt: (values, locale) => {
      const { name, w, spacing, landed, alone, copy } = looked(values);
      return locale === 'zh'
        ? `${name} 在 ${short(w)} 处的间距是 ${power(spacing)}，更新 ${short(values.update)} 是它的 ${(values.update / spacing).toFixed(2)} 倍，加上去舍入到 ${short(landed)}。十步之后，直接累加得 ${short(alone)}，经 FP32 主权重再舍入得 ${short(copy)}。`
        : `${name} numbers near ${short(w)} are ${power(spacing)} apart; an update of ${short(values.update)} is ${(values.update / spacing).toFixed(2)} of that, and the sum is rounded to ${short(landed)}. After ten steps, adding in ${name} gives ${short(alone)}, adding to an FP32 master and rounding gives ${short(copy)}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { format, name, w, spacing, landed, alone, copy } = looked(values);
      const lost = landed === w;
      return frame(
        look,
        {
          title: zh ? '更新能不能加进去，看间距' : 'Whether an update registers: the spacing',
          note: zh
            ? `w = ${short(w)}，更新 δ = ${short(values.update)}，${name} 的间距 Δ = ${power(spacing)}：δ 是 Δ 的 ${(values.update / spacing).toFixed(2)} 倍，${lost ? '不到一半，白加' : '加得进去'}。十步后：直接累加 ${short(alone)}，主权重的副本 ${short(copy)}。`
            : `w = ${short(w)}, update δ = ${short(values.update)}, spacing Δ = ${power(spacing)} in ${name}: δ is ${(values.update / spacing).toFixed(2)} of Δ and ${lost ? 'is lost' : 'registers'}. After ten steps: ${short(alone)} added in ${name}, ${short(copy)} by way of the master.`,
          legend: [
            { label: 'FP16', colour: paint.series[0] },
            { label: 'bf16', colour: paint.series[1], dash: DASHES[1] },
            { label: 'FP32', colour: paint.series[5], dash: DASHES[2] },
          ],
          height: 124 + 262,
        },
        (area) => {
          const low = w - Math.max(1.3 * spacing, 0.2 * values.update);
          const high = w + Math.max(2.6 * spacing, 1.25 * values.update);
          const x = (value: number) => area.x + (area.width * (value - low)) / (high - low);
          const axisY = area.y + 86;
          const numbers: number[] = [];
          for (let v = round(format, low); v <= high; v += spacingAt(format, v)) if (v >= low) numbers.push(v);
          const own = format === FP16 ? paint.series[0] : paint.series[1];
          const step = ((spacing / (high - low)) * area.width) / 2;
          const named = numbers.filter((v) => v === w || v === w + spacing).filter((_, i) => i === 0 || step > 24);
          const goal = w + values.update;
          const line = group(
            box(x(w), axisY - 24, step, 24, { fill: paint.danger, opacity: 0.16 }),
            segment(area.x, axisY, area.x + area.width, axisY, { colour: paint.edge, width: 1.2 }),
            ...numbers.map((v) => segment(x(v), axisY - 9, x(v), axisY + 5, { colour: own, width: v === w ? 3 : 2 })),
            ...named.map((v) =>
              words(x(v), axisY + 21, short(v), { fill: paint.ink, size: TYPE.small, anchor: 'middle', weight: v === w ? 600 : 400 }),
            ),
            arrow(x(w), axisY - 32, x(goal), axisY - 32, { colour: paint.ink, width: 2 }),
            words((x(w) + x(goal)) / 2, axisY - 41, 'w + δ', { fill: paint.ink, size: TYPE.small, anchor: 'middle' }),
            segment(x(goal), axisY - 32, x(goal), axisY, { colour: paint.soft, width: 1.2, dash: DASHES[2] }),
            mark('circle', x(landed), axisY, 5, lost ? paint.danger : own, paint.surface),
            words(
              x(high) - 2,
              axisY - 66,
              lost
                ? zh
                  ? `舍入后仍是 ${short(w)}`
                  : `rounded back to ${short(w)}`
                : zh
                  ? `舍入到 ${short(landed)}`
                  : `rounded to ${short(landed)}`,
              { fill: lost ? paint.danger : paint.ink, size: TYPE.small, anchor: 'end', weight: 600 },
            ),
            words(area.x, axisY - 66, zh ? `${name} 的数轴，红：舍回 w` : `numbers of ${name}; red: back to w`, {
              fill: paint.soft,
              size: TYPE.small,
            }),
          );
          const view = plot(
            look,
            { x: area.x, y: area.y + 124, width: area.width, height: 262 },
            {
              x: {
                domain: [1e-9, 1e6],
                label: zh ? '数的大小' : 'size of the number',
                ticks: [1e-8, 1e-6, 1e-4, 1e-2, 1, 100, 1e4],
                log: true,
              },
              y: {
                domain: [1e-12, 1e5],
                label: zh ? '到下一个数的间距' : 'spacing to the next number',
                ticks: [1e-12, 1e-8, 1e-4, 1, 1e4],
                log: true,
              },
            },
          );
          const stairs = (f: Format) => staircase(f, 1e-9, 1e6);
          return group(
            line,
            view.axes,
            view.vertical(65504, { colour: paint.line, width: 1.2 }),
            view.line(stairs(FP32), { colour: paint.series[5], width: 1.8, dash: DASHES[2] }, 'step'),
            view.line(stairs(BF16), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }, 'step'),
            view.line(stairs(FP16), { colour: paint.series[0], width: 2.8 }, 'step'),
            view.dots([[smallestSubnormal(FP16), smallestSubnormal(FP16)]], paint.series[0], 'circle', 4),
            view.dots([[largest(FP16), spacingAt(FP16, largest(FP16))]], paint.series[0], 'circle', 4),
            view.text([smallestSubnormal(FP16), smallestSubnormal(FP16)], zh ? '最小 2^{−24}' : 'smallest 2^{−24}', { dx: -4, dy: -9 }),
            view.text([largest(FP16), spacingAt(FP16, largest(FP16))], '65504', { dx: 5, dy: 16 }),
            el(
              'g',
              {},
              segment(view.x(w), view.y(spacing), view.x(w), view.y(values.update), { colour: paint.ink, width: 1.2, dash: DASHES[2] }),
              mark('circle', view.x(w), view.y(spacing), 4.5, paint.ink, paint.surface),
              mark('diamond', view.x(w), view.y(values.update), 4.5, lost ? paint.danger : paint.ink, paint.surface),
            ),
            view.text([w, spacing], 'Δ', { dx: -9, dy: -4, anchor: 'end' }),
            view.text([w, values.update], 'δ', { dx: 9, dy: 10 }),
          );
        },
      );
    },
  }),
  figure({
    name: 'mixed-precision-scaling',
    topic: 'mixed-precision',
    title: { zh: '损失缩放把梯度搬进 FP16 的范围', en: 'Loss scaling moves gradients into range' },
    params: {
      log2s: { about: { zh: 'S 是 2 的几次方', en: 'S as a power of two' }, least: 0, most: 36, standard: 15, whole: true },
    },
    alt: ({ log2s }, locale) => {
      const [plain, moved] = [
        fates(FP16, GRADIENTS),
        fates(
          FP16,
          GRADIENTS.map((g) => g * 2 ** log2s),
        ),
      ];
      return locale === 'zh'
        ? `假想的一批梯度，大小的对数服从正态分布。直接存成 FP16，${percent(plain.zero)} 变成零，${percent(plain.subnormal)} 落在次正规数；乘以 S = 2^${log2s} 之后，变成零的是 ${percent(moved.zero)}，次正规数 ${percent(moved.subnormal)}，溢出 ${percent(moved.infinite)}。`
        : `An invented set of gradients whose log sizes are normal. Stored in FP16, ${percent(plain.zero)} become zero and ${percent(plain.subnormal)} are subnormal; times S = 2^${log2s}, ${percent(moved.zero)} become zero, ${percent(moved.subnormal)} are subnormal and ${percent(moved.infinite)} overflow.`;
    },
    draw: ({ log2s }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const scaled = GRADIENTS.map((g) => g * 2 ** log2s);
      const [plain, moved] = [fates(FP16, GRADIENTS), fates(FP16, scaled)];
      const shares = (values: readonly number[]) => {
        const bins = new Map<number, number>();
        for (const v of values) bins.set(Math.floor(Math.log2(v)), (bins.get(Math.floor(Math.log2(v))) ?? 0) + 1);
        return [...bins].map(([e, n]) => ({ from: e, to: e + 1, height: (100 * n) / values.length }));
      };
      return frame(
        look,
        {
          title: zh ? '损失缩放把梯度搬进 FP16 的范围' : 'Loss scaling moves gradients into range',
          note: zh
            ? `假想的一批梯度。变成零的：原来 ${percent(plain.zero)}，乘 S = 2^{${log2s}} 后 ${percent(moved.zero)}；次正规数 ${percent(plain.subnormal)} → ${percent(moved.subnormal)}；溢出 ${percent(moved.infinite)}。`
            : `Invented gradients. Turned to zero: ${percent(plain.zero)} before, ${percent(moved.zero)} times S = 2^{${log2s}}. Subnormal: ${percent(plain.subnormal)}, then ${percent(moved.subnormal)}. Overflow: ${percent(moved.infinite)}.`,
          legend: [
            { label: zh ? '原来的梯度' : 'gradients as they are', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? `乘以 2^{${log2s}}` : `times 2^{${log2s}}`, colour: paint.series[0], patch: true },
          ],
          height: 236,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [-38, 30],
              label: zh ? '大小（2 的几次方）' : 'size (power of two)',
              ticks: [-38, -25, -14, 0, 16, 30],
              format: (v) => String(v).replace('-', '−'),
            },
            y: { domain: [0, 11.5], label: zh ? '梯度的份额（%）' : 'share of gradients (%)', ticks: [0, 4, 8] },
          });
          const zone = (from: number, to: number, fill: string, opacity: number) =>
            box(view.x(from), view.inner.y, view.x(to) - view.x(from), view.inner.height, { fill, opacity });
          const name = (from: number, to: number, text: string) =>
            words((view.x(from) + view.x(to)) / 2, view.inner.y + 13, text, {
              fill: paint.soft,
              size: TYPE.small,
              anchor: 'middle',
              halo: paint.surface,
            });
          const outline = shares(GRADIENTS)
            .sort((a, b) => a.from - b.from)
            .flatMap(({ from, to, height }): Point[] => [
              [from, height],
              [to, height],
            ]);
          return group(
            zone(-38, -25, paint.danger, 0.12),
            zone(-25, Math.log2(smallestNormal(FP16)), paint.signal, 0.14),
            zone(16, 30, paint.danger, 0.12),
            view.axes,
            view.bars(shares(scaled), paint.series[0], 0.75),
            view.line(outline, { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            name(-38, -25, zh ? '变成零' : 'zero'),
            name(-25, -14, zh ? '次正规' : 'subnormal'),
            name(-14, 16, zh ? '正规数' : 'normal'),
            name(16, 30, zh ? '溢出' : 'overflow'),
          );
        },
      );
    },
  }),
];
