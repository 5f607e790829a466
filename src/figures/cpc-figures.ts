import { bound, type Channel, information, sharpened } from './cpc.ts';
import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

const CANDIDATES = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512] as const;
const SHOWN = 64;
const three = (value: number): string => value.toFixed(3).replace('-', '−');

interface Chosen {
  readonly kinds: number;
  readonly match: number;
  readonly power: number;
}

function curves({ kinds, match, power }: Chosen) {
  const channel: Channel = { kinds, match };
  const points = (exponent: number): Point[] => CANDIDATES.map((n) => [n, bound(channel, n, sharpened(channel, exponent))]);
  return {
    truth: information(channel),
    best: points(1),
    other: points(power),
    ceiling: CANDIDATES.map((n): Point => [n, Math.log(n)]),
    at: bound(channel, SHOWN, sharpened(channel, 1)),
    otherAt: bound(channel, SHOWN, sharpened(channel, power)),
  };
}

export const cpcFigures = [
  figure({
    name: 'cpc',
    topic: 'cpc',
    title: { zh: 'InfoNCE 能证明多少互信息', en: 'How much information InfoNCE can prove' },
    params: {
      match: { about: { zh: '未来与上下文相配的概率', en: 'probability that the future matches' }, least: 0.05, most: 0.99, standard: 0.9 },
      kinds: { about: { zh: '未来有多少种', en: 'kinds of futures' }, least: 2, most: 2000, standard: 100, whole: true },
      power: {
        about: { zh: '对比的打分：密度比的几次方', en: 'other score: which power of the density ratio' },
        least: 0,
        most: 4,
        standard: 2,
      },
    },
    alt: (values, locale) => {
      const { truth, at, otherAt } = curves(values);
      return locale === 'zh'
        ? `互信息是 ${three(truth)} 奈特。用最优打分，64 个候选时 InfoNCE 的下界是 ${three(at)}；打分换成密度比的 ${values.power} 次方，只有 ${three(otherAt)}。下界随候选数增长，既不超过互信息，也不超过 log N。`
        : `The mutual information is ${three(truth)} nats. With the best score and 64 candidates InfoNCE proves ${three(at)}; with the density ratio to the power ${values.power} it proves ${three(otherAt)}. The bound grows with the candidates and exceeds neither the information nor log N.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { truth, best, other, ceiling, at } = curves(values);
      const top = Math.max(0.6, truth * 1.3);
      // A bad score may fall far below zero, where it proves nothing: that leaves the picture.
      const low = Math.max(-0.4 * top, Math.min(0, ...other.map(([, y]) => y)));
      const named = CANDIDATES.findLast((n) => n <= 24 && Math.log(n) < top * 0.92);
      return frame(
        look,
        {
          title: zh ? 'InfoNCE 能证明多少互信息' : 'How much information InfoNCE can prove',
          note: zh
            ? `未来有 ${values.kinds} 种。互信息 ${three(truth)} 奈特；64 个候选、最优打分时，下界是 ${three(at)}。下界越不过互信息，也越不过 log N。`
            : `${values.kinds} kinds of futures, ${three(truth)} nats of mutual information; 64 candidates and the best score prove ${three(at)}. The bound passes neither the information nor log N.`,
          legend: [
            { label: zh ? '下界 log N − L，最优打分' : 'log N − L, best score', colour: paint.series[0] },
            {
              label: zh ? `打分是密度比的 ${values.power} 次方` : `score: density ratio to the power ${values.power}`,
              colour: paint.series[1],
              dash: DASHES[1],
            },
          ],
          height: 270,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [2, 512],
              label: zh ? '候选数 N（对数）' : 'candidates N (logarithmic)',
              ticks: [2, 4, 8, 16, 32, 64, 128, 256, 512],
              log: true,
              format: String,
            },
            y: { domain: [low, top], label: zh ? '奈特' : 'nats' },
          });
          return group(
            view.axes,
            view.line(ceiling, { colour: paint.edge, width: 1.6, dash: DASHES[2] }),
            view.horizontal(truth, { colour: paint.ink, width: 1.4, dash: DASHES[3] }),
            view.area(best, paint.series[0], 0.1, 0),
            view.line(other, { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            view.line(best, { colour: paint.series[0], width: 2.6 }),
            view.dots(
              best.filter(([n]) => n === SHOWN),
              paint.series[0],
              'circle',
              5,
            ),
            ...(named ? [view.text([named, Math.log(named)], 'log N', { dx: -7, dy: -6, anchor: 'end', fill: paint.soft })] : []),
            view.text([2, truth], zh ? `互信息 ${three(truth)}` : `mutual information ${three(truth)}`, { dx: 3, dy: -7 }),
          );
        },
      );
    },
  }),
];
