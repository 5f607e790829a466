import { next, type RandomState, seeded } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { frame, group, type Point, plot, TYPE, words } from './kit/index.ts';
import {
  deadUnits,
  decayed,
  gaussian,
  halfRing,
  neighboursOf,
  quantisationError,
  rectangle,
  step,
  timeConstant,
  topographicError,
  type Vector,
} from './som.ts';

const COLUMNS = 12;
const ROWS = 5;
const GRID = rectangle(COLUMNS, ROWS);
const EDGES = GRID.flatMap((_, j) => neighboursOf(GRID, j).flatMap((k) => (k > j ? [[j, k] as const] : [])));
const SAMPLES = halfRing(400, 'som samples');
/** Radius in cells and rate at the end. */
const LAST = { radius: 0.5, rate: 0.03 };
const FIRST_RATE = 0.5;

interface Stage {
  readonly t: number;
  readonly radius: number;
  readonly weights: readonly Vector[];
  readonly quantisation: number;
  readonly topographic: number;
  readonly dead: number;
}

/** Four looks at one training: before it, after a sixtieth and a sixth of its steps, and at the end. */
function stages({ radius, steps, start }: { readonly radius: number; readonly steps: number; readonly start: number }): Stage[] {
  // A radius that is small already stays as it is
  const radii = radius > LAST.radius ? timeConstant(radius, LAST.radius, steps) : Number.POSITIVE_INFINITY;
  const rates = timeConstant(FIRST_RATE, LAST.rate, steps);
  let weights: readonly Vector[] = halfRing(GRID.length, `som start ${start}`);
  let dice: RandomState = seeded(`som order ${start}`);
  const looks = [0, Math.round(steps / 60), Math.round(steps / 6), steps];
  const found: Stage[] = [];
  for (let t = 0; t <= steps; t++) {
    const now = decayed(radius, radii, t);
    if (looks.includes(t))
      found.push({
        t,
        radius: now,
        weights,
        quantisation: quantisationError(weights, SAMPLES),
        topographic: topographicError(weights, GRID, SAMPLES),
        dead: deadUnits(weights, SAMPLES),
      });
    if (t === steps) break;
    const drawn = next(dice);
    dice = drawn.state;
    const table = gaussian(now);
    weights = step(weights, GRID, SAMPLES[drawn.word % SAMPLES.length] ?? [], decayed(FIRST_RATE, rates, t), table).weights;
  }
  return found;
}

/** On a net that unfolded the second nearest unit is at most a diagonal away for the most part. */
const unfolded = (last: Stage | undefined): boolean => (last?.topographic ?? 1) < 0.3;
const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;
const pointOf = ([x = 0, y = 0]: Vector): Point => [x, y];

export const somFigures = [
  figure({
    name: 'som',
    topic: 'som',
    title: { zh: '一张网展开、贴合', en: 'A net unfolds, then settles' },
    params: {
      radius: { about: { zh: '开始时的邻域半径（格）', en: 'radius at the start, in cells' }, least: 0.2, most: 6, standard: 4 },
      steps: { about: { zh: '训练步数', en: 'steps of training' }, least: 120, most: 2400, standard: 1500, whole: true },
      start: { about: { zh: '第几种随机初值', en: 'which random start' }, least: 1, most: 9, standard: 2, whole: true },
    },
    alt: (values, locale) => {
      const last = stages(values).at(-1);
      const [error = '', crumpled = '', dead = 0] = [last?.quantisation.toFixed(3), percent(last?.topographic ?? 0), last?.dead];
      const unfolds = unfolded(last);
      return locale === 'zh'
        ? `12×5 的网在半环形的数据上训练，半径从 ${values.radius} 格开始。${unfolds ? '网先缩成一团，再展开，最后弯成半环。' : '网没有展开，连线交错成一团。'}${values.steps} 步之后量化误差 ${error}，拓扑误差 ${crumpled}，死神经元 ${dead} 个。`
        : `A net of 12 × 5 units is trained on a half ring of data, with a radius of ${values.radius} cells at first. ${unfolds ? 'It contracts, unfolds and bends into the ring.' : 'It does not unfold; its threads lie across each other.'} After ${values.steps} steps the quantisation error is ${error}, the topographic error ${crumpled}, and dead units number ${dead}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const found = stages(values);
      const last = found.at(-1);
      const shrinks = values.radius > LAST.radius;
      return frame(
        look,
        {
          title: unfolded(last) ? (zh ? '一张网展开、贴合' : 'A net unfolds, then settles') : zh ? '网没有展开' : 'The net did not unfold',
          note: zh
            ? `60 个单元连成 12×5 的网，灰点是数据。${shrinks ? `半径从 ${values.radius} 格缩到 ${LAST.radius} 格` : `半径一直是 ${values.radius} 格`}；${values.steps} 步后拓扑误差 ${percent(last?.topographic ?? 0)}，死神经元 ${last?.dead} 个。`
            : `60 units in a 12 × 5 net; data in grey. The radius ${shrinks ? `goes from ${values.radius} to ${LAST.radius} cells` : `stays at ${values.radius} cells`}; after ${values.steps} steps the topographic error is ${percent(last?.topographic ?? 0)}, dead units: ${last?.dead}.`,
          height: 338,
        },
        (area) => {
          const width = (area.width - 8) / 2;
          return group(
            ...found.map(({ t, radius, weights, quantisation, topographic }, i) => {
              const x = area.x + (i % 2) * (width + 8);
              const y = area.y + Math.floor(i / 2) * 175;
              // 78 units of the canvas to 1 both ways
              const view = plot(
                look,
                { x, y: y + 20, width, height: 104 },
                { x: { domain: [-1.07, 1.07], ticks: [] }, y: { domain: [-0.08, 1.07], ticks: [] } },
              );
              const lines = EDGES.map(([a, b]) =>
                view.line([pointOf(weights[a] ?? []), pointOf(weights[b] ?? [])], { colour: paint.series[0], width: 1.3 }),
              );
              const name = zh ? (t === 0 ? '开始' : `第 ${t} 步`) : t === 0 ? 'start' : `step ${t}`;
              return group(
                words(x + 4, y + 12, name, { fill: paint.ink, weight: 600 }),
                words(x + width - 8, y + 12, `σ = ${radius.toFixed(1)}`, { fill: paint.soft, size: TYPE.small, anchor: 'end' }),
                view.dots(SAMPLES.map(pointOf), paint.line, 'circle', 1.9),
                ...lines,
                view.dots(weights.map(pointOf), i === found.length - 1 ? paint.series[1] : paint.series[0], 'circle', 2.6),
                words(x + 4, y + 136, `${zh ? '量化误差' : 'quantisation error'} ${quantisation.toFixed(3)}`, {
                  fill: paint.soft,
                  size: TYPE.small,
                }),
                words(x + 4, y + 152, `${zh ? '拓扑误差' : 'topographic error'} ${percent(topographic)}`, {
                  fill: paint.soft,
                  size: TYPE.small,
                }),
              );
            }),
          );
        },
      );
    },
  }),
];
