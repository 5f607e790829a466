import type { Piece, Pieces } from './pieces.ts';

export interface Joining {
  /** Inside a script: no spaces around signs. */
  readonly tight: boolean;
  /** Signs that count: `x_{i1}`. A number may stand behind a letter. */
  readonly indices?: boolean;
  /** A root at the end gets brackets: something will follow. */
  readonly closed?: boolean;
}

/** The text of pieces with the spaces between them; null where two that meet would be read as something else. */
export function joined(pieces: Pieces, { tight, indices = false, closed = false }: Joining): string | null {
  let text = '';
  let before = null as Piece | null;
  let space = null as Piece | null;
  for (const [index, own] of pieces.entries()) {
    if (own.kind === 'space') {
      space = space?.text === '\u2003' ? space : own;
      continue;
    }
    const now: Piece =
      own.kind === 'binary' && isSigned(before) ? { kind: SIGN.test(own.text) ? 'prefix' : 'letter', text: own.text } : own;
    const next = pieces.slice(index + 1).find((one) => one.kind !== 'space') ?? null;
    const counted = indices && before?.kind === 'letter' && !before.loose && now.kind === 'number';
    const gap = before && !counted ? gapBetween(before, now, tight) : '';
    if (gap === null) return null;
    text += withSpace(gap, space, before, now) + written(now, before, next, closed);
    before = now;
    space = null;
  }
  return text;
}

const SIGN = /^[+−±∓]$/;

/** Whether an operation here has nothing on its left: `−x`, `f(·)`. */
function isSigned(before: Piece | null): boolean {
  return !before || /^(?:binary|relation|open|comma|slash|name|big|prefix)$/.test(before.kind);
}

const OPERAND = /^(?:letter|number|half|words|close|fraction|root|bar)$/;

function gapBetween(before: Piece, now: Piece, tight: boolean): '' | ' ' | '·' | ' · ' | null {
  const wide = tight ? '' : ' ';
  if (/^(?:binary|relation)$/.test(now.kind) || /^(?:binary|relation)$/.test(before.kind)) return wide;
  if (now.kind === 'comma' || now.kind === 'close' || now.kind === 'slash') return '';
  if (before.kind === 'comma') return wide;
  if (before.kind === 'open' || before.kind === 'slash' || before.kind === 'bar' || now.kind === 'bar') return '';
  const operand = OPERAND.test(before.kind);
  switch (now.kind) {
    case 'number':
      return operand && before.kind !== 'words' ? null : besideWord(before);
    case 'fraction':
    case 'half':
      if (before.kind === 'number' && /^[\d./½-⅞]+$/.test(now.text)) return null; // a mixed number
      if (operand) return before.kind === 'words' ? null : tight ? '·' : ' · ';
      return before.kind === 'name' && now.kind === 'fraction' ? '' : besideWord(before);
    case 'words':
      return operand || besideWord(before) ? ' ' : '';
    case 'name':
    case 'big':
      return operand || before.kind === 'name' || before.kind === 'big' ? ' ' : '';
    case 'open':
      return before.loose === 'sup' || before.kind === 'big' ? ' ' : '';
    default:
      return before.loose ? ' ' : besideWord(before);
  }
}

const besideWord = (before: Piece): '' | ' ' => (before.kind === 'name' || before.kind === 'big' || before.kind === 'words' ? ' ' : '');

/** A space that the formula asks for, where there is none yet and one cannot mislead. */
function withSpace(gap: string, space: Piece | null, before: Piece | null, now: Piece): string {
  if (!space || !before || now.kind === 'comma' || now.kind === 'close') return gap;
  if (space.text === '\u2003') return space.text;
  return gap === '' && !/^(?:open|prefix|slash)$/.test(before.kind) && now.kind !== 'slash' ? ' ' : gap;
}

/** A fraction or a root gets brackets where its neighbour could be taken into it. */
function written(now: Piece, before: Piece | null, next: Piece | null, closed: boolean): string {
  const operated = next?.kind === 'close' && /^[!%°]/.test(next.text);
  const followed =
    operated || (next !== null && /^(?:letter|number|half|words|name|big|prefix|open|root|fraction|slash|bar)$/.test(next.kind));
  if (now.kind === 'fraction') {
    const factors = next?.kind === 'fraction' || next?.kind === 'half';
    const taken =
      before !== null && (before.text === '÷' || /^(?:name|prefix|slash|big|bar)$/.test(before.kind)) && !SIGN.test(before.text);
    return taken || (followed && !factors) ? `(${now.text})` : now.text;
  }
  if (now.kind === 'root') return followed || (closed && next === null) ? (now.closed ?? now.text) : now.text;
  return now.text;
}
