import type { Inbound, Person, Platform, ReplyRef, Room } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import type { Article, Question, Term, Topic } from '../corpus/article.ts';
import type { ArrivalId, GroupId, MessageRef, PersonId, QuestionId, RoomId, SessionId, Slug } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Prose } from '../kernel/prose.ts';
import type { Theme } from '../kernel/theme.ts';
import type { Instant } from '../kernel/time.ts';
import type { Given, Seat, Session } from '../quiz/session.ts';
import type { Cadence } from '../schedule/cadence.ts';
import type { Summary } from './summariser.ts';

// All that the core asks of storage and of the library, in one file: whoever implements a port reads the rows that it shares with the others.

/** What a group has chosen. */
export interface Group {
  readonly id: GroupId;
  readonly platform: Platform;
  /** Null: what the platform says, else the operator's default. */
  readonly locale: Locale | null;
  readonly timeZone: string;
  readonly importsFirst: boolean;
  readonly quiz: { readonly questions: number; readonly seconds: number; readonly mode: 'speed' | 'calm' };
  /** Questions as the platform's own quiz polls, where it has them and they fit. */
  readonly polls: boolean;
  /** Formulas and tables as Telegram's rich messages. */
  readonly richMath: boolean;
  /** The paper of pictures, or text only. */
  readonly pictures: Theme | 'off';
}

export interface KnownRoom extends Room {
  /** Set while the platform does not let us in; its schedules rest. */
  readonly closed: { readonly since: Instant; readonly why: string } | null;
}

/** A group of one room, by its ids. */
export interface Home {
  readonly room: RoomId;
  readonly group: GroupId;
}

export interface Schedule {
  readonly id: number;
  readonly group: GroupId;
  readonly room: RoomId;
  readonly kind: 'digest' | 'quiz';
  readonly cadence: Cadence;
  readonly paused: boolean;
  /** Null while paused. */
  readonly next: Instant | null;
  readonly last: { readonly at: Instant; readonly outcome: 'sent' | 'late' | 'skipped' | 'closed' | 'busy' | 'empty' } | null;
}

/** A message that is to be sent or changed. */
export interface Posting {
  /** Unique for ever: the same key again changes nothing (a post) or replaces what was not yet sent (an edit). */
  readonly key: string;
  readonly room: RoomId;
  readonly to: PersonId | null;
  readonly reply: ReplyRef | null;
  readonly view: View;
  readonly locale: Locale;
  readonly timeZone: string;
  /** The key of the post that this one replaces. */
  readonly edits: string | null;
  /** What to do when nobody knows whether it was sent, where the platform cannot tell: doubled or missing. */
  readonly unsure: 'repeat' | 'drop';
}

export interface DueRow {
  /** One row a key: putting it again moves it. */
  readonly key: string;
  readonly kind: 'game' | 'schedule' | 'preview' | 'formula';
  readonly room: RoomId | null;
  readonly at: Instant;
  readonly payload: string;
}

export interface Digest {
  readonly id: number;
  readonly group: GroupId;
  readonly room: RoomId;
  /** The group's local date, `2026-11-20`; one digest a date. */
  readonly date: string;
  readonly slug: Slug;
  readonly locale: Locale;
  readonly summary: Summary;
  readonly question: QuestionId | null;
  /** Shown position -> own index of the warm-up's options. */
  readonly order: readonly number[];
  readonly at: Instant;
}

export interface Award {
  readonly group: GroupId;
  readonly person: PersonId;
  readonly session: SessionId;
  readonly question: QuestionId;
  readonly points: number;
  readonly right: boolean;
  /** False where the time ran out without an answer. */
  readonly answered: boolean;
  readonly at: Instant;
  /** The group's local date. */
  readonly day: string;
}

export interface Rank {
  readonly place: number;
  readonly person: PersonId;
  readonly name: string;
  readonly points: number;
  readonly right: number;
  /** Questions that counted for this person, answered or not. */
  readonly asked: number;
}

export interface PersonRecord {
  readonly id: PersonId;
  readonly name: string;
  /** The person's own choice. */
  readonly locale: Locale | null;
}

