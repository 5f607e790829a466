import { groupId, type PersonId, personId, questionId, roomId, sessionId, slug } from '../../src/kernel/ids.ts';
import { seeded } from '../../src/kernel/random.ts';
import type { Result } from '../../src/kernel/result.ts';
import { type Instant, instant, minutes, seconds } from '../../src/kernel/time.ts';
import { revive } from '../../src/quiz/revive.ts';
import type { Drawn, Fact, Input, Key, Move, QuizRefusal, Rules, Seat, Session, Stepped } from '../../src/quiz/session.ts';
import { create, dueAt, type NewGame, step } from '../../src/quiz/step.ts';
import { asWritten, type Fold } from '../../src/quiz/wording.ts';

/** When every game of the tests is created. */
export const START = instant(Date.UTC(2026, 10, 20, 12));
/** A moment so many seconds after the start. */
export const after = (wait: number): Instant => instant(START + wait * 1000);

export const rulesOf = (over: Partial<Rules> = {}): Rules => ({
  mode: 'speed',
  question: seconds(20),
  lobby: seconds(15),
  reveal: seconds(10),
  grace: seconds(1),
  ...over,
});

/** Shown as A B C D, which are its own 2 0 3 1: where own 0 is right, that is B. */
export const SHOWN = [2, 0, 3, 1];

export const drawnOf = (
  key: Key,
  name = 'q',
  order: readonly number[] = key.kind === 'numeric' || key.kind === 'short' ? [] : SHOWN,
): Drawn => ({
  question: questionId(name),
  topic: slug('adaboost'),
  key,
  order,
});

/** So many choice questions, all with B right. */
export const choices = (count: number): Drawn[] => Array.from({ length: count }, (_, i) => drawnOf({ kind: 'choice', right: 0 }, `q${i}`));

export const newGame = (over: Partial<NewGame> = {}): NewGame => ({
  id: sessionId('game'),
  room: roomId('web:hall'),
  group: groupId('web:hall'),
  host: { id: personId('ann'), name: 'Ann' },
  topic: null,
  rules: rulesOf(),
  questions: choices(5),
  dice: seeded('test'),
  at: START,
  ...over,
});

export const seatOf = (name: string, over: Partial<Seat> = {}): Seat => ({
  person: personId(name),
  name,
  left: false,
  answer: null,
  points: 0,
  right: 0,
  streak: 0,
  longest: 0,
  fastest: null,
  missed: [],
  ...over,
});

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * Plays a game as the app does: keeps session and seats as JSON between the steps, gives an answer and a join only the one seat,
 * and everything frozen, so that a step that changes its arguments throws. Times are seconds after the start.
 */
export class Table {
  session: Session;
  readonly seats = new Map<PersonId, Seat>();
  readonly facts: Fact[] = [];
  readonly fold: Fold;

  constructor(over: Partial<NewGame> = {}, fold: Fold = asWritten) {
    const created = create(deepFreeze(newGame(over)));
    this.fold = fold;
    this.session = created.session;
    this.keep(created);
  }

  give(input: Input): Result<Stepped, QuizRefusal> {
    const mine =
      input.kind === 'answer' || input.kind === 'join' ? [...this.seats].filter(([person]) => person === input.person) : [...this.seats];
    const result = step(deepFreeze(this.session), new Map(deepFreeze(mine)), deepFreeze(input), this.fold);
    if (result.ok) this.keep(result.value);
    return result;
  }

  join = (at: number, ...names: string[]): string =>
    names.map((name) => tell(this.give({ kind: 'join', at: after(at), person: personId(name.toLowerCase()), name }))).join('; ');
  leave = (at: number, name: string): string => tell(this.give({ kind: 'leave', at: after(at), person: personId(name.toLowerCase()) }));
  wake = (at: number, away = false): string => tell(this.give({ kind: 'wake', at: after(at), away }));
  control = (at: number, kind: 'begin' | 'pause' | 'resume' | 'stop', name = 'Ann', manager = false): string =>
    tell(this.give({ kind, at: after(at), person: personId(name.toLowerCase()), manager }));
  /** `lock`, `reset`, a shown letter as a press, or anything behind a `"` as a typed line; on the question that is open. */
  answer(at: number, name: string, what: string, index = 'index' in this.session.phase ? this.session.phase.index : 0): string {
    return tell(this.give({ kind: 'answer', at: after(at), person: personId(name.toLowerCase()), index, move: moveOf(what) }));
  }

  /** Begins, with these people beside Ann, and the first question opens at second 0. */
  begun(...names: string[]): this {
    this.join(0, ...names);
    this.control(0, 'begin');
    return this;
  }

  /** Seconds after the start, or null. */
  get due(): number | null {
    const at = dueAt(this.session);
    return at === null ? null : (at - START) / 1000;
  }
  get phase(): string {
    const { phase } = this.session;
    return 'index' in phase ? `${phase.at} ${phase.index}` : phase.at === 'ended' ? `ended ${phase.reason}` : phase.at;
  }
  seat(name: string): Seat {
    const seat = this.seats.get(personId(name.toLowerCase()));
    if (!seat) throw new Error(`${name} has no seat`);
    return seat;
  }
  points = (): Record<string, number> => Object.fromEntries([...this.seats.values()].map((seat) => [seat.name, seat.points]));

  private keep(stepped: Stepped): void {
    const { session, seats, facts } = throughJson(stepped);
    this.session = revive(session);
    for (const seat of seats) this.seats.set(seat.person, seat);
    this.facts.push(...facts);
  }
}

export function moveOf(what: string): Move {
  if (what === 'lock' || what === 'reset') return { kind: what };
  if (what.startsWith('"')) return { kind: 'typed', text: what.slice(1) };
  return { kind: 'option', position: what.charCodeAt(0) - 65 };
}

/** A step's result as one line of a transcript. */
export function tell(result: Result<Stepped, QuizRefusal>): string {
  if (!result.ok) return `no: ${result.error}`;
  return result.value.facts.map(tellFact).join('; ') || 'nothing';
}

function tellFact(fact: Fact): string {
  switch (fact.kind) {
    case 'joined':
    case 'rejoined':
    case 'left':
      return `${fact.kind} ${fact.person}`;
    case 'begun':
    case 'paused':
    case 'resumed':
      return fact.kind;
    case 'opened':
      return `opened ${fact.index}`;
    case 'answered':
      return `${fact.person} ${fact.change}${fact.complete ? '' : ' (unfinished)'}`;
    case 'closed': {
      const outcomes = fact.outcomes.map(({ person, right, points, given }) => `${person} ${right ? points : given ? 'wrong' : 'silent'}`);
      return `closed ${fact.index}${fact.void ? ` void ${fact.void}` : ''}: ${outcomes.join(', ') || '-'}`;
    }
    case 'ended':
      return `ended ${fact.reason}`;
  }
}

export const HALF_HOUR = minutes(30) / 1000;
