import { CORNERS, output, type Perceptron, weightedSum } from './bias.ts';
import { type Axis, type Box, el, group, type Look, mark, type Plot, type Point, plot, type Svg, segment } from './kit/index.ts';

export interface Span {
  readonly low: number;
  readonly high: number;
}

/** The part of the square on which the perceptron fires, cut from the square by its boundary. */
export function firing(perceptron: Perceptron, { low, high }: Span): Point[] {
  const square: Point[] = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
  return square.flatMap((from, i): Point[] => {
    const to = square[(i + 1) % 4] ?? from;
    const [a, b] = [weightedSum(perceptron, from), weightedSum(perceptron, to)];
    const share = a / (a - b);
    const crossing: Point[] = a > 0 !== b > 0 ? [[from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]] : [];
    return a > 0 ? [from, ...crossing] : crossing;
  });
}

/** Axes with one scale for both directions, so that a normal stands at right angles. */
export function square(look: Look, box: Box, axes: { readonly x: Axis; readonly y: Axis }): Plot {
  const { inner } = plot(look, box, axes);
  const side = Math.min(inner.width, inner.height);
  return plot(look, { ...box, width: box.width - inner.width + side, height: box.height - inner.height + side }, axes);
}

/** Firing area, boundary and the four corners, in a plot of the plane. */
export function plane(look: Look, view: Plot, perceptron: Perceptron, span: Span, targets?: readonly (0 | 1)[]): Svg {
  const { paint } = look;
  const area = firing(perceptron, span);
  const edge = area.filter((point) => Math.abs(weightedSum(perceptron, point)) < 1e-9);
  const [first, last] = [edge[0], edge.at(-1)];
  return group(
    area.length > 2
      ? el('polygon', {
          points: area.map(([x, y]) => `${view.x(x).toFixed(2)},${view.y(y).toFixed(2)}`).join(' '),
          fill: paint.series[0],
          'fill-opacity': 0.16,
        })
      : group(),
    first && last
      ? segment(view.x(first[0]), view.y(first[1]), view.x(last[0]), view.y(last[1]), { colour: paint.series[0], width: 2.4 })
      : group(),
    ...CORNERS.map((corner, i) => {
      const fires = output(perceptron, corner) === 1;
      const wrong = targets !== undefined && (targets[i] === 1) !== fires;
      const [x, y] = [view.x(corner[0]), view.y(corner[1])];
      return group(
        mark(fires ? 'circle' : 'ring', x, y, 5, fires ? paint.series[0] : paint.edge, fires ? paint.surface : undefined),
        wrong ? mark('cross', x, y, 7, paint.danger) : group(),
      );
    }),
  );
}
