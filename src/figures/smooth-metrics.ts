import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

/** Logistic function, 1/(1+e^-z), for scores without a unit. */
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export const logit = (p: number): number => Math.log(p / (1 - p));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, i) => x * (b[i] ?? 0)));

/** Softmax of the scores divided by the temperature; adds up to 1. The largest score is taken out first, so nothing overflows. */
export function softmax(scores: readonly number[], temperature: number): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((z) => Math.exp((z - top) / temperature));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** Smooth maximum τ ln Σ exp(z/τ), between max and max + τ ln K. */
export function smoothMax(scores: readonly number[], temperature: number): number {
  const top = Math.max(...scores);
  return top + temperature * Math.log(sum(scores.map((z) => Math.exp((z - top) / temperature))));
}

/** Mean of the scores under their softmax, at most the maximum. */
export const weightedMax = (scores: readonly number[], temperature: number): number => dot(softmax(scores, temperature), scores);

/** Expected position under the softmax; positions count from 1. */
export const softArgmax = (scores: readonly number[], temperature: number): number =>
  sum(softmax(scores, temperature).map((share, k) => share * (k + 1)));

/** Natural-log entropy of a distribution, in nats. */
export const entropy = (shares: readonly number[]): number => -sum(shares.map((s) => (s > 0 ? s * Math.log(s) : 0)));

/** Share of samples whose true class gets more than one half; `truth[i]` is the probability given to the true class of sample i. */
export const accuracy = (truth: readonly number[]): number => truth.filter((p) => p > 0.5).length / truth.length;

/** Mean cross entropy in nats of the same probabilities. */
export const crossEntropy = (truth: readonly number[]): number => -sum(truth.map(Math.log)) / truth.length;

/** Mean probability of the true class: the accuracy of a classifier that draws its answer from its own distribution. */
export const softAccuracy = (truth: readonly number[]): number => sum(truth) / truth.length;

export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export const f1 = ({ tp, fp, fn }: Counts): number => (2 * tp) / (2 * tp + fp + fn);

/** Counts with every sample in one cell, positive above probability 1/2. Labels are 0 or 1. */
export const hardCounts = (labels: readonly number[], probabilities: readonly number[]): Counts =>
  softCounts(
    labels,
    probabilities.map((p) => (p > 0.5 ? 1 : 0)),
  );

/** Counts in which a sample is positive to the extent of its probability. */
export function softCounts(labels: readonly number[], probabilities: readonly number[]): Counts {
  const tp = dot(labels, probabilities);
  return { tp, fp: sum(probabilities) - tp, fn: sum(labels) - tp };
}

export const softF1 = (labels: readonly number[], probabilities: readonly number[]): number => f1(softCounts(labels, probabilities));

/** Gradient of the soft F1 in the probabilities: (2y - F)/(Σy + Σp). */
export function softF1Gradient(labels: readonly number[], probabilities: readonly number[]): number[] {
  const value = softF1(labels, probabilities);
  const size = sum(labels) + sum(probabilities);
  return labels.map((y) => (2 * y - value) / size);
}

/** One step of gradient ascent on the soft F1, taken in the scores z = logit p. */
export function ascend(labels: readonly number[], probabilities: readonly number[], rate: number): number[] {
  const gradient = softF1Gradient(labels, probabilities);
  return probabilities.map((p, i) => sigmoid(logit(p) + rate * (gradient[i] ?? 0) * p * (1 - p)));
}

/** Shifts every score by `shift` and divides by the temperature: the curves of the figure. */
export const sharpened = (probabilities: readonly number[], temperature: number, shift = 0): number[] =>
  probabilities.map((p) => sigmoid((logit(p) + shift) / temperature));

/** Mean and variance of the one-sample score-function estimate of d p/dz in a two-class problem (reward 1 if the drawn class is right). */
export function scoreFunctionMoments(p: number, baseline: number): { readonly mean: number; readonly variance: number } {
  const right = (1 - baseline) * (1 - p);
  const wrong = (0 - baseline) * -p;
  const mean = p * right + (1 - p) * wrong;
  return { mean, variance: p * right ** 2 + (1 - p) * wrong ** 2 - mean ** 2 };
}

/** Expected clipped count of a word that each of `chances` positions emits independently, when the reference has it `limit` times. */
export function expectedClippedCount(chances: readonly number[], limit: number): number {
  let distribution = [1];
  for (const p of chances) {
    distribution = Array.from(
      { length: distribution.length + 1 },
      (_, k) => (distribution[k] ?? 0) * (1 - p) + (distribution[k - 1] ?? 0) * p,
    );
  }
  return sum(distribution.map((share, count) => share * Math.min(count, limit)));
}

