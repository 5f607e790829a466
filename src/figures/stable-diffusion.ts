import { figure } from './figure.ts';
import { arrow, box, DASHES, frame, group, type Look, type Point, plot, type Svg, segment, words } from './kit/index.ts';

/**
 * What can be computed about Stable Diffusion 1 without its weights: sizes, costs, its noise schedule and one head of cross attention.
 * Shapes and constants are those of the published v1 configuration (f = 8, 4 latent channels, 77 text tokens, 320 channels at the first level).
 */

/** A stack of `channels` planes. Lengths in pixels or latent cells. */
export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export const sizeOf = ({ height, width, channels }: Shape): number => height * width * channels;

/** The code of an image: both sides divided by f. */
export const latentShape = (image: Shape, f = 8, channels = 4): Shape => ({ height: image.height / f, width: image.width / f, channels });

/** Places that attend to each other, and so the entries of one attention matrix are this number squared. */
export const placesOf = ({ height, width }: Shape): number => height * width;

/** Multiply-adds of QKᵀ and of the weights times V, for n queries, m keys and d channels over all heads. */
export const attentionMacs = (n: number, m: number, d: number): number => 2 * n * m * d;

/** Calls of the U-Net for one image: two a step under classifier-free guidance. */
export const networkCalls = (steps: number, guided = true): number => steps * (guided ? 2 : 1);

/** Bytes of weights. `millions` of parameters, two bytes each in half precision. */
export const weightBytes = (millions: number, bytesEach = 2): number => millions * 1e6 * bytesEach;

/** ᾱ_1 … ᾱ_T of v1: √β runs linearly from √0.00085 to √0.012 in T = 1000 steps. */
export function scaledLinear(steps = 1000, first = 0.00085, last = 0.012): number[] {
  let product = 1;
  return Array.from({ length: steps }, (_, i) => {
    const root = Math.sqrt(first) + (i / (steps - 1)) * (Math.sqrt(last) - Math.sqrt(first));
    product *= 1 - root * root;
    return product;
  });
}

/** The straight line in β itself that DDPM uses, for comparison. */
export function linear(steps = 1000, first = 0.0001, last = 0.02): number[] {
  let product = 1;
  return Array.from({ length: steps }, (_, i) => {
    product *= 1 - (first + (i / (steps - 1)) * (last - first));
    return product;
  });
}

export interface Attended {
  readonly scores: readonly number[];
  /** Non-negative, adding up to 1: how much of each token goes into this place. */
  readonly weights: readonly number[];
  readonly output: readonly number[];
}

/** One place of the image asks, the tokens of the text answer: softmax(qKᵀ/√d)V for a single query. */
export function crossAttention(
  query: readonly number[],
  keys: readonly (readonly number[])[],
  values: readonly (readonly number[])[],
): Attended {
  const scores = keys.map((key) => key.reduce((sum, k, i) => sum + k * (query[i] ?? 0), 0) / Math.sqrt(query.length));
  const top = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - top));
  const total = raised.reduce((sum, value) => sum + value, 0);
  const weights = raised.map((value) => value / total);
  const output = (values[0] ?? []).map((_, c) => values.reduce((sum, value, i) => sum + (weights[i] ?? 0) * (value[c] ?? 0), 0));
  return { scores, weights, output };
}

/** The mean of a noisy latent at the last step, where the schedule leaves a share of the signal. */
export const leakedMean = (mean: number, alphaBar: number): number => Math.sqrt(alphaBar) * mean;

const signed = (value: number, digits?: number): string => (digits === undefined ? String(value) : value.toFixed(digits)).replace('-', '−');
const counted = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
const shapeName = ({ height, width, channels }: Shape): string => `${height}×${width}×${channels}`;

interface Station {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** A network has a filled box, a tensor an outlined one. */
  readonly network?: true;
}

const LINE = 16;
const heightOf = ({ lines }: Station): number => 26 + LINE * lines.length;

function station(look: Look, one: Station): Svg {
  const { paint } = look;
  const middle = one.x + one.width / 2;
  return group(
    box(
      one.x,
      one.y,
      one.width,
      heightOf(one),
      one.network ? { fill: paint.wash, stroke: paint.series[0], radius: 7 } : { stroke: paint.edge, radius: 7, dash: '4 3' },
    ),
    words(middle, one.y + 18, one.title, { fill: paint.ink, anchor: 'middle', weight: 600 }),
    ...one.lines.map((line, i) => words(middle, one.y + 18 + LINE * (i + 1), line, { fill: paint.soft, anchor: 'middle', size: 11.5 })),
  );
}

