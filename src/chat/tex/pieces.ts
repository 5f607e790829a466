import { ACCENTED, inAlphabet, inScript } from './alphabets.ts';
import { joined } from './joining.ts';
import type { TexNode, TexNodes } from './parse.ts';
import { vulgar } from './symbols.ts';

/** How a piece stands among its neighbours. `half` is a fraction in one character; `bar` one of an odd number of bars. */
export type PieceKind =
  | 'letter'
  | 'number'
  | 'half'
  | 'words'
  | 'name'
  | 'big'
  | 'prefix'
  | 'binary'
  | 'relation'
  | 'open'
  | 'close'
  | 'comma'
  | 'slash'
  | 'bar'
  | 'space'
  | 'fraction'
  | 'root';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
  /** Ends with a script written as `_θ` or `^θ`: what follows must stand apart from it. */
  readonly loose?: 'sub' | 'sup';
  /** A root with brackets around what is under it. */
  readonly closed?: string;
}

export type Pieces = readonly Piece[];

/** The pieces of a sequence; null where one cannot be written without doubt. */
export function piecesOf(nodes: TexNodes): Pieces | null {
  const pieces: Piece[] = [];
  for (const node of nodes) {
    const more = node.kind === 'group' ? piecesOf(node.body) : node.kind === 'words' ? worded(node.text, node.operator) : one(piece(node));
    if (!more) return null;
    pieces.push(...more);
  }
  return paired(pieces);
}

const one = (made: Piece | null): Pieces | null => (made ? [made] : null);

/** Blanks at the ends of words are spaces like others. */
function worded(text: string, operator: boolean): Pieces {
  const space: Pieces = [{ kind: 'space', text: ' ' }];
  const bare = text.trim();
  const kind = operator ? 'name' : /^\p{L}$/u.test(bare) ? 'letter' : /^\p{P}+$/u.test(bare) ? 'comma' : 'words';
  return [...(/^\s/.test(text) ? space : []), { kind, text: bare }, ...(/\s$/.test(text) ? space : [])];
}

/** Bars open and close in turn; an odd number of them (`p(x|y)`) only separates. */
function paired(pieces: readonly Piece[]): Pieces {
  const bars = pieces.filter((one) => one.kind === 'bar');
  if (bars.length % 2 === 1) return pieces;
  let count = 0;
  return pieces.map((one) => (one.kind === 'bar' ? { ...one, kind: count++ % 2 === 0 ? 'open' : 'close' } : one));
}

function piece(node: Exclude<TexNode, { kind: 'group' | 'words' }>): Piece | null {
  switch (node.kind) {
    case 'sign':
      return { kind: node.sign.kind, text: node.sign.text };
    case 'number':
      return { kind: 'number', text: node.text };
    case 'space':
      return { kind: 'space', text: node.text };
    case 'accent':
      return accented(node.mark, node.body);
    case 'alphabet':
      return inOther(node);
    case 'fraction':
      return fraction(node.over, node.under);
    case 'root':
      return root(node.sign, node.body);
    case 'scripted':
      return scripted(node);
  }
}

function accented(mark: string, body: TexNodes): Piece | null {
  const inner = piecesOf(body);
  const letter = inner?.length === 1 ? inner[0] : undefined;
  if (letter?.kind !== 'letter' || !ACCENTED.test(letter.text)) return null;
  return { kind: 'letter', text: (letter.text + mark).normalize('NFC') };
}

function inOther({ alphabet, body }: Extract<TexNode, { kind: 'alphabet' }>): Piece | null {
  const inner = piecesOf(body);
  if (
    !inner ||
    inner.length === 0 ||
    !inner.every((one) => (one.kind === 'letter' || one.kind === 'number' || one.kind === 'prefix') && !one.loose)
  )
    return null;
  const letters = inner.flatMap((one) => [...one.text]).map((char) => inAlphabet(char, alphabet));
  return letters.includes(null) ? null : { kind: inner[0]?.kind === 'prefix' ? 'prefix' : 'letter', text: letters.join('') };
}

function fraction(over: TexNodes, under: TexNodes): Piece | null {
  const [top, bottom] = [piecesOf(over), piecesOf(under)];
  if (!top || !bottom || top.length === 0 || bottom.length === 0) return null;
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

function root(sign: string, body: TexNodes): Piece | null {
  const inner = piecesOf(body);
  const radicand = inner && joined(inner, { tight: false });
  if (!inner || !radicand) return null;
  const [only] = inner;
  const closed = `${sign}(${radicand})`;
  const bare =
    inner.length === 1 && (only?.kind === 'letter' || only?.kind === 'number') && !only.loose && !/[⁰¹²³⁴-ⁿᴬ-ᵡ]$/u.test(only.text);
  return { kind: 'root', text: bare ? sign + radicand : closed, closed };
}

const PRIMES = ['', '′', '″', '‴'];

function scripted({ base, sub, sup, primes }: Extract<TexNode, { kind: 'scripted' }>): Piece | null {
  const under = baseOf(base);
  if (!under) return null;
  let { text } = under;
  let loose: Piece['loose'];
  if (sub) {
    const low = script(sub, 'sub');
    if (!low) return null;
    text += low.text;
    loose = low.loose;
  }
  if (primes) {
    if (loose) return null;
    text += PRIMES[primes.length] ?? primes;
  }
  if (sup) {
    const high = script(sup, 'sup');
    if (!high || loose || (high.written && under.kind === 'big')) return null;
    text += high.text;
    loose = high.loose;
  }
  return { kind: under.kind, text, ...(loose ? { loose } : {}) };
}

/** What scripts can be hung on; more than one sign gets brackets. */
function baseOf(base: TexNode): Piece | null {
  const pieces = piecesOf(base.kind === 'group' ? base.body : [base]);
  if (!pieces || pieces.length === 0) return null;
  const [only] = pieces;
  if (pieces.length === 1 && only) {
    if (only.loose) return null;
    if (/^(?:letter|number|close|words|name|big|prefix|bar)$/.test(only.kind)) return only;
    if (/^(?:half|fraction|root)$/.test(only.kind)) return { kind: 'close', text: `(${only.text})` };
    return null;
  }
  const inner = joined(pieces, { tight: false });
  return inner ? { kind: 'close', text: `(${inner})` } : null;
}

interface Script {
  readonly text: string;
  readonly loose?: 'sub' | 'sup';
  /** With `_` or `^`, for want of a raised or lowered form. */
  readonly written: boolean;
}

function script(body: TexNodes, place: 'sub' | 'sup'): Script | null {
  const pieces = piecesOf(body)?.filter((one) => one.kind !== 'space');
  if (!pieces) return null;
  const [only] = pieces;
  const words = pieces.length === 1 && (only?.kind === 'words' || only?.kind === 'name');
  const signs =
    words || pieces.some((one) => one.kind === 'root' || one.kind === 'fraction') ? null : joined(pieces, { tight: true, indices: true });
  const shaped = signs && inScript(signs, place);
  if (shaped) return { text: shaped, written: false };
  const tight = joined(pieces, { tight: true });
  if (!tight) return null;
  const mark = place === 'sub' ? '_' : '^';
  const single =
    pieces.length === 1 &&
    !only?.loose &&
    (only?.kind === 'number' || (only?.kind === 'letter' && [...only.text.normalize('NFD')].length === 1));
  if (single || (words && place === 'sub' && /^[\p{L}\p{N}]+$/u.test(tight))) return { text: mark + tight, loose: place, written: true };
  return place === 'sup' && !words ? { text: `^(${tight})`, written: true } : null;
}
