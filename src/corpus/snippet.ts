import type { Inline, Prose, ProseBlock } from '../kernel/prose.ts';
import { text } from '../kernel/prose.ts';
import type { Section } from './article.ts';
import { cut, type Flat, flatten, OBJECT, trimmed } from './flat.ts';
import { glyphs } from './measure.ts';
import type { Needles } from './needles.ts';
import { scan } from './scan.ts';
import { sentences } from './sentences.ts';

interface Passage {
  readonly flat: Flat;
  /** Places of the flat text that match. */
  readonly matches: readonly (readonly [from: number, to: number])[];
  readonly kinds: number;
  readonly columns: number;
}

/**
 * The part of a section that best shows why it was found: whole sentences as far as they fit, else a window that begins and ends between
 * words; what was left out shows as `…`. Matches are styled `mark`. Formulas are whole and count as wide as they look.
 * `columns`: how wide it may be, a Chinese character being two; the default is two lines on a phone.
 */
export function snippet(section: Section, marks: Needles<true>, columns = 120): Prose {
  const passages = section.blocks.flatMap(passagesOf).map((content) => passage(content, marks));
  const best = passages.reduce<number>((a, b, i) => ((passages[a]?.kinds ?? -1) >= b.kinds ? a : i), 0);
  const chosen = passages[best];
  if (!chosen) return [];
  if (chosen.columns > columns) return window(chosen, columns);
  let [first, last, used] = [best, best, chosen.columns];
  for (let next = passages[last + 1]; next && used + next.columns < columns; next = passages[last + 1]) {
    used += next.columns + 1;
    last++;
  }
  for (let next = passages[first - 1]; next && used + next.columns < columns; next = passages[first - 1]) {
    used += next.columns + 1;
    first--;
  }
  const shown = passages.slice(first, last + 1).map((part) => marked(part, 0, part.flat.text.length));
  return joined(shown);
}

/** What can stand in a line by itself. Displayed formulas are left out: the sentence before them says what they are. */
function passagesOf(block: ProseBlock): Prose[] {
  switch (block.kind) {
    case 'heading':
      return [block.content];
    case 'paragraph':
    case 'quote':
      return sentences(block.content);
    case 'list':
      return block.items.flatMap(sentences);
    case 'table':
      return [block.header, ...block.rows].map((row) => row.flatMap((cell, i) => (i === 0 ? cell : [text(' · '), ...cell])));
    case 'code':
      return block.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => [text(line.trim(), 'code')]);
    case 'math':
      return [];
    case 'figure':
      return [[text(block.alt)]];
  }
}

function passage(content: Prose, marks: Needles<true>): Passage {
  const flat = flatten(content);
  const scanned = scan(flat.text);
  const found = marks.find(scanned);
  const matches = found.map(({ at, length }) => [scanned.from[at] ?? 0, scanned.to[at + length - 1] ?? 0] as const);
  const kinds = new Set(found.map(({ at, length }) => scanned.compact.slice(at, at + length))).size;
  return { flat, matches, kinds, columns: widthOf(flat, 0, flat.text.length) };
}

function marked({ flat, matches }: Passage, from: number, to: number): Prose {
  const parts: Inline[] = [];
  let at = from;
  for (const [start, end] of matches) {
    if (start < at || end > to) continue;
    parts.push(...unlinked(cut(flat, at, start)));
    parts.push(...cut(flat, start, end).map((node) => (node.kind === 'text' || node.kind === 'link' ? text(node.text, 'mark') : node)));
    at = end;
  }
  return [...parts, ...unlinked(cut(flat, at, to))];
}

/** A snippet is itself a link to its section. */
const unlinked = (content: Prose): Prose => content.map((node) => (node.kind === 'link' ? text(node.text) : node));

function joined(parts: readonly Prose[]): Prose {
  return parts.flatMap((part, i) => {
    const before = parts[i - 1]?.at(-1);
    const flush = before?.kind === 'text' && /[。！？；：，]$/.test(before.text);
    return i === 0 || flush ? part : [text(' '), ...part];
  });
}

/** A part of one long sentence: around the first place where as many matches as possible stand together. */
function window(chosen: Passage, columns: number): Prose {
  const { flat, matches } = chosen;
  const stops = wordStops(flat).filter((stop) => !matches.some(([from, to]) => from < stop && stop < to));
  const room = columns - 2;
  const start = crowded(flat, matches, room);
  const [matchFrom, matchTo] = matches[start] ?? [0, 0];
  const lead = Math.min(room / 4, Math.max(0, room - widthOf(flat, matchFrom, matchTo)));
  const begin = stops.find((stop) => stop <= matchFrom && widthOf(flat, stop, matchFrom) <= lead) ?? matchFrom;
  const end =
    stops.findLast((stop) => stop > begin && widthOf(flat, begin, stop) <= room) ?? stops.find((stop) => stop > begin) ?? flat.text.length;
  const [from, to] = trimmed(flat, begin + (flat.text.slice(begin, matchFrom).match(LOOSE)?.[0].length ?? 0), end);
  const body = marked(chosen, from, to);
  return [...(from > 0 ? [text('…')] : []), ...body, ...(to < flat.text.length ? [text('…')] : [])];
}

/** Marks that end what was left out. */
const LOOSE = /^[\s，。、；：！？,;:!?.)）”]+/u;

/** The index of the match from which the most others are within reach. */
function crowded(flat: Flat, matches: Passage['matches'], room: number): number {
  const reach = matches.map(([from], i) => matches.slice(i).filter(([, to]) => widthOf(flat, from, to) <= (room * 3) / 4).length);
  return Math.max(0, reach.indexOf(Math.max(...reach)));
}

/** Places between words, from the first to the last. */
function wordStops({ text: line }: Flat): number[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return [...[...segmenter.segment(line)].map(({ index }) => index), line.length];
}

/** Columns: two for what is set wide, one for the rest; a formula is about as wide as its glyphs. */
function widthOf({ text: line, pieces }: Flat, from: number, to: number): number {
  let columns = 0;
  for (const piece of pieces) {
    const start = Math.max(from, piece.from);
    const end = Math.min(to, piece.to);
    if (start >= end) continue;
    if (piece.node.kind === 'math') columns += glyphs(piece.node.tex);
    else for (const char of line.slice(start, end)) columns += WIDE.test(char) ? 2 : char === OBJECT ? 8 : 1;
  }
  return columns;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303f\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
