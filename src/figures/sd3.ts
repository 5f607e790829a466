import { figure } from './figure.ts';
import { arrow, box, DASHES, frame, group, type Look, type Point, plot, type Svg, words } from './kit/index.ts';

/**
 * What can be computed about Stable Diffusion 3 without its weights. Time runs as in its paper: t = 0 is data and t = 1 is noise,
 * x_t = (1 − t) x_0 + t ε. Constants are those of the paper: f = 8, 16 channels, 2×2 patches, width 64d at depth d.
 */

/** Φ: the standard normal distribution function, by Simpson's rule from 0 (error below 1e-9 for |x| < 8). */
export function normalCdf(x: number): number {
  const cells = 400;
  const h = x / cells;
  const density = (u: number): number => Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);
  let total = density(0) + density(x);
  for (let i = 1; i < cells; i++) total += density(i * h) * (i % 2 === 1 ? 4 : 2);
  return 0.5 + (total * h) / 3;
}

export const logit = (t: number): number => Math.log(t / (1 - t));

/** Density at t in (0, 1) of σ(u) with u ~ N(m, s²). */
export const logitNormal = (t: number, m = 0, s = 1): number =>
  Math.exp(-((logit(t) - m) ** 2) / (2 * s * s)) / (s * Math.sqrt(2 * Math.PI) * t * (1 - t));

/** How many of the drawn times lie between two. */
export const shareBetween = (from: number, to: number, m = 0, s = 1): number =>
  (to >= 1 ? 1 : normalCdf((logit(to) - m) / s)) - (from <= 0 ? 0 : normalCdf((logit(from) - m) / s));

/** The time at which an image with α² times as many pixels is as uncertain: its odds t/(1−t) are α times as large. */
export const shifted = (t: number, alpha: number): number => (alpha * t) / (1 + (alpha - 1) * t);

/** Times of a sampler with so many steps, from 1 to 0. */
export const timesOf = (steps: number, alpha: number): number[] =>
  Array.from({ length: steps + 1 }, (_, k) => shifted(1 - k / steps, alpha));

/** How uncertain the grey of a constant image of n pixels is, seen at time t (standard deviation). */
export const uncertainty = (t: number, pixels: number): number => t / (1 - t) / Math.sqrt(pixels);

/** Image tokens of a square image: its side over 8 (autoencoder) and over 2 (patches), squared. */
export const imageTokens = (side: number): number => (side / 16) ** 2;

/**
 * Weights of one MM-DiT block of width h, biases and norms left out: for text and image each q, k, v (3h²), output (h²),
 * a feed-forward layer four times as wide (8h²) and the six modulation vectors (6h²).
 */
export const blockWeights = (width: number): number => 2 * (3 + 1 + 8 + 6) * width * width;

/** Weights of the whole transformer of depth d, whose width is 64d. */
export const transformerWeights = (depth: number): number => depth * blockWeights(64 * depth);

/** Divided by its root mean square: afterwards the length is the root of the dimension. */
export function rmsNorm(vector: readonly number[]): number[] {
  const rms = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0) / vector.length);
  return vector.map((v) => v / rms);
}

/** The score of attention, q·k/√d. */
export const score = (q: readonly number[], k: readonly number[]): number =>
  q.reduce((sum, v, i) => sum + v * (k[i] ?? 0), 0) / Math.sqrt(q.length);

/** Sines and cosines of row and column: a quarter of the width each. */
export function positionCode(row: number, column: number, width: number): number[] {
  const quarter = width / 4;
  const rates = Array.from({ length: quarter }, (_, k) => 10000 ** (-k / quarter));
  return [
    ...rates.map((rate) => Math.sin(rate * row)),
    ...rates.map((rate) => Math.cos(rate * row)),
    ...rates.map((rate) => Math.sin(rate * column)),
    ...rates.map((rate) => Math.cos(rate * column)),
  ];
}

/** All of `encoders` texts are dropped when each is dropped by itself at this rate. */
export const allDropped = (rate: number, encoders = 3): number => rate ** encoders;

/** Evenly spaced in the logit, where every such density is smooth: a narrow peak near 0 or 1 is not missed. */
const INNER: readonly number[] = Array.from({ length: 321 }, (_, i) => 1 / (1 + Math.exp((160 - i) / 16)));

const signed = (value: number): string => String(value).replace('-', '−');

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly shared?: true;
}

