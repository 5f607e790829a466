/** Traditional characters to simplified ones, injected: its tables are not the quiz's. */
export type Fold = (text: string) => string;

/** Longer lines are no answer to any question (UTF-16 units), and are not looked at. */
export const LONGEST_LINE = 200;

/** For where nobody needs folding. */
export const asWritten: Fold = (text) => text;

/** What a short answer may be written with or without. Kept: `*`, `#`, `%`, `&`, `@`, and the point of a decimal (`A*`, `C#`, `GPT-3.5`). */
const DRESS = /(?!(?<=\d)\.(?=\d))(?![*#%&@])[\p{Z}\p{C}\p{P}\p{M}$`^~´]/gu;

/** The form in which short answers are compared: width, case, accents, spaces, punctuation, a leading `the` and the fold are gone. */
export function bare(text: string, fold: Fold): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/^the\s+(?=\S)/u, '');
  return fold(words).normalize('NFKD').replace(DRESS, '');
}

const BETWEEN = String.raw`[\s,;、>→/+&和与及-]*`;
const LETTERS = new RegExp(String.raw`^[\s("'[]*([A-Z](?:${BETWEEN}[A-Z])*|[1-9](?:${BETWEEN}[1-9])*)[\s.。,、!)\]"']*$`, 'u');

/**
 * Typed letters or numbers as shown positions, from 0: `B`, `Ｂ`, `2`, `A C`, `ac`, `B>A>D>C`. Null where it is anything else, names a
 * position twice, or one that is not among the `count` shown.
 */
export function readPositions(text: string, count: number): readonly number[] | null {
  const found = LETTERS.exec(text.normalize('NFKC').toUpperCase())?.[1]?.match(/[A-Z1-9]/gu);
  if (!found) return null;
  const positions = found.map((sign) => (sign >= 'A' ? sign.charCodeAt(0) - 'A'.charCodeAt(0) : Number(sign) - 1));
  const fits = positions.every((position) => position < count) && new Set(positions).size === positions.length;
  return fits ? positions : null;
}
