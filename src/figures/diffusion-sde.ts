import { normals } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { DASHES, el, frame, group, type Plot, type Point, plot } from './kit/index.ts';

/** A normal distribution on the line: brightness of a one-pixel image. */
export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** Noise per unit of time as a straight line: `first` at time 0, `last` at time 1. */
export interface LinearRate {
  readonly first: number;
  readonly last: number;
}

/** The rate behind DDPM's schedule of 1000 steps from 1e-4 to 0.02: a step's variance times the number of steps. */
export const DDPM_RATE: LinearRate = { first: 0.1, last: 20 };

/** The images of the articles: one pixel, brightness N(2, 0.5²). */
export const TOY: Normal = { mean: 2, variance: 0.25 };

export const rateAt = ({ first, last }: LinearRate, time: number): number => first + (last - first) * time;

/** exp(-∫rate) from 0 to `time`: the share of the signal's power, alpha-bar. */
export const signalShare = ({ first, last }: LinearRate, time: number): number =>
  Math.exp(-(first * time + ((last - first) * time ** 2) / 2));

/** Share left after each of `steps` DDPM steps whose variances run linearly from `first` to `last`; index 0 is the clean image. */
export function discreteShares(steps: number, first: number, last: number): number[] {
  const shares = [1];
  let share = 1;
  for (let k = 0; k < steps; k++) {
    share *= 1 - (first + ((last - first) * k) / (steps - 1));
    shares.push(share);
  }
  return shares;
}

/** Distribution of the noised pixel when a share `share` of the signal's power is left. */
export const marginal = ({ mean, variance }: Normal, share: number): Normal => ({
  mean: Math.sqrt(share) * mean,
  variance: share * variance + 1 - share,
});

/** Gradient of the log-density of a normal. */
export const scoreOf = ({ mean, variance }: Normal, x: number): number => (mean - x) / variance;

/** E[noise | x] for the noised pixel: minus the score times the deviation of the noise. */
export const expectedNoise = (data: Normal, share: number, x: number): number => -Math.sqrt(1 - share) * scoreOf(marginal(data, share), x);

/** dx = -rate/2 x dt + sqrt(rate) dw, one Euler–Maruyama step forward: mean and variance of where it lands. */
export const forwardStep = (x: number, rate: number, dt: number): Normal => ({ mean: x - (rate / 2) * x * dt, variance: rate * dt });

/** One Euler–Maruyama step of the reverse SDE over `dt`, from x with the score there: mean and variance of the landing point. */
export const reverseStep = (x: number, score: number, rate: number, dt: number): Normal => ({
  mean: x - (-(rate / 2) * x - rate * score) * dt,
  variance: rate * dt,
});

/** DDPM's own step for a noising step of variance `beta`: the mean E[x_s | x_t], exact for any data when the score is. */
export const ddpmMean = (x: number, score: number, beta: number): number => (x + beta * score) / Math.sqrt(1 - beta);

/** Bayes' rule for x_t = sqrt(1-beta) x_s + sqrt(beta) noise with x_s normal: the exact law of x_s given x_t. */
export function bayes(prior: Normal, beta: number, x: number): Normal {
  const precision = 1 / prior.variance + (1 - beta) / beta;
  return { mean: (prior.mean / prior.variance + (Math.sqrt(1 - beta) * x) / beta) / precision, variance: 1 / precision };
}

/**
 * Mean and variance of what the reverse SDE makes of N(0, 1) in `steps` equal Euler–Maruyama steps from time 1 to 0, with the exact
 * score of the toy: the step is affine in x, so moments are carried through without sampling.
 */
export function reverseOutput(data: Normal, rate: LinearRate, steps: number): Normal {
  let [mean, variance] = [0, 1];
  const dt = 1 / steps;
  for (let k = steps; k >= 1; k--) {
    const time = k / steps;
    const step = (x: number): Normal => reverseStep(x, scoreOf(marginal(data, signalShare(rate, time)), x), rateAt(rate, time), dt);
    const [offset, moved] = [step(0), step(1)];
    const slope = moved.mean - offset.mean;
    mean = slope * mean + offset.mean;
    variance = slope ** 2 * variance + offset.variance;
  }
  return { mean, variance };
}

/** One path forward in time: `steps` + 1 values, the first is `x`. */
export function forwardPath(x: number, rate: LinearRate, steps: number, normal: () => number): number[] {
  const path = [x];
  let at = x;
  for (let k = 0; k < steps; k++) {
    const landing = forwardStep(at, rateAt(rate, k / steps), 1 / steps);
    at = landing.mean + Math.sqrt(landing.variance) * normal();
    path.push(at);
  }
  return path;
}

/** One path back in time from `x` at time 1; the first value is at time 1, the last at time 0. `score` is the gradient at (x, time). */
export function reversePath(
  x: number,
  rate: LinearRate,
  steps: number,
  score: (x: number, time: number) => number,
  normal: () => number,
): number[] {
  const path = [x];
  let at = x;
  for (let k = steps; k >= 1; k--) {
    const time = k / steps;
    const landing = reverseStep(at, score(at, time), rateAt(rate, time), 1 / steps);
    at = landing.mean + Math.sqrt(landing.variance) * normal();
    path.push(at);
  }
  return path;
}

/** The band of two deviations around the mean of the noised toy, as a closed outline in the coordinates of a plot. */
function bandOf(axes: Plot): string {
  const times = Array.from({ length: 61 }, (_, i) => i / 60);
  const edge = (side: 1 | -1) => (t: number) => {
    const { mean, variance } = marginal(TOY, signalShare(DDPM_RATE, t));
    return `${axes.x(t).toFixed(2)} ${axes.y(mean + side * 2 * Math.sqrt(variance)).toFixed(2)}`;
  };
  return `M${times.map(edge(1)).join('L')}L${times.toReversed().map(edge(-1)).join('L')}Z`;
}