/** The worked example: six samples, three of them positive. */
export const example = {
  labels: [1, 1, 1, 0, 0, 0],
  probabilities: [0.9, 0.6, 0.4, 0.6, 0.3, 0.2],
} as const;

/** The soft F1 of the example after its scores are shifted and sharpened; temperature 0 is the hard F1. */
export function shiftedF1(shift: number, temperature: number): number {
  const { labels, probabilities } = example;
  return temperature === 0
    ? f1(hardCounts(labels, sharpened(probabilities, 1, shift)))
    : softF1(labels, sharpened(probabilities, temperature, shift));
}

const SHIFTS = Array.from({ length: 401 }, (_, i) => -4 + i / 50);

export const smoothMetricsFigures = [
  figure({
    name: 'smooth-metrics',
    topic: 'smooth-metrics',
    title: { zh: '阶梯与斜坡：硬 F1 与软 F1', en: 'Staircase and slope: hard F1 and soft F1' },
    params: {
      tau: { about: { zh: '温度 τ，打分除以它', en: 'temperature τ that divides the scores' }, least: 0.05, most: 2, standard: 1 },
    },
    alt: ({ tau }, locale) => {
      const [hard, soft] = [shiftedF1(0, 0).toFixed(3), shiftedF1(0, tau).toFixed(3)];
      return locale === 'zh'
        ? `六个样本的打分一起平移 b：硬 F1 是阶梯，处处平坦，b=0 时为 ${hard}；温度 ${tau} 的软 F1 是光滑曲线，b=0 时为 ${soft}，因而有梯度。`
        : `The scores of six samples are shifted by b. The hard F1 is a staircase, flat almost everywhere, ${hard} at b = 0; the soft F1 at temperature ${tau} is smooth, ${soft} at b = 0, and so has a gradient.`;
    },
    draw: ({ tau }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const curve = (temperature: number): readonly Point[] => SHIFTS.map((shift) => [shift, shiftedF1(shift, temperature)]);
      const slopes = SHIFTS.map((shift): Point => [shift, (shiftedF1(shift + 1e-4, tau) - shiftedF1(shift - 1e-4, tau)) / 2e-4]);
      const steepest = Math.max(0.1, ...slopes.map(([, slope]) => Math.abs(slope)));
      return frame(
        look,
        {
          title: zh ? '阶梯与斜坡：硬 F1 与软 F1' : 'Staircase and slope: hard F1 and soft F1',
          note: zh
            ? `正文的六个样本，打分一起加上 b。b=0 时硬 F1 是 ${shiftedF1(0, 0).toFixed(3)}，τ=${tau} 的软 F1 是 ${shiftedF1(0, tau).toFixed(3)}。阶梯没有梯度，斜坡有。`
            : `The article's six samples, with b added to each score. At b=0 the hard F1 is ${shiftedF1(0, 0).toFixed(3)}, the soft one at τ=${tau} is ${shiftedF1(0, tau).toFixed(3)}. The stairs have no gradient, the slope has.`,
          legend: [
            { label: zh ? `软 F1，τ=${tau}` : `soft F1, τ=${tau}`, colour: paint.series[0] },
            { label: zh ? '硬 F1' : 'hard F1', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '软 F1，τ=0.25' : 'soft F1, τ=0.25', colour: paint.series[3], dash: DASHES[2] },
          ],
          height: 380,
        },
        (area) => {
          const x = { domain: [-4, 4] as const, ticks: [-4, -2, 0, 2, 4] };
          const values = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 232 },
            { x, y: { domain: [0, 1], label: 'F1', ticks: [0, 0.25, 0.5, 0.75, 1] } },
          );
          const below = plot(
            look,
            { x: area.x, y: area.y + 244, width: area.width, height: 136 },
            {
              x: { ...x, label: zh ? '平移量 b' : 'shift b' },
              y: { domain: [-steepest * 1.15, steepest * 1.15], label: zh ? '对 b 的导数' : 'derivative in b', ticks: 3 },
            },
          );
          return group(
            values.axes,
            values.vertical(0, { colour: paint.line, width: 1.2 }),
            values.line(curve(0.25), { colour: paint.series[3], width: 2, dash: DASHES[2] }),
            values.line(curve(0), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }, 'step'),
            values.line(curve(tau), { colour: paint.series[0], width: 2.6 }),
            values.dots([[0, shiftedF1(0, 0)]], paint.series[1], 'square', 4.5),
            values.dots([[0, shiftedF1(0, tau)]], paint.series[0], 'circle', 5),
            below.axes,
            below.horizontal(0, { colour: paint.series[1], width: 2, dash: DASHES[1] }),
            below.line(slopes, { colour: paint.series[0], width: 2.4 }),
          );
        },
      );
    },
  }),
];