export interface Tables {
  readonly arrivals: {
    /** True once for each id. */
    first(id: ArrivalId, at: Instant): Promise<boolean>;
    prune(before: Instant): Promise<void>;
  };
  readonly rooms: {
    touch(room: Room, at: Instant): Promise<KnownRoom>;
    get(id: RoomId): Promise<KnownRoom | null>;
    /** All known rooms of a group. */
    of(group: GroupId): Promise<readonly KnownRoom[]>;
    close(id: RoomId, why: string, at: Instant): Promise<void>;
    open(id: RoomId): Promise<void>;
    /** Those of a platform that do not let us in. */
    closed(platform: Platform): Promise<readonly KnownRoom[]>;
    count(): Promise<number>;
  };
  readonly groups: {
    get(id: GroupId, platform: Platform): Promise<Group>;
    save(group: Group): Promise<void>;
    /** A group of one room has other ids now: all that is stored of it goes along. Where both have something, the new one's stays. */
    move(from: Home, to: Home): Promise<void>;
  };
  readonly people: {
    touch(person: Person, at: Instant): Promise<PersonRecord>;
    setLocale(id: PersonId, locale: Locale | null): Promise<void>;
    /** Their own choice; null where they made none. */
    locale(id: PersonId): Promise<Locale | null>;
    /** Deletes all that is stored of a person. What others see of past games stays without the name. */
    forget(id: PersonId): Promise<void>;
    /** All that is stored of a person, by table. */
    everything(id: PersonId): Promise<Readonly<Record<string, readonly unknown[]>>>;
  };
  readonly outbox: {
    /** Gives the row where it can be sent as soon as it is committed: it is a new one, changes no other, and is the first of its lane. */
    add(posting: Posting, at: Instant): Promise<Outgoing | null>;
  };
  readonly due: {
    put(row: DueRow): Promise<void>;
    remove(key: string): Promise<void>;
  };
  readonly games: {
    active(room: RoomId): Promise<Session | null>;
    get(id: SessionId): Promise<Session | null>;
    latest(room: RoomId): Promise<Session | null>;
    /** Where a game is open. */
    rooms(): Promise<readonly RoomId[]>;
    save(session: Session, at: Instant): Promise<void>;
    /** Those of the given people, or of all. */
    seats(id: SessionId, people: readonly PersonId[] | 'all'): Promise<ReadonlyMap<PersonId, Seat>>;
    saveSeats(id: SessionId, seats: readonly Seat[]): Promise<void>;
  };
  readonly asked: {
    of(group: GroupId, among: readonly QuestionId[]): Promise<ReadonlySet<QuestionId>>;
    add(group: GroupId, questions: readonly QuestionId[], at: Instant): Promise<void>;
    forget(group: GroupId, questions: readonly QuestionId[]): Promise<void>;
  };
  readonly scores: {
    /** One award a session, question and person; the same again changes nothing. */
    add(awards: readonly Award[]): Promise<void>;
    /** Local dates inclusive; null is open. Ties share a place. */
    board(group: GroupId, from: string | null, to: string | null): Promise<readonly Rank[]>;
    of(group: GroupId, person: PersonId): Promise<{ points: number; right: number; asked: number }>;
    byTopic(group: GroupId, person: PersonId): Promise<readonly { question: QuestionId; right: number; asked: number }[]>;
    /** Answers a local date, in order; days without are left out. */
    byDay(group: GroupId, person: PersonId): Promise<readonly { date: string; count: number }[]>;
  };
  readonly schedules: {
    of(group: GroupId): Promise<readonly Schedule[]>;
    all(): Promise<readonly Schedule[]>;
    get(id: number): Promise<Schedule | null>;
    add(schedule: Omit<Schedule, 'id'>): Promise<Schedule>;
    save(schedule: Schedule): Promise<void>;
    remove(id: number): Promise<void>;
  };
  readonly digests: {
    on(group: GroupId, date: string): Promise<Digest | null>;
    get(id: number): Promise<Digest | null>;
    /** The newest before a date. */
    before(group: GroupId, date: string): Promise<Digest | null>;
    /** Topics in the order they were posted. */
    posted(group: GroupId): Promise<readonly Slug[]>;
    /** Null where the group already has one for that date. */
    add(digest: Omit<Digest, 'id'>): Promise<Digest | null>;
    /** The first answer of a person counts; null where there was none before. */
    answer(id: number, person: PersonId, given: Given, right: boolean, at: Instant): Promise<{ given: Given; right: boolean } | null>;
    tally(id: number): Promise<{ answered: number; right: number }>;
    /** The warm-ups that a person answered, in order. */
    warmups(group: GroupId, person: PersonId): Promise<readonly { question: QuestionId; right: boolean; at: Instant }[]>;
    /** Digest dates, newest first, and whether anybody answered. */
    streakDays(group: GroupId): Promise<readonly { date: string; answered: boolean }[]>;
  };
  readonly reading: {
    mark(person: PersonId, slug: Slug, at: Instant): Promise<void>;
    of(person: PersonId): Promise<ReadonlySet<Slug>>;
  };
  readonly practice: {
    /** Replaces what the person had left to practise in that group. */
    start(person: PersonId, questions: readonly QuestionId[], at: Instant): Promise<void>;
    queue(person: PersonId): Promise<readonly QuestionId[]>;
    done(person: PersonId, question: QuestionId): Promise<void>;
  };
  readonly nearMisses: {
    add(question: QuestionId, text: string, at: Instant): Promise<void>;
  };
}

