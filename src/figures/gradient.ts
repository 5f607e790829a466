import { contours } from 'd3-contour';
import { figure } from './figure.ts';
import { arrow, DASHES, el, frame, group, mark, type Point, plot } from './kit/index.ts';

/** A function of the plane and its gradient. */
export interface Field {
  readonly value: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => readonly [number, number];
}

/** f = x² + y², the article's example. */
export const paraboloid: Field = { value: (x, y) => x * x + y * y, gradient: (x, y) => [2 * x, 2 * y] };

/** The slope of f in a direction of any length but zero: the gradient times the unit vector. */
export function directionalDerivative(field: Field, at: Point, direction: Point): number {
  const length = Math.hypot(...direction);
  if (length === 0) throw new RangeError('a direction of length zero');
  const [gx, gy] = field.gradient(...at);
  return (gx * direction[0] + gy * direction[1]) / length;
}

/** The derivative in every direction, by angle in degrees from the x axis: a cosine whose height is the gradient's length. */
export function derivativeByAngle(field: Field, at: Point, degrees: readonly number[]): readonly Point[] {
  return degrees.map((angle) => {
    const turned = (angle * Math.PI) / 180;
    return [angle, directionalDerivative(field, at, [Math.cos(turned), Math.sin(turned)])];
  });
}

const AT: Point = [1, 2];
const GRID = 120;

export const gradientFigures = [
  figure({
    name: 'gradient',
    topic: 'gradient',
    title: { zh: '方向导数：梯度在某个方向上的投影', en: 'A directional derivative: the gradient seen along a direction' },
    params: {
      angle: {
        about: { zh: '方向与 x 轴的夹角（度）', en: 'angle of the direction with the x axis, in degrees' },
        least: 0,
        most: 360,
        standard: 53.13,
      },
    },
    alt: ({ angle }, locale) => {
      const slope = derivativeByAngle(paraboloid, AT, [angle])[0]?.[1].toFixed(2);
      return locale === 'zh'
        ? `f=x²+y² 的等高线是同心圆。在点 (1,2)，梯度 (2,4) 垂直于等高线，长 4.47；沿 ${angle}° 方向的方向导数是 ${slope}。`
        : `The contours of f = x² + y² are circles. At (1, 2) the gradient (2, 4) is at right angles to them, with length 4.47; along ${angle}° the derivative is ${slope}.`;
    },
    draw: ({ angle }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const turned = (angle * Math.PI) / 180;
      const unit: Point = [Math.cos(turned), Math.sin(turned)];
      const slope = directionalDerivative(paraboloid, AT, unit);
      const [gx, gy] = paraboloid.gradient(...AT);
      return frame(
        look,
        {
          title: zh ? '方向导数：梯度在某个方向上的投影' : 'A directional derivative: the gradient seen along a direction',
          note: zh
            ? `f = x^2 + y^2，点 (1, 2)。梯度 (2, 4)，长 4.47；沿 ${angle}° 的方向导数是 ${slope.toFixed(2)}。`
            : `f = x^2 + y^2 at (1, 2). Gradient (2, 4), length 4.47; along ${angle}° the derivative is ${slope.toFixed(2)}.`,
          legend: [
            { label: zh ? '梯度（按 1/4 画）' : 'gradient (drawn at 1/4)', colour: paint.series[0] },
            { label: zh ? '单位方向 u' : 'unit direction u', colour: paint.series[1] },
            { label: zh ? '各方向的方向导数' : 'derivative by direction', colour: paint.series[3], dash: DASHES[1] },
          ],
          height: 444,
        },
        (area) => {
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 296 },
            { x: { domain: [-1, 3.4], label: 'x' }, y: { domain: [0, 3.2], label: 'y', ticks: 4, grid: false } },
          );
          const values = Array.from({ length: GRID * GRID }, (_, i) =>
            paraboloid.value(-1 + (4.4 * ((i % GRID) + 0.5)) / GRID, (3.2 * (Math.floor(i / GRID) + 0.5)) / GRID),
          );
          const rings = contours().size([GRID, GRID]).smooth(true).thresholds([0.5, 1, 2, 3.5, 5, 7, 9, 12])(values);
          const lines = rings.map(({ value, coordinates }) =>
            el('path', {
              d: coordinates
                .flat()
                .map(
                  (ring) =>
                    `M${ring.map(([c = 0, r = 0]) => `${Math.round(map.x(-1 + (4.4 * c) / GRID) * 10) / 10} ${Math.round(map.y((3.2 * r) / GRID) * 10) / 10}`).join('L')}`,
                )
                .join(''),
              fill: 'none',
              stroke: value === 5 ? paint.edge : paint.line,
              'stroke-width': value === 5 ? 1.8 : 1.1,
            }),
          );
          const rose = plot(
            look,
            { x: area.x, y: area.y + 306, width: area.width, height: 138 },
            {
              x: { domain: [0, 360], label: zh ? '方向（度）' : 'direction (degrees)', ticks: [0, 90, 180, 270, 360] },
              y: { domain: [-5, 5], label: zh ? '方向导数' : 'derivative', ticks: [-4, 0, 4] },
            },
          );
          const degrees = Array.from({ length: 121 }, (_, i) => i * 3);
          const [cx, cy] = [map.x(AT[0]), map.y(AT[1])];
          return group(
            el('clipPath', { id: 'map' }, el('rect', { ...map.inner })),
            el('g', { 'clip-path': 'url(#map)' }, ...lines),
            map.axes,
            arrow(cx, cy, map.x(AT[0] + gx / 4), map.y(AT[1] + gy / 4), { colour: paint.series[0], width: 3 }),
            arrow(cx, cy, map.x(AT[0] + unit[0]), map.y(AT[1] + unit[1]), { colour: paint.series[1], width: 2.5 }),
            mark('circle', cx, cy, 4.5, paint.ink, paint.surface),
            map.text(AT, '(1, 2)', { dx: -8, dy: 16, anchor: 'end' }),
            map.text([-0.6, 2.16], 'f = 5', { fill: paint.soft, anchor: 'middle' }),
            rose.axes,
            rose.line(derivativeByAngle(paraboloid, AT, degrees), { colour: paint.series[3], dash: DASHES[1] }),
            rose.dots([[angle, slope]], paint.series[1], 'circle', 5),
            rose.vertical((Math.atan2(gy, gx) * 180) / Math.PI, { colour: paint.series[0], width: 1.5 }),
          );
        },
      );
    },
  }),
];
