import { contours } from 'd3-contour';
import { normals } from '../kernel/random.ts';
import { type Normal, scoreOf, TOY } from './diffusion-sde.ts';
import { figure } from './figure.ts';
import { el, frame, group, type Look, type Plot, plot } from './kit/index.ts';

/** Data of the VE process with Gaussian noise of deviation `sigma` on top. */
export const noised = ({ mean, variance }: Normal, sigma: number): Normal => ({ mean, variance: variance + sigma ** 2 });

/** VE reverse SDE, one Euler–Maruyama step from noise level `from` down to `to`: mean and variance of the landing point. */
export const veReverseStep = (x: number, score: number, from: number, to: number): Normal => ({
  mean: x + (from ** 2 - to ** 2) * score,
  variance: from ** 2 - to ** 2,
});

/** Probability flow of the VE process, dx/dσ = -σ · score, one Euler step from `from` to `to`. */
export const flowStep = (x: number, score: number, from: number, to: number): number => x - (to - from) * from * score;

/** Where the exact probability flow carries x when the data are Gaussian: standard scores stay as they are. */
export function exactFlow(x: number, from: number, to: number, data: Normal = TOY): number {
  const [before, after] = [noised(data, from), noised(data, to)];
  return after.mean + (x - before.mean) * Math.sqrt(after.variance / before.variance);
}

/** The true law of the less noisy x at level `to`, given x at level `from`. */
export function veBayes(x: number, from: number, to: number, data: Normal = TOY): Normal {
  const [prior, noise] = [noised(data, to), from ** 2 - to ** 2];
  const gain = prior.variance / (prior.variance + noise);
  return { mean: prior.mean + gain * (x - prior.mean), variance: gain * noise };
}

/** One Langevin step x + delta · score + sqrt(2 delta) z on the normal `target`, applied to a whole normal distribution. */
export function langevin({ mean, variance }: Normal, target: Normal, delta: number): Normal {
  const shrink = 1 - delta / target.variance;
  return { mean: target.mean + shrink * (mean - target.mean), variance: shrink ** 2 * variance + 2 * delta };
}

/** Variance at which Langevin steps of size `delta` settle on a normal target of variance `variance`. */
export const langevinRest = (variance: number, delta: number): number => variance / (1 - delta / (2 * variance));

/**
 * Reverse process of the family between flow and SDE, dx = [f - (1 + λ²)/2 g² score] dt + λ g dw, on the VE process: one step of a whole
 * normal distribution from level `from` to `to`, Euler in σ².
 */
export function familyStep({ mean, variance }: Normal, from: number, to: number, lambda: number, data: Normal = TOY): Normal {
  const drop = from ** 2 - to ** 2;
  const here = noised(data, from);
  const move = (x: number): number => x + ((1 + lambda ** 2) / 2) * drop * scoreOf(here, x);
  const slope = move(1) - move(0);
  return { mean: move(mean), variance: slope ** 2 * variance + lambda ** 2 * drop };
}

/** Two equal normals of deviation `spread` at -1 and +1 (the data), noised to level `sigma`. */
export function pairDensity(x: number, sigma: number, spread: number): number {
  const v = sigma ** 2 + spread ** 2;
  return (Math.exp(-((x - 1) ** 2) / (2 * v)) + Math.exp(-((x + 1) ** 2) / (2 * v))) / (2 * Math.sqrt(2 * Math.PI * v));
}

/** Its score: the two pulls weighted by the share of each normal at x. */
export function pairScore(x: number, sigma: number, spread: number): number {
  const v = sigma ** 2 + spread ** 2;
  return (Math.tanh(x / v) - x) / v;
}

/** Noise levels from `most` to `least`, geometric, `steps` + 1 of them. */
export const geometricLevels = (most: number, least: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => most * (least / most) ** (i / steps));

/** The probability flow down the levels, by Euler's method in σ as in the article. */
export function flowPath(x: number, levels: readonly number[], score: (x: number, sigma: number) => number): number[] {
  const path = [x];
  let at = x;
  for (let i = 0; i + 1 < levels.length; i++) {
    const [from, to] = [levels[i] as number, levels[i + 1] as number];
    at = flowStep(at, score(at, from), from, to);
    path.push(at);
  }
  return path;
}

/** A path down the levels, from x at the first, by Euler's method in σ²: λ = 0 is the probability flow, λ = 1 the reverse SDE. */
export function familyPath(
  x: number,
  levels: readonly number[],
  score: (x: number, sigma: number) => number,
  lambda: number,
  normal: () => number,
): number[] {
  const path = [x];
  let at = x;
  for (let i = 0; i + 1 < levels.length; i++) {
    const [from, to] = [levels[i] as number, levels[i + 1] as number];
    const drop = from ** 2 - to ** 2;
    at += ((1 + lambda ** 2) / 2) * drop * score(at, from);
    if (lambda > 0) at += lambda * Math.sqrt(drop) * normal();
    path.push(at);
  }
  return path;
}

const SPREAD = 0.2;
const [MOST, LEAST] = [3, 0.03];
const STARTS = [-4.2, -2.6, -1.5, -0.6, 0.15, 0.9, 1.9, 3, 4.4];
const [COLUMNS, ROWS] = [90, 110];
const [LOW, HIGH] = [-8, 8];

