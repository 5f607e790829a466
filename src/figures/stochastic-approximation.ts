import { normals } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

/** What is read at the point `w` when the sample `x` has come: right on average, wrong each time. */
export type Observe = (w: number, x: number) => number;
/** The step size a_k, k = 1, 2, … */
export type StepRule = (k: number) => number;

/** Robbins-Monro: every sample moves the estimate against its observation. Returns the estimate after each sample. */
export function robbinsMonro(start: number, samples: readonly number[], observe: Observe, step: StepRule): readonly number[] {
  const path: number[] = [];
  let w = start;
  for (const [i, x] of samples.entries()) {
    w -= step(i + 1) * observe(w, x);
    path.push(w);
  }
  return path;
}

/** Its root is the mean of the samples. */
export const fromMean: Observe = (w, x) => w - x;

/** Its root is the quantile of the samples at `share`. */
export const fromQuantile =
  (share: number): Observe =>
  (w, x) =>
    (x <= w ? 1 : 0) - share;

/**
 * E(w_k - w*)² for g(w) = h(w - w*), noise of variance `variance` and (w_1 - w*)² = `first`: first, then after each of the steps.
 * v_{k+1} = (1 - h a_k)² v_k + a_k² σ².
 */
export function meanSquares(steps: number, step: StepRule, { slope = 1, variance = 1, first = 0 } = {}): readonly number[] {
  const found = [first];
  let v = first;
  for (let k = 1; k <= steps; k++) {
    v = (1 - slope * step(k)) ** 2 * v + step(k) ** 2 * variance;
    found.push(v);
  }
  return found;
}

/** Where a constant step a settles when a mean is estimated (h = 1). */
export const residualVariance = (a: number, variance = 1): number => (a * variance) / (2 - a);

const SHOWN = 10_000;
const START = 5;
const LOWEST = 0.005;
/** Few enough to draw, at equal distances on a logarithmic axis, and every step among the first. */
const PLACES = [...new Set(Array.from({ length: 221 }, (_, i) => Math.round(SHOWN ** (i / 220))))];

interface Rule {
  readonly name: string;
  readonly step: StepRule;
}

const rulesOf = (constant: number): readonly [Rule, Rule, Rule, Rule] => [
  { name: '1/k', step: (k) => 1 / k },
  { name: 'k^{−2/3}', step: (k) => k ** (-2 / 3) },
  { name: String(constant), step: () => constant },
  { name: '1/k^2', step: (k) => 1 / (k * k) },
];

/** All rules from the same start through the same noise: the paths and the exact root mean square distances to the root 0. */
export function contest(slope: number, noise: number, constant: number) {
  const normal = normals('readings of the figure');
  const errors = Array.from({ length: SHOWN }, () => noise * normal());
  return rulesOf(constant).map(({ name, step }) => ({
    name,
    path: [START, ...robbinsMonro(START, errors, (w, error) => slope * w + error, step)],
    distance: meanSquares(SHOWN, step, { slope, variance: noise ** 2, first: START ** 2 }).map(Math.sqrt),
  }));
}

const rounded = (value: number): string => (value < 0.001 ? '<0.001' : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2));

export const stochasticApproximationFigures = [
  figure({
    name: 'stochastic-approximation',
    topic: 'stochastic-approximation',
    title: { zh: '同样的噪声，四种步长', en: 'The same noise, four step rules' },
    params: {
      slope: { about: { zh: '函数的斜率 h', en: 'slope h of the function' }, least: 0.1, most: 1.5, standard: 0.6 },
      noise: { about: { zh: '噪声的标准差', en: 'standard deviation of the noise' }, least: 0, most: 3, standard: 1 },
      constant: { about: { zh: '固定步长', en: 'the constant step' }, least: 0.02, most: 1, standard: 0.2 },
    },
    alt: ({ slope, noise, constant }, locale) => {
      const ends = contest(slope, noise, constant).map(
        ({ name, distance }) => `${name.replace(/[{}]/g, '')}: ${rounded(distance.at(-1) ?? 0)}`,
      );
      return locale === 'zh'
        ? `g(w)=${slope}w，噪声标准差 ${noise}，从 5 出发。一万步之后离根的均方根距离，按步长：${ends.join('；')}。`
        : `g(w) = ${slope}w with noise of deviation ${noise}, from 5. Root mean square distance to the root after ten thousand steps, by step rule: ${ends.join('; ')}.`;
    },
    draw: ({ slope, noise, constant }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const runs = contest(slope, noise, constant);
      const colours = [paint.series[0], paint.series[3], paint.series[1], paint.series[2]];
      const dashes = [DASHES[0], DASHES[2], DASHES[4], DASHES[3]];
      const strokeOf = (i: number) => ({ colour: colours[i] ?? paint.ink, width: i === 0 ? 2.6 : i === 2 ? 1.5 : 2, dash: dashes[i] });
      const at = (values: readonly number[]): readonly Point[] => PLACES.map((k) => [k, values[k - 1] ?? Number.NaN]);
      const last = (i: number): string => rounded(runs[i]?.distance.at(-1) ?? 0);
      return frame(
        look,
        {
          title: zh ? '同样的噪声，四种步长' : 'The same noise, four step rules',
          note: zh
            ? `g(w) = ${slope}w，噪声标准差 ${noise}，从 5 出发。一万步后离根的均方根距离：1/k 是 ${last(0)}，k^{−2/3} 是 ${last(1)}，固定步长停在 ${last(2)}，1/k^2 停在 ${last(3)}。`
            : `g(w) = ${slope}w, noise of deviation ${noise}, from 5. Root mean square distance after 10 000 steps: 1/k ${last(0)}, k^{−2/3} ${last(1)}; the constant step settles at ${last(2)}, 1/k^2 at ${last(3)}.`,
          legend: runs.map(({ name }, i) => ({ label: i === 2 ? (zh ? `固定 ${name}` : `constant ${name}`) : name, ...strokeOf(i) })),
          height: 440,
        },
        (area) => {
          const x = { domain: [1, SHOWN] as const, log: true, ticks: 5 };
          const paths = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 222 },
            {
              x,
              y: {
                domain: [-3, 6],
                label: zh ? '一条轨迹 w_k' : 'one path w_k',
                ticks: [-2, 0, 2, 4, 6],
                format: (w) => w.toFixed(1).replace('-', '−'),
              },
            },
          );
          const errors = plot(
            look,
            { x: area.x, y: area.y + 232, width: area.width, height: 208 },
            {
              x: { ...x, label: zh ? '步数 k' : 'step k' },
              y: {
                domain: [LOWEST, 10],
                log: true,
                label: zh ? '离根的均方根距离（精确）' : 'root mean square distance to the root (exact)',
              },
            },
          );
          return group(
            paths.axes,
            paths.horizontal(0, { colour: paint.edge, width: 1.4 }),
            ...runs.map((run, i) => paths.line(at(run.path), strokeOf(i))).reverse(),
            paths.text([1, 0], zh ? '根' : 'root', { dx: 4, dy: 14, fill: paint.soft }),
            errors.axes,
            ...runs.map((run, i) => errors.line(at(run.distance.map((far) => Math.max(far, LOWEST / 10))), strokeOf(i))).reverse(),
          );
        },
      );
    },
  }),
];
