import type { PlacedFormula, PlacedLink } from '../corpus/manuscript.ts';

/** What the walk over a Markdown tree reports on its way. Lines are those of the file. */
export interface Reading {
  /** The text the tree was parsed from: only there can an escaped `\$` be told from a bare one. */
  readonly source: string;
  /** File line of the source's first line. */
  readonly firstLine: number;
  readonly fault: (line: number, problem: string, advice: string) => void;
  readonly formula: (formula: PlacedFormula) => void;
  readonly link: (link: PlacedLink) => void;
}

/** For text that is taken as it comes. */
export const indifferent = (source: string): Reading => ({
  source,
  firstLine: 1,
  fault: () => undefined,
  formula: () => undefined,
  link: () => undefined,
});

interface Positioned {
  readonly position?:
    | {
        readonly start: { readonly line: number; readonly offset?: number | undefined };
        readonly end: { readonly line: number; readonly offset?: number | undefined };
      }
    | undefined;
}

export const lineOf = (node: Positioned, reading: Reading): number => (node.position?.start.line ?? 1) + reading.firstLine - 1;

/** The source of a node; empty for a node that was not parsed. */
export function rawOf(node: Positioned, reading: Reading): string {
  const { start, end } = node.position ?? {};
  return start?.offset === undefined || end?.offset === undefined ? '' : reading.source.slice(start.offset, end.offset);
}
