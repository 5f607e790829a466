import { normals } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { DASHES, frame, group, type Mark, mark, type Point, plot, segment } from './kit/index.ts';

export interface Settings {
  readonly eta: number;
  readonly lambda: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly decay: 'none' | 'l2' | 'decoupled';
  /** Whether the moments are divided by 1 - βᵗ. */
  readonly corrected: boolean;
}

export interface Step {
  /** What goes into the moments; with L2 the regularizer is in it. */
  readonly gradient: number;
  readonly m: number;
  readonly v: number;
  readonly mHat: number;
  readonly vHat: number;
  /** m̂ / √v̂. */
  readonly quotient: number;
  readonly theta: number;
}

/** Adam on one weight. The gradient of the loss may depend on the weight and on the step t = 1, 2, …; ε is zero. PyTorch's convention: a step decays by ηλ. */
export function adam(
  lossGradient: (theta: number, t: number) => number,
  steps: number,
  { eta, lambda, beta1, beta2, decay, corrected }: Settings,
  start: number,
): readonly Step[] {
  const trace: Step[] = [];
  let theta = start;
  let m = 0;
  let v = 0;
  for (let t = 1; t <= steps; t++) {
    const gradient = lossGradient(theta, t) + (decay === 'l2' ? lambda * theta : 0);
    m = beta1 * m + (1 - beta1) * gradient;
    v = beta2 * v + (1 - beta2) * gradient ** 2;
    const mHat = corrected ? m / (1 - beta1 ** t) : m;
    const vHat = corrected ? v / (1 - beta2 ** t) : v;
    const quotient = mHat / Math.sqrt(vHat);
    if (decay === 'decoupled') theta *= 1 - eta * lambda;
    theta -= eta * quotient;
    trace.push({ gradient, m, v, mHat, vHat, quotient, theta });
  }
  return trace;
}

/** Steps until an average of memory β holds half of what it held. */
export const halfLife = (beta: number): number => Math.log(0.5) / Math.log(beta);

/** The quotient of a step whose gradient dwarfs all before it, late in training. */
export const jumpQuotient = (beta1: number, beta2: number): number => (1 - beta1) / Math.sqrt(1 - beta2);

/**
 * Where a weight settles on the loss c·½(θ - 1)² when its gradients carry noise of deviation c·`noise`.
 * L2 balances c(1 - θ) = λθ inside the moments. The decoupled decay balances the quotient, c(1 - θ) / √(mean square of g) = λθ,
 * from which c drops out.
 */
export function settled(decay: Settings['decay'], scale: number, lambda: number, noise: number): number {
  if (decay === 'none') return 1;
  if (decay === 'l2') return scale / (scale + lambda);
  let theta = 1;
  for (let i = 0; i < 200; i++) theta = 1 / (1 + lambda * Math.hypot(noise, 1 - theta));
  return theta;
}

const DECAYS = ['decoupled', 'l2', 'none'] as const;
/** The scale c of weight A; that of B is smaller. */
const SCALE_A = 2;
const STEPS = 3000;
const RUNS = 8;
const TAIL = 1000;
const ETA = 0.005;

/** Both weights from zero under each kind of decay: the mean path of several runs with the same noise for all, and where it settles. */
export function race(lambda: number, ratio: number, noise: number) {
  const normal = normals('gradients of the figure');
  const drawn = Array.from({ length: RUNS / 2 }, () => Array.from({ length: STEPS }, () => noise * normal()));
  // each noise once more with the other sign, so that its mean over the runs is exactly zero
  const noises = [...drawn, ...drawn.map((run) => run.map((one) => -one))];
  return DECAYS.map((decay) => {
    const settings: Settings = { eta: ETA, lambda, beta1: 0.9, beta2: 0.999, decay, corrected: true };
    const meanPath = (scale: number): readonly number[] => {
      const sums = new Float64Array(STEPS + 1);
      for (const run of noises)
        adam((theta, t) => scale * (theta - 1 + (run[t - 1] ?? 0)), STEPS, settings, 0).forEach(({ theta }, i) => {
          sums[i + 1] = (sums[i + 1] ?? 0) + theta / RUNS;
        });
      return [...sums];
    };
    const [a, b] = [meanPath(SCALE_A), meanPath(SCALE_A / ratio)];
    const tail = (path: readonly number[]): number => path.slice(-TAIL).reduce((sum, theta) => sum + theta / TAIL, 0);
    return { decay, path: a.map((x, i): Point => [x, b[i] ?? Number.NaN]), end: [tail(a), tail(b)] as Point };
  });
}

const two = (value: number): string => value.toFixed(2);
const MARK_OF: Readonly<Record<Settings['decay'], Mark>> = { decoupled: 'circle', l2: 'square', none: 'triangle' };

