import type { Both, Locale } from '../kernel/locale.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Look } from './kit/look.ts';

/** One value that a reader may change: `/figure ddim steps=10 eta=0.5`. */
export interface FigureParam {
  readonly about: Both;
  readonly least: number;
  readonly most: number;
  /** What stands in the article. */
  readonly standard: number;
  /** Only whole numbers. */
  readonly whole?: true;
}

export type FigureParams = Readonly<Record<string, FigureParam>>;
export type FigureValues<P extends FigureParams = FigureParams> = { readonly [K in keyof P]: number };

/** A picture of a topic, computed from the method itself. Pure: the same values and look always give the same SVG. */
export interface Figure<P extends FigureParams = FigureParams> {
  /** The topic's slug, or the slug, a hyphen and a word where a topic has several. */
  readonly name: string;
  readonly topic: string;
  readonly title: Both;
  readonly params: P;
  /** The same facts in one to three sentences, for whoever does not see the picture. */
  readonly alt: (values: FigureValues<P>, locale: Locale) => string;
  /** A complete `<svg>` on its own paper, 400 units wide, at most 700 high. */
  readonly draw: (values: FigureValues<P>, look: Look) => string;
}

/** Keeps the names of the parameters while figures stand in one list. */
export const figure = <const P extends FigureParams>(made: Figure<P>): Figure => made as unknown as Figure;

export type FigureFault =
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'range'; readonly name: string; readonly least: number; readonly most: number; readonly whole: boolean };

/** Given values over the standard ones. The first that does not fit is named. */
export function figureValues(params: FigureParams, given: Readonly<Record<string, number>>): Result<FigureValues, FigureFault> {
  for (const [name, value] of Object.entries(given)) {
    const param = Object.hasOwn(params, name) ? params[name] : undefined;
    if (!param) return err({ kind: 'unknown', name });
    const { least, most, whole = false } = param;
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) return err({ kind: 'range', name, least, most, whole });
  }
  return ok(Object.fromEntries(Object.entries(params).map(([name, { standard }]) => [name, given[name] ?? standard])));
}
