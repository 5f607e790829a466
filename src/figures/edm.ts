/** The frame of Karras et al. 2022: x_t = s(t)·(x_0 + σ(t)·noise), a denoiser, its scaling, and solvers in σ. One pixel throughout. */

import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

/** D(y; σ): the best guess of the clean pixel, E[x_0 | y], for y = x_0 + σ · noise. */
export type Denoiser = (y: number, sigma: number) => number;

/** Data are +a or -a with probability one half. Their deviation is a. */
export const pairDenoiser =
  (a: number): Denoiser =>
  (y, sigma) =>
    a * Math.tanh((a * y) / sigma ** 2);

/** Data are N(0, deviation²). */
export const gaussianDenoiser =
  (deviation: number): Denoiser =>
  (y, sigma) =>
    (deviation ** 2 * y) / (deviation ** 2 + sigma ** 2);

/** dy/dσ along the probability flow: away from the denoised value, in units of σ. */
export const slopeAt = (denoise: Denoiser, y: number, sigma: number): number => (y - denoise(y, sigma)) / sigma;

export interface Step {
  readonly slope: number;
  /** Where Euler's step lands. */
  readonly euler: number;
  /** Slope at the landing point; null when the step ends at σ = 0, where it is undefined. */
  readonly corrected: number | null;
  readonly next: number;
}

/** One step of Heun's method from noise level `from` to `to`; plain Euler when `to` is 0. */
export function heunStep(denoise: Denoiser, y: number, from: number, to: number): Step {
  const slope = slopeAt(denoise, y, from);
  const euler = y + (to - from) * slope;
  if (to === 0) return { slope, euler, corrected: null, next: euler };
  const corrected = slopeAt(denoise, euler, to);
  return { slope, euler, corrected, next: y + ((to - from) * (slope + corrected)) / 2 };
}

export const eulerStep = (denoise: Denoiser, y: number, from: number, to: number): number => y + (to - from) * slopeAt(denoise, y, from);

/** Noise levels from `most` to `least`, evenly spaced in σ^(1/ρ), and 0 at the end: `count` + 1 numbers. */
export function levels(count: number, most: number, least: number, rho: number): number[] {
  const [first, last] = [most ** (1 / rho), least ** (1 / rho)];
  return [...Array.from({ length: count }, (_, i) => (first + (i / (count - 1)) * (last - first)) ** rho), 0];
}

/** Runs down the levels from y at the first; returns every position. */
export function run(denoise: Denoiser, y: number, sigmas: readonly number[], method: 'euler' | 'heun'): number[] {
  const path = [y];
  let at = y;
  for (let i = 0; i + 1 < sigmas.length; i++) {
    const [from, to] = [sigmas[i] as number, sigmas[i + 1] as number];
    at = method === 'heun' ? heunStep(denoise, at, from, to).next : eulerStep(denoise, at, from, to);
    path.push(at);
  }
  return path;
}

/** Network calls of a run over `count` levels and the final 0: Heun needs two a step but the last. */
export const calls = (count: number, method: 'euler' | 'heun'): number => (method === 'heun' ? 2 * count - 1 : count);

export interface Scaling {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
  readonly noise: number;
}

/** c_skip, c_out, c_in and c_noise for data of deviation `data` (Karras et al. 2022, table 1). */
export function preconditioning(sigma: number, data: number): Scaling {
  const total = sigma ** 2 + data ** 2;
  return { skip: data ** 2 / total, out: (sigma * data) / Math.sqrt(total), in: 1 / Math.sqrt(total), noise: Math.log(sigma) / 4 };
}

/** What the raw network has to output where the denoiser says `clean`. */
export const rawTarget = (clean: number, y: number, { skip, out }: Scaling): number => (clean - skip * y) / out;

/** Scale and noise level of the usual processes. */
export const FORWARD = {
  /** `share` is alpha-bar. */
  vp: (share: number) => ({ scale: Math.sqrt(share), sigma: Math.sqrt((1 - share) / share) }),
  ve: (sigma: number) => ({ scale: 1, sigma }),
  /** x_t = (1 - t) x_0 + t noise. */
  flowMatching: (t: number) => ({ scale: 1 - t, sigma: t / (1 - t) }),
} as const;

const STARTS = [-3.2, -1.6, -0.5, 0.5, 1.6, 3.2];
const [TOP, BOTTOM] = [2, 0.02];
const BUDGETS = [4, 6, 10, 18, 32, 56, 100];

/** Relative error of the output's deviation for N(0, 0.5²), from σ = 80 to 0, by network calls: x calls, y error. */
function errors(method: 'euler' | 'heun', rho: number): Point[] {
  const exact = 0.5 / Math.sqrt(0.25 + 80 ** 2);
  return BUDGETS.map((count) => {
    const number = method === 'heun' ? count : 2 * count - 1;
    const end = run(gaussianDenoiser(0.5), 1, levels(number, 80, 0.002, rho), method).at(-1) ?? 0;
    return [calls(number, method), Math.abs(end / exact - 1)] as const;
  });
}

const percent = (share: number): string => `${share < 0.1 ? (100 * share).toPrecision(2) : Math.round(100 * share)}%`;