export const adamwFigures = [
  figure({
    name: 'adamw',
    topic: 'adamw',
    title: { zh: 'L2 厚此薄彼，解耦衰减一视同仁', en: 'L2 plays favourites, decoupled decay does not' },
    params: {
      lambda: { about: { zh: '衰减系数 λ', en: 'decay coefficient λ' }, least: 0, most: 1, standard: 0.2 },
      ratio: { about: { zh: 'A 的梯度是 B 的几倍', en: 'how many times larger the gradients of A are' }, least: 1, most: 30, standard: 10 },
      noise: { about: { zh: '梯度噪声的相对大小', en: 'relative size of the gradient noise' }, least: 0.5, most: 2, standard: 1 },
    },
    alt: ({ lambda, ratio, noise }, locale) => {
      const [decoupled, l2] = race(lambda, ratio, noise).map(({ end }) => end.map(two));
      return locale === 'zh'
        ? `二次损失的极小点在 (1,1)，权重 A 的梯度是 B 的 ${ratio} 倍，λ=${lambda}，都从 0 出发。Adam + L2 停在 (${l2?.join(', ')})，AdamW 停在 (${decoupled?.join(', ')})，不加正则的 Adam 停在 (1,1) 附近。`
        : `A quadratic loss with its minimum at (1, 1); the gradients of weight A are ${ratio} times those of B, λ = ${lambda}, both start at 0. Adam + L2 settles at (${l2?.join(', ')}), AdamW at (${decoupled?.join(', ')}), Adam without a regularizer near (1, 1).`;
    },
    draw: ({ lambda, ratio, noise }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const runs = race(lambda, ratio, noise);
      const colours = [paint.series[0], paint.series[1], paint.series[5]];
      const strokeOf = (i: number) => ({ colour: colours[i] ?? paint.ink, width: i === 2 ? 1.8 : 2.5, dash: DASHES[i] });
      const names = ['AdamW', 'Adam + L2', zh ? 'Adam，不加正则' : 'Adam alone'];
      const scales = [SCALE_A, SCALE_A / ratio] as const;
      const shown = (i: number): string => `(${runs[i]?.end.map(two).join(', ')})`;
      return frame(
        look,
        {
          title: zh ? 'L2 厚此薄彼，解耦衰减一视同仁' : 'L2 plays favourites, decoupled decay does not',
          note: zh
            ? `A 的梯度是 B 的 ${ratio} 倍，λ = ${lambda}，极小点在 (1, 1)。Adam + L2 停在 ${shown(1)}，AdamW 停在 ${shown(0)}。轨迹是 ${RUNS} 次的平均。`
            : `Gradients of A ${ratio} times those of B, λ = ${lambda}, minimum at (1, 1). Adam + L2 settles at ${shown(1)}, AdamW at ${shown(0)}. Paths are means of ${RUNS} runs.`,
          legend: names.map((label, i) => ({ label, colour: colours[i] ?? paint.ink, dash: DASHES[i] })),
          height: 480,
        },
        (area) => {
          // 320 high and these domains: a unit is as long upwards as to the right
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 320 },
            {
              x: { domain: [-0.2, 1.36], label: zh ? '权重 A' : 'weight A', ticks: [0, 0.5, 1] },
              y: { domain: [-0.06, 1.16], label: zh ? '权重 B' : 'weight B', ticks: [0, 0.5, 1], grid: false },
            },
          );
          const rings = [0.02, 0.08, 0.18, 0.35, 0.6, 1].map((level) =>
            map.line(
              Array.from({ length: 181 }, (_, i): Point => {
                const turn = (i * Math.PI) / 90;
                const [x, y] = [Math.sqrt((2 * level) / scales[0]) * Math.cos(turn), Math.sqrt((2 * level) / scales[1]) * Math.sin(turn)];
                // what is far outside is left out: a renderer need not clip it
                return Math.abs(y) < 1.5 ? [1 + x, 1 + y] : [Number.NaN, Number.NaN];
              }),
              { colour: paint.line, width: 1.2 },
            ),
          );
          const fair = plot(
            look,
            { x: area.x, y: area.y + 332, width: area.width, height: 148 },
            {
              x: {
                domain: [0.05, 3],
                log: true,
                label: zh ? '梯度的尺度 c（对数刻度）' : 'scale c of the gradients (logarithmic)',
                ticks: [0.1, 0.3, 1, 3],
                format: String,
              },
              y: {
                domain: [0, 1.4],
                label: zh ? '权重停在哪里（曲线为理论值）' : 'where a weight settles (curves: theory)',
                ticks: [0, 0.5, 1],
              },
            },
          );
          const places = Array.from({ length: 81 }, (_, i) => 0.05 * 60 ** (i / 80));
          return group(
            ...rings,
            map.axes,
            segment(map.x(0), map.y(0), map.x(1), map.y(1), { colour: paint.edge, width: 1, dash: DASHES[5] }),
            ...runs
              .map(({ path }, i) =>
                map.line(
                  path.filter((_, k) => k % 8 === 0),
                  strokeOf(i),
                ),
              )
              .reverse(),
            ...runs.map(({ decay, end: [x, y] }, i) =>
              mark(MARK_OF[decay], map.x(x), map.y(y), i === 2 ? 4 : 6, colours[i] ?? paint.ink, paint.surface),
            ),
            mark('cross', map.x(1), map.y(1), 5, paint.ink),
            map.text([1, 1], zh ? '极小点' : 'minimum', { dx: 10, dy: -6 }),
            map.text([0, 0], zh ? '起点' : 'start', { dx: -6, dy: -4, anchor: 'end', fill: paint.soft }),
            fair.axes,
            ...DECAYS.map((decay, i) =>
              fair.line(
                places.map((c) => [c, settled(decay, c, lambda, noise)]),
                strokeOf(i),
              ),
            ).reverse(),
            ...runs
              .map(({ decay, end }, i) =>
                fair.dots(
                  scales.map((c, k) => [c, end[k] ?? Number.NaN]),
                  colours[i] ?? paint.ink,
                  MARK_OF[decay],
                  i === 2 ? 3.5 : 5,
                ),
              )
              .reverse(),
            fair.text([scales[0], 1.14], ratio > 1.3 ? 'A' : 'A, B', { anchor: 'middle', weight: 600 }),
            ...(ratio > 1.3 ? [fair.text([scales[1], 1.14], 'B', { anchor: 'middle', weight: 600 })] : []),
          );
        },
      );
    },
  }),
];
