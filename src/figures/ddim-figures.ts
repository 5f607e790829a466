import { contours } from 'd3-contour';
import { normals } from '../kernel/random.ts';
import { distance, type Kind, linearSchedule, mixturePredictor, noisedDensity, quantiles, samplePath, spreadTimes } from './ddim.ts';
import { figure } from './figure.ts';
import { type Box, el, frame, group, type Look, type Mark, type Plot, type Point, plot, type Svg, TYPE, words } from './kit/index.ts';

/** Dark images and bright ones. */
const KINDS: readonly Kind[] = [
  { weight: 0.4, mean: -1.5, deviation: 0.3 },
  { weight: 0.6, mean: 1.5, deviation: 0.4 },
];
const LAST = 1000;
const SCHEDULE = linearSchedule(LAST, 1e-4, 0.02);
const predict = mixturePredictor(KINDS);
const STARTS: readonly { readonly x: number; readonly mark: Mark }[] = [
  { x: 1.5, mark: 'circle' },
  { x: 0.45, mark: 'square' },
  { x: -0.5, mark: 'triangle' },
  { x: -1.4, mark: 'diamond' },
];
const RUNS = 2;
const SAMPLES = 600;
const Y: readonly [number, number] = [-3.4, 3.4];
const RIGHT = quantiles((x) => noisedDensity(KINDS, 1, x), -4, 4, SAMPLES);
const NOISE = quantiles((x) => Math.exp((-x * x) / 2), -6, 6, SAMPLES);

interface Sampler {
  readonly eta: number;
  readonly times: readonly number[];
  readonly paths: readonly { readonly mark: Mark; readonly path: readonly number[] }[];
  readonly outputs: readonly number[];
  /** Wasserstein-1 to the images. */
  readonly off: number;
  /** Widest gap between ends that began at one point. */
  readonly spread: number;
}

function sampler(steps: number, eta: number): Sampler {
  const times = spreadTimes(LAST, steps);
  const shares = times.map((t) => SCHEDULE[t] ?? 1);
  const normal = normals('ddim: the fresh noise');
  const groups = STARTS.map(({ x, mark }) =>
    Array.from({ length: RUNS }, () => ({ mark, path: samplePath(x, shares, predict, eta, normal) })),
  );
  const outputs = NOISE.map((x) => samplePath(x, shares, predict, eta, normal).at(-1) ?? 0);
  const spread = Math.max(
    ...groups.map((runs) => {
      const ends = runs.map(({ path }) => path.at(-1) ?? 0);
      return Math.max(...ends) - Math.min(...ends);
    }),
  );
  return { eta, times, paths: groups.flat(), outputs, off: distance(outputs, RIGHT), spread };
}

const both = ({ steps, eta }: { readonly steps: number; readonly eta: number }): [Sampler, Sampler] => [
  sampler(steps, 0),
  sampler(steps, eta),
];

const COLUMNS = 56;
const ROWS = 48;

/** Where the noised pixel is likely, by time: filled contours behind the paths. */
function mist(view: Plot, look: Look): Svg {
  const [low, high] = Y;
  const values = Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    const t = (LAST * ((i % COLUMNS) + 0.5)) / COLUMNS;
    const x = low + ((high - low) * (Math.floor(i / COLUMNS) + 0.5)) / ROWS;
    return noisedDensity(KINDS, SCHEDULE[Math.round(t)] ?? 1, x);
  });
  const at = ([c = 0, r = 0]: readonly number[]) =>
    `${Math.round(view.x((LAST * c) / COLUMNS))} ${Math.round(view.y(low + ((high - low) * r) / ROWS) * 2) / 2}`;
  return group(
    ...contours()
      .size([COLUMNS, ROWS])
      .thresholds([0.05, 0.15, 0.27])(values)
      .map(({ coordinates }) =>
        el('path', {
          d: coordinates
            .flat()
            .map((ring) => `M${ring.map(at).join('L')}Z`)
            .join(''),
          fill: look.paint.edge,
          'fill-opacity': 0.13,
        }),
      ),
  );
}

/** The outputs as bars that lie on their side, and the right density as a line, sharing the ordinate of `view`. */
function ends(view: Plot, one: Sampler, left: number, width: number, colour: string, look: Look): Svg {
  const bin = 0.2;
  const most = 0.85;
  const bars = Array.from({ length: Math.round((Y[1] - Y[0]) / bin) }, (_, i) => {
    const from = Y[0] + i * bin;
    const count = one.outputs.filter((x) => x >= from && x < from + bin).length;
    const height = Math.abs(view.y(from) - view.y(from + bin));
    return el('rect', {
      x: left,
      y: view.y(from + bin) + 0.5,
      width: (width * Math.min(most, count / SAMPLES / bin)) / most,
      height: height - 1,
      fill: colour,
      'fill-opacity': 0.55,
    });
  });
  const outline = Array.from({ length: 90 }, (_, i) => {
    const x = Y[0] + ((Y[1] - Y[0]) * i) / 89;
    return `${(left + (width * noisedDensity(KINDS, 1, x)) / most).toFixed(1)} ${view.y(x).toFixed(1)}`;
  });
  return group(...bars, el('path', { d: `M${outline.join('L')}`, fill: 'none', stroke: look.paint.ink, 'stroke-width': 1.4 }));
}

