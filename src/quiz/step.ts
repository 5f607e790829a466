import type { GroupId, PersonId, RoomId, SessionId, Slug } from '../kernel/ids.ts';
import type { RandomState } from '../kernel/random.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { after, type Instant } from '../kernel/time.ts';
import { answer } from './answer.ts';
import { begin, control } from './control.ts';
import { annul, close, end, inTurn, open, reveal } from './phases.ts';
import { join, leave, newSeat } from './roster.ts';
import type { Drawn, Input, QuizRefusal, Rules, Seat, Seats, Session, Stepped } from './session.ts';
import { asWritten, type Fold } from './wording.ts';

export interface NewGame {
  readonly id: SessionId;
  readonly room: RoomId;
  readonly group: GroupId;
  /** Null: nobody's, a schedule opened it. */
  readonly host: { readonly id: PersonId; readonly name: string } | null;
  /** Null: mixed from all topics. */
  readonly topic: Slug | null;
  readonly rules: Rules;
  /** As drawn, with the dice that the draw left. */
  readonly questions: readonly Drawn[];
  readonly dice: RandomState;
  readonly at: Instant;
}

/** A game in its lobby, with the host seated; a schedule's has no seat yet. */
export function create({ id, room, group, host, topic, rules, questions, dice, at }: NewGame): Stepped {
  const seats = host ? [newSeat(host.id, host.name)] : [];
  const phase = { at: 'lobby', until: after(at, rules.lobby) } as const;
  const counts = { active: seats.length, answered: 0, silent: 0 };
  return {
    session: { version: 1, id, room, group, host: host?.id ?? null, topic, rules, dice, questions, phase, ...counts },
    seats,
    facts: seats.map(({ person }) => ({ kind: 'joined', person })),
  };
}

/**
 * What an input does to a game: pure, total, the arguments stay as they are; a refusal changes nothing.
 * An answer or a join needs that person's seat only; every other input, leaving too, needs all seats of the game, also those that were left.
 * After each step the caller asks `dueAt`: a time that is already past wants a wake now.
 * `fold` is the one that the questions were drawn with.
 */
export function step(session: Session, seats: Seats, input: Input, fold: Fold = asWritten): Result<Stepped, QuizRefusal> {
  if (input.kind === 'wake') return ok(wake(session, seats, input, fold));
  if (session.phase.at === 'ended') return err('game-over');
  switch (input.kind) {
    case 'join':
      return join(session, seats, input);
    case 'leave':
      return leave(session, seats, input);
    case 'answer':
      return answer(session, seats, input);
    case 'begin':
    case 'pause':
    case 'resume':
    case 'stop':
      return control(session, seats, input);
  }
}

/** When the game wants to be woken. A question that everybody has answered is due since it opened: it closes at once. */
export function dueAt(session: Session): Instant | null {
  const { phase } = session;
  switch (phase.at) {
    case 'lobby':
    case 'reveal':
    case 'paused':
      return phase.until;
    case 'question':
      return isAnsweredByAll(session) ? phase.opened : after(phase.deadline, session.rules.grace);
    case 'ended':
      return null;
  }
}

/** In `calm` an answer may change until the deadline, so nothing closes early. */
const isAnsweredByAll = ({ rules, active, answered }: Session): boolean => rules.mode === 'speed' && active > 0 && answered >= active;

/** One transition at most, however late: what follows takes its full time from `at`. */
function wake(session: Session, seats: Seats, { at, away }: Extract<Input, { kind: 'wake' }>, fold: Fold): Stepped {
  const due = dueAt(session);
  if (due === null || !(at >= due)) return { session, seats: [], facts: [] };
  const all: readonly Seat[] = [...seats.values()];
  const { phase } = session;
  switch (phase.at) {
    case 'lobby':
      return begin(session, all, at);
    case 'question': {
      // Where everybody had answered nobody missed anything: the points stand.
      if (!away || isAnsweredByAll(session)) return close(session, phase, all, at, fold);
      const voided = annul(session, phase, all, 'away');
      return inTurn(voided, { session: reveal(voided.session, phase.index, at), seats: [], facts: [] });
    }
    case 'reveal':
      return open(session, all, phase.index + 1, at);
    case 'paused':
      return end(session, all, 'stopped', at);
    case 'ended':
      return { session, seats: [], facts: [] };
  }
}