/** Lines of equal density over (σ on a logarithmic axis, x), every column relative to its highest value. */
function densityLines(axes: Plot, look: Look) {
  const levelAt = (c: number) => MOST * (LEAST / MOST) ** (c / COLUMNS);
  const xAt = (r: number) => LOW + ((HIGH - LOW) * r) / ROWS;
  const values = Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    const sigma = levelAt((i % COLUMNS) + 0.5);
    const top = Math.max(pairDensity(0, sigma, SPREAD), pairDensity(1, sigma, SPREAD));
    return pairDensity(xAt(Math.floor(i / COLUMNS) + 0.5), sigma, SPREAD) / top;
  });
  return contours()
    .size([COLUMNS, ROWS])
    .smooth(true)
    .thresholds([0.1, 0.4, 0.75])(values)
    .map(({ coordinates }) =>
      el('path', {
        d: coordinates
          .flat()
          .map((ring) => `M${ring.map(([c = 0, r = 0]) => `${axes.x(levelAt(c)).toFixed(1)} ${axes.y(xAt(r)).toFixed(1)}`).join('L')}Z`)
          .join(''),
        fill: look.paint.edge,
        'fill-opacity': 0.13,
        'fill-rule': 'evenodd',
      }),
    );
}

const figureScore = (x: number, sigma: number): number => pairScore(x, sigma, SPREAD);

/** A path of the figure: λ = 0 is the flow. */
const pathOf = (x: number, levels: readonly number[], lambda: number, normal: () => number): number[] =>
  lambda === 0 ? flowPath(x, levels, figureScore) : familyPath(x, levels, figureScore, lambda, normal);

/** Root mean square distance of 400 samples from the nearer peak, at the last level; exact: sqrt(SPREAD² + LEAST²). */
function spreadOf(levels: readonly number[], lambda: number): number {
  const normal = normals('samples of the figure');
  const width = Math.sqrt(MOST ** 2 + SPREAD ** 2);
  const squares = Array.from({ length: 400 }, (_, i) => {
    const start = (i % 2 === 0 ? 1 : -1) + width * normal();
    return (Math.abs(pathOf(start, levels, lambda, normal).at(-1) ?? 0) - 1) ** 2;
  });
  return Math.sqrt(squares.reduce((a, b) => a + b) / squares.length);
}

const TRUE_SPREAD = Math.sqrt(SPREAD ** 2 + LEAST ** 2).toFixed(2);

export const scoreSdeFigures = [
  figure({
    name: 'score-sde',
    topic: 'score-sde',
    title: { zh: '同样的分布，确定的与随机的路径', en: 'One distribution, two kinds of path' },
    params: {
      steps: { about: { zh: '步数', en: 'number of steps' }, least: 10, most: 200, standard: 120, whole: true },
      lambda: { about: { zh: '下图的噪声强度 λ', en: 'strength λ of the noise below' }, least: 0.1, most: 1.5, standard: 1 },
    },
    alt: ({ steps, lambda }, locale) => {
      const levels = geometricLevels(MOST, LEAST, steps);
      const [flow, walk] = [0, lambda].map((one) => spreadOf(levels, one).toFixed(2));
      return locale === 'zh'
        ? `数据有 −1、+1 两个峰，噪声从 σ=3 降到 0.03，走 ${steps} 步。上：概率流的九条轨迹光滑、互不相交。下：λ=${lambda} 的随机路径曲折、交叉。400 个样本离峰的均方根距离，上图 ${flow}，下图 ${walk}，应为 ${TRUE_SPREAD}。`
        : `Data with peaks at −1 and +1, noise falling from σ = 3 to 0.03 in ${steps} steps. Above, nine smooth flow trajectories that do not cross; below, jagged random paths with λ = ${lambda}. The root mean square distance of 400 samples from their peak is ${flow} above and ${walk} below; ${TRUE_SPREAD} is right.`;
    },
    draw: ({ steps, lambda }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const levels = geometricLevels(MOST, LEAST, steps);
      const normal = normals('paths of the figure');
      const [flow, walk] = [0, lambda].map((one) => spreadOf(levels, one).toFixed(2));
      return frame(
        look,
        {
          title: zh ? '同样的分布，确定的与随机的路径' : 'One distribution, two kinds of path',
          note: zh
            ? `数据有 −1、+1 两个峰。九个相同的起点，${steps} 步。峰的宽度应为 ${TRUE_SPREAD}，400 个样本算得：概率流 ${flow}，随机路径 ${walk}。`
            : `Data with peaks at −1 and +1; nine common starts, ${steps} steps. Peaks should be ${TRUE_SPREAD} wide; 400 samples give ${flow} (flow) and ${walk} (random).`,
          legend: [
            { label: zh ? '概率流 ODE（λ = 0）' : 'probability flow (λ = 0)', colour: paint.series[0] },
            { label: zh ? `随机路径（λ = ${lambda}）` : `random paths (λ = ${lambda})`, colour: paint.series[1] },
            { label: zh ? '密度' : 'density', colour: paint.edge, patch: true },
          ],
          height: 440,
        },
        (area) => {
          const axes = (top: number) =>
            plot(
              look,
              { x: area.x, y: area.y + top, width: area.width, height: 214 },
              {
                x: {
                  domain: [MOST, LEAST],
                  log: true,
                  ticks: [3, 1, 0.3, 0.1, 0.03],
                  format: String,
                  label: zh ? '噪声水平 σ →' : 'noise level σ →',
                },
                y: { domain: [LOW, HIGH], ticks: [-5, -1, 1, 5], label: 'x' },
              },
            );
          const [above, below] = [axes(0), axes(226)];
          const paths = (on: Plot, strength: number, colour: string) =>
            STARTS.map((x) =>
              on.line(
                pathOf(x, levels, strength, normal).map((value, i) => [levels[i] ?? LEAST, value] as const),
                { colour, width: 1.5 },
              ),
            );
          return group(
            ...densityLines(above, look),
            above.axes,
            ...paths(above, 0, paint.series[0]),
            ...densityLines(below, look),
            below.axes,
            ...paths(below, lambda, paint.series[1]),
          );
        },
      );
    },
  }),
];