function panel(look: Look, area: Box, one: Sampler, colour: string, caption: string): Svg {
  const { paint } = look;
  const zh = look.locale === 'zh';
  const side = 74;
  const view = plot(
    look,
    { ...area, y: area.y + 16, width: area.width - side, height: area.height - 16 },
    {
      x: { domain: [LAST, 0], ticks: [1000, 750, 500, 250, 0], label: zh ? '时刻 t（倒走）→' : 'time t, backwards →' },
      y: { domain: Y, ticks: [-2, 0, 2], label: zh ? '亮度 x_t' : 'brightness x_t', grid: false },
    },
  );
  const points = (path: readonly number[]): Point[] => path.map((x, i) => [one.times[one.times.length - 1 - i] ?? 0, x]);
  const dense = one.times.length > 26;
  return group(
    words(area.x, area.y + 10, caption, { fill: paint.ink, weight: 600 }),
    mist(view, look),
    view.axes,
    ...one.paths.map(({ path }) => view.line(points(path), { colour, width: 1.5, opacity: 0.9 })),
    ...(dense ? [] : one.paths.map(({ path }) => view.dots(points(path).slice(1), colour, 'circle', 2.1))),
    ...STARTS.map(({ x, mark }) => view.dots([[LAST, x]], paint.ink, mark, 5)),
    ...one.paths.map(({ mark, path }) => view.dots([[0, path.at(-1) ?? 0]], colour, mark, 4)),
    ends(view, one, view.inner.x + view.inner.width + 12, side - 8, colour, look),
    words(area.x + area.width, view.inner.y - 9, zh ? `${SAMPLES} 个输出` : `${SAMPLES} outputs`, {
      fill: paint.soft,
      size: TYPE.small,
      anchor: 'end',
    }),
  );
}

const counted = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);
const two = (value: number): string => String(Math.round(value * 100) / 100);

export const ddimFigures = [
  figure({
    name: 'ddim',
    topic: 'ddim',
    title: { zh: '同样的起点：DDIM 与加新噪声的采样', en: 'The same starts, without and with fresh noise' },
    params: {
      steps: { about: { zh: '步数 S', en: 'steps S' }, least: 1, most: 100, standard: 10, whole: true },
      eta: { about: { zh: '下图的 η（1 即 DDPM 一类）', en: 'η of the lower panel (1 is the DDPM kind)' }, least: 0, most: 1, standard: 1 },
    },
    alt: (values, locale) => {
      const [still, noisy] = both(values);
      const { steps, eta } = values;
      return locale === 'zh'
        ? `一维上从四个起点各走两遍，每遍 ${steps} 步。η=0 的两遍重合；η=${two(eta)} 的两遍至多相差 ${two(noisy.spread)}。${SAMPLES} 个输出与数据分布的平均距离分别是 ${still.off.toFixed(3)} 和 ${noisy.off.toFixed(3)}。`
        : `In one dimension four starts are run twice each, in ${counted(steps)}. At η = 0 the two coincide; at η = ${two(eta)} they end up to ${two(noisy.spread)} apart. ${SAMPLES} outputs are off the data by ${still.off.toFixed(3)} and ${noisy.off.toFixed(3)} on average.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const [still, noisy] = both(values);
      const { steps, eta } = values;
      const off = (one: Sampler) => one.off.toFixed(3);
      return frame(
        look,
        {
          title: zh ? '同样的起点：DDIM 与加新噪声的采样' : 'The same starts, without and with fresh noise',
          note: zh
            ? `单像素图，暗的四成、亮的六成，噪声预测取最优。四个起点各走两遍，每遍 ${steps} 步：上面两遍重合，下面至多相差 ${two(noisy.spread)}。`
            : `One-pixel images, 40% dark and 60% bright, with the optimal noise prediction. Four starts, two runs each of ${counted(steps)}: above, the two coincide; below, they end up to ${two(noisy.spread)} apart.`,
          legend: [
            { label: zh ? '起点 x_T' : 'start x_T', colour: paint.ink, mark: 'circle' },
            { label: zh ? '数据的密度' : 'density of the data', colour: paint.ink },
            { label: zh ? '加噪后的密度' : 'density when noised', colour: paint.edge, patch: true },
          ],
          height: 460,
        },
        (area) => {
          const at = (index: number): Box => ({ x: area.x, y: area.y + index * 234, width: area.width, height: 226 });
          return group(
            panel(
              look,
              at(0),
              still,
              paint.series[0],
              zh ? `DDIM，η = 0：离数据平均 ${off(still)}` : `DDIM, η = 0: ${off(still)} off the data on average`,
            ),
            panel(
              look,
              at(1),
              noisy,
              paint.series[1],
              eta === 1
                ? zh
                  ? `η = 1，DDPM 的噪声：离数据平均 ${off(noisy)}`
                  : `η = 1, DDPM's noise: ${off(noisy)} off the data on average`
                : zh
                  ? `η = ${two(eta)}：离数据平均 ${off(noisy)}`
                  : `η = ${two(eta)}: ${off(noisy)} off the data on average`,
            ),
          );
        },
      );
    },
  }),
];
