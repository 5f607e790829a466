import { OBJECT } from '../../corpus/flat.ts';
import { fold } from '../../corpus/fold.ts';
import type { ProseBlock } from '../../kernel/prose.ts';
import { wordsOf } from '../wording.ts';
import { isCutOff, LOST, withoutCut } from './losses.ts';

/** A text by its letters alone, so that views of it can be held against each other. */
export interface Comparable {
  /** Folded; between them stood a formula, or the mark of something lost. */
  readonly stretches: readonly string[];
  /** The stretches put together. */
  readonly letters: string;
  /** Characters altogether. */
  readonly length: number;
  /** Marks of something lost. */
  readonly losses: number;
  readonly isCut: boolean;
}

export function comparable(blocks: readonly ProseBlock[]): Comparable {
  const text = wordsOf(blocks);
  const stretches = withoutCut(text).replaceAll(LOST, OBJECT).split(OBJECT).map(fold);
  return { stretches, letters: stretches.join(''), length: text.length, losses: text.match(LOST)?.length ?? 0, isCut: isCutOff(text) };
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

/** Letters that show by themselves where a stretch begins. */
const TELLING = 6;

/** Whether a text was cut off in this stretch, or in the formula in front of it. */
function endsWithin(rest: string, stretch: string, mayBeFormula: boolean): boolean {
  if (!mayBeFormula || rest.length < TELLING) return stretch.startsWith(rest) || mayBeFormula;
  if (rest.length > LOST_LENGTH + stretch.length) return false;
  for (let at = 0; at <= Math.min(rest.length - TELLING, LOST_LENGTH); at++) if (stretch.startsWith(rest.slice(at))) return true;
  return false;
}
