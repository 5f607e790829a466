import { inScript } from './alphabets.ts';
import { joined } from './joining.ts';
import type { Pieces } from './pieces.ts';

export interface Script {
  readonly text: string;
  readonly loose?: 'sub' | 'sup';
  /** With `_` or `^`, for want of a raised or lowered form. */
  readonly written: boolean;
}

/** Raised or lowered where Unicode has it, else written out where that is clear. */
export function script(body: Pieces, place: 'sub' | 'sup'): Script | null {
  const pieces = body.filter((one) => one.kind !== 'space');
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
