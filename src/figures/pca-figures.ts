import { figure } from './figure.ts';
import { arrow, DASHES, frame, group, mark, type Point, plot, segment, TYPE, words } from './kit/index.ts';
import { type Component, centre, components, degreesOf, dot, explained, means, STUDENTS, split, towards, type Vector } from './pca.ts';

const NAMES = ['A', 'B', 'C', 'D', 'E'];
const two = (value: number): string => (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace('-', '−');
const short = (value: number): string => String(Math.round(value * 100) / 100);
const pointOf = ([x = 0, y = 0]: Vector): Point => [x, y];
const moved = ([x = 0, y = 0]: Vector, [dx = 0, dy = 0]: Vector, by: number): Point => [x + by * dx, y + by * dy];

interface Shown {
  readonly samples: readonly Vector[];
  readonly mean: Vector;
  readonly centred: readonly Vector[];
  readonly parts: readonly Component[];
  /** Angle of the first component with the mathematics axis, in 0 … 180. */
  readonly best: number;
  readonly kept: number;
  readonly lost: number;
  readonly total: number;
}

function shown({ angle, physics }: { readonly angle: number; readonly physics: number }): Shown {
  const samples = STUDENTS.map((marks, i) => (i === 2 ? [marks[0] ?? 0, physics] : marks));
  const centred = centre(samples);
  const parts = components(samples);
  const best = (degreesOf(parts[0]?.direction ?? []) + 180) % 180;
  return { samples, mean: means(samples), centred, parts, best, ...split(centred, [towards(angle)]) };
}

export const pcaFigures = [
  figure({
    name: 'pca',
    topic: 'pca',
    title: { zh: '投影方差与重构误差，此消彼长', en: 'What the projection keeps and what it loses' },
    params: {
      angle: {
        about: { zh: '投影方向与数学轴的夹角（度）', en: 'angle of the direction with the mathematics axis, in degrees' },
        least: 0,
        most: 180,
        standard: 65,
      },
      physics: { about: { zh: 'C 的物理成绩', en: "C's mark in physics" }, least: 0, most: 10, standard: 3 },
    },
    alt: (values, locale) => {
      const { parts, best, kept, lost, total } = shown(values);
      const variances = parts.map(({ value }) => two(value));
      return locale === 'zh'
        ? `五个点的主方向与数学轴夹 ${best.toFixed(1)}°，两个主成分的方差是 ${variances.join(' 和 ')}。投影到 ${short(values.angle)}° 的直线上，保住方差 ${two(kept)}，平均重构误差 ${two(lost)}，两者之和不论方向都是 ${two(total)}。`
        : `The first principal direction of the five points stands at ${best.toFixed(1)}° to the mathematics axis; the components have variances ${variances.join(' and ')}. Projected on a line at ${short(values.angle)}° the points keep a variance of ${two(kept)} and lose ${two(lost)} on average; the sum is ${two(total)} in every direction.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const { angle } = values;
      const zh = look.locale === 'zh';
      const { samples, mean, centred, parts, best, kept, lost, total } = shown(values);
      const v = towards(angle);
      const share = (100 * explained(parts, 1)).toFixed(1);
      return frame(
        look,
        {
          title: zh ? '投影方差与重构误差，此消彼长' : 'What the projection keeps and what it loses',
          note: zh
            ? `沿 ${short(angle)}° 投影：保住方差 ${two(kept)}，平均误差 ${two(lost)}，和总是 ${two(total)}。主方向在 ${best.toFixed(1)}°，保住 ${share}%。`
            : `At ${short(angle)}° the projection keeps ${two(kept)} and loses ${two(lost)}: in all ${two(total)}. The principal direction, ${best.toFixed(1)}°, keeps ${share}%.`,
          legend: [
            { label: zh ? '主成分（长为标准差）' : 'components (length: deviation)', colour: paint.series[0] },
            { label: zh ? '投影的直线' : 'line', colour: paint.series[1] },
            { label: zh ? '残差' : 'remainders', colour: paint.series[2], dash: DASHES[2] },
          ],
          height: 488,
        },
        (area) => {
          // 25.7 units of the canvas to a mark on both axes, so that right angles look right
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 335.7 },
            {
              x: { domain: [-1.5, 11.7], label: zh ? '数学（分）' : 'mathematics (marks)', ticks: [0, 2, 4, 6, 8, 10] },
              y: { domain: [-0.6, 10.3], label: zh ? '物理（分）' : 'physics (marks)', ticks: [0, 2, 4, 6, 8, 10], grid: false },
            },
          );
          const chart = plot(
            look,
            { x: area.x, y: area.y + 346, width: area.width, height: 142 },
            {
              x: { domain: [0, 180], label: zh ? '方向（度）' : 'direction (degrees)', ticks: [0, 45, 90, 135, 180] },
              y: { domain: [0, total * 1.02], label: zh ? '方差' : 'variance', ticks: 4, grid: false },
            },
          );
          const feet = centred.map((x) => moved(mean, v, dot(x, v)));
          const turned = Array.from({ length: 91 }, (_, i) => i * 2);
          const curve = turned.map((degrees): Point => [degrees, split(centred, [towards(degrees)]).kept]);
          const ceiling: Point[] = [
            [0, total],
            [180, total],
          ];
          const aside = angle > 90;
          const [mx, my] = [map.x(mean[0] ?? 0), map.y(mean[1] ?? 0)];
          return group(
            map.axes,
            map.line([moved(mean, v, -15), moved(mean, v, 15)], { colour: paint.series[1], width: 1.8 }),
            ...parts.map(({ value, direction }, i) => {
              const [x, y] = moved(mean, direction, Math.sqrt(Math.max(0, value)));
              return arrow(mx, my, map.x(x), map.y(y), { colour: paint.series[0], width: i === 0 ? 3.4 : 2.4 });
            }),
            ...samples.map((sample, i) => {
              const [fx, fy] = feet[i] ?? [0, 0];
              const [x, y] = pointOf(sample);
              return segment(map.x(x), map.y(y), map.x(fx), map.y(fy), { colour: paint.series[2], width: 1.8, dash: DASHES[2] });
            }),
            map.dots(feet, paint.series[1], 'ring', 3.6),
            mark('diamond', mx, my, 4, paint.ink, paint.surface),
            map.dots(samples.map(pointOf), paint.ink, 'circle', 4.6),
            ...samples.map((sample, i) => {
              const [fx, fy] = feet[i] ?? [0, 0];
              const [x, y] = pointOf(sample);
              const away = Math.hypot(x - fx, y - fy);
              const [nx, ny] = away > 0.05 ? [(x - fx) / away, (y - fy) / away] : [-(v[1] ?? 0), v[0] ?? 0];
              return map.text([x, y], NAMES[i] ?? '', { dx: 13 * nx, dy: -13 * ny + 4, anchor: 'middle', weight: 600 });
            }),
            chart.axes,
            chart.area([...ceiling], paint.series[2], 0.22, 0),
            chart.area(curve, paint.surface, 1, 0),
            chart.area(curve, paint.series[0], 0.3, 0),
            chart.line(curve, { colour: paint.series[0], width: 2.4 }),
            chart.line(ceiling, { colour: paint.edge, width: 1.2 }),
            chart.vertical(angle, { colour: paint.series[1], width: 1.8 }),
            chart.dots([[best, parts[0]?.value ?? 0]], paint.series[0], 'diamond', 5),
            chart.dots([[angle, kept]], paint.series[1], 'circle', 5),
            ...(
              [
                [angle, kept / 2, two(kept), 7, 600],
                [angle, kept + lost / 2, two(lost), 7, 600],
                [aside ? 0 : 180, total * 0.06, zh ? '保住' : 'kept', 6, 400],
                [aside ? 0 : 180, total * 0.88, zh ? '丢失' : 'lost', 6, 400],
              ] as const
            ).map(([x, y, text, by, weight]) => {
              const left = weight === 600 ? aside : !aside;
              return words(chart.x(x) + (left ? -by : by), chart.y(y) + (weight === 600 ? 4 : 0), text, {
                fill: weight === 600 ? paint.ink : paint.soft,
                size: TYPE.small,
                anchor: left ? 'end' : 'start',
                weight,
              });
            }),
          );
        },
      );
    },
  }),
];
