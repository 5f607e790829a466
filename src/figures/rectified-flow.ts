import { normalFrom, uniforms } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot, segment, words } from './kit/index.ts';

/**
 * Rectified flow in one dimension, with every field in closed form: noise N(0, 1) at time 0, and at time 1 one of two points, −a or +a, each
 * with probability one half and independent of the noise. Lengths are in standard deviations of the noise; time runs from 0 (noise) to 1 (data).
 */

/** A velocity field: where a point x at time t is going (length per unit of time). */
export type Velocity = (x: number, t: number) => number;

/** Density of N(mean, variance) at x. */
export const normalDensity = (x: number, mean = 0, variance = 1): number =>
  Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);

/** Of all lines through x at time t, the share that ends at +a (Bayes on two Gaussians of variance (1−t)²). */
export function shareUp(x: number, t: number, a: number): number {
  return 1 / (1 + Math.exp((-2 * a * t * x) / (1 - t) ** 2));
}

/** E[x1 − x0 | x_t = x] for independent pairs: what a perfectly trained network says. t < 1. */
export function firstVelocity(a: number): Velocity {
  return (x, t) => (a * (2 * shareUp(x, t, a) - 1) - x) / (1 - t);
}

/** The same after one reflow, when positive noise is paired with +a and negative with −a. t < 1. */
export function reflowedVelocity(a: number): Velocity {
  return (x, t) => (a * Math.sign(x) - x) / (1 - t);
}

/** Euler's method from time 0 to 1; returns every position, the start first. */
export function euler(velocity: Velocity, start: number, steps: number): number[] {
  const path = [start];
  let x = start;
  for (let k = 0; k < steps; k++) {
    x += velocity(x, k / steps) / steps;
    path.push(x);
  }
  return path;
}

/** The mean over the noise x ~ N(0, 1) of f(x), by the midpoint rule on ±8. */
export function overNoise(f: (noise: number) => number, cells = 800): number {
  const width = 16 / cells;
  let total = 0;
  for (let i = 0; i < cells; i++) {
    const x = -8 + (i + 0.5) * width;
    total += normalDensity(x) * f(x) * width;
  }
  return total;
}

/** Where E‖x1 − x0‖² of the first, independent coupling goes (squared lengths). */
export interface Account {
  /** E(x1 − x0)² of the pairs trained on. */
  readonly before: number;
  /** E(z1 − z0)² of the pairs the flow makes. */
  readonly after: number;
  /** What the regression cannot fit: ∫ E Var[x1 − x0 | x_t] dt, the least loss. */
  readonly misfit: number;
  /** ∫ E(ż_t − (z1 − z0))² dt: zero for straight trajectories. */
  readonly bend: number;
}

/**
 * The account of the first flow. The misfit is a double integral over time and noise (x1 = +a by symmetry); the bend is the rest, because
 * before = after + bend + misfit. Tests integrate the bend along trajectories instead and compare.
 */
export function account(a: number, cells = 400): Account {
  const before = a * a + 1;
  const after = overNoise((x) => (a * Math.sign(x) - x) ** 2, 8 * cells);
  let misfit = 0;
  for (let k = 0; k < cells; k++) {
    const t = (k + 0.5) / cells;
    // Var[x1 | x_t] / (1−t)² = 4a² p(1−p) / (1−t)²
    misfit +=
      overNoise((noise) => {
        const p = shareUp((1 - t) * noise + t * a, t, a);
        return (4 * a * a * p * (1 - p)) / (1 - t) ** 2;
      }, cells) / cells;
  }
  return { before, after, misfit, bend: before - after - misfit };
}

/** Density at x of data (points with equal shares) blurred by the heat equation for a time τ: Gaussians of variance 2τ. */
export function heated(points: readonly number[], x: number, tau: number): number {
  return points.reduce((sum, p) => sum + normalDensity(x, p, 2 * tau), 0) / points.length;
}

