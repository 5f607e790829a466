import { next, type RandomState, seeded } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { DASHES, el, frame, group, legend, mark, type Point, plot } from './kit/index.ts';
import { errorByTrees, forest, type Grown, type Label, outOfBagByTrees, predict, type Sample, varianceOfMean } from './random-forest.ts';

const TRAINED = 120;
const FRESH = 900;
const MOST_TREES = 100;
/** Cells of the map along each side. */
const CELLS = 54;
const [LOW, HIGH] = [0.5, 6.5];

export interface Bearings {
  readonly trained: readonly Sample[];
  readonly grown: readonly Grown[];
  /** How many training samples have a wrong label. */
  readonly wrong: number;
  readonly outOfBag: readonly number[];
  readonly fresh: readonly number[];
}

/** The bearings' rule, a sum of readings above 7, on more samples: a share of the training labels is wrong, fresh ones are right. */
export function bearings(k: number, flips: number): Bearings {
  let dice: RandomState = seeded('bearings');
  const uniform = (): number => {
    const drawn = next(dice);
    dice = drawn.state;
    return drawn.word / 2 ** 32;
  };
  const rule = (x: readonly number[]): Label => ((x[0] ?? 0) + (x[1] ?? 0) > 7 ? 1 : -1);
  const place = (): number[] => [LOW + (HIGH - LOW) * uniform(), LOW + (HIGH - LOW) * uniform()];
  const trained = Array.from({ length: TRAINED }, (): Sample => {
    const x = place();
    return { x, y: uniform() < flips ? (rule(x) === 1 ? -1 : 1) : rule(x) };
  });
  const fresh = Array.from({ length: FRESH }, (): Sample => {
    const x = place();
    return { x, y: rule(x) };
  });
  const grown = forest(trained, MOST_TREES, k, seeded(`forest of ${k}`));
  const wrong = trained.filter(({ x, y }) => y !== rule(x)).length;
  return { trained, grown, wrong, outOfBag: outOfBagByTrees(grown, trained), fresh: errorByTrees(grown, fresh) };
}

/** Share of trees that vote positive in each cell of the map, row by row from below. */
function shares(trees: readonly Grown[]): number[] {
  const middle = (i: number): number => LOW + ((HIGH - LOW) * (i + 0.5)) / CELLS;
  return Array.from({ length: CELLS * CELLS }, (_, i) => {
    const x = [middle(i % CELLS), middle(Math.floor(i / CELLS))];
    let positive = 0;
    for (const { tree } of trees) if (predict(tree, x) === 1) positive += 1;
    return positive / trees.length;
  });
}

/** Fifths of the vote, from few to all. */
const LEVELS = [0.2, 0.4, 0.6, 0.8];
const levelOf = (share: number): number => LEVELS.filter((level) => share > level).length;

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const short = (value: number): string => String(Math.round(value * 100) / 100);

