import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

export type Vector = readonly number[];
/** Row by row. */
export type Matrix = readonly Vector[];

export const dot = (u: Vector, v: Vector): number => u.reduce((total, x, i) => total + x * (v[i] ?? Number.NaN), 0);
export const times = (a: Matrix, x: Vector): Vector => a.map((row) => dot(row, x));
/** u + s v. */
export const plus = (u: Vector, s: number, v: Vector): Vector => u.map((x, i) => x + s * (v[i] ?? Number.NaN));

/** f(x) = ½ xᵀAx - bᵀx + c with A symmetric, n × n. */
export interface Quadratic {
  readonly a: Matrix;
  readonly b: Vector;
  readonly c: number;
}

export const valueAt = ({ a, b, c }: Quadratic, x: Vector): number => 0.5 * dot(x, times(a, x)) - dot(b, x) + c;

/** b - Ax, which is the negative gradient. */
export const residualAt = ({ a, b }: Quadratic, x: Vector): Vector => plus(b, -1, times(a, x));

/** One step: from `x`, where the residual is `residual`, `alpha` times `direction` is walked. */
export interface Step {
  readonly x: Vector;
  readonly residual: Vector;
  readonly direction: Vector;
  readonly alpha: number;
}

/** Nothing is left to walk where the residual is zero. */
const over = (a: number, b: number): number => (a === 0 ? 0 : a / b);

/** Cauchy's method with the exact step rᵀr / rᵀAr. */
export function steepestDescent(problem: Quadratic, start: Vector, steps: number): readonly Step[] {
  const done: Step[] = [];
  let x = start;
  for (let k = 0; k < steps; k++) {
    const residual = residualAt(problem, x);
    const alpha = over(dot(residual, residual), dot(residual, times(problem.a, residual)));
    done.push({ x, residual, direction: residual, alpha });
    x = plus(x, alpha, residual);
  }
  return done;
}

/** Hestenes and Stiefel's conjugate gradients: one product of matrix and vector a step. */
export function conjugateGradient(problem: Quadratic, start: Vector, steps: number): readonly Step[] {
  const done: Step[] = [];
  let x = start;
  let residual = residualAt(problem, x);
  let direction = residual;
  for (let k = 0; k < steps; k++) {
    const q = times(problem.a, direction);
    const alpha = over(dot(residual, residual), dot(direction, q));
    done.push({ x, residual, direction, alpha });
    x = plus(x, alpha, direction);
    const next = plus(residual, -alpha, q);
    direction = plus(next, over(dot(next, next), dot(residual, residual)), direction);
    residual = next;
  }
  return done;
}

/** Where a step ends. */
export const endOf = ({ x, alpha, direction }: Step): Vector => plus(x, alpha, direction);

/** At worst so much of the error, measured as √(eᵀAe), is left after a step of steepest descent with the exact step. */
export const descentFactor = (kappa: number): number => (kappa - 1) / (kappa + 1);

/** At most so much of √(eᵀAe) is left after k steps of conjugate gradients. */
export const conjugateBound = (kappa: number, k: number): number => 2 * ((Math.sqrt(kappa) - 1) / (Math.sqrt(kappa) + 1)) ** k;

/** After how many steps a bound is at `share` or below. */
export function stepsUntil(bound: (k: number) => number, share: number): number {
  let k = 0;
  while (bound(k) > share) k++;
  return k;
}

export const BOTTOM: Vector = [1, 1];

/** A bowl with its bottom at (1, 1), value 0 there, and the eigenvalues κ along (1, 1) and 1 along (1, -1). κ = 9 is the article's. */
export function bowl(kappa: number): Quadratic {
  const a = [
    [(kappa + 1) / 2, (kappa - 1) / 2],
    [(kappa - 1) / 2, (kappa + 1) / 2],
  ];
  const b = times(a, BOTTOM);
  return { a, b, c: 0.5 * dot(BOTTOM, b) };
}

/** The article's start (6, -3) is √41 away from the bottom, at this angle in degrees. */
const START_ANGLE = -38.66;
const SHOWN = 40;
const MILLIONTH = 1e-6;

