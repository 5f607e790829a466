import { err, ok, type Result } from '../kernel/result.ts';
import { isComplete, moved } from './move.ts';
import type { Drawn, Given, Input, Phase, QuizRefusal, Seat, Seats, Session, Stepped } from './session.ts';

type AnswerInput = Extract<Input, { kind: 'answer' }>;

/**
 * One move of one person on the open question. Looks at that person's seat and at no other. In `speed` the last missing answer
 * does not close the question here, where the other seats are not known: it makes the game due at once (`dueAt`).
 */
export function answer(session: Session, seats: Seats, input: AnswerInput): Result<Stepped, QuizRefusal> {
  const seat = seats.get(input.person);
  if (!seat || seat.left) return err('not-in-game');
  const refused = refusalOf(session, input);
  if (refused) return err(refused);
  const drawn = session.questions[input.index];
  if (!drawn) return err('not-possible');
  const before = givenTo(seat, input.index);
  const wasComplete = isComplete(drawn.key, before);
  if (session.rules.mode === 'speed' && wasComplete) return err('already-answered');
  const result = moved(drawn, before, input.move);
  if (!result.ok) return result;
  return ok(settled({ session, seat, drawn, before, wasComplete }, result.value, input));
}

/** What a seat has given to a question so far. */
export const givenTo = (seat: Seat, index: number): Given | null => (seat.answer?.index === index ? seat.answer.given : null);

/** Why the question meant cannot be answered now, if so. */
function refusalOf({ phase, questions }: Session, { index, at }: AnswerInput): QuizRefusal | null {
  if (!(index in questions)) return 'other-question';
  if (index < firstUnclosed(phase)) return 'too-late';
  if (phase.at !== 'question') return 'not-open';
  if (index !== phase.index) return 'other-question';
  return at <= phase.deadline ? null : 'too-late';
}

function firstUnclosed(phase: Phase): number {
  switch (phase.at) {
    case 'lobby':
      return 0;
    case 'question':
      return phase.index;
    case 'reveal':
      return phase.index + 1;
    case 'paused':
      return phase.next;
    case 'ended':
      return Number.POSITIVE_INFINITY;
  }
}

interface Standing {
  readonly session: Session;
  readonly seat: Seat;
  readonly drawn: Drawn;
  readonly before: Given | null;
  readonly wasComplete: boolean;
}

function settled({ session, seat, drawn, before, wasComplete }: Standing, given: Given | null, input: AnswerInput): Stepped {
  const complete = isComplete(drawn.key, given);
  const fact = (change: 'recorded' | 'changed' | 'same' | 'cleared') =>
    ({ kind: 'answered', person: seat.person, change, given, complete }) as const;
  if (isSame(before, given)) return { session, seats: [], facts: [fact('same')] };
  return {
    session: { ...session, answered: session.answered + Number(complete) - Number(wasComplete) },
    seats: [{ ...seat, answer: given ? { index: input.index, given, at: input.at } : null }],
    facts: [fact(given === null ? 'cleared' : before === null || (complete && !wasComplete) ? 'recorded' : 'changed')],
  };
}

/** `Given` is small plain data, made with its keys in one order. */
const isSame = (a: Given | null, b: Given | null): boolean => JSON.stringify(a) === JSON.stringify(b);
