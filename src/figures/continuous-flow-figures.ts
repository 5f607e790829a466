import { normals } from '../kernel/random.ts';
import { density, EXAMPLE, eulerPath, type Journey, logNormal, lossFloor, marginal } from './continuous-flow.ts';
import { figure } from './figure.ts';
import { DASHES, el, frame, group, type Point, plot, TYPE, words } from './kit/index.ts';

const TWO: Journey = [
  { mean: -2, deviation: 0.5, share: 0.5 },
  { mean: 2, deviation: 0.5, share: 0.5 },
];
const PAIRS = 26;
const STARTS = [-2, -1.4, -0.9, -0.45, -0.1, 0.1, 0.45, 0.9, 1.4, 2] as const;
const FOLLOWED = [-1, 0.1, 1] as const;
const TIMES = Array.from({ length: 41 }, (_, i) => i / 40);

/** The same pairs of noise and data at every call, drawn independently; the hills get their shares exactly, so that few lines do. */
function pairsOf(journey: Journey): { readonly noise: number; readonly data: number }[] {
  const normal = normals('continuous-flow');
  return Array.from({ length: PAIRS }, (_, i) => {
    const noise = normal();
    const chance = (i + 0.5) / PAIRS;
    let reached = 0;
    const hill = journey.find(({ share }) => {
      reached += share;
      return chance < reached;
    });
    return { noise, data: (hill?.mean ?? 0) + (hill?.deviation ?? 0) * normal() };
  });
}

interface Chosen {
  readonly steps: number;
  readonly hills: number;
}

function shown({ steps, hills }: Chosen) {
  const journey = hills === 1 ? EXAMPLE : TWO;
  const field = marginal(journey);
  const path = (start: number, count: number): Point[] => eulerPath(field, start, count).map(({ x }, k) => [k / count, x]);
  const floor = TIMES.map((t): Point => [t, lossFloor(journey, t)]);
  return {
    journey,
    exact: STARTS.map((start) => path(start, 160)),
    stepped: FOLLOWED.map((start) => path(start, steps)),
    end: path(1, 2000).at(-1)?.[1] ?? 0,
    reached: path(1, steps).at(-1)?.[1] ?? 0,
    floor,
    // By trapezia: the ends count half.
    least: floor.reduce((total, [t, value]) => total + (value * (t === 0 || t === 1 ? 0.5 : 1)) / (TIMES.length - 1), 0),
  };
}

