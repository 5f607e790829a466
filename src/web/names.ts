import { err, ok, type Result } from '../kernel/result.ts';
import { webLimits } from './limits.ts';

export type NameFault = 'empty' | 'long';

/** Letters that draw nothing: with them somebody could be nobody, or look like another. */
const blank = /[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/g;
/** Controls, bidi marks, line separators, private use and unassigned; the two joiners are needed by emoji and some scripts. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}]/gu;
const strayJoiner = /(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;
/** Stacked accents beyond what a language needs. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A person's name as it is shown: any script, one line, 1-32 characters as people count them. */
export function personName(raw: string): Result<string, NameFault> {
  const name = raw
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(unseen, '')
    .replace(blank, '')
    .replace(strayJoiner, '')
    .replace(piledMarks, '$1')
    .replace(/ +/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return err('empty');
  if ([...graphemes.segment(name)].length > webLimits.name || name.length > webLimits.name * 8) return err('long');
  return ok(name);
}

/** Names that people cannot tell apart are one name. */
export const sameName = (a: string, b: string): boolean => a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
