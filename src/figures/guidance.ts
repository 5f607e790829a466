import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

/**
 * Guidance on one-dimensional toys whose best networks are known. Noising is x_t = √ᾱ x_0 + √(1−ᾱ) ε as in DDIM; `abar` is ᾱ in (0, 1).
 * Class A is the wanted one. All quantities are pixel values of a one-pixel image, probabilities or plain numbers.
 */

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Density of N(mean, variance) at x. */
export const normalDensity = (x: number, mean = 0, variance = 1): number =>
  Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);

/** What the two networks and the classifier say at one noisy point. */
export interface Answers {
  /** Noise predicted when the class is given, and when it is not. */
  readonly given: number;
  readonly blind: number;
  /** p(A | x_t) and the derivative of its logarithm in x_t. */
  readonly share: number;
  readonly slope: number;
}

/** Class A is the image +1 and class B the image −1, equally frequent. */
export function answersForPoints(x: number, abar: number): Answers {
  const [signal, noise] = [Math.sqrt(abar), Math.sqrt(1 - abar)];
  const share = sigmoid((2 * signal * x) / (1 - abar));
  return {
    given: (x - signal) / noise,
    blind: (x - signal * (2 * share - 1)) / noise,
    share,
    slope: ((1 - share) * 2 * signal) / (1 - abar),
  };
}

/** Classifier-free guidance: (1 + w) ε(x, y) − w ε(x). */
export const classifierFree = (given: number, blind: number, w: number): number => (1 + w) * given - w * blind;

/** Classifier guidance on an unconditional prediction: ε − s √(1−ᾱ) ∂ log p(y | x). */
export const classifierGuided = (blind: number, slope: number, scale: number, abar: number): number =>
  blind - scale * Math.sqrt(1 - abar) * slope;

/** The clean image that a noise prediction implies. */
export const cleanEstimate = (x: number, noise: number, abar: number): number => (x - Math.sqrt(1 - abar) * noise) / Math.sqrt(abar);

/** One deterministic DDIM step from ᾱ_t to ᾱ_s. */
export const ddimStep = (x: number, noise: number, from: number, to: number): number =>
  Math.sqrt(to) * cleanEstimate(x, noise, from) + Math.sqrt(1 - to) * noise;

/**
 * The second toy: class A is N(1, 1) and class B is N(−1, 1), equally frequent. With c = √ᾱ as the time (0 noise, 1 image) the deterministic
 * sampler under guidance w is dx/dc = 1 + 2w p(B | x_c), where p(B | x_c) = σ(−2cx). Midpoint rule.
 */
export function guidedPath(start: number, w: number, steps = 200): number[] {
  const speed = (x: number, c: number): number => 1 + 2 * w * sigmoid(-2 * c * x);
  const path = [start];
  let x = start;
  for (let k = 0; k < steps; k++) {
    const c = k / steps;
    const half = x + speed(x, c) / (2 * steps);
    x += speed(half, c + 1 / (2 * steps)) / steps;
    path.push(x);
  }
  return path;
}

export const guidedArrival = (start: number, w: number, steps = 200): number => guidedPath(start, w, steps).at(-1) as number;

export interface Spread {
  readonly mean: number;
  readonly deviation: number;
  /** Mean of p(A | x) over the samples. */
  readonly share: number;
}

function spreadOf(samples: Iterable<readonly [x: number, weight: number]>): Spread {
  let [total, first, second, share] = [0, 0, 0, 0];
  for (const [x, weight] of samples) {
    total += weight;
    first += weight * x;
    second += weight * x * x;
    share += weight * sigmoid(2 * x);
  }
  const mean = first / total;
  return { mean, deviation: Math.sqrt(second / total - mean * mean), share: share / total };
}

const GRID: readonly number[] = Array.from({ length: 1401 }, (_, i) => (i - 700) / 100);

/** What the guided sampler produces, over all starting noise. */
export const sampled = (w: number): Spread => spreadOf(GRID.map((start) => [guidedArrival(start, w, 100), normalDensity(start)] as const));

/** The sharpened density p(x | A) p(A | x)^w without its constant. */
export const sharpened = (x: number, w: number): number => normalDensity(x, 1) * sigmoid(2 * x) ** w;

/** Its moments. */
export const tilted = (w: number): Spread => spreadOf(GRID.map((x) => [x + 2, sharpened(x + 2, w)] as const));

