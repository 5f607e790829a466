import { joined } from './joining.ts';
import type { Piece, Pieces } from './pieces.ts';
import { vulgar } from './symbols.ts';

/** Upper over lower, with the brackets that each of them needs. */
export function fraction(top: Pieces, bottom: Pieces): Piece | null {
  if (top.length === 0 || bottom.length === 0) return null;
  const [a, b] = [joined(top, { tight: false, closed: true }), joined(bottom, { tight: false })];
  if (a === null || b === null) return null;
  const short = vulgar(a, b);
  if (short) return { kind: 'half', text: short };
  return { kind: 'fraction', text: `${isProduct(top) || isBracketed(top) ? a : `(${a})`}/${isSingle(bottom, top) ? b : `(${b})`}` };
}

/** May stand before a slash as it is. */
function isProduct(pieces: Pieces): boolean {
  let depth = 0;
  for (const [index, one] of pieces.entries()) {
    if (one.kind === 'open') depth++;
    if (one.kind === 'close') depth--;
    const plain = /^(?:letter|number|half|open|close|prefix|root|space)$/.test(one.kind) || (one.kind === 'words' && !/\s/.test(one.text));
    const minus = index === 0 && one.kind === 'binary';
    if (depth === 0 && one.kind !== 'close' && !plain && !minus) return false;
    if (one.loose && index < pieces.length - 1) return false;
  }
  return depth === 0;
}

/** May stand behind a slash as it is: one sign, a bracket, a probability given something, or `∂x` under a `∂`. */
function isSingle(pieces: Pieces, over: Pieces): boolean {
  const [first, ...rest] = pieces;
  if (!first) return false;
  const sign = /^(?:letter|number|root)$/.test(first.kind) || (first.kind === 'words' && !/\s/.test(first.text));
  if (rest.length === 0) return sign;
  if (isBracketed(pieces)) return true;
  if (first.kind === 'letter' && isBracketed(rest) && rest.some((one) => one.text === '|')) return true;
  const differential = first.text === '∂' || first.text === 'd';
  return differential && over[0]?.text.startsWith(first.text) === true && rest.length === 1 && rest[0]?.kind === 'letter';
}

/** One pair of brackets around all of it. */
function isBracketed(pieces: Pieces): boolean {
  let depth = 0;
  return (
    pieces.length > 1 &&
    pieces[0]?.kind === 'open' &&
    pieces.every((one, index) => {
      depth += one.kind === 'open' ? 1 : one.kind === 'close' ? -1 : 0;
      return one.kind === 'close' && one.text === '!' ? false : depth > 0 || index === pieces.length - 1;
    })
  );
}

/** What is under the sign has brackets unless it is one letter or number. */
export function root(sign: string, inner: Pieces): Piece | null {
  const radicand = joined(inner, { tight: false });
  if (!radicand) return null;
  const [only] = inner;
  const closed = `${sign}(${radicand})`;
  const bare =
    inner.length === 1 && (only?.kind === 'letter' || only?.kind === 'number') && !only.loose && !/[⁰¹²³⁴-ⁿᴬ-ᵡ]$/u.test(only.text);
  return { kind: 'root', text: bare ? sign + radicand : closed, closed };
}
