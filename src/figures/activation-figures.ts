import {
  type Activation,
  afterBadSample,
  elu,
  gelu,
  leaky,
  meanLoss,
  relu,
  roundsToRevive,
  selu,
  sigmoid,
  step,
  swish,
  tanh,
} from './activation.ts';
import { figure } from './figure.ts';
import { DASHES, el, frame, group, type Point, plot, TYPE, words } from './kit/index.ts';

const two = (value: number): string => String(Math.round(value * 100) / 100).replace('-', '−');
const GRID = Array.from({ length: 161 }, (_, i) => -4 + i / 20);
const ROUNDS = 60;

interface Shapes {
  readonly slope: number;
  readonly alpha: number;
  readonly beta: number;
}

const members = ({ slope, alpha, beta }: Shapes): readonly { readonly name: string; readonly one: Activation }[] => [
  { name: 'step', one: step },
  { name: 'sigmoid', one: sigmoid },
  { name: 'tanh', one: tanh },
  { name: 'ReLU', one: relu },
  { name: `Leaky, s = ${two(slope)}`, one: leaky(slope) },
  { name: `ELU, α = ${two(alpha)}`, one: elu(alpha) },
  { name: 'SELU', one: selu },
  { name: 'GELU', one: gelu },
  { name: beta === 1 ? 'SiLU' : `Swish, β = ${two(beta)}`, one: swish(beta) },
];