/** Points of the density of the guided samples: the start's density over the stretch of the map there. */
function sampledDensity(w: number): readonly Point[] {
  const ends = GRID.filter((_, i) => i % 10 === 0).map((start) => [start, guidedArrival(start, w, 100)] as const);
  return ends.slice(1).map(([start, end], i) => {
    const [before, left] = ends[i] as readonly [number, number];
    return [(left + end) / 2, (normalDensity((before + start) / 2) * (start - before)) / (end - left)] as const;
  });
}

function sharpenedDensity(w: number): readonly Point[] {
  const values = GRID.map((x) => sharpened(x + 1, w));
  const total = values.reduce((sum, value) => sum + value * 0.01, 0);
  return GRID.map((x, i) => [x + 1, (values[i] as number) / total] as const).filter((_, i) => i % 5 === 0);
}

export const guidanceFigures = [
  figure({
    name: 'guidance',
    topic: 'guidance',
    title: { zh: '引导越强，样本越典型，也越雷同', en: 'Stronger guidance: more typical, more alike' },
    params: { w: { about: { zh: '引导强度 w', en: 'guidance strength w' }, least: 0, most: 8, standard: 3 } },
    alt: ({ w }, locale) => {
      const [got, wanted] = [sampled(w), tilted(w)];
      const [m, d, tm, td] = [got.mean, got.deviation, wanted.mean, wanted.deviation].map((value) => value.toFixed(2));
      return locale === 'zh'
        ? `类 A 是 N(1,1)，类 B 是 N(−1,1)。w=${w} 时引导采样得到均值 ${m}、标准差 ${d}；锐化分布 p(x|A)p(A|x)^w 的均值是 ${tm}、标准差 ${td}，${w === 0 ? '不引导时两者相同' : '两者并不相同'}。`
        : `Class A is N(1, 1), class B N(−1, 1). At w = ${w} guided samples have mean ${m} and deviation ${d}; the sharpened density p(x|A)p(A|x)^w has ${tm} and ${td}, which is ${w === 0 ? 'the same without guidance' : 'not the same'}.`;
    },
    draw: ({ w }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const [got, wanted] = [sampled(w), tilted(w)];
      const curve = (mean: number): readonly Point[] =>
        GRID.filter((_, i) => i % 10 === 0).map((x) => [x, normalDensity(x, mean)] as const);
      const density = sampledDensity(w);
      const top = Math.max(0.45, ...density.map(([, y]) => y)) * 1.08;
      return frame(
        look,
        {
          title: zh ? '引导越强，样本越典型，也越雷同' : 'Stronger guidance: more typical, more alike',
          note: zh
            ? `w = ${w}：采样得到均值 ${got.mean.toFixed(2)}、标准差 ${got.deviation.toFixed(2)}；锐化分布 ${wanted.mean.toFixed(2)}、${wanted.deviation.toFixed(2)}。不加引导是 1、1。`
            : `w = ${w}: samples have mean ${got.mean.toFixed(2)}, deviation ${got.deviation.toFixed(2)}; the sharpened density ${wanted.mean.toFixed(2)}, ${wanted.deviation.toFixed(2)}. Without guidance: 1, 1.`,
          legend: [
            { label: zh ? '引导采样所得' : 'guided samples', colour: paint.series[0] },
            { label: zh ? '锐化分布' : 'sharpened density', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '类 A' : 'class A', colour: paint.series[3], dash: DASHES[2] },
            { label: zh ? '类 B' : 'class B', colour: paint.series[5], dash: DASHES[5] },
          ],
          height: 300,
        },
        (area) => {
          const map = plot(look, area, {
            x: { domain: [-4, 7], label: zh ? '像素值 x' : 'pixel value x', ticks: [-4, -2, 0, 2, 4, 6] },
            y: { domain: [0, top], label: zh ? '密度' : 'density', ticks: 4 },
          });
          return group(
            map.axes,
            map.area(density, paint.series[0], 0.16),
            map.line(curve(-1), { colour: paint.series[5], width: 1.8, dash: DASHES[5] }),
            map.line(curve(1), { colour: paint.series[3], width: 2, dash: DASHES[2] }),
            map.line(sharpenedDensity(w), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            map.line(density, { colour: paint.series[0], width: 2.6 }),
          );
        },
      );
    },
  }),
];