export const edmFigures = [
  figure({
    name: 'edm',
    topic: 'edm',
    title: { zh: '步子放在哪里，用几阶的方法', en: 'Where the steps go, and of which order' },
    params: {
      steps: { about: { zh: '上图的步数', en: 'steps in the upper picture' }, least: 4, most: 16, standard: 6, whole: true },
      rho: { about: { zh: '日程的指数 ρ', en: 'exponent ρ of the schedule' }, least: 2, most: 20, standard: 7 },
    },
    alt: ({ steps, rho }, locale) => {
      const [euler, heun] = [errors('euler', rho)[3]?.[1] ?? 0, errors('heun', rho)[3]?.[1] ?? 0].map(percent);
      const late = levels(steps, TOP, BOTTOM, rho).filter((sigma) => sigma > 0 && sigma < 0.5).length;
      return locale === 'zh'
        ? `上：两点数据 ±0.5 的概率流，从 σ=2 到 0，用 ρ=${rho} 的 ${steps} 步；轨迹在小噪声处转弯，有 ${late} 步从 σ<0.5 处出发。下：35 次网络调用时，输出标准差的误差欧拉为 ${euler}，Heun 为 ${heun}；Heun 的误差随调用次数按平方下降。`
        : `Above: the flow of data at ±0.5 from σ = 2 to 0 in ${steps} steps with ρ = ${rho}; trajectories bend at small noise; steps that start below σ = 0.5: ${late}. Below: with 35 network calls the deviation of the output is off by ${euler} for Euler and ${heun} for Heun, whose error falls with the square of the calls.`;
    },
    draw: ({ steps, rho }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const denoise = pairDenoiser(0.5);
      const sigmas = levels(steps, TOP, BOTTOM, rho);
      const fine = levels(300, TOP, 0.001, 3);
      const series = {
        euler: errors('euler', rho),
        heun: errors('heun', rho),
        even: errors('heun', 1),
      };
      const [euler, heun] = [series.euler[3]?.[1] ?? 0, series.heun[3]?.[1] ?? 0].map(percent);
      const places = (path: readonly number[], at: readonly number[]): Point[] => path.map((y, i) => [at[i] ?? 0, y] as const);
      return frame(
        look,
        {
          title: zh ? '步子放在哪里，用几阶的方法' : 'Where the steps go, and of which order',
          note: zh
            ? `上：数据为 ±0.5，${steps} 步，ρ = ${rho}。下：高斯数据，从 σ = 80 到 0；35 次调用时，标准差的误差欧拉 ${euler}，Heun ${heun}。`
            : `Above: data at ±0.5, ${steps} steps, ρ = ${rho}. Below: Gaussian data from σ = 80 to 0; with 35 calls the deviation is off by ${euler} (Euler) and ${heun} (Heun).`,
          legend: [
            { label: 'Heun', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '欧拉' : 'Euler', colour: paint.series[1], mark: 'cross' },
            { label: zh ? '精确轨迹' : 'exact', colour: paint.edge },
            { label: zh ? 'Heun，ρ = 1' : 'Heun, ρ = 1', colour: paint.series[2], dash: DASHES[1] },
          ],
          height: 458,
        },
        (area) => {
          const flow = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 250 },
            {
              // A little room at both ends, so that marks stand clear of the numbers.
              x: { domain: [TOP + 0.07, -0.05], ticks: [2, 1.5, 1, 0.5, 0], label: zh ? '噪声水平 σ →' : 'noise level σ →' },
              y: { domain: [-3.4, 3.4], ticks: [-3, -0.5, 0.5, 3], label: 'y' },
            },
          );
          const cost = plot(
            look,
            { x: area.x, y: area.y + 262, width: area.width, height: 196 },
            {
              x: {
                domain: [6, 220],
                log: true,
                ticks: [7, 20, 35, 100, 200],
                format: String,
                label: zh ? '网络调用次数' : 'network calls',
              },
              y: {
                domain: [4e-4, 30],
                log: true,
                ticks: [0.001, 0.01, 0.1, 1, 10],
                format: (value) => `${value * 100}%`,
                label: zh ? '标准差的相对误差' : 'relative error of the deviation',
              },
            },
          );
          return group(
            flow.axes,
            ...sigmas.map((sigma) => flow.vertical(sigma, { colour: paint.line, width: 1 })),
            ...STARTS.flatMap((y) => [
              flow.line(places(run(denoise, y, fine, 'heun'), fine), { colour: paint.edge, width: 1.6 }),
              flow.dots(places(run(denoise, y, sigmas, 'euler'), sigmas), paint.series[1], 'cross', 3),
              flow.dots(places(run(denoise, y, sigmas, 'heun'), sigmas), paint.series[0], 'circle', 3.4),
            ]),
            cost.axes,
            cost.vertical(35, { colour: paint.edge, width: 1, dash: DASHES[2] }),
            cost.line(series.even, { colour: paint.series[2], dash: DASHES[1] }),
            cost.line(series.euler, { colour: paint.series[1] }),
            cost.dots(series.euler, paint.series[1], 'cross', 3.5),
            cost.line(series.heun, { colour: paint.series[0], width: 2.4 }),
            cost.dots(series.heun, paint.series[0], 'circle', 3.5),
            cost.text(series.euler[0] ?? [7, 1], zh ? '一阶' : 'first order', { dx: -4, dy: 27, fill: paint.series[1] }),
            cost.text(series.heun[5] ?? [100, 1], zh ? '二阶' : 'second order', { anchor: 'end', dx: -6, dy: 16, fill: paint.series[0] }),
          );
        },
      );
    },
  }),
];
