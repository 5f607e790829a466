import { normalFrom, uniforms } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { AGES, bestStump, boost, errorsOn, mean, PRICES, predict, type Round, spread, squares } from './gbdt.ts';
import { DASHES, frame, group, type Point, plot, segment } from './kit/index.ts';

const MOST_ROUNDS = 12;
const minus = (text: string): string => text.replaceAll('-', '−');
const short = (value: number): string => minus(String(Math.round(value * 100) / 100));

/** The steps of a piecewise constant function of the ages, from 0.5 to 6.5. */
const stairs = (value: (x: number) => number): Point[] =>
  AGES.flatMap((x): Point[] => [
    [x - 0.5, value(x)],
    [x + 0.5, value(x)],
  ]);

interface Shown {
  readonly all: readonly Round[];
  readonly used: readonly Round[];
  readonly residuals: readonly number[];
  /** Sum of squared errors after 0, 1, 2 … rounds. */
  readonly sse: readonly number[];
}

function shown(rounds: number, step: number): Shown {
  const all = boost(AGES, PRICES, MOST_ROUNDS, step);
  const used = all.slice(0, rounds);
  return {
    all,
    used,
    residuals: PRICES.map((y, i) => y - predict(mean(PRICES), used, step, AGES[i] ?? 0)),
    sse: [spread(PRICES), ...all.map(({ prediction }) => squares(PRICES.map((y, i) => y - (prediction[i] ?? 0))))],
  };
}

const SAMPLES = 60;
const MOST_TREES = 400;
const STEPS = [1, 0.3, 0.05] as const;

interface Course {
  readonly step: number;
  /** Mean squared error on fresh samples without noise, and on the training samples, after 0, 1, 2 … trees. */
  readonly fresh: readonly number[];
  readonly train: readonly number[];
  readonly best: Point;
}

/** Three steps on a noisy sine: `noise` is the standard deviation of the training labels about it. */
export function courses(noise: number): readonly Course[] {
  const uniform = uniforms('gbdt');
  const truth = (x: number): number => Math.sin(2 * Math.PI * x);
  const xs = Array.from({ length: SAMPLES }, uniform).sort((a, b) => a - b);
  const ys = xs.map((x) => truth(x) + noise * normalFrom(uniform));
  const others = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);
  const right = others.map(truth);
  return STEPS.map((step) => {
    const run = boost(xs, ys, MOST_TREES, step);
    const fresh = errorsOn(mean(ys), run, step, others, right);
    const least = Math.min(...fresh);
    return { step, fresh, train: errorsOn(mean(ys), run, step, xs, ys), best: [fresh.indexOf(least), least] };
  });
}

const three = (value: number): string => value.toFixed(3);

