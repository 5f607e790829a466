import { contours } from 'd3-contour';
import { figure } from './figure.ts';
import { arrow, el, frame, group, type Look, mark, type Plot, plot, type Svg, segment, TYPE, words } from './kit/index.ts';

export type Vector = readonly [number, number];
export type Matrix = readonly [Vector, Vector];

/** An invertible layer of the plane; `logDet` is log|det J| of the forward map at a point of its domain. */
export interface Layer {
  readonly forward: (z: Vector) => Vector;
  readonly inverse: (y: Vector) => Vector;
  readonly logDet: (z: Vector) => number;
}

export const determinant = ([[a, b], [c, d]]: Matrix): number => a * d - b * c;

export function affine(matrix: Matrix, offset: Vector): Layer {
  const [[a, b], [c, d]] = matrix;
  const det = determinant(matrix);
  return {
    forward: ([x, y]) => [a * x + b * y + offset[0], c * x + d * y + offset[1]],
    inverse: ([u, v]) => {
      const [x, y] = [u - offset[0], v - offset[1]];
      return [(d * x - b * y) / det, (a * y - c * x) / det];
    },
    logDet: () => Math.log(Math.abs(det)),
  };
}

/** Leaves what is not negative alone and divides the rest, element by element. */
export function leaky(divisor: number): Layer {
  const down = (v: number): number => (v < 0 ? v / divisor : v);
  const up = (v: number): number => (v < 0 ? v * divisor : v);
  return {
    forward: ([x, y]) => [down(x), down(y)],
    inverse: ([x, y]) => [up(x), up(y)],
    logDet: (z) => -z.filter((v) => v < 0).length * Math.log(divisor),
  };
}

/** z + u tanh(w·z + b) (Rezende and Mohamed 2015, equation 10). */
export const planar = ([x, y]: Vector, u: Vector, w: Vector, b: number): Vector => {
  const t = Math.tanh(w[0] * x + w[1] * y + b);
  return [x + u[0] * t, y + u[1] * t];
};

/** Its determinant, by the matrix determinant lemma. */
export const planarDeterminant = ([x, y]: Vector, u: Vector, w: Vector, b: number): number =>
  1 + (1 - Math.tanh(w[0] * x + w[1] * y + b) ** 2) * (u[0] * w[0] + u[1] * w[1]);

/** Log-density of the standard normal of the plane. */
export const logNormal = ([x, y]: Vector): number => -Math.log(2 * Math.PI) - (x * x + y * y) / 2;

export interface Trace {
  /** From the last layer's input back to z_0. */
  readonly points: readonly Vector[];
  readonly logDets: readonly number[];
  readonly base: number;
  readonly density: number;
}

/** Undoes the layers from the last to the first and adds up their log-determinants. */
export function logDensity(flow: readonly Layer[], x: Vector): Trace {
  const points: Vector[] = [];
  const logDets: number[] = [];
  let z = x;
  for (const layer of flow.toReversed()) {
    z = layer.inverse(z);
    points.push(z);
    logDets.push(layer.logDet(z));
  }
  const base = logNormal(z);
  return { points, logDets, base, density: base - logDets.reduce((a, b) => a + b, 0) };
}

export const sample = (flow: readonly Layer[], z: Vector): Vector => flow.reduce((point, layer) => layer.forward(point), z);

/** The article's example: a shear with a stretch, a leaky rectifier, a shear. */
export const FLOW: readonly Layer[] = [
  affine(
    [
      [2, 0],
      [1, 1],
    ],
    [1, -1.5],
  ),
  leaky(4),
  affine(
    [
      [1, 1],
      [0, 1],
    ],
    [0, 0],
  ),
];

const X: Vector = [-4.2, 6.6];
const Y: Vector = [-4.9, 3.7];
/** The lower panels leave out the empty strip below. */
const LOW: Vector = [-2.5, 3.7];
const COLUMNS = 54;
const ROWS = 43;
const RINGS = [0.004, 0.02, 0.05, 0.1, 0.17, 0.28];

/** Half the side of the small square about z_0 that is followed through the layers. */
const HALF = 0.3;

