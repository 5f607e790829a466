import { err, ok, type Result } from '../kernel/result.ts';
import { after, type Instant, minutes } from '../kernel/time.ts';
import { annul, end, inTurn, open } from './phases.ts';
import type { Input, Phase, QuizRefusal, Seat, Seats, Session, Stepped } from './session.ts';

type ControlInput = Extract<Input, { kind: 'begin' | 'pause' | 'resume' | 'stop' }>;

/** A pause that nobody ends stops the game. */
export const LONGEST_PAUSE = minutes(30);

/** What only the host and the group's managers may do. Looks at all seats. */
export function control(session: Session, seats: Seats, input: ControlInput): Result<Stepped, QuizRefusal> {
  if (!input.manager && input.person !== session.host) return err('not-host');
  const { phase } = session;
  const all = [...seats.values()];
  switch (input.kind) {
    case 'begin':
      return phase.at === 'lobby' && session.active > 0 ? ok(begin(session, all, input.at)) : err('not-possible');
    case 'pause':
      return pause(session, all, input.at);
    case 'resume': {
      if (phase.at !== 'paused') return err('not-possible');
      const resumed: Stepped = { session, seats: [], facts: [{ kind: 'resumed' }] };
      return ok(inTurn(resumed, open(session, all, phase.next, input.at)));
    }
    case 'stop':
      return ok(end(session, all, 'stopped', input.at));
  }
}

/** From the lobby to the first question; with nobody there, to the end. */
export function begin(session: Session, all: readonly Seat[], at: Instant): Stepped {
  if (session.active === 0) return end(session, all, 'nobody', at);
  return inTurn({ session, seats: [], facts: [{ kind: 'begun' }] }, open(session, all, 0, at));
}

function pause(session: Session, all: readonly Seat[], at: Instant): Result<Stepped, QuizRefusal> {
  const next = nextQuestion(session.phase);
  if (next === null || next >= session.questions.length) return err('not-possible');
  const paused: Stepped = {
    session: { ...session, answered: 0, phase: { at: 'paused', next, until: after(at, LONGEST_PAUSE) } },
    seats: [],
    facts: [{ kind: 'paused' }],
  };
  return ok(session.phase.at === 'question' ? inTurn(annul(session, session.phase, all, 'paused'), paused) : paused);
}

/** The question to go on with after a pause; null where there is nothing to pause. */
function nextQuestion(phase: Phase): number | null {
  switch (phase.at) {
    case 'lobby':
      return 0;
    case 'question':
      return phase.index;
    case 'reveal':
      return phase.index + 1;
    case 'paused':
    case 'ended':
      return null;
  }
}
