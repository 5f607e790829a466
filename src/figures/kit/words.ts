import { FONTS, TYPE } from './look.ts';
import { characters, el, type Svg } from './svg.ts';

export interface TextStyle {
  readonly size?: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: 400 | 600;
  /** Degrees, clockwise, about the text's own place. */
  readonly turn?: number;
  /** Painted behind the letters, so that a line under them does not strike them out. */
  readonly halo?: string;
}

interface Run {
  readonly text: string;
  readonly level: -1 | 0 | 1;
}

/** `x_t`, `x_{t-1}`, `σ^2`: an underscore or caret lowers or raises the next sign or what is in braces; `\_` is an underscore. */
function runs(text: string): readonly Run[] {
  const found: Run[] = [];
  const pattern = /\\([_^])|([_^])(?:\{([^{}]*)\}|(\P{M}\p{M}*))|([^_^\\]+|.)/gsu;
  for (const [, literal, mark, braced, single, plain] of text.matchAll(pattern)) {
    if (mark) found.push({ text: braced ?? single ?? '', level: mark === '_' ? -1 : 1 });
    else found.push({ text: literal ?? plain ?? '', level: 0 });
  }
  return found;
}

const SMALLER = 0.74;
const WIDE = /[\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60]/u;
const NARROW = /[ijlI.,:;'|!()[\]{}ft\- ]/;

/** Width of a line in canvas units, estimated from classes of letters: right to about a tenth. */
export function widthOf(text: string, size: number = TYPE.label): number {
  let total = 0;
  for (const run of runs(text)) {
    const scale = run.level === 0 ? 1 : SMALLER;
    for (const sign of run.text) total += scale * (WIDE.test(sign) ? 1 : NARROW.test(sign) ? 0.33 : /[A-Zmw%@∑]/.test(sign) ? 0.68 : 0.55);
  }
  return total * size;
}

/** A line of text with sub- and superscripts; `y` is its baseline. */
export function words(x: number, y: number, text: string, style: TextStyle): Svg {
  const size = style.size ?? TYPE.label;
  let raised = 0;
  const spans = runs(text).map((run) => {
    const wanted = run.level === 0 ? 0 : run.level * size * (run.level > 0 ? 0.36 : 0.2);
    const shift = raised - wanted;
    raised = wanted;
    return el(
      'tspan',
      { dy: shift === 0 ? undefined : shift, 'font-size': run.level === 0 ? undefined : size * SMALLER },
      characters(run.text),
    );
  });
  return el(
    'text',
    {
      x,
      y,
      'font-family': FONTS,
      'font-size': size,
      'font-weight': style.weight === 600 ? 600 : undefined,
      'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
      fill: style.fill,
      transform: style.turn === undefined ? undefined : `rotate(${style.turn} ${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`,
      ...(style.halo ? { stroke: style.halo, 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
    },
    ...spans,
  );
}

/** Breaks text into lines no wider than `width`: between words, and between Chinese characters but never before a closing mark. */
export function wrapped(text: string, width: number, size: number = TYPE.label): readonly string[] {
  const parts =
    text.match(
      /[\u3400-\u9fff\u3000-\u303f\uff01-\uff60][，。：；！？）”、]*|[^\s\u3400-\u9fff\u3000-\u303f\uff01-\uff60]+[，。：；！？）”、]*\s*|\s+/gu,
    ) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line && widthOf((line + part).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}
