import { figure } from './figure.ts';
import { DASHES, frame, group, nothing, type Point, plot } from './kit/index.ts';
import { LINKS, leastSquares, logit, loss, MEAN_LINKS, messages, newton, SEPARABLE, SPAM, sigmoid } from './logistic-regression.ts';

interface Values {
  readonly steps: number;
  readonly lambda: number;
  readonly separable: number;
  readonly threshold: number;
}

interface Shown {
  readonly y: readonly number[];
  /** Slopes of Newton's iterates; the intercept stays at zero, as the data are symmetric. */
  readonly slopes: readonly number[];
  readonly slope: number;
  readonly cost: (w: number) => number;
  readonly line: (x: number) => number;
  /** Links at which the probability reaches the threshold; null for a flat curve. */
  readonly border: number | null;
  readonly runaway: boolean;
}

function shown({ steps, lambda, separable, threshold }: Values): Shown {
  const y = separable === 1 ? SEPARABLE : SPAM;
  const data = messages(y, lambda);
  const slopes = newton(data, steps).map(([, w = 0]) => w);
  const slope = slopes.at(-1) ?? 0;
  const fit = leastSquares(LINKS, y);
  return {
    y,
    slopes,
    slope,
    cost: (w) => loss(data, [0, w]),
    line: (x) => fit.at + fit.slope * (x - fit.mean),
    border: slope === 0 ? null : MEAN_LINKS + logit(threshold) / slope,
    runaway: separable === 1 && lambda === 0,
  };
}

const three = (value: number): string => value.toFixed(3).replace('-', '−');
const short = (value: number): string => String(Math.round(value * 100) / 100);
const probability = (x: number, slope: number): number => sigmoid(slope * (x - MEAN_LINKS));

