import { distance } from 'fastest-levenshtein';
import { readNumber } from './number.ts';
import type { Given, Key } from './session.ts';
import { bare, type Fold, LONGEST_LINE } from './wording.ts';

/** `near`: wrong, but so close to an accepted wording that somebody should look whether it ought to be accepted. */
export type Judgement = 'right' | 'near' | 'wrong';

/** Judges what was given, complete or not. `fold` is the one that the key was drawn with. */
export function judge(key: Key, given: Given, fold: Fold): Judgement {
  if (given.kind === 'typed') {
    if (key.kind === 'numeric') return verdict(isWithin(key, given.text));
    return key.kind === 'short' ? judgeShort(key.accepted, given.text, fold) : 'wrong';
  }
  if (given.kind === 'choice') return verdict(key.kind === 'choice' && given.option === key.right);
  if (given.kind === 'several') return verdict(key.kind === 'several' && isSameSet(key.right, given.options));
  return verdict(key.kind === 'order' && isInOrder(key.length, given.sequence));
}

const verdict = (right: boolean): Judgement => (right ? 'right' : 'wrong');

/** A value at the very edge of the tolerance is right: 0.56 for 0.55 ± 0.01, which floating point would deny. */
function isWithin(key: Extract<Key, { kind: 'numeric' }>, text: string): boolean {
  const reading = readNumber(text);
  if (!reading) return false;
  const value = reading.percent && !key.percent ? reading.value / 100 : reading.value;
  const slack = 4 * Number.EPSILON * Math.max(Math.abs(key.answer), Math.abs(value));
  return Math.abs(value - key.answer) <= key.tolerance + slack;
}

function judgeShort(accepted: readonly string[], text: string, fold: Fold): Judgement {
  const said = text.length > LONGEST_LINE ? '' : bare(text, fold);
  if (said === '') return 'wrong';
  if (accepted.includes(said)) return 'right';
  return accepted.some((form) => distance(form, said) <= slips(form)) ? 'near' : 'wrong';
}

/** Edits that still make a near miss: one for 3-6 characters, two for 7-10, three above. */
const slips = (form: string): number => Math.min(3, Math.floor((form.length + 1) / 4));

const isSameSet = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((item) => b.includes(item));

const isInOrder = (length: number, sequence: readonly number[]): boolean =>
  sequence.length === length && sequence.every((own, position) => own === position);
