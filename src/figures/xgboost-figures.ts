import { figure } from './figure.ts';
import { box, DASHES, frame, group, mark, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';
import { type Cut, derivatives, leafCost, logLoss, search, sigmoid, USERS, weight } from './xgboost.ts';

const minus = (text: string): string => text.replaceAll('-', '−');
const three = (value: number): string => minus(String(Number(value.toFixed(3))));
const given = (value: number): string => minus(String(Math.round(value * 100) / 100));

function bestOf(lambda: number, gamma: number): { readonly cuts: readonly Cut[]; readonly best: Cut } {
  const cuts = search(USERS, lambda, gamma);
  const [best] = cuts;
  if (best === undefined) throw new Error('the example has no cut');
  return { cuts, best };
}

const side = (missing: Cut['missing'], zh: boolean): string => (missing === 'left' ? (zh ? '左' : 'left') : zh ? '右' : 'right');

/** What the numbers say, in one sentence. */
function verdict(lambda: number, gamma: number, zh: boolean): string {
  const { best } = bestOf(lambda, gamma);
  const where = zh
    ? `最大的增益是 ${three(best.gain)}：切在 x < ${best.threshold}，缺失归${side(best.missing, true)}`
    : `The largest gain is ${three(best.gain)}, at x < ${best.threshold} with the missing on the ${side(best.missing, false)}`;
  if (best.gain <= 0) return zh ? `${where}。不大于 0，不切。` : `${where}. It is not above 0, so there is no cut.`;
  const leaves = [best.left, best.right].map((node) => three(weight(node, lambda)));
  return zh ? `${where}；叶子值 ${leaves[0]} 与 ${leaves[1]}。` : `${where}; the leaves get ${leaves[0]} and ${leaves[1]}.`;
}

const LEAST = -3;
const MOST = 4;

function leafFacts(
  score: number,
  lambda: number,
): { readonly w: number; readonly free: number; readonly exact: number; readonly guess: number } {
  const node = derivatives(1, score);
  const w = weight(node, lambda);
  return { w, free: weight(node, 0), exact: logLoss(1, score + w), guess: logLoss(1, score) + leafCost(node, w, 0) };
}

export const xgboostFigures = [
  figure({
    name: 'xgboost',
    topic: 'xgboost',
    title: { zh: '每个切点的增益，缺失归左与归右', en: 'The gain of each cut, missing on either side' },
    params: {
      lambda: { about: { zh: '叶子的惩罚 λ', en: 'penalty λ of the leaf values' }, least: 0, most: 10, standard: 1 },
      gamma: { about: { zh: '每片叶子的价钱 γ', en: 'price γ of a leaf' }, least: 0, most: 1.5, standard: 0 },
    },
    alt: ({ lambda, gamma }, locale) =>
      locale === 'zh'
        ? `八位用户，λ = ${given(lambda)}，γ = ${given(gamma)}。${verdict(lambda, gamma, true)}`
        : `Eight users, λ = ${given(lambda)}, γ = ${given(gamma)}. ${verdict(lambda, gamma, false)}`,
    draw: ({ lambda, gamma }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { cuts, best } = bestOf(lambda, gamma);
      const gains = cuts.map(({ gain }) => gain);
      const [low, high] = [Math.min(0, ...gains), Math.max(0.1, ...gains)];
      const room = (high - low) * 0.14;
      return frame(
        look,
        {
          title: zh ? '每个切点的增益，缺失归左与归右' : 'The gain of each cut, missing on either side',
          note:
            (zh ? `λ = ${given(lambda)}，γ = ${given(gamma)}。` : `λ = ${given(lambda)}, γ = ${given(gamma)}. `) +
            verdict(lambda, gamma, zh),
          legend: [
            { label: zh ? '缺失归左' : 'missing go left', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '缺失归右' : 'missing go right', colour: paint.series[1], mark: 'square' },
            { label: zh ? '流失：g = −0.5' : 'left the service: g = −0.5', colour: paint.series[2], mark: 'triangle' },
            { label: zh ? '留存：g = 0.5' : 'stayed: g = 0.5', colour: paint.series[3], mark: 'diamond' },
          ],
          height: 366,
        },
        (area) => {
          const split = best.gain > 0;
          const lane = 78;
          const view = plot(
            look,
            { x: area.x, y: area.y + lane, width: area.width - 54, height: area.height - lane },
            {
              x: { domain: [0, 9], ticks: [1, 2, 4, 5, 7, 8], label: zh ? '上周登录次数 x' : 'logins last week, x' },
              y: { domain: [low - room, high + room], ticks: 5, label: zh ? '增益' : 'gain' },
            },
          );
          const inTable = 54;
          const people: Svg[] = USERS.map(({ x, y }, i) => {
            const kind = y === 1 ? 'triangle' : 'diamond';
            const colour = y === 1 ? paint.series[2] : paint.series[3];
            const px = x === null ? area.x + area.width - 40 + (i - 6) * 22 : view.x(x);
            return mark(kind, px, area.y + 44, 6.5, colour);
          });
          const sideTint = (from: number, to: number): Svg =>
            box(from, area.y + 26, Math.max(0, to - from), 36, { fill: paint.series[0], opacity: 0.14, radius: 4 });
          const curve = (missing: Cut['missing']): Point[] =>
            cuts
              .filter((cut) => cut.missing === missing)
              .sort((a, b) => a.threshold - b.threshold)
              .map(({ threshold, gain }) => [threshold, gain]);
          const [leftCurve, rightCurve] = [curve('left'), curve('right')];
          const cutX = view.x(best.threshold);
          const right = best.gain - low < (high - low) / 2 || best.threshold < 5;
          return group(
            ...(split ? [sideTint(view.inner.x, cutX)] : []),
            ...(split && best.missing === 'left' ? [sideTint(area.x + area.width - inTable, area.x + area.width - 4)] : []),
            words(area.x + area.width - 29, area.y + 14, zh ? '缺失' : 'missing', { fill: paint.soft, size: TYPE.small, anchor: 'middle' }),
            words(view.inner.x, area.y + 14, zh ? '八位用户（阴影：最佳切分的左边）' : 'eight users (shaded: left side of the best cut)', {
              fill: paint.soft,
              size: TYPE.small,
            }),
            segment(view.inner.x, area.y + 62, view.inner.x + view.inner.width, area.y + 62, { colour: paint.line, width: 1.2 }),
            ...people,
            view.axes,
            view.horizontal(0, { colour: paint.edge, width: 1.4 }),
            ...(split ? [segment(cutX, area.y + 26, cutX, view.y(best.gain), { colour: paint.edge, width: 1.3, dash: DASHES[2] })] : []),
            view.line(rightCurve, { colour: paint.series[1], width: 2, dash: DASHES[1] }),
            view.line(leftCurve, { colour: paint.series[0], width: 2.4 }),
            view.dots(rightCurve, paint.series[1], 'square', 4.2),
            view.dots(leftCurve, paint.series[0], 'circle', 4.6),
            view.text([best.threshold, best.gain], three(best.gain), {
              dx: right ? 9 : -9,
              dy: -4,
              anchor: right ? 'start' : 'end',
              weight: 600,
            }),
          );
        },
      );
    },
  }),
  figure({
    name: 'xgboost-leaf',
    topic: 'xgboost',
    title: { zh: '一个样本的叶子值：损失、展开与惩罚', en: "One sample's leaf: loss, expansions, penalty" },
    params: {
      score: { about: { zh: '正例当前的打分', en: 'present score of the positive sample' }, least: -2, most: 2, standard: 0 },
      lambda: { about: { zh: '叶子的惩罚 λ', en: 'penalty λ of the leaf value' }, least: 0, most: 3, standard: 1 },
    },
    alt: ({ score, lambda }, locale) => {
      const { w, free, exact, guess } = leafFacts(score, lambda);
      return locale === 'zh'
        ? `正例，当前打分 ${given(score)}。λ = 0 时叶子填 ${three(free)}，λ = ${given(lambda)} 时填 ${three(w)}；在那里真实损失是 ${three(exact)}，二阶展开估成 ${three(guess)}。`
        : `A positive sample with score ${given(score)}. At λ = 0 its leaf gets ${three(free)}, at λ = ${given(lambda)} ${three(w)}; there the loss is ${three(exact)} and the second-order expansion says ${three(guess)}.`;
    },
    draw: ({ score, lambda }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const node = derivatives(1, score);
      const start = logLoss(1, score);
      const { w, free } = leafFacts(score, lambda);
      const top = start + 1.3;
      const bottom = Math.min(-0.25, start + leafCost(node, w, lambda) - 0.25, free <= MOST ? start + leafCost(node, free, 0) - 0.25 : 0);
      const xs = Array.from({ length: 161 }, (_, i) => LEAST + ((MOST - LEAST) * i) / 160);
      // What is far outside is left out: the renderer cuts a clipped group that is much taller than the picture.
      const curve = (value: (f: number) => number): Point[] =>
        xs.map((f): Point => [f, value(f) > top + 0.3 || value(f) < bottom - 0.3 ? Number.NaN : value(f)]);
      const curves = {
        loss: curve((f) => logLoss(1, score + f)),
        first: curve((f) => start + node.G * f),
        second: curve((f) => start + leafCost(node, f, 0)),
        penalised: curve((f) => start + leafCost(node, f, lambda)),
      };
      return frame(
        look,
        {
          title: zh ? '一个样本的叶子值：损失、展开与惩罚' : "One sample's leaf: loss, expansions, penalty",
          note: zh
            ? `正例，打分 ${given(score)}，p = ${three(sigmoid(score))}，g = ${three(node.G)}，h = ${three(node.H)}。二次式最低处：没有惩罚时 ${three(free)}，惩罚 λ = ${given(lambda)} 时 ${three(w)}。`
            : `A positive sample with score ${given(score)}: p = ${three(sigmoid(score))}, g = ${three(node.G)}, h = ${three(node.H)}. The quadratic is lowest at ${three(free)} without penalty, at ${three(w)} with λ = ${given(lambda)}.`,
          legend: [
            { label: zh ? '真实损失' : 'loss', colour: paint.series[3] },
            { label: zh ? '一阶展开' : 'first order', colour: paint.series[5], dash: DASHES[2] },
            { label: zh ? '二阶展开' : 'second order', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '二阶加 ½λw^2' : 'second order + ½λw^2', colour: paint.series[0] },
          ],
          height: 270,
        },
        (area) => {
          const view = plot(look, area, {
            x: { domain: [LEAST, MOST], label: zh ? '叶子的值 w' : 'value w of the leaf' },
            y: { domain: [bottom, top], label: zh ? '这个样本的目标' : 'objective of this sample' },
          });
          const drop = ([at, height]: Point, colour: string): Svg =>
            segment(view.x(at), view.y(height), view.x(at), view.y(bottom), { colour, width: 1.3, dash: DASHES[2] });
          const near = Math.abs(view.x(free) - view.x(w)) < 130;
          const lowest: Point = [w, start + leafCost(node, w, lambda)];
          const freely: Point = [free, start + leafCost(node, free, 0)];
          return group(
            view.axes,
            view.vertical(0, { colour: paint.line, width: 1.2 }),
            view.line(curves.first, { colour: paint.series[5], width: 1.8, dash: DASHES[2] }),
            view.line(curves.second, { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            view.line(curves.loss, { colour: paint.series[3], width: 2.2 }),
            view.line(curves.penalised, { colour: paint.series[0], width: 2.6 }),
            view.dots([[0, start]], paint.ink, 'circle', 4),
            ...(free <= MOST && lambda > 0
              ? [
                  drop(freely, paint.series[1]),
                  view.dots([freely], paint.series[1], 'square', 4.5),
                  view.text([free, bottom], `−g/h = ${three(free)}`, {
                    dx: near || free > 2.6 ? 5 : 0,
                    dy: -6,
                    anchor: free > 2.6 ? 'end' : near ? 'start' : 'middle',
                  }),
                ]
              : []),
            drop(lowest, paint.series[0]),
            view.dots([lowest], paint.series[0], 'circle', 5),
            view.text([w, bottom], `w* = ${three(w)}`, { dx: -5, dy: -6, anchor: 'end', weight: 600 }),
          );
        },
      );
    },
  }),
];