export const gbdtFigures = [
  figure({
    name: 'gbdt',
    topic: 'gbdt',
    title: { zh: '逐轮补残差', en: 'Mending residuals, round by round' },
    params: {
      rounds: { about: { zh: '已加的树', en: 'trees added' }, least: 0, most: MOST_ROUNDS, standard: 3, whole: true },
      step: { about: { zh: '步长 ν', en: 'step ν' }, least: 0.05, most: 1, standard: 0.5 },
    },
    alt: ({ rounds, step }, locale) => {
      const { residuals, sse } = shown(rounds, step);
      const stump = bestStump(AGES, residuals);
      const list = residuals.map(short).join(locale === 'zh' ? '、' : ', ');
      const coming = stump
        ? locale === 'zh'
          ? `下一棵树切在 x < ${stump.threshold}，叶子值 ${short(stump.below)} 与 ${short(stump.above)}。`
          : ` The next tree cuts at x < ${stump.threshold} with leaves ${short(stump.below)} and ${short(stump.above)}.`
        : '';
      return locale === 'zh'
        ? `六台笔记本，步长 ${short(step)}，加了 ${rounds} 棵树桩：残差 ${list}，平方误差和从 134 降到 ${short(sse[rounds] ?? 0)}。${coming}`
        : `Six laptops, step ${short(step)}, ${rounds} stumps added: residuals ${list}; the sum of squared errors went from 134 to ${short(sse[rounds] ?? 0)}.${coming}`;
    },
    draw: ({ rounds, step }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { used, residuals, sse } = shown(rounds, step);
      const stump = bestStump(AGES, residuals);
      const model = (x: number): number => predict(mean(PRICES), used, step, x);
      const before = (x: number): number => predict(mean(PRICES), used.slice(0, -1), step, x);
      const facts = stump
        ? zh
          ? `下一棵树切在 x < ${stump.threshold}，叶子值 ${short(stump.below)} 与 ${short(stump.above)}，按步长 ${short(step)} 加进模型。`
          : `The next tree cuts at x < ${stump.threshold} with leaves ${short(stump.below)} and ${short(stump.above)}; a step of ${short(step)} is taken.`
        : '';
      return frame(
        look,
        {
          title: zh ? `逐轮补残差：${rounds} 棵树之后` : `Mending residuals: after ${rounds} ${rounds === 1 ? 'tree' : 'trees'}`,
          note: (zh ? `平方误差和 ${short(sse[rounds] ?? 0)}。` : `Sum of squared errors ${short(sse[rounds] ?? 0)}. `) + facts,
          legend: [
            { label: zh ? '成交价' : 'price', colour: paint.ink, mark: 'circle' },
            { label: zh ? `模型 F_{${rounds}}` : `model F_{${rounds}}`, colour: paint.series[0] },
            ...(rounds > 0 ? [{ label: `F_{${rounds - 1}}`, colour: paint.series[5], dash: DASHES[2] }] : []),
            { label: zh ? '残差' : 'residual', colour: paint.series[2], patch: true },
            { label: zh ? '下一棵树' : 'next tree', colour: paint.series[3], dash: DASHES[1] },
          ],
          height: 486,
        },
        (area) => {
          const x = { domain: [0.4, 6.6], ticks: [1, 2, 3, 4, 5, 6] } as const;
          const top = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 210 },
            {
              x: { ...x, ticks: [] },
              y: { domain: [0, 16], ticks: [0, 4, 8, 12, 16], label: zh ? '价格（百元）' : 'price (hundreds of yuan)' },
            },
          );
          const reach = Math.max(1, ...residuals.map(Math.abs)) * 1.15;
          const middle = plot(
            look,
            { x: area.x, y: area.y + 218, width: area.width, height: 150 },
            {
              x: { ...x, label: zh ? '使用年数 x' : 'years in use, x' },
              y: { domain: [-reach, reach], ticks: 5, label: zh ? '残差' : 'residual' },
            },
          );
          const bottom = plot(
            look,
            { x: area.x, y: area.y + 374, width: area.width, height: 112 },
            {
              x: { domain: [0, MOST_ROUNDS], label: zh ? '树的棵数' : 'trees', ticks: [0, 3, 6, 9, 12] },
              y: { domain: [0, 140], ticks: [0, 70, 140], label: zh ? '平方误差和' : 'sum of squared errors' },
            },
          );
          return group(
            top.axes,
            ...(rounds > 0 ? [top.line(stairs(before), { colour: paint.series[5], width: 1.6, dash: DASHES[2] })] : []),
            top.line(stairs(model), { colour: paint.series[0], width: 2.8 }),
            ...AGES.map((age, i) =>
              segment(top.x(age), top.y(PRICES[i] ?? 0), top.x(age), top.y(model(age)), { colour: paint.series[2], width: 1.8 }),
            ),
            top.dots(
              AGES.map((age, i): Point => [age, PRICES[i] ?? 0]),
              paint.ink,
              'circle',
              4.6,
            ),
            middle.axes,
            middle.horizontal(0, { colour: paint.edge, width: 1.2 }),
            middle.bars(
              AGES.map((age, i) => ({ from: age - 0.16, to: age + 0.16, height: residuals[i] ?? 0 })),
              paint.series[2],
              0.75,
            ),
            ...(stump
              ? [
                  middle.line(
                    [
                      [0.5, stump.below],
                      [stump.threshold, stump.below],
                      [stump.threshold, stump.above],
                      [6.5, stump.above],
                    ],
                    { colour: paint.series[3], width: 2.2, dash: DASHES[1] },
                  ),
                ]
              : []),
            bottom.axes,
            bottom.line(
              sse.map((value, m): Point => [m, value]),
              { colour: paint.series[0], width: 2 },
            ),
            bottom.dots([[rounds, sse[rounds] ?? 0]], paint.series[0], 'circle', 4.6),
            bottom.text([rounds, sse[rounds] ?? 0], short(sse[rounds] ?? 0), {
              dx: rounds > 10 ? -6 : 7,
              dy: rounds === 0 ? 12 : -6,
              anchor: rounds > 10 ? 'end' : 'start',
              weight: 600,
            }),
          );
        },
      );
    },
  }),
  figure({
    name: 'gbdt-step',
    topic: 'gbdt',
    title: { zh: '步长与棵数：新样本的误差', en: 'Step and number of trees: the error on fresh samples' },
    params: {
      noise: {
        about: { zh: '训练标签的噪声标准差', en: 'standard deviation of the noise in the labels' },
        least: 0.05,
        most: 0.6,
        standard: 0.3,
      },
    },
    alt: ({ noise }, locale) => {
      const list = courses(noise);
      const said = list.map(({ step, best: [trees, error], fresh }) =>
        locale === 'zh'
          ? `ν = ${step} 在第 ${trees} 棵最低（${three(error)}），${MOST_TREES} 棵时 ${three(fresh.at(-1) ?? 0)}`
          : `ν = ${step} is lowest at tree ${trees} (${three(error)}) and ends at ${three(fresh.at(-1) ?? 0)}`,
      );
      return locale === 'zh'
        ? `带噪声的正弦曲线上 ${SAMPLES} 个样本，树桩提升。新样本的均方误差：${said.join('；')}。`
        : `Stumps boosted on ${SAMPLES} samples of a noisy sine. Mean squared error on fresh samples: ${said.join('; ')}.`;
    },
    draw: ({ noise }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const list = courses(noise);
      const colours = [paint.series[2], paint.series[1], paint.series[0]] as const;
      const top = Math.max(...list.map(({ fresh, best }) => Math.max(best[1] * 2.2, (fresh.at(-1) ?? 0) * 1.25)));
      const stated = list.map(({ step, best: [trees, error] }) =>
        zh ? `ν = ${step}：${three(error)}（${trees} 棵）` : `ν = ${step}: ${three(error)} (${trees} trees)`,
      );
      return frame(
        look,
        {
          title: zh ? '步长与棵数：新样本的误差' : 'Step and number of trees: fresh samples',
          note: zh
            ? `噪声标准差 ${short(noise)} 的正弦，${SAMPLES} 个训练样本，树桩。各步长的最低点：${stated.join('，')}。`
            : `A sine with noise of ${short(noise)}, ${SAMPLES} training samples, stumps. Lowest error of each step: ${stated.join(', ')}.`,
          legend: list.map(({ step }, i) => ({
            label: `ν = ${step}`,
            colour: colours[i] ?? paint.ink,
            dash: [DASHES[2], DASHES[1], undefined][i],
          })),
          height: 260,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [1, MOST_TREES],
              log: true,
              ticks: [1, 3, 10, 30, 100, 400],
              format: String,
              label: zh ? '树的棵数（对数）' : 'trees (logarithmic)',
            },
            y: { domain: [0, top], label: zh ? '新样本的均方误差' : 'mean squared error on fresh samples', ticks: 5 },
          });
          const inside = (values: readonly number[]): Point[] =>
            values.flatMap((value, m): Point[] => (m === 0 ? [] : [[m, value > top * 1.2 ? Number.NaN : value]]));
          return group(
            view.axes,
            ...list.map(({ fresh }, i) =>
              view.line(inside(fresh), { colour: colours[i] ?? paint.ink, width: 2.3, dash: [DASHES[2], DASHES[1], undefined][i] }),
            ),
            ...list.map(({ best }, i) =>
              view.dots([best], colours[i] ?? paint.ink, (['square', 'diamond', 'circle'] as const)[i] ?? 'circle', 5),
            ),
          );
        },
      );
    },
  }),
];