function part(look: Look, { x, y, width, height, lines, shared }: Part, colour: string): Svg {
  const { paint } = look;
  const first = y + height / 2 + 4 - (lines.length - 1) * 8;
  return group(
    box(x, y, width, height, shared ? { fill: paint.wash, stroke: paint.series[0], radius: 7 } : { stroke: colour, radius: 7 }),
    ...lines.map((line, i) =>
      words(x + width / 2, first + i * 16, line, { fill: i === 0 ? paint.ink : paint.soft, anchor: 'middle', size: i === 0 ? 12.5 : 11.5 }),
    ),
  );
}

export const sd3Figures = [
  figure({
    name: 'sd3',
    topic: 'sd3',
    title: { zh: '训练时抽哪些时刻', en: 'Which times are drawn in training' },
    params: {
      m: {
        about: { zh: '位置 m：负偏数据，正偏噪声', en: 'location m: negative towards data, positive towards noise' },
        least: -1.5,
        most: 1.5,
        standard: 0,
      },
      s: { about: { zh: '宽度 s', en: 'width s' }, least: 0.4, most: 1.5, standard: 1 },
      alpha: { about: { zh: '分辨率移动 α', en: 'shift α for resolution' }, least: 1, most: 4, standard: 3 },
    },
    alt: ({ m, s, alpha }, locale) => {
      const middle = (100 * shareBetween(0.25, 0.75, m, s)).toFixed(1);
      const noisy = (100 * shareBetween(0.5, 1, m + Math.log(alpha), s)).toFixed(1);
      return locale === 'zh'
        ? `logit 正态分布 m=${signed(m)}、s=${s}：${middle}% 的时刻落在 0.25 与 0.75 之间（均匀时 50%）；按 α=${alpha} 移动之后，${noisy}% 落在噪声占优的一半。`
        : `Logit-normal with m = ${signed(m)}, s = ${s}: ${middle}% of the times lie between 0.25 and 0.75 (uniform: 50%); shifted with α = ${alpha}, ${noisy}% lie in the noisier half.`;
    },
    draw: ({ m, s, alpha }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const middle = (100 * shareBetween(0.25, 0.75, m, s)).toFixed(1);
      const moved = m + Math.log(alpha);
      const noisy = (100 * shareBetween(0.5, 1, moved, s)).toFixed(1);
      const curve = (at: number): readonly Point[] => [[0, 0], ...INNER.map((t) => [t, logitNormal(t, at, s)] as const), [1, 0]];
      const [plain, shiftedCurve] = [curve(m), curve(moved)];
      const top = Math.max(...[...plain, ...shiftedCurve].map(([, y]) => y)) * 1.1;
      return frame(
        look,
        {
          title: zh ? '训练时抽哪些时刻' : 'Which times are drawn in training',
          note: zh
            ? `${middle}% 落在 0.25 与 0.75 之间（均匀时 50%）；按 α=${alpha} 移动后，${noisy}% 落在 t > 0.5 的一半。`
            : `${middle}% lie between 0.25 and 0.75 (uniform: 50%). Shifted with α=${alpha}, ${noisy}% lie in the half t > 0.5.`,
          legend: [
            { label: zh ? `logit 正态（m=${signed(m)}，s=${s}）` : `logit-normal (m=${signed(m)}, s=${s})`, colour: paint.series[0] },
            { label: zh ? `移动之后（α=${alpha}）` : `shifted (α=${alpha})`, colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '均匀' : 'uniform', colour: paint.series[5], dash: DASHES[2] },
          ],
          height: 290,
        },
        (area) => {
          const map = plot(look, area, {
            x: { domain: [0, 1], label: zh ? '时刻 t（0 数据，1 噪声）' : 'time t (0 data, 1 noise)', ticks: [0, 0.25, 0.5, 0.75, 1] },
            y: { domain: [0, top], label: zh ? '密度' : 'density', ticks: 4 },
          });
          const inside: readonly Point[] = [0.25, ...INNER.filter((t) => t > 0.25 && t < 0.75), 0.75].map((t) => [t, logitNormal(t, m, s)]);
          return group(
            map.axes,
            map.area(inside, paint.series[0], 0.16),
            map.line(
              [
                [0, 1],
                [1, 1],
              ],
              { colour: paint.series[5], width: 1.8, dash: DASHES[2] },
            ),
            map.line(shiftedCurve, { colour: paint.series[1], width: 2.3, dash: DASHES[1] }),
            map.line(plain, { colour: paint.series[0], width: 2.6 }),
          );
        },
      );
    },
  }),
  figure({
    name: 'sd3-block',
    topic: 'sd3',
    title: { zh: 'MM-DiT 的一块：权重分开，注意力合并', en: 'MM-DiT: separate weights, joint attention' },
    params: {
      depth: { about: { zh: '深度 d（宽度 64d）', en: 'depth d (width 64d)' }, least: 12, most: 48, standard: 24, whole: true },
      side: { about: { zh: '图像边长 / 64', en: 'side of the image / 64' }, least: 4, most: 24, standard: 16, whole: true },
    },
    alt: ({ depth, side }, locale) => {
      const [tokens, width] = [imageTokens(64 * side), 64 * depth];
      const billions = (transformerWeights(depth) / 1e9).toFixed(2);
      return locale === 'zh'
        ? `154 个文字词元与 ${tokens} 个图像词元各过自己的权重，合成 ${tokens + 154} 个做一次注意力，再分开过各自的前馈层。宽度 ${width}，${depth} 块，共 ${billions}B 参数。`
        : `154 text tokens and ${tokens} image tokens pass through weights of their own, join as ${tokens + 154} in one attention and part again for their feed-forward layers. Width ${width}, ${depth} blocks, ${billions}B weights.`;
    },
    draw: ({ depth, side }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const [tokens, width] = [imageTokens(64 * side), 64 * depth];
      const billions = (transformerWeights(depth) / 1e9).toFixed(2);
      return frame(
        look,
        {
          title: zh ? 'MM-DiT 的一块：权重分开，注意力合并' : 'MM-DiT: separate weights, joint attention',
          note: zh
            ? `${64 * side}×${64 * side} 的图：154 + ${tokens} = ${tokens + 154} 个词元。宽度 ${width}，${depth} 块，约 ${billions}B 参数。残差与门未画。`
            : `An image of ${64 * side}×${64 * side}: 154 + ${tokens} = ${tokens + 154} tokens. Width ${width}, ${depth} blocks, about ${billions}B weights. Residual links and gates are not drawn.`,
          height: 360,
        },
        (area) => {
          const [half, left, right] = [174, area.x, area.x + 194];
          const [text, image] = [paint.series[1], paint.series[3]];
          const rows = [area.y + 8, area.y + 82, area.y + 166, area.y + 250, area.y + 318] as const;
          const small = 42;
          const pair = (y: number, textLines: readonly string[], imageLines: readonly string[]): Svg =>
            group(
              part(look, { x: left, y, width: half, height: small, lines: textLines }, text),
              part(look, { x: right, y, width: half, height: small, lines: imageLines }, image),
            );
          const down = (from: number, to: number): Svg =>
            group(
              arrow(left + half / 2, from + 2, left + half / 2, to - 2, { colour: text, width: 2 }),
              arrow(right + half / 2, from + 2, right + half / 2, to - 2, { colour: image, width: 2 }),
            );
          return group(
            pair(
              rows[0],
              zh ? ['文字词元', '154 个'] : ['text tokens', '154'],
              zh ? ['图像词元', `${tokens} 个`] : ['image tokens', String(tokens)],
            ),
            down(rows[0] + small, rows[1]),
            pair(
              rows[1],
              zh ? ['调制 → Q K V', '文字的权重'] : ['modulate → Q K V', 'weights for text'],
              zh ? ['调制 → Q K V', '图像的权重'] : ['modulate → Q K V', 'weights for images'],
            ),
            down(rows[1] + small, rows[2]),
            part(
              look,
              {
                x: left,
                y: rows[2],
                width: area.width,
                height: 52,
                lines: zh
                  ? [`合在一起的注意力：${tokens + 154} 个词元`, '图看图，图看文，文看图，文看文']
                  : [`joint attention over ${tokens + 154} tokens`, 'image and text look at each other and at themselves'],
                shared: true,
              },
              paint.edge,
            ),
            down(rows[2] + 52, rows[3]),
            pair(
              rows[3],
              zh ? ['前馈层', '文字的权重'] : ['feed-forward', 'weights for text'],
              zh ? ['前馈层', '图像的权重'] : ['feed-forward', 'weights for images'],
            ),
            down(rows[3] + small, rows[4]),
            part(look, { x: left, y: rows[4], width: half, height: 34, lines: [zh ? '新的文字词元' : 'new text tokens'] }, text),
            part(look, { x: right, y: rows[4], width: half, height: 34, lines: [zh ? '新的图像词元' : 'new image tokens'] }, image),
          );
        },
      );
    },
  }),
];
