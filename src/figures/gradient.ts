import { figure } from './figure.ts';
import { arrow, DASHES, frame, group, mark, type Point, plot } from './kit/index.ts';

/** A function of the plane and its gradient. */
export interface Field {
  readonly value: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => readonly [number, number];
}

/** f = x² + y², the article's example; its level curve of value v is the circle of radius √v about the origin. */
export const paraboloid: Field = { value: (x, y) => x * x + y * y, gradient: (x, y) => [2 * x, 2 * y] };

/** The slope of f in a direction of any length but zero: the gradient times the unit vector. */
export function directionalDerivative(field: Field, at: Point, direction: Point): number {
  const [gx, gy] = field.gradient(...at);
  const [ux, uy] = unit(direction);
  return gx * ux + gy * uy;
}

const moved = ([x, y]: Point, [dx, dy]: Point, by: number): Point => [x + by * dx, y + by * dy];

function unit(direction: Point): Point {
  const length = Math.hypot(...direction);
  if (length === 0) throw new RangeError('a direction of length zero');
  return [direction[0] / length, direction[1] / length];
}

/** (f(p + hu) - f(p)) / h, with u the direction at length one. The error is proportional to h. */
export function forwardDifference(value: Field['value'], at: Point, direction: Point, h: number): number {
  return (value(...moved(at, unit(direction), h)) - value(...at)) / h;
}

/** (f(p + hu) - f(p - hu)) / 2h. The error is proportional to h². */
export function centralDifference(value: Field['value'], at: Point, direction: Point, h: number): number {
  const u = unit(direction);
  return (value(...moved(at, u, h)) - value(...moved(at, u, -h))) / (2 * h);
}

/** One step of gradient descent: p - η∇f(p). */
export function descend(field: Field, at: Point, eta: number): Point {
  return moved(at, field.gradient(...at), -eta);
}

/** f(p) + ∇f(p)ᵀd: what the tangent plane says of the value at p + d. */
export function tangentPlane(field: Field, at: Point, d: Point): number {
  const [gx, gy] = field.gradient(...at);
  return field.value(...at) + gx * d[0] + gy * d[1];
}

/** x²y / (x² + y²), zero at the origin: a slope in every direction there, both partial derivatives zero, and not differentiable. */
export const crease: Field['value'] = (x, y) => (x === 0 && y === 0 ? 0 : (x * x * y) / (x * x + y * y));

/** The derivative in every direction, by angle in degrees from the x axis: a cosine whose height is the gradient's length. */
export function derivativeByAngle(field: Field, at: Point, degrees: readonly number[]): readonly Point[] {
  return degrees.map((angle) => {
    const turned = (angle * Math.PI) / 180;
    return [angle, directionalDerivative(field, at, [Math.cos(turned), Math.sin(turned)])];
  });
}