const pointOf = ([x = Number.NaN, y = Number.NaN]: Vector): Point => [x, y];

/** The start, the paths of both methods, and f(x_k) / f(x_0) for each. */
export function race(kappa: number, degrees: number) {
  const problem = bowl(kappa);
  const turned = (degrees * Math.PI) / 180;
  // the article's start to the last digit, where it is meant
  const start = degrees === START_ANGLE ? [6, -3] : plus(BOTTOM, Math.sqrt(41), [Math.cos(turned), Math.sin(turned)]);
  const pathOf = (steps: readonly Step[]): readonly Vector[] => [start, ...steps.map(endOf)];
  const left = (x: Vector): number => valueAt(problem, x) / valueAt(problem, start);
  const descent = pathOf(steepestDescent(problem, start, 400));
  const conjugate = pathOf(conjugateGradient(problem, start, 2));
  return {
    start,
    descent,
    conjugate,
    descentLeft: descent.map(left),
    conjugateLeft: conjugate.map(left),
    descentSteps: descent.findIndex((x) => left(x) <= MILLIONTH),
    conjugateSteps: conjugate.findIndex((x) => left(x) <= MILLIONTH),
  };
}

/** The level curve on which a point `e` of the error plane lies: an ellipse with half-axes √(2f/κ) along (1, 1) and √(2f) along (1, -1). */
function ellipse(kappa: number, height: number): readonly Point[] {
  const [short, long] = [Math.sqrt((2 * height) / kappa), Math.sqrt(2 * height)];
  return Array.from({ length: 121 }, (_, i) => {
    const t = (i * Math.PI) / 60;
    const [p, q] = [short * Math.cos(t), long * Math.sin(t)];
    return [1 + (p + q) * Math.SQRT1_2, 1 + (p - q) * Math.SQRT1_2];
  });
}