const along = (from: Vector, to: Vector, parts: number): Vector[] =>
  Array.from({ length: parts + 1 }, (_, i) => [from[0] + ((to[0] - from[0]) * i) / parts, from[1] + ((to[1] - from[1]) * i) / parts]);

/** The square about z_0 after the first `done` layers, as a closed outline. */
function patch(z0: Vector, done: number): Vector[] {
  const corners: readonly Vector[] = [
    [z0[0] - HALF, z0[1] - HALF],
    [z0[0] + HALF, z0[1] - HALF],
    [z0[0] + HALF, z0[1] + HALF],
    [z0[0] - HALF, z0[1] + HALF],
  ];
  return corners.flatMap((corner, i) => along(corner, corners[(i + 1) % 4] ?? corner, 8)).map((z) => sample(FLOW.slice(0, done), z));
}

/** What stands in the plane after `done` layers: density, the net of z_0's coordinates, the followed square and point. */
function stage(view: Plot, done: number, z0: Vector, look: Look): Svg {
  const { paint } = look;
  const first = FLOW.slice(0, done);
  const spot = (c: number, r: number): Vector => [X[0] + ((X[1] - X[0]) * c) / COLUMNS, Y[0] + ((Y[1] - Y[0]) * r) / ROWS];
  const heights = Array.from({ length: COLUMNS * ROWS }, (_, i) =>
    Math.exp(logDensity(first, spot((i % COLUMNS) + 0.5, Math.floor(i / COLUMNS) + 0.5)).density),
  );
  const path = (points: readonly Vector[]) => `M${points.map(([a, b]) => `${view.x(a).toFixed(1)} ${view.y(b).toFixed(1)}`).join('L')}`;
  const rings = contours()
    .size([COLUMNS, ROWS])
    .thresholds(RINGS)(heights)
    .map(({ coordinates }) =>
      el('path', {
        d: coordinates
          .flat()
          .map((ring) => `${path(ring.map(([c = 0, r = 0]) => spot(c, r)))}Z`)
          .join(''),
        fill: paint.series[0],
        'fill-opacity': 0.16,
      }),
    );
  const lines = [-2, -1, 0, 1, 2].flatMap((v) => [along([v, -2.5], [v, 2.5], 20), along([-2.5, v], [2.5, v], 20)]);
  const [px, py] = sample(first, z0);
  return group(
    ...rings,
    ...lines.map((points, i) =>
      view.line(
        points.map((z) => sample(first, z)),
        { colour: paint.edge, width: i < 4 || i > 5 ? 0.7 : 1.1, opacity: 0.75 },
      ),
    ),
    el('path', { d: `${path(patch(z0, done))}Z`, fill: paint.series[1], 'fill-opacity': 0.75, stroke: paint.ink, 'stroke-width': 1 }),
    mark('circle', view.x(px), view.y(py), 2.8, paint.ink),
  );
}

const minus = (text: string): string => text.replace('-', '−');
const four = (value: number): string => minus((value + 0).toFixed(4));
const pair = ([a, b]: Vector): string => `(${[a, b].map((v) => minus(String(Number(v.toFixed(2))))).join(', ')})`;

