import { next, seeded } from '../kernel/random.ts';
import { adaboost, boundByRound, errorsByRound, type Label, predict, type Round, reweighted, type Sample, score } from './adaboost.ts';
import { figure } from './figure.ts';
import { DASHES, el, frame, group, legend, mark, type Point, plot } from './kit/index.ts';

const MOST_ROUNDS = 60;
const SAMPLES = 72;
const RADIUS = 0.37;

/** The truth: positive within a disc about the middle of the unit square, 0.43 of its area. */
const truth = ([x = 0, y = 0]: Sample): Label => (Math.hypot(x - 0.5, y - 0.5) < RADIUS ? 1 : -1);

/** Scattered over the square, none so near the rim that the eye would doubt its label. */
function scattered(count: number): Sample[] {
  const found: Sample[] = [];
  let dice = seeded('adaboost');
  while (found.length < count) {
    const [a, b] = [next(dice), next(next(dice).state)];
    dice = b.state;
    const point = [a.word / 2 ** 32, b.word / 2 ** 32];
    const clear = found.every((other) => Math.hypot((other[0] ?? 0) - (point[0] ?? 0), (other[1] ?? 0) - (point[1] ?? 0)) > 0.055);
    if (clear && Math.abs(Math.hypot((point[0] ?? 0) - 0.5, (point[1] ?? 0) - 0.5) - RADIUS) > 0.025) found.push(point);
  }
  return found;
}

const XS = scattered(SAMPLES);
const FRESH: readonly Sample[] = Array.from({ length: 1600 }, (_, i) => [((i % 40) + 0.5) / 40, (Math.floor(i / 40) + 0.5) / 40]);
const FRESH_LABELS = FRESH.map(truth);

interface Shown {
  readonly labels: readonly Label[];
  readonly all: readonly Round[];
  readonly used: readonly Round[];
  /** Weights for the round that would come next. */
  readonly weights: readonly number[];
  readonly train: readonly number[];
  readonly test: readonly number[];
  readonly bound: readonly number[];
}