export const quadraticFormFigures = [
  figure({
    name: 'quadratic-form',
    topic: 'quadratic-form',
    title: { zh: '最速下降走锯齿，共轭梯度至多两步到底', en: 'Steepest descent zigzags, conjugate gradients need two steps' },
    params: {
      kappa: { about: { zh: '条件数', en: 'condition number' }, least: 1, most: 25, standard: 9 },
      start: {
        about: {
          zh: '起点在碗底的哪个方向（度）；-45 与 45 是特征向量',
          en: 'where the start lies, in degrees about the bottom; -45 and 45 are eigenvectors',
        },
        least: -180,
        most: 180,
        standard: START_ANGLE,
      },
    },
    alt: ({ kappa, start }, locale) => {
      const { descentSteps: slow, conjugateSteps: fast } = race(kappa, start);
      return locale === 'zh'
        ? `条件数 ${kappa} 的碗。f 降到起点的百万分之一，最速下降走了 ${slow} 步，步步拐直角；共轭梯度走了 ${fast} 步，正好到碗底 (1,1)。`
        : `A bowl with condition number ${kappa}. To bring f to a millionth, steepest descent takes ${slow} ${slow === 1 ? 'step' : 'steps, turning at a right angle after each'}; conjugate gradients take ${fast} and are at the bottom, (1, 1).`;
    },
    draw: ({ kappa, start: degrees }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { start, descent, conjugate, descentLeft, conjugateLeft, descentSteps, conjugateSteps } = race(kappa, degrees);
      const [sx, sy] = pointOf(start);
      const first = residualAt(bowl(kappa), start);
      const half = 0.5 * Math.max(Math.abs(sx - 1), Math.abs(sy - 1)) + 1;
      const [mx, my] = [(sx + 1) / 2, (sy + 1) / 2];
      // the first step goes this way, and the word stands on the other side
      const [ux, uy] = pointOf(first.map((part) => part / Math.hypot(...first)));
      const top = valueAt(bowl(kappa), start);
      const landings = descentLeft.slice(0, 7).filter((left) => left > 0.004);
      const levels = landings.length > 3 ? landings : [1, 0.5, 0.2, 0.05];
      const series = (list: readonly number[]): readonly Point[] => list.map((left, k) => [k, Math.max(left, MILLIONTH / 10)]);
      return frame(
        look,
        {
          title: zh ? '最速下降走锯齿，共轭梯度至多两步到底' : 'Steepest descent zigzags, conjugate gradients need two steps',
          note: zh
            ? `条件数 κ = ${kappa}。f 降到百万分之一：最速下降 ${descentSteps} 步，共轭梯度 ${conjugateSteps} 步。每一步都停在与等高线相切的地方。`
            : `Condition number κ = ${kappa}. Down to a millionth of f: steepest descent ${descentSteps} ${descentSteps === 1 ? 'step' : 'steps'}, conjugate gradients ${conjugateSteps}. Each step ends where it touches a contour.`,
          legend: [
            { label: zh ? '共轭梯度' : 'conjugate gradients', colour: paint.series[0] },
            { label: zh ? '最速下降' : 'steepest descent', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '最速下降的最坏情形' : 'worst case', colour: paint.soft, dash: DASHES[2] },
          ],
          height: 490,
        },
        (area) => {
          const probe = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 330 },
            { x: { domain: [0, 1], label: 'x_1' }, y: { domain: [0, 1], label: 'x_2', ticks: [-4] } },
          ).inner;
          // equal scales: the right angles are to look like right angles
          const wide = (half * probe.width) / probe.height;
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 330 },
            {
              x: { domain: [mx - wide, mx + wide], label: 'x_1' },
              y: { domain: [my - half, my + half], label: 'x_2', grid: false },
            },
          );
          const log = plot(
            look,
            { x: area.x, y: area.y + 342, width: area.width, height: 148 },
            {
              x: { domain: [0, SHOWN], label: zh ? '步数' : 'steps', ticks: [0, 10, 20, 30, 40] },
              y: {
                domain: [MILLIONTH, 1],
                log: true,
                label: 'f(x_k) / f(x_0)',
                ticks: [1, 1e-2, 1e-4, 1e-6],
                format: (value) => (value === 1 ? '1' : `10^{−${Math.round(-Math.log10(value))}}`),
              },
            },
          );
          const arrival = Math.min(descentSteps, SHOWN);
          return group(
            ...levels.map((left) => map.line(ellipse(kappa, left * top), { colour: paint.line, width: 1.3 })),
            map.axes,
            map.line(descent.slice(0, 60).map(pointOf), { colour: paint.series[1], width: 2, dash: DASHES[1] }),
            map.line(conjugate.map(pointOf), { colour: paint.series[0], width: 2.6 }),
            map.dots(descent.slice(1, 9).map(pointOf), paint.series[1], 'square', 3),
            map.dots(conjugate.slice(1).map(pointOf), paint.series[0], 'circle', 4.5),
            map.dots([pointOf(start)], paint.ink, 'circle', 4.5),
            map.text(pointOf(start), zh ? '起点' : 'start', {
              dx: -11 * ux,
              dy: 13 * uy + 4,
              anchor: ux < -0.4 ? 'start' : ux > 0.4 ? 'end' : 'middle',
            }),
            map.text([1, 1], zh ? '碗底 (1, 1)' : 'bottom (1, 1)', {
              dx: 0,
              dy: sy > 1 ? 19 : -11,
              anchor: 'middle',
            }),
            log.axes,
            log.line(series(descentLeft.map((_, k) => descentFactor(kappa) ** (2 * k))), {
              colour: paint.soft,
              width: 1.4,
              dash: DASHES[2],
            }),
            log.line(series(descentLeft), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            log.line(series(conjugateLeft), { colour: paint.series[0], width: 2.6 }),
            descentSteps <= SHOWN
              ? log.text([arrival, MILLIONTH], zh ? `${descentSteps} 步` : `${descentSteps} ${descentSteps === 1 ? 'step' : 'steps'}`, {
                  dx: 4,
                  dy: -6,
                })
              : log.text([SHOWN, descentLeft[SHOWN] ?? 1], zh ? `要 ${descentSteps} 步` : `${descentSteps} needed`, {
                  dy: 19,
                  anchor: 'end',
                }),
          );
        },
      );
    },
  }),
];
