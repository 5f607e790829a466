import { ACCENTED, inAlphabet } from './alphabets.ts';
import { fraction, root } from './fractions.ts';
import { joined } from './joining.ts';
import type { TexNode, TexNodes } from './parse.ts';
import { script } from './scripts.ts';

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
  /** Has scripts already: another one would run into them. */
  readonly scripted?: true;
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
      return withPieces(node.over, (over) => withPieces(node.under, (under) => fraction(over, under)));
    case 'root':
      return withPieces(node.body, (body) => root(node.sign, body));
    case 'scripted':
      return scripted(node);
  }
}

function withPieces<T>(nodes: TexNodes, make: (pieces: Pieces) => T | null): T | null {
  const pieces = piecesOf(nodes);
  return pieces && make(pieces);
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

const PRIMES = ['', '′', '″', '‴'];

function scripted({ base, sub, sup, primes }: Extract<TexNode, { kind: 'scripted' }>): Piece | null {
  const under = baseOf(base);
  if (!under) return null;
  let { text } = under;
  let loose: Piece['loose'];
  if (sub) {
    const low = withPieces(sub, (body) => script(body, 'sub'));
    if (!low) return null;
    text += low.text;
    loose = low.loose;
  }
  if (primes) {
    if (loose) return null;
    text += PRIMES[primes.length] ?? primes;
  }
  if (sup) {
    const high = withPieces(sup, (body) => script(body, 'sup'));
    if (!high || loose || (high.written && under.kind === 'big')) return null;
    text += high.text;
    loose = high.loose;
  }
  return { kind: under.kind, text, scripted: true, ...(loose ? { loose } : {}) };
}

/** What scripts can be hung on; more than one sign gets brackets. */
function baseOf(base: TexNode): Piece | null {
  const pieces = piecesOf(base.kind === 'group' ? base.body : [base]);
  if (!pieces || pieces.length === 0) return null;
  const [only] = pieces;
  if (pieces.length === 1 && only) {
    if (only.loose) return null;
    if (only.scripted) return { kind: 'close', text: `(${only.text})` };
    if (/^(?:letter|number|close|words|name|big|prefix|bar)$/.test(only.kind)) return only;
    if (/^(?:half|fraction|root)$/.test(only.kind)) return { kind: 'close', text: `(${only.text})` };
    return null;
  }
  const inner = joined(pieces, { tight: false });
  return inner ? { kind: 'close', text: `(${inner})` } : null;
}
