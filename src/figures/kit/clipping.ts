export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Pixel = readonly [x: number, y: number];

/**
 * The parts of a polyline that lie in a box, each cut exactly at its border (Liang and Barsky 1984). Renderers lose or refuse paths that
 * lead far out of the picture. A point that is no number interrupts the line.
 */
export function clippedLines(points: readonly Pixel[], box: Box): readonly (readonly Pixel[])[] {
  const lines: Pixel[][] = [];
  let line: Pixel[] = [];
  const end = () => {
    if (line.length > 1) lines.push(line);
    line = [];
  };
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    const part = from && clippedSegment(from, to, box);
    if (!part) {
      end();
      continue;
    }
    const last = line.at(-1);
    if (!last || last[0] !== part.from[0] || last[1] !== part.from[1]) {
      end();
      line.push(part.from);
    }
    line.push(part.to);
  }
  end();
  return lines;
}

function clippedSegment(from: Pixel, to: Pixel, box: Box): { from: Pixel; to: Pixel } | null {
  if (![...from, ...to].every(Number.isFinite)) return null;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enters, leaves] = [0, 1];
  for (const [direction, distance] of [
    [-dx, from[0] - box.x],
    [dx, box.x + box.width - from[0]],
    [-dy, from[1] - box.y],
    [dy, box.y + box.height - from[1]],
  ] as const) {
    if (direction === 0) {
      if (distance < 0) return null;
    } else if (direction < 0) enters = Math.max(enters, distance / direction);
    else leaves = Math.min(leaves, distance / direction);
  }
  if (enters > leaves) return null;
  const at = (share: number): Pixel => (share === 0 ? from : share === 1 ? to : [from[0] + share * dx, from[1] + share * dy]);
  return { from: at(enters), to: at(leaves) };
}
