import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { area as areaOf, line as lineOf } from 'd3-shape';
import { type Box, clippedLines } from './clipping.ts';
import { type Look, TYPE } from './look.ts';
import { type Mark, mark, type Stroke, segment, strokeOf } from './marks.ts';
import { el, group, type Svg } from './svg.ts';
import { type TextStyle, widthOf, words } from './words.ts';

export interface Axis {
  readonly domain: readonly [number, number];
  /** What is measured, with its unit; empty: nothing stands there. */
  readonly label?: string;
  /** About so many ticks, or exactly these; an empty list: none. */
  readonly ticks?: number | readonly number[];
  readonly format?: (value: number) => string;
  /** Powers of ten at equal distances; the domain is positive then. */
  readonly log?: boolean;
  readonly grid?: boolean;
}

export type { Box };

export type Point = readonly [x: number, y: number];

export interface Plot {
  /** From data to canvas. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** The drawing area inside the axes, on the canvas. */
  readonly inner: Box;
  readonly axes: Svg;
  line(points: readonly Point[], stroke: Stroke, curve?: 'linear' | 'step'): Svg;
  /** Between a curve and `base` (0 where the axis has it, else its lower end). */
  area(points: readonly Point[], fill: string, opacity?: number, base?: number): Svg;
  dots(points: readonly Point[], colour: string, kind?: Mark, radius?: number): Svg;
  bars(bars: readonly { readonly from: number; readonly to: number; readonly height: number }[], fill: string, opacity?: number): Svg;
  horizontal(y: number, stroke: Stroke): Svg;
  vertical(x: number, stroke: Stroke): Svg;
  /** Text at a place of the data, moved by canvas units. */
  text(at: Point, text: string, style: Partial<TextStyle> & { readonly dx?: number; readonly dy?: number }): Svg;
}

const TICK_GAP = 5;

/**
 * Axes in a box of the canvas; the box holds ticks and labels too. What lies outside the domain is clipped.
 * Curves with a value that is no number are interrupted there.
 */
