import { joined } from './tex/joining.ts';
import { parseTex } from './tex/parse.ts';
import { piecesOf } from './tex/pieces.ts';

/**
 * A formula as a line of Unicode: `\alpha\le\tfrac12` is `α ≤ ½`, `x_0` is `x₀`. Null where there is no way of writing it that is as
 * clear as its source: limits under a sum, scripts that Unicode lacks, matrices, cases, whatever we do not know.
 */
export function texText(tex: string): string | null {
  const nodes = parseTex(tex);
  const pieces = nodes && piecesOf(nodes);
  const text = pieces && joined(pieces, { tight: false })?.trim();
  return text && isBalanced(text) ? text.normalize('NFC') : null;
}

/** The same for a displayed formula, which may have several lines. */
export function texLines(tex: string): readonly string[] | null {
  const rows = ALIGNED.exec(tex)?.[1]?.split(/\\\\(?:\[[^\]]*\])?/) ?? [tex];
  const lines = rows.map((row) => texText(unaligned(row)));
  return lines.every((line) => line !== null) ? lines : null;
}

/** Marks of alignment go; every second one stands between two columns. */
function unaligned(row: string): string {
  let count = 0;
  return row.replaceAll(/(?<!\\)&/g, () => (count++ % 2 === 0 ? ' ' : '\\quad '));
}

const ALIGNED =
  /^\s*\\begin\{(?:aligned|align\*?|gathered|gather\*?|split)\}([\s\S]*?)(?:\\\\)?\s*\\end\{(?:aligned|align\*?|gathered|gather\*?|split)\}\s*$/;

const PAIRS = ['([', ')]', '{', '}', '⟨', '⟩', '⌊', '⌋', '⌈', '⌉', '⁽', '⁾', '₍', '₎'];

/** Every bracket is closed. An interval may be half open: `[0, 1)`. */
function isBalanced(text: string): boolean {
  const open: number[] = [];
  for (const char of text) {
    const kind = PAIRS.findIndex((pair) => pair.includes(char));
    if (kind < 0) continue;
    if (kind % 2 === 0) open.push(kind);
    else if (open.pop() !== kind - 1) return false;
  }
  return open.length === 0;
}