export const normalizingFlowFigures = [
  figure({
    name: 'normalizing-flow',
    topic: 'normalizing-flow',
    title: { zh: '三层把高斯捏成数据', en: 'Three layers bend a Gaussian into data' },
    params: {
      first: { about: { zh: 'z_0 的第一维', en: 'first component of z_0' }, least: -1.5, most: 1.5, standard: 0.5 },
      second: { about: { zh: 'z_0 的第二维', en: 'second component of z_0' }, least: -1.5, most: 1.5, standard: -1 },
    },
    alt: ({ first, second }, locale) => {
      const x = sample(FLOW, [first, second]);
      const { base, density, logDets } = logDensity(FLOW, x);
      const z0 = pair([first, second]);
      const list = logDets.toReversed().map(four);
      return locale === 'zh'
        ? `标准高斯经过三层变成数据的分布，坐标网随之变形。x=${pair(x)} 退到 z_0=${z0}，log p_0=${four(base)}，三层的 log|det| 是 ${list.join('、')}，于是 log p(x)=${four(density)}。`
        : `A standard Gaussian becomes the data's distribution in three layers, and its net of coordinates is bent with it. x = ${pair(x)} goes back to z_0 = ${z0} with log p_0 = ${four(base)}; the layers' log|det| are ${list.join(', ')}, so log p(x) = ${four(density)}.`;
    },
    draw: ({ first, second }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const z0: Vector = [first, second];
      const places = [0, 1, 2, 3].map((done) => sample(FLOW.slice(0, done), z0));
      const trace = logDensity(FLOW, sample(FLOW, z0));
      const logDets = trace.logDets.toReversed();
      return frame(
        look,
        {
          title: zh ? '三层把高斯捏成数据' : 'Three layers bend a Gaussian into data',
          note: zh
            ? '顺箭头是采样，逆箭头是求密度。小方块装着同样多的概率，变大多少倍，密度就变为多少分之一。'
            : 'With the arrows it samples, against them it finds densities. The small square holds the same probability all along; as it grows, the density falls.',
          legend: [
            { label: zh ? '密度' : 'density', colour: paint.series[0], patch: true },
            { label: zh ? 'z_0 的坐标网' : "net of z_0's coordinates", colour: paint.edge },
            { label: zh ? '同一小块' : 'one and the same square', colour: paint.series[1], patch: true },
          ],
          height: 380,
        },
        (area) => {
          // Heights that give both axes the same scale, in all panels.
          const [wide, tall, short] = [176, 144, 111];
          const at = (k: number): Vector => [area.x + (k % 2) * (area.width - wide), area.y + 18 + Math.floor(k / 2) * 178];
          const titles = zh ? ['z_0：高斯', 'z_1', 'z_2', 'x：数据'] : ['z_0: Gaussian', 'z_1', 'z_2', 'x: data'];
          const panels = places.map((place, k) => {
            const [left, top] = at(k);
            const view = plot(
              look,
              { x: left, y: top, width: wide, height: k < 2 ? tall : short },
              {
                x: { domain: X, ticks: [-4, -2, 0, 2, 4, 6] },
                y: { domain: k < 2 ? Y : LOW, ticks: k < 2 ? [-4, -2, 0, 2] : [-2, 0, 2], grid: false },
              },
            );
            const clip = `flow-${k}`;
            return group(
              words(left, top - 3, `${titles[k] ?? ''}  ${pair(place)}`, {
                fill: paint.ink,
                size: TYPE.small,
                weight: 600,
              }),
              el('clipPath', { id: clip }, el('rect', { ...view.inner })),
              el('g', { 'clip-path': `url(#${clip})` }, stage(view, k, z0, look)),
              view.axes,
            );
          });
          const middle = area.x + area.width / 2;
          const [[, upper], [, lower]] = [at(0), at(2)];
          const hop = { colour: paint.accent, width: 2.2 };
          const foot = area.y + 18 + 178 + short + 22;
          const columns = [0, 0.235, 0.47, 0.705].map((share) => area.x + share * area.width);
          const names = ['log p_0(z_0)', 'log|det J_1|', 'log|det J_2|', 'log|det J_3|'];
          const values = [trace.base, ...logDets];
          return group(
            ...panels,
            arrow(middle - 6, upper + 70, middle + 8, upper + 70, hop),
            arrow(middle + 26, upper + tall + 2, middle - 26, lower - 14, hop),
            arrow(middle - 6, lower + 50, middle + 8, lower + 50, hop),
            segment(area.x, foot - 12, area.x + area.width, foot - 12, { colour: paint.line, width: 1 }),
            ...names.map((name, i) => words(columns[i] ?? 0, foot + 4, name, { fill: paint.soft, size: TYPE.small })),
            ...values.map((value, i) => words(columns[i] ?? 0, foot + 21, four(value), { fill: paint.ink })),
            words(
              area.x,
              foot + 43,
              zh
                ? `log p(x) = 第一项减去后三项 = ${four(trace.density)}，p(x) = ${four(Math.exp(trace.density))}`
                : `log p(x) = first minus the others = ${four(trace.density)}, p(x) = ${four(Math.exp(trace.density))}`,
              { fill: paint.ink, weight: 600 },
            ),
          );
        },
      );
    },
  }),
];
