import {
  AND,
  boundaryDistance,
  CORNERS,
  learn,
  nearestPoint,
  network,
  output,
  type Pair,
  type Perceptron,
  relu,
  sigmoid,
  tentUnits,
  weightedSum,
} from './bias.ts';
import { firing, plane, square } from './bias-plane.ts';
import { figure } from './figure.ts';
import { arrow, DASHES, frame, group, type Point, plot, segment, TYPE, words } from './kit/index.ts';

const two = (value: number): string => String(Math.round(value * 100) / 100).replace('-', '−');
const pair = ([a, b]: Pair): string => `(${two(a)}, ${two(b)})`;

const number = (zh: string, en: string, least: number, most: number, standard: number) =>
  ({ about: { zh, en }, least, most, standard }) as const;
const GRID = Array.from({ length: 121 }, (_, i) => -4 + i / 15);

export const biasFigures = [
  figure({
    name: 'bias',
    topic: 'bias',
    title: { zh: '权重定朝向，偏置定位置', en: 'Weights turn the boundary, the bias shifts it' },
    params: {
      w1: number('权重 w1', 'weight w1', -3, 3, 2),
      w2: number('权重 w2', 'weight w2', -3, 3, 1),
      b: number('偏置 b', 'bias b', -4, 4, -2),
    },
    alt: ({ w1, w2, b }, locale) => {
      const perceptron: Perceptron = { w: [w1, w2], b };
      const fires = CORNERS.filter((x) => output(perceptron, x) === 1).map((x) => `(${x.join(',')})`);
      const distance = nearestPoint(perceptron) === null ? null : two(boundaryDistance(perceptron));
      return locale === 'zh'
        ? `感知机 w = ${pair([w1, w2])}，b = ${two(b)}。${distance === null ? '权重全为零，没有分界线。' : `分界线离原点 ${distance}。`}四个二值输入中激活的有 ${fires.length} 个${fires.length > 0 ? `：${fires.join('、')}` : ''}。`
        : `A perceptron with w = ${pair([w1, w2])} and b = ${two(b)}. ${distance === null ? 'All weights are zero and there is no boundary.' : `Its boundary is ${distance} from the origin.`} Of the four binary inputs ${fires.length} fire${fires.length > 0 ? `: ${fires.join(', ')}` : ''}.`;
    },
    draw: ({ w1, w2, b }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const perceptron: Perceptron = { w: [w1, w2], b };
      const near = nearestPoint(perceptron);
      const span = { low: -1.6, high: 2.6 };
      return frame(
        look,
        {
          title: zh ? '权重定朝向，偏置定位置' : 'Weights turn the boundary, the bias shifts it',
          note: zh
            ? `w = ${pair([w1, w2])}，b = ${two(b)}，门槛 T = ${two(-b)}。${near ? `分界线离原点 |b|/|w| = ${two(boundaryDistance(perceptron))}。` : '没有分界线。'}虚线：b = 0，必过原点。`
            : `w = ${pair([w1, w2])}, b = ${two(b)}, threshold T = ${two(-b)}. ${near ? `The boundary is |b|/|w| = ${two(boundaryDistance(perceptron))} from the origin.` : 'No boundary.'} Dashes: b = 0, through the origin.`,
          legend: [
            { label: zh ? '激活' : 'fires', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '不激活' : 'silent', colour: paint.edge, mark: 'ring' },
            { label: zh ? '法向 w（按 1/4 画）' : 'normal w (drawn at 1/4)', colour: paint.series[1] },
          ],
          height: 356,
        },
        (area) => {
          const view = square(
            look,
            { x: area.x + 14, y: area.y, width: 356, height: 356 },
            {
              x: { domain: [span.low, span.high], ticks: [-1, 0, 1, 2], label: 'x_1' },
              y: { domain: [span.low, span.high], ticks: [-1, 0, 1, 2], label: 'x_2' },
            },
          );
          const through = firing({ w: [w1, w2], b: 0 }, span).filter((point) => Math.abs(weightedSum({ w: [w1, w2], b: 0 }, point)) < 1e-9);
          const [ox, oy] = [view.x(0), view.y(0)];
          const shown = near && Math.min(...near) > span.low && Math.max(...near) < span.high ? near : null;
          const from = shown ?? [0, 0];
          return group(
            view.axes,
            view.line(through, { colour: paint.edge, width: 1.6, dash: DASHES[1] }),
            plane(look, view, perceptron, span),
            shown ? segment(ox, oy, view.x(shown[0]), view.y(shown[1]), { colour: paint.ink, width: 1.6, dash: DASHES[2] }) : group(),
            arrow(view.x(from[0]), view.y(from[1]), view.x(from[0] + w1 / 4), view.y(from[1] + w2 / 4), {
              colour: paint.series[1],
              width: 2.6,
            }),
            ...CORNERS.map((corner) =>
              view.text(corner, two(w1 * corner[0] + w2 * corner[1]), {
                dx: corner[0] === 0 ? -9 : 9,
                dy: corner[1] === 0 ? 17 : -8,
                anchor: corner[0] === 0 ? 'end' : 'start',
              }),
            ),
            view.text([span.low, span.low], zh ? '点旁的数：加权和 w·x' : 'beside the points: sums w·x', {
              dx: 4,
              dy: -6,
              fill: paint.soft,
            }),
          );
        },
      );
    },
  }),
  figure({
    name: 'bias-and',
    topic: 'bias',
    title: { zh: '一轮一轮学“与”', en: 'Learning AND, epoch by epoch' },
    params: {
      bias: { about: { zh: '1：有偏置，0：没有', en: '1: with a bias, 0: without' }, least: 0, most: 1, standard: 1, whole: true },
    },
    alt: ({ bias }, locale) => {
      const history = learn(AND, 6, bias === 1);
      const told = history.map(({ mistakes: wrong, end }) => `${pair(end.w)}, ${two(end.b)}: ${wrong}`).join('; ');
      return locale === 'zh'
        ? `${bias === 1 ? '有' : '没有'}偏置的感知机学“与”，六轮末的权重、偏置与该轮出错次数：${told}。${bias === 1 ? '第 6 轮全对。' : '分界线总过原点，永远学不会。'}`
        : `A perceptron ${bias === 1 ? 'with' : 'without'} a bias learns AND. Weights, bias and mistakes of six epochs: ${told}. ${bias === 1 ? 'The sixth makes no mistake.' : 'The boundary keeps to the origin and AND is never learned.'}`;
    },
    draw: ({ bias }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const history = learn(AND, 6, bias === 1);
      const span = { low: -0.5, high: 1.5 };
      return frame(
        look,
        {
          title: zh ? '一轮一轮学“与”' : 'Learning AND, epoch by epoch',
          note: zh
            ? bias === 1
              ? '每格是一轮之后的分界线，次数是轮中出的错。偏置一步步降到 −2，门槛升到 2，只剩 (1, 1) 激活。'
              : '没有偏置，分界线总过原点：第 2 轮起每轮错 3 次，权重绕圈。'
            : bias === 1
              ? 'Each panel: the boundary after an epoch, and the mistakes made in it. The bias sinks to −2, the threshold rises to 2, and (1, 1) alone fires.'
              : 'Without a bias the boundary keeps to the origin: 3 mistakes an epoch from the second on, and the weights go in circles.',
          legend: [
            { label: zh ? '激活' : 'fires', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '不激活' : 'silent', colour: paint.edge, mark: 'ring' },
            { label: zh ? '判错' : 'wrong', colour: paint.danger, mark: 'cross' },
          ],
          height: 2 * 166,
        },
        (area) => {
          const side = 112;
          return group(
            ...history.map(({ mistakes: wrong, end }, i) => {
              const [x, y] = [area.x + (i % 3) * (area.width / 3), area.y + Math.floor(i / 3) * 166];
              const view = square(
                look,
                { x, y: y + 36, width: side + 12, height: side + 6 },
                { x: { domain: [span.low, span.high], ticks: [] }, y: { domain: [span.low, span.high], ticks: [] } },
              );
              return group(
                words(x + 4, y + 14, zh ? `第 ${i + 1} 轮，错 ${wrong} 次` : `epoch ${i + 1}: ${wrong} wrong`, {
                  fill: paint.ink,
                  weight: 600,
                }),
                words(x + 4, y + 31, `w = ${pair(end.w)}, b = ${two(end.b)}`, { fill: paint.soft, size: TYPE.small }),
                view.axes,
                plane(
                  look,
                  view,
                  end,
                  span,
                  AND.map(({ target }) => target),
                ),
              );
            }),
          );
        },
      );
    },
  }),
  figure({
    name: 'bias-kinks',
    topic: 'bias',
    title: { zh: '偏置安放折点，平移曲线', en: 'Biases place the kinks and shift the curve' },
    params: { scale: number('帐篷的三个偏置同乘这个数', 'factor on the three biases of the tent', 0, 1.5, 1) },
    alt: ({ scale }, locale) =>
      locale === 'zh'
        ? `三个 ReLU 单元，偏置 0、${two(-scale)}、${two(-2 * scale)}，折点在 0、${two(scale)}、${two(2 * scale)}，加起来是高 ${two(network(tentUnits(scale), scale))} 的帐篷。偏置全为零时三段互相抵消。下图：σ(2x + b)，b = −4、0、4，在 x = 2、0、−2 处取 0.5。`
        : `Three ReLU units with biases 0, ${two(-scale)} and ${two(-2 * scale)} have their kinks at 0, ${two(scale)} and ${two(2 * scale)} and add up to a tent of height ${two(network(tentUnits(scale), scale))}. With all biases zero they cancel. Below: σ(2x + b) for b = −4, 0, 4 is 0.5 at x = 2, 0, −2.`,
    draw: ({ scale }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const units = tentUnits(scale);
      const colours = [paint.series[1], paint.series[2], paint.series[3]];
      return frame(
        look,
        {
          title: zh ? '偏置安放折点，平移曲线' : 'Biases place the kinks and shift the curve',
          note: zh
            ? `上：三个单元在 0、${two(scale)}、${two(2 * scale)} 处折，和是帐篷；偏置全为零就什么也不剩。下：σ(2x + b) 随 b 平移。`
            : `Above: three units bend at 0, ${two(scale)} and ${two(2 * scale)} and add up to a tent; with all biases zero nothing is left. Below: σ(2x + b) is shifted by b.`,
          legend: [
            { label: zh ? '三个单元的和' : 'sum of the units', colour: paint.series[0] },
            ...units.map(({ weight, bias }, i) => ({
              label: `${weight === 1 ? '' : two(weight)}ReLU(x${bias === 0 ? '' : ` − ${two(-bias)}`})`,
              colour: colours[i] ?? paint.ink,
              dash: DASHES[i + 1],
            })),
          ],
          height: 200 + 170,
        },
        (area) => {
          const top = plot(
            look,
            { ...area, height: 196 },
            { x: { domain: [-1, 4], ticks: [-1, 0, 1, 2, 3, 4], label: 'x' }, y: { domain: [-3, 3], ticks: [-2, 0, 2] } },
          );
          const low = plot(
            look,
            { ...area, y: area.y + 204, height: 166 },
            {
              x: { domain: [-4, 4], ticks: [-4, -2, 0, 2, 4], label: 'x' },
              y: { domain: [0, 1.05], ticks: [0, 0.5, 1], label: 'σ(2x + b)' },
            },
          );
          const xs = Array.from({ length: 201 }, (_, i) => -1 + i / 40);
          return group(
            top.axes,
            ...units.map(({ weight, bias }, i) =>
              top.line(
                xs.map((x): Point => [x, weight * relu(x + bias)]),
                { colour: colours[i] ?? paint.ink, width: 1.8, dash: DASHES[i + 1] },
              ),
            ),
            top.line(
              xs.map((x): Point => [x, network(units, x)]),
              { colour: paint.series[0], width: 3 },
            ),
            top.dots(
              units.map(({ bias }): Point => [-bias, network(units, -bias)]),
              paint.series[0],
              'circle',
              4.5,
            ),
            low.axes,
            ...[-4, 0, 4].map((b) =>
              group(
                low.line(
                  GRID.map((x): Point => [x, sigmoid(2 * x + b)]),
                  { colour: b === 0 ? paint.edge : paint.series[0], width: 2.3, dash: b === 0 ? DASHES[1] : undefined },
                ),
                low.dots([[-b / 2, 0.5]], b === 0 ? paint.edge : paint.series[0], 'circle', 4),
                low.text([-b / 2, 0.5], `b = ${two(b)}`, { dx: 8, dy: 14 }),
              ),
            ),
          );
        },
      );
    },
  }),
];