export function plot(look: Look, box: Box, axes: { readonly x: Axis; readonly y: Axis }): Plot {
  const { paint } = look;
  const yTicks = ticksOf(axes.y, 5);
  const labelled = yTicks.map((value) => nameOf(axes.y, value));
  const left = labelled.length === 0 ? 4 : Math.max(...labelled.map((one) => widthOf(one, TYPE.small))) + TICK_GAP + 3;
  const top = axes.y.label ? TYPE.small + 9 : 6;
  const bottom = (ticksOf(axes.x, 6).length > 0 ? TYPE.small + TICK_GAP + 4 : 4) + (axes.x.label ? TYPE.small + 3 : 0);
  const inner: Box = { x: box.x + left, y: box.y + top, width: box.width - left - 8, height: box.height - top - bottom };
  const xScale = scaleOf(axes.x).range([inner.x, inner.x + inner.width]);
  const yScale = scaleOf(axes.y).range([inner.y + inner.height, inner.y]);
  const x = (value: number) => xScale(value);
  const y = (value: number) => yScale(value);
  const id = `c${[inner.x, inner.y, inner.width, inner.height].map((value) => Math.round(value)).join('-')}`;
  const clip = el('clipPath', { id }, el('rect', { x: inner.x - 1, y: inner.y - 1, width: inner.width + 2, height: inner.height + 2 }));
  const clipped = (...children: readonly Svg[]) => el('g', { 'clip-path': `url(#${id})` }, ...children);
  const soft: TextStyle = { fill: paint.soft, size: TYPE.small };

  const xTicks = ticksOf(axes.x, Math.max(3, Math.floor(inner.width / 55)));
  const furniture = group(
    clip,
    ...(axes.y.grid === false
      ? []
      : yTicks.map((value) => segment(inner.x, y(value), inner.x + inner.width, y(value), { colour: paint.line, width: 1 }))),
    ...(axes.x.grid
      ? xTicks.map((value) => segment(x(value), inner.y, x(value), inner.y + inner.height, { colour: paint.line, width: 1 }))
      : []),
    segment(inner.x, inner.y + inner.height, inner.x + inner.width, inner.y + inner.height, { colour: paint.edge, width: 1.2 }),
    ...yTicks.map((value, index) =>
      words(inner.x - TICK_GAP, y(value) + TYPE.small * 0.35, labelled[index] ?? '', { ...soft, anchor: 'end' }),
    ),
    ...xTicks.map((value) =>
      words(x(value), inner.y + inner.height + TICK_GAP + TYPE.small * 0.85, nameOf(axes.x, value), { ...soft, anchor: 'middle' }),
    ),
    ...(axes.y.label ? [words(box.x, box.y + TYPE.small * 0.9, axes.y.label, soft)] : []),
    ...(axes.x.label ? [words(inner.x + inner.width, box.y + box.height - 2, axes.x.label, { ...soft, anchor: 'end' })] : []),
  );
  /** Areas and bars end a little outside of the axes, where they are clipped anyway. */
  const kept = (pixel: number) => Math.max(inner.y - 50, Math.min(inner.y + inner.height + 50, pixel));
  const sound = ([a, b]: Point) => Number.isFinite(x(a)) && Number.isFinite(y(b));

  return {
    x,
    y,
    inner,
    axes: furniture,
    line: (points, stroke, curve = 'linear') => {
      const pixels = (curve === 'step' ? stepped(points) : points).map(([a, b]) => [x(a), y(b)] as const);
      const lines = clippedLines(pixels, grown(inner, 1));
      return clipped(
        el('path', { d: lines.map((line) => lineOf().digits(2)(line as [number, number][]) ?? '').join(''), ...strokeOf(stroke) }),
      );
    },
    area: (points, fill, opacity = 0.18, base) => {
      const [low, high] = [Math.min(...axes.y.domain), Math.max(...axes.y.domain)];
      const floor = y(base ?? (low <= 0 && high >= 0 ? 0 : low));
      const d =
        areaOf<Point>()
          .defined(sound)
          .x(([a]) => x(a))
          .y0(kept(floor))
          .y1(([, b]) => kept(y(b)))
          .digits(2)([...points]) ?? '';
      return clipped(el('path', { d, fill, 'fill-opacity': opacity }));
    },
    dots: (points, colour, kind = 'circle', radius = 4) =>
      group(
        ...points
          .filter(sound)
          .map(([a, b]) => mark(kind, x(a), y(b), radius, colour, kind === 'cross' || kind === 'ring' ? undefined : paint.surface)),
      ),
    bars: (bars, fill, opacity = 0.85) =>
      clipped(
        ...bars.map(({ from, to, height }) => {
          const [a, b, floor, top] = [x(from), x(to), kept(y(0)), kept(y(height))];
          return el('rect', {
            x: Math.min(a, b) + 0.6,
            y: Math.min(top, floor),
            width: Math.max(0.5, Math.abs(b - a) - 1.2),
            height: Math.abs(floor - top),
            fill,
            'fill-opacity': opacity,
          });
        }),
      ),
    horizontal: (value, stroke) => segment(inner.x, y(value), inner.x + inner.width, y(value), stroke),
    vertical: (value, stroke) => segment(x(value), inner.y, x(value), inner.y + inner.height, stroke),
    text: ([a, b], text, { dx = 0, dy = 0, ...style }) =>
      words(x(a) + dx, y(b) + dy, text, { fill: paint.ink, size: TYPE.small, halo: paint.surface, ...style }),
  };
}

const grown = ({ x, y, width, height }: Box, by: number): Box => ({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by });

/** A value holds until the next one. */
const stepped = (points: readonly Point[]): readonly Point[] =>
  points.flatMap((point, index): readonly Point[] => {
    const before = points[index - 1];
    return before ? [[point[0], before[1]], point] : [point];
  });

function scaleOf(axis: Axis): ScaleContinuousNumeric<number, number> {
  const [from, to] = axis.domain;
  if (axis.log && !(from > 0 && to > 0)) throw new RangeError(`a logarithmic axis from ${from} to ${to}`);
  return (axis.log ? scaleLog() : scaleLinear()).domain([from, to]);
}

function ticksOf(axis: Axis, about: number): readonly number[] {
  if (typeof axis.ticks === 'object') return axis.ticks;
  if (axis.log) {
    const [from, to] = [Math.ceil(Math.log10(axis.domain[0]) - 1e-9), Math.floor(Math.log10(axis.domain[1]) + 1e-9)];
    const every = Math.max(1, Math.ceil((to - from + 1) / (axis.ticks ?? about)));
    return Array.from({ length: Math.max(0, Math.floor((to - from) / every) + 1) }, (_, i) => 10 ** (from + i * every));
  }
  return scaleOf(axis).ticks(axis.ticks ?? about);
}

function nameOf(axis: Axis, value: number): string {
  if (axis.format) return axis.format(value);
  if (axis.log) {
    const power = Math.round(Math.log10(value));
    return Math.abs(power) <= 2 ? String(10 ** power) : `10^{${power}}`.replace('-', '−');
  }
  return String(Math.round(value * 1e6) / 1e6).replace('-', '−');
}