const two = (value: number): string => (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace('-', '−');

export const continuousFlowFigures = [
  figure({
    name: 'continuous-flow',
    topic: 'continuous-flow',
    title: { zh: '每对走直线，整体走弯路', en: 'Every pair travels straight, the whole bends' },
    params: {
      steps: { about: { zh: '欧拉法的步数', en: 'steps of Euler’s method' }, least: 1, most: 20, standard: 3, whole: true },
      hills: {
        about: { zh: '数据有几座山：1 是文中的例子', en: 'hills of the data; 1 is the example of the text' },
        least: 1,
        most: 2,
        standard: 2,
        whole: true,
      },
    },
    alt: (values, locale) => {
      const { end, reached, least } = shown(values);
      return locale === 'zh'
        ? `从高斯噪声到${values.hills === 1 ? '一座山' : '两座山'}的数据：样本对的路径是直线，互相交叉；边缘速度的轨迹弯曲而不相交。从 1 出发的精确终点是 ${two(end)}，欧拉法 ${values.steps} 步到 ${two(reached)}。损失的下限对 t 平均是 ${least.toFixed(3)}。`
        : `From Gaussian noise to data with ${values.hills === 1 ? 'one hill' : 'two hills'}: paths of pairs are straight and cross; trajectories of the marginal velocity bend and do not. From 1 the exact end is ${two(end)}, and ${values.steps} Euler ${values.steps === 1 ? 'step reaches' : 'steps reach'} ${two(reached)}. The floor of the loss averages ${least.toFixed(3)} over t.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { journey, exact, stepped, end, reached, floor, least } = shown(values);
      return frame(
        look,
        {
          title: zh ? '每对走直线，整体走弯路' : 'Every pair travels straight, the whole bends',
          note: zh
            ? `样本对的直线互相交叉，边缘速度的轨迹不相交。从 x_0 = 1 出发应到 ${two(end)}，欧拉法 ${values.steps} 步到 ${two(reached)}。`
            : `Lines of pairs cross, trajectories of the marginal velocity do not. From x_0 = 1 the end is ${two(end)}; ${values.steps} Euler ${values.steps === 1 ? 'step reaches' : 'steps reach'} ${two(reached)}.`,
          legend: [
            { label: zh ? '样本对' : 'pairs', colour: paint.edge, dash: DASHES[2] },
            { label: zh ? '边缘轨迹' : 'marginal trajectories', colour: paint.series[0] },
            { label: zh ? '欧拉法' : 'Euler', colour: paint.series[1], mark: 'circle' },
          ],
          height: 318 + 118,
        },
        (area) => {
          const view = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 310 },
            {
              x: {
                domain: [-0.2, 1.24],
                label: zh ? '时间 t：0 是噪声，1 是数据' : 'time t: noise at 0, data at 1',
                ticks: [0, 0.25, 0.5, 0.75, 1],
              },
              y: { domain: [-3.6, 3.8], label: 'x', ticks: [-2, 0, 2], grid: false },
            },
          );
          const heights = Array.from({ length: 149 }, (_, i) => -3.6 + i * 0.05);
          const hillsAt = (edge: number, scale: number, value: (x: number) => number, fill: string) =>
            el('polygon', {
              points: [
                `${view.x(edge).toFixed(1)},${view.y(-3.6).toFixed(1)}`,
                ...heights.map((x) => `${view.x(edge + scale * value(x)).toFixed(1)},${view.y(x).toFixed(1)}`),
                `${view.x(edge).toFixed(1)},${view.y(3.8).toFixed(1)}`,
              ].join(' '),
              fill,
              'fill-opacity': 0.22,
              stroke: fill,
              'stroke-width': 1.2,
            });
          const floorAt = (shift: number) =>
            plot(
              look,
              { x: area.x + shift, y: area.y + 333, width: area.width - shift, height: 103 },
              {
                x: { domain: [-0.2, 1.24], ticks: [0, 0.25, 0.5, 0.75, 1] },
                y: {
                  domain: [0, Math.max(1.2, ...floor.map(([, value]) => value)) * 1.08],
                  ticks: 3,
                },
              },
            );
          // Both panels have their times one below the other, however wide the numbers beside them are.
          const below = floorAt(view.inner.x - floorAt(0).inner.x);
          return group(
            ...pairsOf(journey).map(({ noise, data }) =>
              view.line(
                [
                  [0, noise],
                  [1, data],
                ],
                { colour: paint.edge, width: 0.9, dash: DASHES[2], opacity: 0.65 },
              ),
            ),
            view.axes,
            view.vertical(0, { colour: paint.line, width: 1 }),
            view.vertical(1, { colour: paint.line, width: 1 }),
            hillsAt(0, -0.4, (x) => Math.exp(logNormal(x)), paint.series[5]),
            hillsAt(1, values.hills === 1 ? 0.26 : 0.5, (x) => density(journey, x, 1), paint.series[0]),
            ...exact.map((points) => view.line(points, { colour: paint.series[0], width: 1.8 })),
            ...stepped.map((points) => view.line(points, { colour: paint.series[1], width: 2.2, dash: DASHES[1] })),
            ...stepped.map((points) => view.dots(points, paint.series[1], 'circle', 3.6)),
            words(
              area.x,
              area.y + 329,
              zh
                ? `损失的下限：同一点上速度的方差，对 t 平均 ${least.toFixed(3)}`
                : `floor of the loss: variance at a point, mean over t ${least.toFixed(3)}`,
              { fill: paint.soft, size: TYPE.small },
            ),
            below.axes,
            below.area(floor, paint.series[0], 0.2, 0),
            below.line(floor, { colour: paint.series[0], width: 2.2 }),
          );
        },
      );
    },
  }),
];