/** −∂ log p / ∂x of the blurred data: the velocity that spreads it as heat does. */
export function heatVelocity(points: readonly number[], x: number, tau: number): number {
  const weights = points.map((p) => normalDensity(x, p, 2 * tau));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return points.reduce((sum, p, i) => sum + ((x - p) / (2 * tau)) * ((weights[i] as number) / total), 0);
}

/** Independent pairs (noise, data): the noise standard normal, the data −a or +a by a fair coin. */
export function independentPairs(count: number, a: number, seed: string): readonly (readonly [noise: number, data: number])[] {
  const uniform = uniforms(seed);
  return Array.from({ length: count }, () => {
    const noise = normalFrom(uniform);
    return [noise, uniform() < 0.5 ? -a : a] as const;
  });
}

const A = 2;
const FINE = 400;

const timed = (path: readonly number[]): readonly Point[] => path.map((x, k) => [k / (path.length - 1), x]);

/** Pairs of lines that change sides of each other on the way. */
export function crossings(pairs: readonly (readonly [number, number])[]): number {
  let count = 0;
  for (const [i, [a0, a1]] of pairs.entries()) for (const [b0, b1] of pairs.slice(i + 1)) if ((a0 - b0) * (a1 - b1) < 0) count += 1;
  return count;
}

