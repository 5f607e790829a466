import { el, type Svg } from './svg.ts';

/** Shapes that tell groups apart without colour, in the order in which to use them. */
export const MARKS = ['circle', 'square', 'triangle', 'diamond', 'cross', 'ring'] as const;
export type Mark = (typeof MARKS)[number];

/** Dashes that tell curves apart without colour, in the order in which to use them; the first is solid. */
export const DASHES = [undefined, '6 4', '2 3.5', '9 3 2 3', '12 4', '1 5'] as const;

/** One mark about a centre; `radius` in canvas units. */
export function mark(kind: Mark, x: number, y: number, radius: number, colour: string, outline?: string): Svg {
  const edge = outline ? { stroke: outline, 'stroke-width': 1.2 } : {};
  const r = radius;
  switch (kind) {
    case 'circle':
      return el('circle', { cx: x, cy: y, r, fill: colour, ...edge });
    case 'ring':
      return el('circle', { cx: x, cy: y, r, fill: 'none', stroke: colour, 'stroke-width': 2 });
    case 'square':
      return el('rect', { x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8, fill: colour, ...edge });
    case 'triangle':
      return el('polygon', {
        points: points([x, y - r * 1.15], [x + r * 1.1, y + r * 0.8], [x - r * 1.1, y + r * 0.8]),
        fill: colour,
        ...edge,
      });
    case 'diamond':
      return el('polygon', {
        points: points([x, y - r * 1.25], [x + r * 1.25, y], [x, y + r * 1.25], [x - r * 1.25, y]),
        fill: colour,
        ...edge,
      });
    case 'cross':
      return el('path', {
        d: `M${two(x - r)} ${two(y - r)}L${two(x + r)} ${two(y + r)}M${two(x - r)} ${two(y + r)}L${two(x + r)} ${two(y - r)}`,
        stroke: colour,
        'stroke-width': 2.2,
        'stroke-linecap': 'round',
      });
  }
}

export interface Stroke {
  readonly colour: string;
  readonly width?: number;
  readonly dash?: string | undefined;
  readonly opacity?: number;
}

export const strokeOf = ({ colour, width = 2, dash, opacity }: Stroke) => ({
  stroke: colour,
  'stroke-width': width,
  'stroke-dasharray': dash,
  'stroke-opacity': opacity,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
  fill: 'none',
});

export function segment(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): Svg {
  return el('line', { x1, y1, x2, y2, ...strokeOf(stroke) });
}

/** A line that ends in a head. Nothing for a length of zero. */
export function arrow(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): Svg {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 0.01) return el('g');
  const size = Math.min(7 + (stroke.width ?? 2), length * 0.6);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - ux * size, y2 - uy * size];
  const half = size * 0.45;
  return el(
    'g',
    { opacity: stroke.opacity },
    segment(x1, y1, x2 - ux * size * 0.8, y2 - uy * size * 0.8, { ...stroke, opacity: 1 }),
    el('polygon', { points: points([x2, y2], [bx - uy * half, by + ux * half], [bx + uy * half, by - ux * half]), fill: stroke.colour }),
  );
}

/** A rectangle; with `radius` its corners are round. */
export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  look: { readonly fill?: string; readonly stroke?: string; readonly radius?: number; readonly dash?: string; readonly opacity?: number },
): Svg {
  return el('rect', {
    x,
    y,
    width: Math.max(0, width),
    height: Math.max(0, height),
    rx: look.radius,
    fill: look.fill ?? 'none',
    'fill-opacity': look.opacity,
    stroke: look.stroke,
    'stroke-width': look.stroke ? 1.4 : undefined,
    'stroke-dasharray': look.dash,
  });
}

const two = (value: number): string => String(Math.round(value * 100) / 100);
const points = (...list: readonly (readonly [number, number])[]): string => list.map(([x, y]) => `${two(x)},${two(y)}`).join(' ');