export const logisticRegressionFigures = [
  figure({
    name: 'logistic-regression',
    topic: 'logistic-regression',
    title: { zh: '四封邮件、一条直线、一条 S 曲线', en: 'Four messages, a line and an S' },
    params: {
      steps: { about: { zh: '牛顿法的步数', en: "steps of Newton's method" }, least: 0, most: 6, standard: 3, whole: true },
      lambda: { about: { zh: '惩罚的强度 λ', en: 'strength λ of the penalty' }, least: 0, most: 3, standard: 0 },
      separable: {
        about: { zh: '1：标签改成一刀能分开', en: '1: labels that one cut separates' },
        least: 0,
        most: 1,
        standard: 0,
        whole: true,
      },
      threshold: { about: { zh: '判为垃圾的阈值', en: 'probability above which to call it spam' }, least: 0.5, most: 0.95, standard: 0.9 },
    },
    alt: (given, locale) => {
      const values = given as unknown as Values;
      const { slope, cost, line, border, runaway } = shown(values);
      const four = three(probability(4, slope));
      const where = border === null ? null : border.toFixed(2);
      return locale === 'zh'
        ? `四封邮件的垃圾概率：最小二乘的直线在六个链接处是 ${short(line(6))}；牛顿法 ${values.steps} 步后 w=${three(slope)}，J=${three(cost(slope))}，四个链接的概率是 ${four}。${where === null ? '' : `概率在 ${where} 个链接处达到 ${short(values.threshold)}。`}${runaway ? '两类可分又不加惩罚，每一步都把 w 推得更大。' : ''}`
        : `Probability of spam for four messages: the least-squares line gives ${short(line(6))} at six links; after ${values.steps} Newton steps w = ${three(slope)} and J = ${three(cost(slope))}, and four links have probability ${four}. ${where === null ? '' : `It reaches ${short(values.threshold)} at ${where} links. `}${runaway ? 'The classes are separable and there is no penalty, so every step makes w larger.' : ''}`;
    },
    draw: (given, look) => {
      const values = given as unknown as Values;
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { y, slopes, slope, cost, line, border, runaway } = shown(values);
      const inside = border !== null && border < 7.4;
      const note = zh
        ? `w = ${three(slope)}，J = ${three(cost(slope))}。${runaway ? '两类可分，没有惩罚：w 每步都在变大，停不下来。' : `六个链接时直线已到 ${short(line(6))}。`}`
        : `w = ${three(slope)}, J = ${three(cost(slope))}. ${runaway ? 'Separable and no penalty: every step makes w larger.' : `At six links the line has reached ${short(line(6))}.`}`;
      return frame(
        look,
        {
          title: zh ? '四封邮件、一条直线、一条 S 曲线' : 'Four messages, a line and an S',
          note,
          legend: [
            { label: zh ? '逻辑回归' : 'logistic regression', colour: paint.series[0] },
            { label: zh ? '前几步' : 'earlier steps', colour: paint.series[0], dash: DASHES[2] },
            { label: zh ? '最小二乘' : 'least squares', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 440,
        },
        (area) => {
          const upper = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 260 },
            {
              x: { domain: [0, 7.4], label: zh ? '链接数 x' : 'links x', ticks: [0, 1, 2, 3, 4, 5, 6, 7] },
              y: { domain: [-0.3, 1.35], label: zh ? '是垃圾邮件的概率' : 'probability of spam', ticks: [0, 0.5, 1] },
            },
          );
          const xs = Array.from({ length: 149 }, (_, i) => i * 0.05);
          const top = Math.max(2.4, slope * 1.25);
          const ws = Array.from({ length: 161 }, (_, i) => -0.4 + ((top + 0.4) * i) / 160);
          const costs = ws.map((w): Point => [w, cost(w)]);
          const lowest = Math.min(...costs.map(([, j]) => j), ...slopes.map(cost));
          // Room for the label under the lowest point, and nothing of the steep sides
          const low = lowest < 1 ? 0 : Math.floor((lowest - 0.3) * 2) / 2;
          const high = Math.max(cost(0) * 1.2, lowest + 0.8);
          const lower = plot(
            look,
            { x: area.x, y: area.y + 272, width: area.width, height: 168 },
            {
              x: { domain: [-0.4, top], label: zh ? '权重 w（每个链接）' : 'weight w (per link)' },
              y: {
                domain: [low, high],
                label: zh ? '目标 J（纳特）' : 'objective J (nats)',
                ticks: 4,
                grid: false,
              },
            },
          );
          const curve = (w: number) => xs.map((x): Point => [x, probability(x, w)]);
          const visits = slopes.map((w): Point => [w, cost(w)]);
          return group(
            upper.axes,
            upper.line(
              xs.map((x): Point => [x, line(x)]),
              { colour: paint.series[1], width: 2, dash: DASHES[1] },
            ),
            ...slopes.slice(0, -1).map((w) => upper.line(curve(w), { colour: paint.series[0], width: 1.4, dash: DASHES[2] })),
            upper.line(curve(slope), { colour: paint.series[0], width: 2.8 }),
            inside ? nothing : upper.horizontal(values.threshold, { colour: paint.series[3], width: 1.4, dash: DASHES[1] }),
            ...(inside && border !== null
              ? [
                  upper.line(
                    [
                      [0, values.threshold],
                      [border, values.threshold],
                      [border, -0.3],
                    ],
                    { colour: paint.series[3], width: 1.4, dash: DASHES[1] },
                  ),
                  upper.dots([[border, values.threshold]], paint.series[3], 'diamond', 4.5),
                  upper.text([border, -0.17], `x > ${border.toFixed(2)}`, {
                    dx: border > 5.8 ? -6 : 6,
                    anchor: border > 5.8 ? 'end' : 'start',
                  }),
                ]
              : []),
            upper.text([0, values.threshold], zh ? `阈值 ${short(values.threshold)}` : `threshold ${short(values.threshold)}`, {
              dx: 4,
              dy: -5,
              fill: paint.soft,
            }),
            upper.dots(
              LINKS.flatMap((x, i): Point[] => (y[i] === 0 ? [[x, 0]] : [])),
              paint.ink,
              'circle',
              5,
            ),
            upper.dots(
              LINKS.flatMap((x, i): Point[] => (y[i] === 1 ? [[x, 1]] : [])),
              paint.series[2],
              'square',
              4.6,
            ),
            upper.text([1, 0], zh ? '正常' : 'good', { dy: 18, anchor: 'middle', fill: paint.soft }),
            upper.text([4, 1], zh ? '垃圾' : 'spam', { dy: -10, anchor: 'middle', fill: paint.soft }),
            lower.axes,
            lower.line(costs, { colour: paint.series[0], width: 2.4 }),
            lower.line(visits, { colour: paint.edge, width: 1.2, dash: DASHES[2] }),
            lower.dots(visits, paint.series[0], 'circle', 4),
            ...visits
              .filter((_, i) => i < Math.min(2, values.steps))
              .map((visit, i) => lower.text(visit, String(i), { dy: -9, dx: 3, anchor: 'middle', fill: paint.soft })),
            ...visits.slice(-1).map((visit) =>
              lower.text(visit, zh ? `第 ${values.steps} 步：w = ${three(slope)}` : `step ${values.steps}: w = ${three(slope)}`, {
                dy: slope > top / 2 ? -12 : 18,
                dx: slope > top / 2 ? 0 : 4,
                anchor: slope > top / 2 ? 'end' : 'start',
                weight: 600,
              }),
            ),
          );
        },
      );
    },
  }),
];