export const randomForestFigures = [
  figure({
    name: 'random-forest',
    topic: 'random-forest',
    title: { zh: '一条斜线由许多台阶平均而成', en: 'A slanted border, averaged from many steps' },
    params: {
      trees: { about: { zh: '树的棵数', en: 'trees' }, least: 1, most: MOST_TREES, standard: 60, whole: true },
      k: {
        about: { zh: '每次分裂开放的特征数（2 即装袋）', en: 'features offered at a split (2 is bagging)' },
        least: 1,
        most: 2,
        standard: 1,
        whole: true,
      },
      flips: { about: { zh: '训练样本标错的比例', en: 'share of wrong training labels' }, least: 0, most: 0.2, standard: 0.05 },
    },
    alt: ({ trees, k, flips }, locale) => {
      const { fresh, outOfBag, wrong } = bearings(k, flips);
      const [one, now, bag] = [fresh[0], fresh[trees - 1], outOfBag[trees - 1]].map((value) => percent(value ?? 0));
      return locale === 'zh'
        ? `轴承的规律是两个读数之和超过 7；${TRAINED} 个训练样本，${wrong} 个标错。一棵树在新样本上错 ${one}，${trees} 棵的多数票错 ${now}；袋外误差 ${bag}，是和标签比的。`
        : `The bearings' rule is a sum above 7; of ${TRAINED} training samples ${wrong} are labelled wrongly. One tree errs on ${one} of fresh samples, the majority of ${trees} on ${now}; the out-of-bag error, against the labels, is ${bag}.`;
    },
    draw: ({ trees, k, flips }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { trained, grown, fresh, outOfBag, wrong } = bearings(k, flips);
      const [one, now, bag] = [fresh[0], fresh[trees - 1], outOfBag[trees - 1]].map((value) => percent(value ?? 0));
      const map = shares(grown.slice(0, trees));
      const tint = (level: number): string => `${paint.series[2]}${['00', '1c', '38', '58', '7c'][level]}`;
      const top = Math.ceil(Math.max(0.1, ...[...fresh, ...outOfBag].filter(Number.isFinite)) * 10 + 0.1) / 10;
      return frame(
        look,
        {
          title: zh
            ? trees === 1
              ? '一棵树的台阶'
              : `一条斜线由 ${trees} 棵树的台阶平均而成`
            : `A slanted border from ${trees} ${trees === 1 ? 'tree' : 'trees'}`,
          note: zh
            ? `新样本上一棵树错 ${one}${trees === 1 ? '' : `，${trees} 棵错 ${now}`}；袋外误差 ${bag}，是和标签比的，而 ${TRAINED} 个标签里错了 ${wrong} 个。`
            : `On fresh samples one tree errs on ${one}${trees === 1 ? '' : `, ${trees} on ${now}`}. The out-of-bag error is ${bag}, against labels of which ${wrong} in ${TRAINED} are wrong.`,
          legend: [
            { label: zh ? '完好' : 'sound', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '损坏' : 'broken', colour: paint.series[2], mark: 'triangle' },
            { label: zh ? '越浓，判损坏的票越多' : 'stronger: more votes for broken', colour: tint(4), patch: true },
            { label: zh ? '真正的边界' : 'true border', colour: paint.ink, dash: DASHES[1] },
          ],
          height: 462,
        },
        (area) => {
          const side = 286;
          const view = plot(
            look,
            { x: area.x + (area.width - side - 30) / 2, y: area.y, width: side + 30, height: side + 55 },
            {
              x: { domain: [LOW, HIGH], ticks: [1, 2, 3, 4, 5, 6], label: zh ? '温升 x_1' : 'rise in temperature, x_1' },
              y: { domain: [LOW, HIGH], ticks: [1, 2, 3, 4, 5, 6], grid: false, label: zh ? '振动 x_2' : 'vibration, x_2' },
            },
          );
          const edge = (i: number): number => LOW + ((HIGH - LOW) * i) / CELLS;
          const fills = [1, 2, 3, 4].map((level) => {
            const runs: string[] = [];
            for (let row = 0; row < CELLS; row++)
              for (let from = 0; from < CELLS; from++) {
                if (levelOf(map[row * CELLS + from] ?? 0) !== level) continue;
                let to = from;
                while (to < CELLS && levelOf(map[row * CELLS + to] ?? 0) === level) to += 1;
                const [a, b, c, d] = [view.x(edge(from)), view.y(edge(row)), view.x(edge(to)), view.y(edge(row + 1))].map((value) =>
                  value.toFixed(1),
                );
                runs.push(`M${a} ${b}H${c}V${d}H${a}Z`);
                from = to;
              }
            return el('path', { d: runs.join(''), fill: tint(level), 'shape-rendering': 'crispEdges' });
          });
          const below = plot(
            look,
            { x: area.x, y: area.y + side + 84, width: area.width, height: 92 },
            {
              x: { domain: [1, MOST_TREES], log: true, ticks: [1, 2, 5, 10, 20, 50, 100], format: String },
              y: { domain: [0, top], ticks: [0, top / 2, top], format: (value) => `${Math.round(value * 100)}%` },
            },
          );
          const curve = (values: readonly number[]): Point[] => values.map((value, b) => [b + 1, value]);
          const named = legend(
            look,
            [
              { label: zh ? '新样本的错误率，按棵数（对数）' : 'error on fresh samples, by trees', colour: paint.series[0] },
              { label: zh ? '袋外误差' : 'out-of-bag', colour: paint.series[3], dash: DASHES[1] },
            ],
            { x: area.x, y: area.y + side + 60, width: area.width },
          );
          return group(
            ...fills,
            view.axes,
            view.line(
              [
                [LOW, HIGH],
                [HIGH, LOW],
              ],
              { colour: paint.ink, width: 1.6, dash: DASHES[1] },
            ),
            ...trained.map(({ x: [a = 0, b = 0], y }) =>
              mark(y === 1 ? 'triangle' : 'circle', view.x(a), view.y(b), 3.4, y === 1 ? paint.series[2] : paint.series[0], paint.surface),
            ),
            named.svg,
            below.axes,
            below.vertical(trees, { colour: paint.edge, width: 1.2, dash: DASHES[2] }),
            below.line(curve(outOfBag), { colour: paint.series[3], width: 2.2, dash: DASHES[1] }),
            below.line(curve(fresh), { colour: paint.series[0], width: 2.6 }),
          );
        },
      );
    },
  }),
  figure({
    name: 'random-forest-variance',
    topic: 'random-forest',
    title: { zh: '平均的方差：棵数与相关系数', en: 'Variance of a mean: number of trees and correlation' },
    params: {
      rho: { about: { zh: '树与树的相关系数 ρ', en: 'correlation ρ of the trees' }, least: 0, most: 1, standard: 0.6 },
    },
    alt: ({ rho }, locale) =>
      locale === 'zh'
        ? `单棵树方差为 1，ρ = ${short(rho)}：10 棵的平均方差 ${varianceOfMean(rho, 10).toFixed(3)}，100 棵 ${varianceOfMean(rho, 100).toFixed(3)}，再多也不低于 ${short(rho)}。`
        : `Trees of variance 1 with ρ = ${short(rho)}: the mean of 10 has variance ${varianceOfMean(rho, 10).toFixed(3)}, of 100 ${varianceOfMean(rho, 100).toFixed(3)}, and no number gets below ${short(rho)}.`,
    draw: ({ rho }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const counts = Array.from({ length: 121 }, (_, i) => 10 ** (i / 40));
      const curve = (r: number): Point[] => counts.map((count) => [count, varianceOfMean(r, count)]);
      const others = [0.2, 0].filter((r) => Math.abs(r - rho) > 0.04);
      return frame(
        look,
        {
          title: zh ? '平均的方差：棵数与相关系数' : 'Variance of a mean of trees',
          note: zh
            ? `单棵树的方差取 1。ρ = ${short(rho)} 时 100 棵的平均是 ${varianceOfMean(rho, 100).toFixed(3)}，其中 ${short(rho)} 怎么加树也压不掉。`
            : `One tree has variance 1. At ρ = ${short(rho)} the mean of 100 has ${varianceOfMean(rho, 100).toFixed(3)}; more trees cannot get below ${short(rho)}.`,
          legend: [
            { label: `ρ = ${short(rho)}`, colour: paint.series[0] },
            ...others.map((r) => ({
              label: `ρ = ${r}`,
              colour: r === 0 ? paint.series[5] : paint.series[1],
              dash: r === 0 ? DASHES[2] : DASHES[1],
            })),
          ],
          height: 236,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [1, 1000],
              log: true,
              ticks: [1, 10, 100, 1000],
              format: String,
              label: zh ? '棵数 B（对数）' : 'trees B (logarithmic)',
            },
            y: { domain: [0, 1.05], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], label: zh ? '方差（单棵树 = 1）' : 'variance (one tree = 1)' },
          });
          return group(
            view.axes,
            view.horizontal(rho, { colour: paint.series[0], width: 1.2, dash: DASHES[5] }),
            ...others.map((r) =>
              view.line(curve(r), { colour: r === 0 ? paint.series[5] : paint.series[1], width: 2, dash: r === 0 ? DASHES[2] : DASHES[1] }),
            ),
            view.line(curve(rho), { colour: paint.series[0], width: 2.6 }),
            view.text([1000, rho], zh ? `底线 ρ = ${short(rho)}` : `floor ρ = ${short(rho)}`, {
              dx: -2,
              dy: rho > 0.9 ? 15 : -7,
              anchor: 'end',
              weight: 600,
            }),
          );
        },
      );
    },
  }),
];