export const stableDiffusionFigures = [
  figure({
    name: 'stable-diffusion',
    topic: 'stable-diffusion',
    title: { zh: '从文字与噪声到图像', en: 'From text and noise to an image' },
    params: {
      cells: {
        about: { zh: '隐变量的边长（图像边长的 1/8）', en: 'side of the latent, 1/8 of the image' },
        least: 32,
        most: 128,
        standard: 64,
        whole: true,
      },
      steps: { about: { zh: '采样步数', en: 'sampling steps' }, least: 1, most: 100, standard: 50, whole: true },
    },
    alt: ({ cells, steps }, locale) => {
      const image: Shape = { height: 8 * cells, width: 8 * cells, channels: 3 };
      const [latent, calls] = [latentShape(image), networkCalls(steps)];
      return locale === 'zh'
        ? `文字经 CLIP 成为 77×768；噪声 ${shapeName(latent)} 由 UNet 去噪，${steps} 步共调用 ${calls} 次；解码一次得到 ${shapeName(image)}，数目是隐变量的 ${sizeOf(image) / sizeOf(latent)} 倍。`
        : `CLIP turns text into 77×768; the UNet denoises ${shapeName(latent)} in ${steps} ${steps === 1 ? 'step' : 'steps'} with ${calls} calls; one decoding gives ${shapeName(image)}, ${sizeOf(image) / sizeOf(latent)} times as many numbers.`;
    },
    draw: ({ cells, steps }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const image: Shape = { height: 8 * cells, width: 8 * cells, channels: 3 };
      const latent = latentShape(image);
      const calls = networkCalls(steps);
      return frame(
        look,
        {
          title: zh ? '从文字与噪声到图像' : 'From text and noise to an image',
          note: zh
            ? `UNet 每次只处理 ${counted(sizeOf(latent))} 个数，是像素的 1/${sizeOf(image) / sizeOf(latent)}；它被调用 ${calls} 次，解码器 1 次。`
            : `Each call of the UNet handles ${counted(sizeOf(latent))} numbers, 1/${sizeOf(image) / sizeOf(latent)} of the image. It is called ${calls} times, the decoder once.`,
          height: 392,
        },
        (area) => {
          const [left, right, width] = [area.x, area.x + 194, 174];
          const text: Station = {
            x: left,
            y: area.y + 6,
            width,
            title: zh ? '文字' : 'text',
            lines: [zh ? '至多 77 个词元' : 'at most 77 tokens'],
          };
          const noise: Station = {
            x: right,
            y: area.y + 6,
            width,
            title: zh ? '噪声 z_T' : 'noise z_T',
            lines: [`${shapeName(latent)} = ${counted(sizeOf(latent))}`],
          };
          const clip: Station = {
            x: left,
            y: area.y + 84,
            width,
            title: zh ? 'CLIP（冻结）' : 'CLIP (frozen)',
            lines: [zh ? '1.23 亿参数 → 77×768' : '123 M weights → 77×768'],
            network: true,
          };
          const unet: Station = {
            x: area.x + 54,
            y: area.y + 166,
            width: area.width - 108,
            title: `UNet × ${calls}`,
            lines: zh
              ? ['8.6 亿参数，交叉注意力读文字', `${steps} 步，每步有条件、无条件各一次`]
              : [
                  '860 M weights, reads text by cross attention',
                  `${steps} ${steps === 1 ? 'step' : 'steps'}, each with and without the text`,
                ],
            network: true,
          };
          const code: Station = {
            x: left,
            y: area.y + 264,
            width,
            title: zh ? '隐变量 z_0' : 'latent z_0',
            lines: [`${shapeName(latent)} = ${counted(sizeOf(latent))}`],
          };
          const decoder: Station = {
            x: right,
            y: area.y + 264,
            width,
            title: zh ? '解码器 × 1' : 'decoder × 1',
            lines: [zh ? 'z_0 / 0.18215，边长 × 8' : 'z_0 / 0.18215, sides × 8'],
            network: true,
          };
          const picture: Station = {
            x: right,
            y: area.y + 342,
            width,
            title: zh ? '图像' : 'image',
            lines: [`${shapeName(image)} = ${counted(sizeOf(image))}`],
          };
          const flow = { colour: paint.series[1], width: 2 };
          const bottom = (one: Station): number => one.y + heightOf(one);
          return group(
            ...[text, noise, clip, unet, code, decoder, picture].map((one) => station(look, one)),
            arrow(left + width / 2, bottom(text) + 3, left + width / 2, clip.y - 3, flow),
            arrow(left + width / 2, bottom(clip) + 3, left + width / 2, unet.y - 3, flow),
            arrow(right + width / 2, bottom(noise) + 3, right + width / 2, unet.y - 3, flow),
            arrow(left + width / 2, bottom(unet) + 3, left + width / 2, code.y - 3, flow),
            arrow(left + width + 2, code.y + heightOf(code) / 2, right - 2, code.y + heightOf(code) / 2, flow),
            arrow(right + width / 2, bottom(decoder) + 3, right + width / 2, picture.y - 3, flow),
            segment(unet.x + unet.width, unet.y + 46, unet.x + unet.width + 26, unet.y + 46, flow),
            segment(unet.x + unet.width + 26, unet.y + 46, unet.x + unet.width + 26, unet.y + 14, flow),
            arrow(unet.x + unet.width + 26, unet.y + 14, unet.x + unet.width + 2, unet.y + 14, flow),
            words(unet.x + unet.width, bottom(unet) + 17, zh ? '循环：z_T 逐步变成 z_0' : 'loop: from z_T step by step to z_0', {
              fill: paint.soft,
              anchor: 'end',
              size: 11.5,
            }),
          );
        },
      );
    },
  }),
  figure({
    name: 'stable-diffusion-schedule',
    topic: 'stable-diffusion',
    title: { zh: '加噪到底，信号还剩多少', en: 'How much signal is left at full noise' },
    params: { mean: { about: { zh: '某通道的平均值', en: 'mean of a channel' }, least: -3, most: 3, standard: 1 } },
    alt: ({ mean }, locale) => {
      const last = scaledLinear().at(-1) as number;
      const left = signed(leakedMean(mean, last), 4);
      return locale === 'zh'
        ? `信号系数 √ᾱ 随时刻下降：v1 的日程到 1000 时剩 ${Math.sqrt(last).toFixed(4)}，DDPM 的直线日程剩 0.0064。平均值 ${signed(mean)} 的通道在终点仍有 ${left}。`
        : `The signal factor √ᾱ falls with time: v1's schedule ends at ${Math.sqrt(last).toFixed(4)}, DDPM's straight line at 0.0064. A channel of mean ${signed(mean)} has ${left} left at the end.`;
    },
    draw: ({ mean }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const [ours, theirs] = [scaledLinear(), linear()];
      const last = ours.at(-1) as number;
      const left = leakedMean(mean, last);
      const error = Math.sqrt(1 - last) / 64;
      const curve = (bars: readonly number[]): readonly Point[] => [
        [0, 1],
        ...bars.map((a, i) => [i + 1, Math.sqrt(a)] as const).filter((_, i) => i % 10 === 9),
      ];
      return frame(
        look,
        {
          title: zh ? '加噪到底，信号还剩多少' : 'How much signal is left at full noise',
          note: zh
            ? `平均值 ${signed(mean)} 的通道到终点剩 ${signed(left, 4)}，是 4096 格平均后噪声标准误 ${error.toFixed(4)} 的 ${Math.abs(left / error).toFixed(1)} 倍。`
            : `A channel of mean ${signed(mean)} has ${signed(left, 4)} left at the end, ${Math.abs(left / error).toFixed(1)} times the standard error ${error.toFixed(4)} of noise over 4096 cells.`,
          legend: [
            { label: zh ? 'Stable Diffusion v1（√β 线性）' : 'Stable Diffusion v1 (√β linear)', colour: paint.series[0] },
            { label: zh ? 'DDPM（β 线性）' : 'DDPM (β linear)', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 280,
        },
        (area) => {
          const map = plot(look, area, {
            x: { domain: [0, 1040], label: zh ? '时刻 t' : 'time t', ticks: [0, 250, 500, 750, 1000] },
            y: { domain: [0, 1.02], label: zh ? '信号系数 √ᾱ_t' : 'signal factor √ᾱ_t', ticks: [0, 0.25, 0.5, 0.75, 1] },
          });
          return group(
            map.axes,
            map.line(curve(theirs), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            map.line(curve(ours), { colour: paint.series[0], width: 2.6 }),
            map.dots([[1000, Math.sqrt(last)]], paint.series[0], 'circle', 4.5),
            map.text([1000, Math.sqrt(last)], Math.sqrt(last).toFixed(4), { anchor: 'end', dx: 8, dy: -12 }),
          );
        },
      );
    },
  }),
];