/** A posting on its way out. */
export interface Outgoing extends Posting {
  /** What must keep its order among itself: a room's posts, the changes of one message, what is said to one person. Lanes do not wait for each other. */
  readonly lane: string;
  readonly attempts: number;
  /** When it was put out; of an edit, when it was last replaced. */
  readonly since: Instant;
  readonly revision: number;
}

/**
 * The outbox as the delivery sees it. Rows of one lane leave in the order of their ids, an edit after the message
 * that it changes. A row is named by its key: the id of one that was deleted may be another's now.
 */
export interface OutboxQueue {
  /**
   * The oldest open row of each lane of a platform, where it is due; lanes in `busy` are passed over. What nobody waits for at this
   * moment (`unsure` is `drop`: digests) comes last.
   */
  ready(now: Instant, busy: ReadonlySet<string>, most: number, platform: Platform): Promise<readonly Outgoing[]>;
  /** When the next row that is not yet due falls due. */
  next(now: Instant): Promise<Instant | null>;
  /** Rows that were being sent when the process ended. */
  interrupted(): Promise<readonly Outgoing[]>;
  sending(key: string): Promise<void>;
  /** Open again instead of sent where the row was replaced meanwhile. */
  sent(row: Outgoing, message: MessageRef | null, at: Instant): Promise<void>;
  later(key: string, at: Instant, why: string): Promise<void>;
  /** A part of it is there: nothing of it is on its way, and what failed before makes nobody wait longer. */
  landed(key: string): Promise<void>;
  end(key: string, state: 'dropped' | 'failed', why: string): Promise<void>;
  /** All open posts of a room, when it is closed to us. */
  dropRoom(room: RoomId, why: string): Promise<number>;
  message(key: string): Promise<MessageRef | null>;
  counts(): Promise<{
    waiting: number;
    oldest: Instant | null;
    failed: readonly { room: string; kind: string; why: string; at: Instant }[];
  }>;
  prune(before: Instant): Promise<void>;
}

/** The due rows as the alarm sees them. */
export interface DueQueue {
  /** Takes what is due until `lease`: nobody else gets it before. */
  claim(now: Instant, lease: Instant, most: number): Promise<readonly (DueRow & { attempts: number })[]>;
  next(now: Instant): Promise<Instant | null>;
  /** Gives back all that a process claimed which is no more. */
  reclaim(): Promise<void>;
  /** Gives a claimed row back, due at `at`. */
  release(key: string, at: Instant): Promise<void>;
  all(most: number): Promise<readonly (DueRow & { attempts: number })[]>;
}

export interface Store {
  /** Reads outside a transaction. */
  readonly tables: Tables;
  /** All or nothing. Nothing is sent, and no network is waited for, inside. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
}

/** The articles, ours and imported. */
export interface Shelf {
  readonly topics: readonly Topic[];
  readonly terms: readonly Term[];
  /** Slugs that can be read, imports included. */
  readable(): Promise<readonly { slug: Slug; imported: boolean }[]>;
  /** In the language asked for, else in the other one. */
  article(slug: Slug, locale: Locale): Promise<Article | null>;
  questions(topic: Slug | null): readonly Question[];
  question(id: QuestionId): Question | null;
  title(slug: Slug, locale: Locale): Promise<string>;
  /** Whether words are exactly a slug, title or alias. */
  readonly isTitle: (words: string) => boolean;
  resolve(words: string): Promise<{ kind: 'found'; slug: Slug } | { kind: 'near'; slugs: readonly Slug[] } | { kind: 'none' }>;
  search(words: string, locale: Locale, most: number): Promise<readonly Hit[]>;
}

export interface Hit {
  readonly slug: Slug;
  readonly title: string;
  readonly anchor: string;
  readonly section: string;
  /** Matches are styled `mark`. */
  readonly snippet: Prose;
  readonly imported: boolean;
}

export type { Inbound, MessageRef };