export const activationFigures = [
  figure({
    name: 'activation',
    topic: 'activation',
    title: { zh: '激活函数与它们的导数', en: 'Activation functions and their derivatives' },
    params: {
      slope: {
        about: { zh: 'Leaky ReLU 负半边的斜率', en: 'slope of leaky ReLU on the negative side' },
        least: 0,
        most: 0.4,
        standard: 0.1,
      },
      alpha: { about: { zh: 'ELU 的 α', en: 'α of ELU' }, least: 0.2, most: 1.8, standard: 1 },
      beta: { about: { zh: 'Swish 的 β', en: 'β of Swish' }, least: 0, most: 10, standard: 1 },
    },
    alt: (values, locale) => {
      const at = members(values)
        .map(({ name, one }) => `${name === 'step' && locale === 'zh' ? '阶跃' : name} ${two(one.slope(-2))}`)
        .join(locale === 'zh' ? '、' : ', ');
      return locale === 'zh'
        ? `九个激活函数与各自的导数。在 z=−2 处的导数依次是：${at}。阶跃处处为零，sigmoid 与 tanh 两端趋于零，ReLU 一族正半边是 1，GELU 与 β > 0 的 Swish 在谷底左边为负。`
        : `Nine activation functions with their derivatives. At z = −2 these are: ${at}. The step has zero throughout, sigmoid and tanh go to zero at both ends, the ReLU family has 1 on the positive half, GELU and Swish with β > 0 are negative left of their bottoms.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      return frame(
        look,
        {
          title: zh ? '激活函数与它们的导数' : 'Activation functions and their derivatives',
          note: zh
            ? '看虚线：它会逐层连乘。角上是 z = −2 与 z = 2 处的导数。'
            : 'Watch the dashes: they multiply from layer to layer. In the corners, the derivatives at −2 and 2.',
          legend: [
            { label: 'f(z)', colour: paint.series[0] },
            { label: zh ? '导数 f′(z)' : 'derivative f′(z)', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 3 * 152,
        },
        (area) => {
          const panels = members(values).map(({ name, one }, i) => {
            const [column, row] = [i % 3, Math.floor(i / 3)];
            const width = area.width / 3;
            const [x, y] = [area.x + column * width, area.y + row * 152];
            const view = plot(
              look,
              { x: x - (column === 0 ? 0 : 2), y: y + 17, width: width + 2, height: 132 },
              {
                x: { domain: [-4, 4], ticks: [-2, 0, 2] },
                y: { domain: [-2.9, 2.5], ticks: [-1, 0, 1, 2], format: (v) => (column === 0 ? String(v).replace('-', '−') : ' ') },
              },
            );
            // The step jumps; its two halves are not joined.
            const halves = name === 'step' ? [GRID.filter((z) => z < 0), GRID.filter((z) => z >= 0)] : [GRID];
            const curve = (part: readonly number[], f: (z: number) => number): Point[] => part.map((z): Point => [z, f(z)]);
            const title = name === 'step' && zh ? '阶跃' : name;
            const number = (value: number, right: boolean) =>
              words(
                view.x(right ? 4 : -4) + (right ? 0 : 2),
                view.y(-2.68),
                (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace('-', '−'),
                {
                  fill: paint.series[1],
                  size: TYPE.small,
                  anchor: right ? 'end' : 'start',
                  halo: paint.surface,
                },
              );
            return group(
              view.axes,
              words(view.inner.x + 2, y + 13, title, { fill: paint.ink, weight: 600 }),
              ...halves.map((part) => view.line(curve(part, one.f), { colour: paint.series[0], width: 2.4 })),
              ...(one === relu || one === step || name.startsWith('Leaky') || name.startsWith('ELU') || one === selu
                ? [GRID.filter((z) => z <= 0), GRID.filter((z) => z > 0)]
                : [GRID]
              ).map((part) => view.line(curve(part, one.slope), { colour: paint.series[1], width: 1.9, dash: DASHES[1] })),
              number(one.slope(-2), false),
              number(one.slope(2), true),
            );
          });
          return el('g', {}, ...panels);
        },
      );
    },
  }),
  figure({
    name: 'activation-dead',
    topic: 'activation',
    title: { zh: '一个坏样本之后：死与活', en: 'After a bad sample: dead or alive' },
    params: {
      slope: { about: { zh: '负半边的斜率', en: 'slope on the negative side' }, least: 0.005, most: 0.25, standard: 0.1 },
    },
    alt: ({ slope }, locale) => {
      const rounds = roundsToRevive(leaky(slope), 500);
      return locale === 'zh'
        ? `坏样本之后三个好样本的平均损失。ReLU 停在 ${two(meanLoss(afterBadSample(relu, 1)[1] ?? { w: 0, b: 0 }, relu))}；斜率 ${two(slope)} 的 Leaky ReLU 用 ${rounds} 轮回到正的一边，斜率 0.01 用 ${roundsToRevive(leaky(0.01), 500)} 轮。`
        : `Mean loss of the three good samples after the bad one. ReLU stays at ${two(meanLoss(afterBadSample(relu, 1)[1] ?? { w: 0, b: 0 }, relu))}; a leaky ReLU of slope ${two(slope)} is back on the positive side after ${rounds} rounds, one of slope 0.01 after ${roundsToRevive(leaky(0.01), 500)}.`;
    },
    draw: ({ slope }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const runs = [
        { one: relu, label: 'ReLU', colour: paint.series[2], dash: DASHES[1] },
        { one: leaky(0.01), label: zh ? '斜率 0.01' : 'slope 0.01', colour: paint.series[1], dash: DASHES[2] },
        { one: leaky(slope), label: zh ? `斜率 ${two(slope)}` : `slope ${two(slope)}`, colour: paint.series[0], dash: undefined },
      ].map((run) => ({
        ...run,
        points: afterBadSample(run.one, ROUNDS).map((unit, i): Point => [i, meanLoss(unit, run.one)]),
        revived: roundsToRevive(run.one, ROUNDS),
      }));
      return frame(
        look,
        {
          title: zh ? '一个坏样本之后：死与活' : 'After a bad sample: dead or alive',
          note: zh
            ? '一个单元 a = f(wx + b)，从 w = −0.8、b = −0.6 学三个好样本。圆点：三个加权和都回到了正的一边。'
            : 'One unit a = f(wx + b) learns three good samples from w = −0.8, b = −0.6. Dots: all three sums are positive again.',
          legend: runs.map(({ label, colour, dash }) => ({ label, colour, dash })),
          height: 236,
        },
        (area) => {
          const view = plot(look, area, {
            x: { domain: [0, ROUNDS], label: zh ? '轮次' : 'rounds', ticks: [0, 20, 40, 60] },
            y: { domain: [0, 4], label: zh ? '三个好样本的平均损失' : 'mean loss of the good samples', ticks: [0, 1, 2, 3, 4] },
          });
          return group(
            view.axes,
            ...runs.map(({ points, colour, dash }) => view.line(points, { colour, width: 2.5, dash })),
            ...runs.map(({ points, colour, revived }) =>
              revived === null ? group() : view.dots([points[revived] ?? [0, 0]], colour, 'circle', 4.5),
            ),
            ...runs.map(({ points, revived }) =>
              revived === null
                ? group()
                : view.text(points[revived] ?? [0, 0], zh ? `${revived} 轮` : `${revived} rounds`, {
                    dx: 7,
                    dy: -7,
                  }),
            ),
            view.text([ROUNDS, 2.333], zh ? '梯度是零，一步不动' : 'gradient zero: no move', {
              anchor: 'end',
              dy: -7,
              fill: paint.series[2],
            }),
          );
        },
      );
    },
  }),
];
