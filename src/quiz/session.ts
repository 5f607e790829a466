import type { GroupId, PersonId, QuestionId, RoomId, SessionId, Slug } from '../kernel/ids.ts';
import type { RandomState } from '../kernel/random.ts';
import type { Instant, Millis } from '../kernel/time.ts';

/** How an answer is judged. Indices are those of the question's own order, before shuffling. */
export type Key =
  | { readonly kind: 'choice'; readonly right: number }
  | { readonly kind: 'several'; readonly right: readonly number[] }
  | { readonly kind: 'order'; readonly length: number }
  /** `percent`: the answer is a count of percent, so that `12.5%` means 12.5 and not 0.125. */
  | { readonly kind: 'numeric'; readonly answer: number; readonly tolerance: number; readonly percent?: true }
  | { readonly kind: 'short'; readonly accepted: readonly string[] };

/** A question as this game asks it. The game carries the key, so that it goes on when the content changes under it. */
export interface Drawn {
  readonly question: QuestionId;
  readonly topic: Slug;
  readonly key: Key;
  /** Shown position -> own index; empty for typed answers. */
  readonly order: readonly number[];
}

export interface Rules {
  /** `speed`: the first complete answer counts, quick ones more. `calm`: the last one before the deadline counts, time does not. */
  readonly mode: 'speed' | 'calm';
  readonly question: Millis;
  readonly lobby: Millis;
  readonly reveal: Millis;
  /** Waited after a deadline for answers that were given in time and are still on their way. */
  readonly grace: Millis;
}

export type Phase =
  | { readonly at: 'lobby'; readonly until: Instant }
  | { readonly at: 'question'; readonly index: number; readonly opened: Instant; readonly deadline: Instant }
  | { readonly at: 'reveal'; readonly index: number; readonly until: Instant }
  /** Paused from the lobby or between questions: `next` is the question to open. An open question is voided by a pause and asked again. */
  | { readonly at: 'paused'; readonly next: number; readonly until: Instant }
  | { readonly at: 'ended'; readonly reason: EndReason; readonly ended: Instant };

export type EndReason = 'finished' | 'stopped' | 'nobody' | 'abandoned';

/** The game without its people: small, whatever their number. Plain JSON. */
export interface Session {
  readonly version: 1;
  readonly id: SessionId;
  readonly room: RoomId;
  readonly group: GroupId;
  /** Null: nobody's, a schedule opened it; managers control it. */
  readonly host: PersonId | null;
  /** Null: mixed from all topics. */
  readonly topic: Slug | null;
  readonly rules: Rules;
  readonly dice: RandomState;
  readonly questions: readonly Drawn[];
  readonly phase: Phase;
  /** Seats that have not left. */
  readonly active: number;
  /** Of those, seats with a complete answer to the open question. */
  readonly answered: number;
  /** Questions in a row that nobody answered. */
  readonly silent: number;
}

/** What somebody has given, in the question's own indices. */
export type Given =
  | { readonly kind: 'choice'; readonly option: number }
  | { readonly kind: 'several'; readonly options: readonly number[]; readonly locked: boolean }
  | { readonly kind: 'order'; readonly sequence: readonly number[] }
  | { readonly kind: 'typed'; readonly text: string };

export interface Answer {
  readonly index: number;
  readonly given: Given;
  /** When the answer that stands was given. */
  readonly at: Instant;
}

/** One person's place in a game; a row of its own, so that an answer costs the same in any crowd. */
export interface Seat {
  readonly person: PersonId;
  readonly name: string;
  readonly left: boolean;
  readonly answer: Answer | null;
  readonly points: number;
  readonly right: number;
  readonly streak: number;
  readonly longest: number;
  /** Quickest right answer. */
  readonly fastest: Millis | null;
  /** Questions answered wrongly or not at all while seated, to practise. */
  readonly missed: readonly QuestionId[];
}

/** What one press or line does to an open question, in shown positions; the state machine turns them into own indices. */
export type Move =
  | { readonly kind: 'option'; readonly position: number }
  | { readonly kind: 'lock' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'typed'; readonly text: string };

export type Input =
  | { readonly kind: 'join'; readonly at: Instant; readonly person: PersonId; readonly name: string }
  | { readonly kind: 'leave'; readonly at: Instant; readonly person: PersonId }
  | { readonly kind: 'answer'; readonly at: Instant; readonly person: PersonId; readonly index: number; readonly move: Move }
  | { readonly kind: 'begin' | 'pause' | 'resume' | 'stop'; readonly at: Instant; readonly person: PersonId; readonly manager: boolean }
  /** A due row fell due. `away`: the process was not running for part of the phase that ends. */
  | { readonly kind: 'wake'; readonly at: Instant; readonly away: boolean };

/** How a closed question went for one seat. */
export interface Outcome {
  readonly person: PersonId;
  readonly given: Given | null;
  readonly right: boolean;
  readonly points: number;
  /** From opening to the answer that counted. */
  readonly took: Millis | null;
}

export interface Place {
  /** Ties share a place: 1, 1, 3. */
  readonly place: number;
  readonly person: PersonId;
  readonly name: string;
  readonly points: number;
  readonly right: number;
  /** Questions that counted for this person, answered or not. */
  readonly asked: number;
  readonly longest: number;
  readonly fastest: Millis | null;
  /** Places gained since the last question (negative: lost). */
  readonly moved: number;
}

export type Fact =
  | { readonly kind: 'joined' | 'rejoined' | 'left'; readonly person: PersonId }
  | { readonly kind: 'begun' }
  | { readonly kind: 'opened'; readonly index: number }
  /** The private reply to an answer. `standing` is what now counts; `complete` is false while a several/order answer is unfinished. */
  | {
      readonly kind: 'answered';
      readonly person: PersonId;
      readonly change: 'recorded' | 'changed' | 'same' | 'cleared';
      readonly given: Given | null;
      readonly complete: boolean;
    }
  | {
      readonly kind: 'closed';
      readonly index: number;
      /** Why nobody gets points: the bot was away at the deadline. */
      readonly void: 'away' | 'paused' | 'stopped' | null;
      readonly outcomes: readonly Outcome[];
      readonly standings: readonly Place[];
    }
  | { readonly kind: 'paused' | 'resumed' }
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly standings: readonly Place[] };

/** An expected no; `answer` ones are shown as a private reply to the press. */
export type QuizRefusal =
  | 'not-in-game'
  | 'already-in-game'
  | 'too-late'
  | 'already-answered'
  | 'other-question'
  | 'not-open'
  | 'game-over'
  | 'not-host'
  | 'not-a-number'
  | 'not-possible'
  | 'nothing-chosen';

/** The seats that a step may look at: for an answer that person's is enough, for a wake all are needed. */
export type Seats = ReadonlyMap<PersonId, Seat>;

export interface Stepped {
  readonly session: Session;
  /** Only those that changed. */
  readonly seats: readonly Seat[];
  readonly facts: readonly Fact[];
}
