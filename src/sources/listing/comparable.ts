import { fold } from '../../corpus/fold.ts';
import { flatten, OBJECT } from '../../corpus/flat.ts';
import type { ProseBlock } from '../../kernel/prose.ts';
import { isCutOff, LOST, withoutCut } from './losses.ts';

/** A text by its letters alone, so that views of it can be held against each other. */
export interface Comparable {
  /** Folded; between them stood a formula, or the mark of something lost. */
  readonly stretches: readonly string[];
  /** The stretches put together. */
  readonly letters: string;
  readonly isCut: boolean;
}

export function comparable(blocks: readonly ProseBlock[]): Comparable {
  const text = blocks.map(blockText).join('\n');
  const stretches = withoutCut(text).replaceAll(LOST, OBJECT).split(OBJECT).map(fold);
  return { stretches, letters: stretches.join(''), isCut: isCutOff(text) };
}

function blockText(block: ProseBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return flatten(block.content).text;
    case 'list':
      return block.items.map((item) => flatten(item).text).join('\n');
    case 'table':
      return [block.header, ...block.rows].flatMap((row) => row.map((cell) => flatten(cell).text)).join('\n');
    case 'code':
      return block.text;
    case 'math':
      return OBJECT;
    case 'figure':
      return block.alt;
  }
}

/**
 * Whether two texts are the same article as two pages show it: letter for letter, but cut off at other places, or without the formulas that
 * the other still has. What differs in its words was written anew.
 */
export function isSameText(a: Comparable, b: Comparable): boolean {
  const [short, long] = a.letters.length <= b.letters.length ? [a, b] : [b, a];
  if (long.letters.startsWith(short.letters)) return short.isCut || short.letters.length === long.letters.length;
  return fits(a, b) || fits(b, a);
}

/** A lost formula may still stand in the other text, as letters without delimiters; it is not longer than so many. */
const LOST_LENGTH = 300;

/** Whether the stretches of a text stand in another one in their order, with nothing but lost formulas between them. */
function fits(lossy: Comparable, full: Comparable): boolean {
  if (lossy.stretches.length < 2) return false;
  let at = 0;
  for (const [index, stretch] of lossy.stretches.entries()) {
    const rest = full.letters.slice(at, at + LOST_LENGTH + stretch.length);
    const found = index === 0 ? (rest.startsWith(stretch) ? 0 : -1) : rest.indexOf(stretch);
    if (found < 0) return full.isCut && endsWithin(full.letters.slice(at), stretch, index > 0);
    at += found + stretch.length;
  }
  const left = full.letters.length - at;
  return left === 0 || lossy.isCut;
}

/** Whether a text was cut off in this stretch, or in the formula in front of it. */
function endsWithin(rest: string, stretch: string, mayBeFormula: boolean): boolean {
  if (!mayBeFormula) return stretch.startsWith(rest);
  if (rest.length > LOST_LENGTH + stretch.length) return false;
  for (let at = 0; at <= Math.min(rest.length, LOST_LENGTH); at++) if (stretch.startsWith(rest.slice(at))) return true;
  return false;
}