const AT: Point = [1, 2];
const LEVELS = [0.5, 1, 2, 3.5, 5, 7, 9, 12];
/** The gradient is four times as long as a unit vector at (1, 2), and would leave the map. */
const SHRUNK = 1 / 4;
const signed = (value: number): string => (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace('-', '−');

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
      const slope = signed(derivativeByAngle(paraboloid, AT, [angle])[0]?.[1] ?? 0);
      return locale === 'zh'
        ? `f=x²+y² 的等高线是同心圆。在点 (1,2)，梯度 (2,4) 垂直于等高线，长 4.47；沿 ${angle}° 方向的方向导数是 ${slope}。`
        : `The contours of f = x² + y² are circles. At (1, 2) the gradient (2, 4) is at right angles to them, with length 4.47; along ${angle}° the derivative is ${slope}.`;
    },
    draw: ({ angle }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const turned = (angle * Math.PI) / 180;
      const u: Point = [Math.cos(turned), Math.sin(turned)];
      const slope = directionalDerivative(paraboloid, AT, u);
      const gradient = paraboloid.gradient(...AT);
      const steepest = (Math.atan2(gradient[1], gradient[0]) * 180) / Math.PI;
      return frame(
        look,
        {
          title: zh ? '方向导数：梯度在某个方向上的投影' : 'A directional derivative: the gradient seen along a direction',
          note: zh
            ? `f = x^2 + y^2，点 (1, 2)。梯度 (2, 4) 长 4.47，垂直于等高线；它在 ${angle}° 方向上的投影，也就是方向导数，是 ${signed(slope)}。`
            : `f = x^2 + y^2 at (1, 2). The gradient (2, 4), length 4.47, crosses the contour at a right angle; its projection on ${angle}°, the derivative there, is ${signed(slope)}.`,
          legend: [
            { label: zh ? '梯度（按 1/4 画）' : 'gradient (at 1/4)', colour: paint.series[0] },
            { label: zh ? '单位方向 u' : 'unit direction u', colour: paint.series[1] },
            { label: zh ? '投影' : 'projection', colour: paint.series[3], dash: DASHES[1] },
          ],
          height: 455,
        },
        (area) => {
          // 307 high: then a unit is as long upwards as it is to the right, and right angles look right
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 307 },
            { x: { domain: [-1, 3.4], label: 'x' }, y: { domain: [0, 3.2], label: 'y', ticks: 4, grid: false } },
          );
          const rings = LEVELS.map((level) =>
            map.line(
              Array.from({ length: 91 }, (_, i): Point => {
                const t = (i * Math.PI) / 90;
                return [Math.sqrt(level) * Math.cos(t), Math.sqrt(level) * Math.sin(t)];
              }),
              level === 5 ? { colour: paint.edge, width: 1.8 } : { colour: paint.line, width: 1.1 },
            ),
          );
          const rose = plot(
            look,
            { x: area.x, y: area.y + 317, width: area.width, height: 138 },
            {
              x: { domain: [0, 360], label: zh ? '方向（度）' : 'direction (degrees)', ticks: [0, 90, 180, 270, 360] },
              y: { domain: [-5, 5], label: zh ? '方向导数' : 'derivative', ticks: [-4, 0, 4] },
            },
          );
          const degrees = Array.from({ length: 121 }, (_, i) => i * 3);
          const [cx, cy] = [map.x(AT[0]), map.y(AT[1])];
          const tip = moved(AT, gradient, SHRUNK);
          const foot = moved(AT, u, slope * SHRUNK);
          const turnsLeft = u[0] * gradient[1] - u[1] * gradient[0] < 0;
          return group(
            ...rings,
            map.axes,
            map.line([AT, foot], { colour: paint.series[3], width: 1.4 }),
            map.line([tip, foot], { colour: paint.series[3], width: 1.6, dash: DASHES[1] }),
            arrow(cx, cy, map.x(tip[0]), map.y(tip[1]), { colour: paint.series[0], width: 3 }),
            arrow(cx, cy, map.x(AT[0] + u[0]), map.y(AT[1] + u[1]), { colour: paint.series[1], width: 2.5 }),
            mark('circle', map.x(foot[0]), map.y(foot[1]), 3.4, paint.series[3], paint.surface),
            mark('circle', cx, cy, 4.5, paint.ink, paint.surface),
            map.text(AT, '(1, 2)', turnsLeft ? { dx: 11, dy: 0 } : { dx: -11, dy: 9, anchor: 'end' }),
            map.text([0, Math.sqrt(5)], 'f = 5', { fill: paint.soft, anchor: 'middle', dy: 4 }),
            rose.axes,
            rose.vertical(steepest, { colour: paint.series[0], width: 1.5 }),
            rose.text([steepest, -2.7], `${zh ? '梯度' : 'gradient'} ${steepest.toFixed(1)}°`, { dx: 5, fill: paint.soft }),
            rose.line(derivativeByAngle(paraboloid, AT, degrees), { colour: paint.series[3], dash: DASHES[1] }),
            rose.dots([[angle, slope]], paint.series[1], 'circle', 5),
          );
        },
      );
    },
  }),
];
