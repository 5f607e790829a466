import { err, ok, type Result } from '../kernel/result.ts';
import { readNumber } from './number.ts';
import type { Drawn, Given, Key, Move, QuizRefusal } from './session.ts';
import { asWritten, bare, LONGEST_LINE, readPositions } from './wording.ts';

/** What stands after a move; null where nothing is chosen any more. */
export function moved(drawn: Drawn, before: Given | null, move: Move): Result<Given | null, QuizRefusal> {
  switch (move.kind) {
    case 'option':
      return pressed(drawn, before, move.position);
    case 'lock':
      return locked(drawn.key, before);
    case 'reset':
      if (drawn.key.kind !== 'several' && drawn.key.kind !== 'order') return err('not-possible');
      return before ? ok(null) : err('nothing-chosen');
    case 'typed':
      return typed(drawn, move.text.trim());
  }
}

/** Whether nothing is left to be done: `several` waits for the lock, `order` for the last item. */
export function isComplete(key: Key, given: Given | null): boolean {
  if (!given) return false;
  if (given.kind === 'several') return given.locked;
  return given.kind !== 'order' || (key.kind === 'order' && given.sequence.length === key.length);
}

function pressed({ key, order }: Drawn, before: Given | null, position: number): Result<Given | null, QuizRefusal> {
  const own = order[position];
  if (own === undefined) return err('not-possible');
  if (key.kind === 'choice') return ok({ kind: 'choice', option: own });
  if (key.kind === 'several') return ok(selection(toggled(before?.kind === 'several' ? before.options : [], own), false));
  if (key.kind === 'order') return ok(sequence(extended(before?.kind === 'order' ? before.sequence : [], own)));
  return err('not-possible');
}

function locked(key: Key, before: Given | null): Result<Given, QuizRefusal> {
  if (key.kind !== 'several') return err('not-possible');
  return before?.kind === 'several' ? ok({ ...before, locked: true }) : err('nothing-chosen');
}

/** A typed line is a whole answer: it takes the place of what was pressed before and needs no lock. */
function typed({ key, order }: Drawn, text: string): Result<Given | null, QuizRefusal> {
  if (text === '') return err('nothing-chosen');
  if (text.length > LONGEST_LINE) return err('not-possible');
  if (key.kind === 'numeric') return readNumber(text) ? ok({ kind: 'typed', text }) : err('not-a-number');
  if (key.kind === 'short') return bare(text, asWritten) === '' ? err('nothing-chosen') : ok({ kind: 'typed', text });
  const own = (readPositions(text, order.length) ?? []).flatMap((position) => order[position] ?? []);
  const [first, ...more] = own;
  if (first === undefined) return err('not-possible');
  if (key.kind === 'several') return ok(selection(own, true));
  if (key.kind === 'choice') return more.length === 0 ? ok({ kind: 'choice', option: first }) : err('not-possible');
  return own.length === key.length ? ok(sequence(own)) : err('not-possible');
}

const toggled = (options: readonly number[], own: number): readonly number[] =>
  options.includes(own) ? options.filter((option) => option !== own) : [...options, own];

/** An item that is placed already takes itself and what follows out again. */
const extended = (placed: readonly number[], own: number): readonly number[] =>
  placed.includes(own) ? placed.slice(0, placed.indexOf(own)) : [...placed, own];

const selection = (options: readonly number[], isLocked: boolean): Given | null =>
  options.length > 0 ? { kind: 'several', options: options.toSorted((a, b) => a - b), locked: isLocked } : null;

const sequence = (placed: readonly number[]): Given | null => (placed.length > 0 ? { kind: 'order', sequence: placed } : null);
