import type { PersonId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { givenTo } from './answer.ts';
import { isComplete } from './move.ts';
import { end, inTurn } from './phases.ts';
import type { Input, QuizRefusal, Seat, Seats, Session, Stepped } from './session.ts';

export const newSeat = (person: PersonId, name: string): Seat => ({
  person,
  name,
  left: false,
  answer: null,
  points: 0,
  right: 0,
  streak: 0,
  longest: 0,
  fastest: null,
  missed: [],
});

/** Takes a seat, or the one that was left, with its points; any time before the end. Looks at that person's seat only. */
export function join(session: Session, seats: Seats, { person, name }: Extract<Input, { kind: 'join' }>): Result<Stepped, QuizRefusal> {
  const seat = seats.get(person);
  if (seat && !seat.left) return err('already-in-game');
  const seated = seat ? { ...seat, name, left: false } : newSeat(person, name);
  return ok({
    session: { ...session, active: session.active + 1, answered: session.answered + Number(hasAnswered(session, seated)) },
    seats: [seated],
    facts: [{ kind: seat ? 'rejoined' : 'joined', person }],
  });
}

/**
 * Gives up a seat; what was won, and an answer that was given, stay in it. When all have left, the game ends;
 * only a schedule's lobby waits on for others.
 */
export function leave(session: Session, seats: Seats, { person, at }: Extract<Input, { kind: 'leave' }>): Result<Stepped, QuizRefusal> {
  const seat = seats.get(person);
  if (!seat || seat.left) return err('not-in-game');
  const vacated = { ...seat, left: true };
  const parting: Stepped = {
    session: { ...session, active: session.active - 1, answered: session.answered - Number(hasAnswered(session, seat)) },
    seats: [vacated],
    facts: [{ kind: 'left', person }],
  };
  if (parting.session.active > 0 || (session.host === null && session.phase.at === 'lobby')) return ok(parting);
  const all = [...seats.values()].map((other) => (other.person === person ? vacated : other));
  return ok(inTurn(parting, end(parting.session, all, 'abandoned', at)));
}

function hasAnswered({ phase, questions }: Session, seat: Seat): boolean {
  const drawn = phase.at === 'question' ? questions[phase.index] : undefined;
  return phase.at === 'question' && drawn !== undefined && isComplete(drawn.key, givenTo(seat, phase.index));
}
