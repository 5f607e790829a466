import { CANVAS, type Look, MARGIN, TYPE } from './look.ts';
import { type Mark, mark, segment } from './marks.ts';
import type { Box } from './plot.ts';
import { el, group, type Svg } from './svg.ts';
import { widthOf, words, wrapped } from './words.ts';

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  /** A shape stands for points, a dash for a curve; with `patch` a filled square stands for an area. */
  readonly mark?: Mark;
  readonly dash?: string | undefined;
  readonly patch?: true;
}

export interface FrameParts {
  readonly title: string;
  /** One to three lines under the title: what to look at, in words and numbers. */
  readonly note?: string;
  readonly legend?: readonly LegendEntry[];
  /** Height of the drawing alone, in canvas units; the canvas is 400 wide. */
  readonly height: number;
}

/** A complete picture: paper, title, note, legend and the drawing. `draw` gets the box that is left for it. */
export function frame(look: Look, parts: FrameParts, draw: (box: Box) => Svg): string {
  const { paint } = look;
  const width = CANVAS - 2 * MARGIN;
  const pieces: Svg[] = [];
  let y = MARGIN - 2;
  for (const line of wrapped(parts.title, width, TYPE.title)) {
    y += TYPE.title * 1.25;
    pieces.push(words(MARGIN, y, line, { fill: paint.ink, size: TYPE.title, weight: 600 }));
  }
  if (parts.note) y += 4;
  for (const line of parts.note ? wrapped(parts.note, width, TYPE.label) : []) {
    y += TYPE.label * 1.45;
    pieces.push(words(MARGIN, y, line, { fill: paint.soft }));
  }
  if (parts.legend && parts.legend.length > 0) {
    const drawn = legend(look, parts.legend, { x: MARGIN, y: y + 10, width });
    pieces.push(drawn.svg);
    y += 10 + drawn.height;
  }
  y += 10;
  pieces.push(draw({ x: MARGIN, y, width, height: parts.height }));
  const height = Math.ceil(y + parts.height + MARGIN);
  return el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: CANVAS, height, viewBox: `0 0 ${CANVAS} ${height}` },
    el('rect', { width: CANVAS, height, fill: paint.surface }),
    carrier(look),
    ...pieces,
  ).xml;
}

/** `FIG` in Morse and its carrier: what every picture of ours begins with. */
function carrier({ paint }: Look): Svg {
  const y = 11;
  let x = MARGIN + 1.2;
  const signs = ['..-.', '..', '--.'].flatMap((letter) => {
    const drawn = [...letter].map((sign) => {
      const length = sign === '-' ? 6 : 0.01;
      const one = segment(x, y, x + length, y, { colour: paint.accent, width: 2.4 });
      x += length + 4.6;
      return one;
    });
    x += 4;
    return drawn;
  });
  return group(...signs, segment(x + 1, y, CANVAS - MARGIN, y, { colour: paint.line, width: 0.7 }));
}

const SWATCH = 20;
const LEGEND_LINE = TYPE.small * 1.6;

/** Entries one after the other, in as many lines as they need. */
export function legend(
  look: Look,
  entries: readonly LegendEntry[],
  at: { readonly x: number; readonly y: number; readonly width: number },
): { readonly svg: Svg; readonly height: number } {
  let [x, y] = [at.x, at.y];
  const drawn = entries.map((entry) => {
    const needed = SWATCH + 5 + widthOf(entry.label, TYPE.small) + 14;
    if (x > at.x && x + needed - 14 > at.x + at.width) [x, y] = [at.x, y + LEGEND_LINE];
    const middle = y + LEGEND_LINE / 2;
    const swatch = entry.mark
      ? mark(entry.mark, x + SWATCH / 2, middle, 4.5, entry.colour)
      : entry.patch
        ? el('rect', { x: x + 4, y: middle - 5, width: 12, height: 10, rx: 2, fill: entry.colour })
        : segment(x + 1, middle, x + SWATCH - 1, middle, { colour: entry.colour, width: 2.4, dash: entry.dash });
    const label = words(x + SWATCH + 5, middle + TYPE.small * 0.35, entry.label, { fill: look.paint.ink, size: TYPE.small });
    x += needed;
    return group(swatch, label);
  });
  return { svg: group(...drawn), height: entries.length === 0 ? 0 : y + LEGEND_LINE - at.y };
}