function shown(rounds: number, flipped: number): Shown {
  const labels = XS.map((x, i): Label => (i < flipped ? (truth(x) === 1 ? -1 : 1) : truth(x)));
  const all = adaboost(XS, labels, MOST_ROUNDS);
  const used = all.slice(0, rounds);
  const last = used.at(-1);
  return {
    labels,
    all,
    used,
    weights: last ? reweighted(last, XS, labels).weights : XS.map(() => 1 / XS.length),
    train: errorsByRound(all, XS, labels),
    test: errorsByRound(all, FRESH, FRESH_LABELS),
    bound: boundByRound(all),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
const ticksIn = (rounds: readonly Round[], feature: number): number[] =>
  [...new Set(rounds.filter(({ stump }) => stump.feature === feature).map(({ stump }) => stump.threshold))].sort((a, b) => a - b);

/** Errors and bound after each round on the scattered samples, none of them mislabelled: what the article quotes. */
export const discRun = (): Pick<Shown, 'train' | 'test' | 'bound'> => shown(MOST_ROUNDS, 0);

export const adaboostFigures = [
  figure({
    name: 'adaboost',
    topic: 'adaboost',
    title: { zh: '树桩相加：每轮之后的决策边界', en: 'Stumps added up: the boundary after each round' },
    params: {
      rounds: { about: { zh: '轮数', en: 'rounds' }, least: 1, most: MOST_ROUNDS, standard: 25, whole: true },
      flipped: { about: { zh: '标错的样本数', en: 'samples with a wrong label' }, least: 0, most: 6, standard: 0, whole: true },
    },
    alt: ({ rounds, flipped }, locale) => {
      const { train, test, bound, weights } = shown(rounds, flipped);
      const [a, b, c] = [train, test, bound].map((curve) => percent(curve[rounds - 1] ?? 0));
      const taken = weights.slice(0, flipped).reduce((sum, weight) => sum + weight, 0);
      return locale === 'zh'
        ? `平面上 ${SAMPLES} 个样本，正类在一个圆内。${rounds} 轮树桩相加之后，训练错误率 ${a}，上界 ${c}，新样本的错误率 ${b}。${flipped > 0 ? `${flipped} 个标错的样本占了 ${percent(taken)} 的权重。` : ''}`
        : `${SAMPLES} samples of the plane, positive within a disc. After ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of stumps the training error is ${a} (bound ${c}) and the error on fresh samples ${b}.${flipped > 0 ? ` The ${flipped} wrongly labelled ones hold ${percent(taken)} of the weight.` : ''}`;
    },
    draw: ({ rounds, flipped }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { labels, used, weights, train, test, bound } = shown(rounds, flipped);
      const latest = used.at(-1);
      const taken = weights.slice(0, flipped).reduce((sum, weight) => sum + weight, 0);
      const everywhere = latest !== undefined && XS.every((x) => predict(latest.stump, x) === predict(latest.stump, XS[0] ?? []));
      const tint = `${paint.series[0]}33`;
      const heaviest = Math.max(...weights);
      const facts = latest
        ? zh
          ? `第 ${rounds} 轮的树桩（${everywhere ? '处处判同一类' : '虚线'}）加权错误率 ${latest.error.toFixed(3)}，α = ${latest.alpha.toFixed(3)}。`
          : `The stump of round ${rounds} (${everywhere ? 'one answer everywhere' : 'dashed'}) has weighted error ${latest.error.toFixed(3)}, so α is ${latest.alpha.toFixed(3)}. `
        : '';
      const weighed =
        flipped > 0
          ? zh
            ? `点越大，下一轮权重越大；圈出的 ${flipped} 个标错样本占 ${percent(taken)}。`
            : `Larger points weigh more in the next round; the ${flipped} wrong labels, ringed, hold ${percent(taken)}.`
          : zh
            ? `点越大，下一轮权重越大；最重的一个占 ${percent(heaviest)}。`
            : `Larger points weigh more in the next round; the heaviest holds ${percent(heaviest)}.`;
      return frame(
        look,
        {
          title: zh ? `树桩相加：${rounds} 轮之后的决策边界` : `Stumps added up: the boundary after round ${rounds}`,
          note: facts + weighed,
          legend: [
            { label: zh ? '正类' : 'positive', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '负类' : 'negative', colour: paint.series[1], mark: 'square' },
            { label: zh ? 'F > 0 的区域' : 'where F > 0', colour: tint, patch: true },
            { label: zh ? '真正的边界' : 'true boundary', colour: paint.edge, dash: DASHES[2] },
            ...(flipped > 0 ? [{ label: zh ? '标错' : 'wrong label', colour: paint.danger, mark: 'ring' as const }] : []),
          ],
          height: 470,
        },
        (area) => {
          const side = 290;
          const map = plot(
            look,
            { x: area.x + (area.width - side - 12) / 2, y: area.y, width: side + 12, height: side + 10 },
            { x: { domain: [0, 1], ticks: [] }, y: { domain: [0, 1], ticks: [] } },
          );
          // F is constant on the cells that the thresholds cut, so that the regions drawn are exact.
          const [cutsX, cutsY] = [0, 1].map((feature) => [0, ...ticksIn(used, feature).filter((value) => value > 0 && value < 1), 1]) as [
            number[],
            number[],
          ];
          const cells = cutsY.slice(1).flatMap((top, row) =>
            cutsX.slice(1).flatMap((right, column) => {
              const [left, bottom] = [cutsX[column] ?? 0, cutsY[row] ?? 0];
              if (score(used, [(left + right) / 2, (bottom + top) / 2]) <= 0) return [];
              const [a, b, c, d] = [map.x(left), map.y(bottom), map.x(right), map.y(top)].map((value) => value.toFixed(2));
              return [`M${a} ${b}H${c}V${d}H${a}Z`];
            }),
          );
          const cut: readonly Point[] = latest
            ? latest.stump.feature === 0
              ? [
                  [latest.stump.threshold, 0],
                  [latest.stump.threshold, 1],
                ]
              : [
                  [0, latest.stump.threshold],
                  [1, latest.stump.threshold],
                ]
            : [];
          const rim = Array.from({ length: 73 }, (_, i): Point => {
            const turn = (i * Math.PI) / 36;
            return [0.5 + RADIUS * Math.cos(turn), 0.5 + RADIUS * Math.sin(turn)];
          });
          const byWeight = XS.map((x, i) => ({ x, i })).sort((a, b) => (weights[b.i] ?? 0) - (weights[a.i] ?? 0));
          const points = byWeight.map(({ x: [px = 0, py = 0], i }) => {
            const radius = Math.min(12, Math.max(2.2, 4.2 * Math.sqrt((weights[i] ?? 0) * SAMPLES)));
            const positive = labels[i] === 1;
            return group(
              mark(
                positive ? 'circle' : 'square',
                map.x(px),
                map.y(py),
                radius,
                positive ? paint.series[0] : paint.series[1],
                paint.surface,
              ),
              ...(i < flipped ? [mark('ring', map.x(px), map.y(py), radius + 3.5, paint.danger)] : []),
            );
          });
          const below = plot(
            look,
            { x: area.x, y: area.y + side + 40, width: area.width, height: 140 },
            {
              x: { domain: [0, MOST_ROUNDS], label: zh ? '轮数' : 'rounds', ticks: [0, 20, 40, 60] },
              y: {
                domain: [0, 1],
                ticks: [0, 0.2, 0.4, 0.6, 0.8],
              },
            },
          );
          const curve = (values: readonly number[]): Point[] => values.map((value, m) => [m + 1, value]);
          const named = legend(
            look,
            [
              { label: zh ? '训练错误率' : 'training error', colour: paint.series[0] },
              { label: zh ? '新样本' : 'fresh samples', colour: paint.series[4], dash: DASHES[3] },
              { label: zh ? '上界 ∏Z' : 'bound ∏Z', colour: paint.series[3], dash: DASHES[1] },
            ],
            { x: area.x, y: area.y + side + 16, width: area.width },
          );
          return group(
            el('path', { d: cells.join(''), fill: tint }),
            map.line(rim, { colour: paint.edge, width: 1.4, dash: DASHES[2] }),
            map.line(cut, { colour: paint.ink, width: 1.6, dash: DASHES[1] }),
            el('rect', { ...map.inner, fill: 'none', stroke: paint.line, 'stroke-width': 1 }),
            ...points,
            named.svg,
            below.axes,
            below.vertical(rounds, { colour: paint.edge, width: 1.2, dash: DASHES[2] }),
            below.line(curve(bound), { colour: paint.series[3], dash: DASHES[1], width: 2.2 }),
            below.line(curve(test), { colour: paint.series[4], dash: DASHES[3], width: 2 }),
            below.line(curve(train), { colour: paint.series[0], width: 2.4 }, 'step'),
          );
        },
      );
    },
  }),
];