const PATHS = 9;
const toyScore = (x: number, time: number): number => scoreOf(marginal(TOY, signalShare(DDPM_RATE, time)), x);

/** Places along x and the density of a normal there. */
const bell = ({ mean, variance }: Normal): Point[] =>
  Array.from({ length: 121 }, (_, i) => {
    const x = -0.5 + i / 24;
    return [x, Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)] as const;
  });

export const diffusionSdeFigures = [
  figure({
    name: 'diffusion-sde',
    topic: 'diffusion-sde',
    title: { zh: '加噪的 SDE 与倒着走的 SDE', en: 'The SDE that adds noise, and its reverse' },
    params: {
      steps: { about: { zh: '反向的步数 N', en: 'steps N of the reverse walk' }, least: 5, most: 400, standard: 20, whole: true },
    },
    alt: ({ steps }, locale) => {
      const out = reverseOutput(TOY, DDPM_RATE, steps);
      const [mean, deviation] = [out.mean.toFixed(3), Math.sqrt(out.variance).toFixed(3)];
      return locale === 'zh'
        ? `上：九条加噪路径从 N(2, 0.5²) 散成 N(0, 1)。中：反向 SDE 用 ${steps} 步从噪声走回数据。下：输出的均值 ${mean}、标准差 ${deviation}，应为 2 与 0.5。`
        : `Top: nine noising paths spread from N(2, 0.5²) to N(0, 1). Middle: the reverse SDE walks back in ${steps} steps. Bottom: the output has mean ${mean} and deviation ${deviation}; they should be 2 and 0.5.`;
    },
    draw: ({ steps }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const out = reverseOutput(TOY, DDPM_RATE, steps);
      const normal = normals('paths of the figure');
      const starts = Array.from({ length: PATHS }, () => TOY.mean + Math.sqrt(TOY.variance) * normal());
      const forward = starts.map((x) => forwardPath(x, DDPM_RATE, 200, normal));
      const reverse = Array.from({ length: PATHS }, () => reversePath(normal(), DDPM_RATE, steps, toyScore, normal));
      const [mean, deviation] = [out.mean.toFixed(3), Math.sqrt(out.variance).toFixed(3)];
      return frame(
        look,
        {
          title: zh ? '加噪的 SDE 与倒着走的 SDE' : 'The SDE that adds noise, and its reverse',
          note: zh
            ? `单像素 N(2, 0.5^2)，β 从 0.1 到 20。反向走 ${steps} 步，输出的均值 ${mean}、标准差 ${deviation}，应为 2 与 0.5。`
            : `One pixel, N(2, 0.5^2), β from 0.1 to 20. In ${steps} reverse steps the output has mean ${mean} and deviation ${deviation}, where 2 and 0.5 are right.`,
          legend: [
            { label: zh ? '正向路径' : 'forward paths', colour: paint.series[1] },
            { label: zh ? '反向路径' : 'reverse paths', colour: paint.series[0] },
            { label: zh ? '均值 ± 2 标准差' : 'mean ± 2 deviations', colour: paint.edge, patch: true },
          ],
          height: 520,
        },
        (area) => {
          // Few steps throw the reverse paths far: both boxes widen alike, so nothing is cut.
          const places = [...forward, ...reverse].flat();
          const reach = [Math.min(-3.4, Math.min(...places) - 0.3), Math.max(4.4, Math.max(...places) + 0.3)] as const;
          const y = { domain: reach, ticks: [-2, 0, 2, 4], label: 'x' } as const;
          const box = (top: number, height: number) => ({ x: area.x, y: area.y + top, width: area.width, height });
          const ahead = plot(look, box(0, 176), { x: { domain: [0, 1], ticks: 5, label: zh ? '时间 t →' : 'time t →' }, y });
          const back = plot(look, box(184, 176), {
            x: { domain: [1, 0], ticks: 5, label: zh ? '时间 t（倒走）→' : 'time t, backwards →' },
            y,
          });
          const end = plot(look, box(368, 152), {
            x: { domain: [-0.5, 4.5], ticks: [0, 1, 2, 3, 4], label: zh ? '输出 x_0' : 'output x_0' },
            y: { domain: [0, 0.95], ticks: [0, 0.4, 0.8], label: zh ? '密度' : 'density' },
          });
          const band = (axes: Plot) => el('path', { d: bandOf(axes), fill: paint.edge, 'fill-opacity': 0.18 });
          return group(
            band(ahead),
            ahead.axes,
            ...forward.map((path) =>
              ahead.line(
                path.map((x, k) => [k / (path.length - 1), x] as const),
                { colour: paint.series[1], width: 1.1, opacity: 0.85 },
              ),
            ),
            band(back),
            back.axes,
            ...reverse.map((path) =>
              back.line(
                path.map((x, k) => [1 - k / (path.length - 1), x] as const),
                { colour: paint.series[0], width: 1.2, opacity: 0.85 },
              ),
            ),
            end.axes,
            end.area(bell(TOY), paint.edge, 0.18),
            end.line(bell(TOY), { colour: paint.edge, width: 1.6, dash: DASHES[1] }),
            end.line(bell(out), { colour: paint.series[0], width: 2.4 }),
            end.text([2.85, 0.66], zh ? `${steps} 步的输出` : `output of ${steps} steps`, { fill: paint.series[0] }),
            end.text([2.85, 0.5], zh ? '数据（虚线）' : 'data (dashed)', { fill: paint.soft }),
          );
        },
      );
    },
  }),
];
