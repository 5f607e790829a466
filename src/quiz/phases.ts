import { after, between, type Instant, millis } from '../kernel/time.ts';
import { judge } from './grade.ts';
import { pointsFor } from './points.ts';
import type { Drawn, EndReason, Fact, Given, Outcome, Phase, Rules, Seat, Session, Stepped } from './session.ts';
import { standings } from './standing.ts';
import type { Fold } from './wording.ts';

type Open = Extract<Phase, { at: 'question' }>;
type Closed = Extract<Fact, { kind: 'closed' }>;

/** So many questions in a row that nobody answers end the game. */
const MOST_SILENT = 3;

/** Opens a question, or ends the game where there is none left. */
export function open(session: Session, all: readonly Seat[], index: number, at: Instant): Stepped {
  if (index >= session.questions.length) return end(session, all, 'finished', at);
  const phase: Phase = { at: 'question', index, opened: at, deadline: after(at, session.rules.question) };
  return { session: { ...session, phase, answered: 0 }, seats: [], facts: [{ kind: 'opened', index }] };
}

/** Grades the open question for everybody who is seated, or has left after answering it, and shows it. */
export function close(session: Session, phase: Open, all: readonly Seat[], at: Instant, fold: Fold): Stepped {
  const drawn = session.questions[phase.index];
  if (!drawn) return end(session, all, 'stopped', at);
  const seats: Seat[] = [];
  const outcomes: Outcome[] = [];
  const graded = all.map((seat) => {
    const mine = seat.answer?.index === phase.index ? seat.answer : null;
    if (seat.left && !mine) return seat;
    const took = mine ? millis(Math.min(Math.max(0, between(phase.opened, mine.at)), session.rules.question)) : null;
    const outcome = outcomeOf(seat, drawn, mine?.given ?? null, took, session.rules, fold);
    const next = credited(seat, outcome, drawn);
    outcomes.push(outcome);
    seats.push(next);
    return next;
  });
  const silent = outcomes.some((outcome) => outcome.given) ? 0 : session.silent + 1;
  const fact: Closed = { kind: 'closed', index: phase.index, void: null, outcomes, standings: standings(graded, all) };
  const shown = reveal({ ...session, silent }, phase.index, at);
  if (silent < MOST_SILENT) return { session: shown, seats, facts: [fact] };
  return inTurn({ session: shown, seats, facts: [fact] }, end(shown, graded, 'abandoned', at));
}

/** Takes the open question out of the count: answers are dropped; points, streaks and missed lists stay as they are. */
export function annul(session: Session, phase: Open, all: readonly Seat[], why: 'away' | 'paused' | 'stopped'): Stepped {
  const fact: Closed = { kind: 'closed', index: phase.index, void: why, outcomes: [], standings: standings(all) };
  const seats = all.filter((seat) => seat.answer).map((seat) => ({ ...seat, answer: null }));
  return { session: { ...session, answered: 0 }, seats, facts: [fact] };
}

export function reveal(session: Session, index: number, at: Instant): Session {
  return { ...session, answered: 0, phase: { at: 'reveal', index, until: after(at, session.rules.reveal) } };
}

/** Ends the game; an open question is annulled first. */
export function end(session: Session, all: readonly Seat[], reason: EndReason, at: Instant): Stepped {
  const over: Session = { ...session, answered: 0, phase: { at: 'ended', reason, ended: at } };
  const ending: Stepped = { session: over, seats: [], facts: [{ kind: 'ended', reason, standings: standings(all) }] };
  return session.phase.at === 'question' ? inTurn(annul(session, session.phase, all, 'stopped'), ending) : ending;
}

/** What two steps, one after the other, come to. A seat changed by both is as the second left it. */
export function inTurn(first: Stepped, second: Stepped): Stepped {
  const changed = new Map([...first.seats, ...second.seats].map((seat) => [seat.person, seat]));
  return { session: second.session, seats: [...changed.values()], facts: [...first.facts, ...second.facts] };
}

function outcomeOf(seat: Seat, drawn: Drawn, given: Given | null, took: Outcome['took'], rules: Rules, fold: Fold): Outcome {
  const right = given !== null && judge(drawn.key, given, fold) === 'right';
  return { person: seat.person, given, right, points: right && took !== null ? pointsFor(took, rules) : 0, took };
}

function credited(seat: Seat, { right, points, took }: Outcome, drawn: Drawn): Seat {
  if (!right) return { ...seat, answer: null, streak: 0, missed: [...seat.missed, drawn.question] };
  const streak = seat.streak + 1;
  const fastest = took === null || (seat.fastest !== null && seat.fastest <= took) ? seat.fastest : took;
  return {
    ...seat,
    answer: null,
    points: seat.points + points,
    right: seat.right + 1,
    streak,
    longest: Math.max(seat.longest, streak),
    fastest,
  };
}