export const rectifiedFlowFigures = [
  figure({
    name: 'rectified-flow',
    topic: 'rectified-flow',
    title: { zh: '几步欧拉走得到数据吗', en: 'Do a few Euler steps reach the data?' },
    params: {
      steps: { about: { zh: '欧拉步数', en: 'Euler steps' }, least: 1, most: 20, standard: 2, whole: true },
      reflow: {
        about: { zh: '0：第一个流；1：reflow 一次之后', en: '0: the first flow; 1: after one reflow' },
        least: 0,
        most: 1,
        standard: 0,
        whole: true,
      },
    },
    alt: ({ steps, reflow }, locale) => {
      const ends = [0.2, 1].map((start) =>
        (euler(reflow ? reflowedVelocity(A) : firstVelocity(A), start, steps).at(-1) as number).toFixed(2),
      );
      return locale === 'zh'
        ? `数据在 ±2。${reflow ? 'reflow 之后轨迹是直线' : '第一个流的轨迹先退后进，是弯的'}；用 ${steps} 步欧拉，从 0.2 出发到 ${ends[0]}，从 1 出发到 ${ends[1]}。`
        : `Data lie at ±2. ${reflow ? 'After reflow the trajectories are straight' : 'The trajectories of the first flow are curved: they back off first'}; ${steps} Euler step${steps > 1 ? 's' : ''} from 0.2 end${steps > 1 ? '' : 's'} at ${ends[0]}, from 1 at ${ends[1]}.`;
    },
    draw: ({ steps, reflow }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const field = reflow ? reflowedVelocity(A) : firstVelocity(A);
      const starts = [-2.2, -1.5, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.5, 2.2];
      const shown = [0.2, 1, -0.6].map((start) => euler(field, start, steps));
      const ends = shown.map((path) => (path.at(-1) as number).toFixed(2).replace('-', '−'));
      return frame(
        look,
        {
          title: zh
            ? reflow
              ? 'Reflow 之后：轨迹是直线'
              : '第一个流：轨迹是弯的'
            : reflow
              ? 'After reflow: straight trajectories'
              : 'The first flow: curved trajectories',
          note: zh
            ? `${steps} 步欧拉：从 0.2 到 ${ends[0]}，从 1 到 ${ends[1]}。数据只在 ±2。`
            : `${steps} Euler step${steps > 1 ? 's' : ''}: 0.2 ends at ${ends[0]}, 1 at ${ends[1]}. Data lie at ±2.`,
          legend: [
            { label: zh ? '精确轨迹' : 'exact trajectories', colour: paint.series[0] },
            { label: zh ? `欧拉 ${steps} 步` : `Euler, ${steps} step${steps > 1 ? 's' : ''}`, colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '数据' : 'data', colour: paint.series[2], mark: 'diamond' },
          ],
          height: 330,
        },
        (area) => {
          const map = plot(look, area, {
            // Room on the left, so that marks stand clear of the numbers.
            x: {
              domain: [-0.02, 1.03],
              label: zh ? '时间 t（0 噪声，1 数据）' : 'time t (0 noise, 1 data)',
              ticks: [0, 0.25, 0.5, 0.75, 1],
            },
            y: { domain: [-2.6, 2.6], label: 'x', ticks: [-2, -1, 0, 1, 2] },
          });
          return group(
            map.axes,
            ...starts.map((start) => map.line(timed(euler(field, start, FINE)), { colour: paint.series[0], width: 1.6 })),
            ...shown.map((path) => map.line(timed(path), { colour: paint.series[1], width: 2.4, dash: DASHES[1] })),
            ...shown.map((path) => map.dots(timed(path), paint.series[1], 'square', 4)),
            map.dots(
              [
                [1, A],
                [1, -A],
              ],
              paint.series[2],
              'diamond',
              6,
            ),
          );
        },
      );
    },
  }),
  figure({
    name: 'rectified-flow-rewiring',
    topic: 'rectified-flow',
    title: { zh: '直线相交，轨迹改道', en: 'Lines cross, trajectories turn away' },
    params: { pairs: { about: { zh: '画几对', en: 'how many pairs' }, least: 4, most: 40, standard: 16, whole: true } },
    alt: ({ pairs }, locale) => {
      const drawn = independentPairs(pairs, A, 'rewiring');
      const moved = drawn.filter(([x0, x1]) => x0 * x1 < 0).length;
      return locale === 'zh'
        ? `左：${pairs} 对独立配对的直线，互换位置 ${crossings(drawn)} 次；右：同样的起点沿学出的流走，无一相交，${moved} 个粒子换了目的地。`
        : `Left: the lines of ${pairs} independent pairs, which change places ${crossings(drawn)} times. Right: the same starts follow the learnt flow without crossing; ${moved} of the ${pairs} particles get a new destination.`;
    },
    draw: ({ pairs }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const drawn = independentPairs(pairs, A, 'rewiring');
      const moved = drawn.filter(([x0, x1]) => x0 * x1 < 0).length;
      return frame(
        look,
        {
          title: zh ? '直线相交，轨迹改道' : 'Lines cross, trajectories turn away',
          note: zh
            ? `左边的直线互换位置 ${crossings(drawn)} 次，右边的轨迹 0 次；${pairs} 个粒子里有 ${moved} 个换了目的地。`
            : `The lines on the left change places ${crossings(drawn)} times, the trajectories on the right 0 times. ${moved} of ${pairs} particles end elsewhere.`,
          legend: [
            { label: zh ? '去 +2' : 'to +2', colour: paint.series[0] },
            { label: zh ? '去 −2' : 'to −2', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 300,
        },
        (area) => {
          const half = (area.width - 8) / 2;
          const panels = [0, 1].map((side) =>
            plot(
              look,
              { x: area.x + side * (half + 8), y: area.y + 18, width: half, height: area.height - 18 },
              { x: { domain: [0, 1], label: 't', ticks: [0, 0.5, 1] }, y: { domain: [-2.9, 2.9], ticks: [-2, 0, 2] } },
            ),
          );
          const [left, right] = panels as [(typeof panels)[0], (typeof panels)[0]];
          const style = (end: number) => ({ colour: paint.series[end > 0 ? 0 : 1], width: 1.7, dash: end > 0 ? undefined : DASHES[1] });
          return group(
            words(left.inner.x, area.y + 12, zh ? '独立的配对' : 'independent pairs', { fill: paint.ink, weight: 600 }),
            words(right.inner.x, area.y + 12, zh ? '学出的流' : 'the learnt flow', { fill: paint.ink, weight: 600 }),
            left.axes,
            right.axes,
            ...drawn.map(([x0, x1]) => segment(left.x(0), left.y(x0), left.x(1), left.y(x1), style(x1))),
            ...drawn.map(([x0]) => right.line(timed(euler(firstVelocity(A), x0, FINE)), style(x0))),
          );
        },
      );
    },
  }),
];
