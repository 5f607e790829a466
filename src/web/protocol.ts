import type { Param } from '../chat/command.ts';
import type { Block } from '../chat/view.ts';
import type { PersonId, RoomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Instant } from '../kernel/time.ts';

/** What the page says over its WebSocket. `id` is the page's own number: the same one again is the same event. */
export type FromPage =
  /** First of all. `has`: the newest change that the page has, null for a page that has nothing. */
  | { readonly kind: 'hello'; readonly secret: string; readonly locale: string; readonly has: Has | null }
  | { readonly kind: 'say'; readonly id: string; readonly text: string }
  | { readonly kind: 'press'; readonly id: string; readonly token: string; readonly on: number | null; readonly typed?: string }
  | { readonly kind: 'beat' };

/** Revisions are compared within one run of the bot only: a restored copy of the data would number them anew. */
export interface Has {
  readonly run: string;
  readonly revision: number;
}

export type ToPage =
  /** `whole`: forget what was shown; these are the newest entries. */
  | {
      readonly kind: 'ready';
      readonly you: Member;
      readonly people: readonly Member[];
      readonly entries: readonly Entry[];
      readonly whole: boolean;
      readonly run: string;
      /** The page's files as the server has them now. */
      readonly version: string;
      readonly now: Instant;
    }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'people'; readonly people: readonly Member[] }
  /** A short answer to what this person did, near the entry it was done to. */
  | { readonly kind: 'toast'; readonly on: number | null; readonly text: string }
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'refused'; readonly id: string; readonly why: SayFault }
  | { readonly kind: 'beat'; readonly now: Instant };

export type SayFault = 'too-fast' | 'too-long' | 'fault';

/** Why the server closed the connection; a page comes back by itself for all others. */
export const closings = { stranger: 4001, crowded: 4002, misbehaved: 4003 } as const;

export interface Member {
  readonly id: PersonId;
  readonly name: string;
  readonly manager: boolean;
}

export interface Entry {
  readonly seq: number;
  readonly revision: number;
  readonly room: RoomId;
  readonly at: Instant;
  /** Only this person sees it. */
  readonly private: boolean;
  readonly body: Body;
}

/** What the room log keeps of an entry, as JSON. */
export type Body =
  | { readonly kind: 'line'; readonly by: { readonly id: PersonId; readonly name: string }; readonly text: string }
  /** A command, as it was typed. */
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'view'; readonly locale: Locale; readonly timeZone: string; readonly blocks: readonly Block[] };

/** One command in the reader's language, for the completion. */
export interface CommandHint {
  /** `quiz start` */
  readonly name: string;
  /** Also meant by the first word alone. */
  readonly standard: boolean;
  readonly about: string;
  readonly managers: boolean;
  readonly params: readonly ParamHint[];
}

export interface ParamHint {
  readonly name: string;
  readonly kind: Param['kind'];
  /** What people call it. */
  readonly label: string;
  readonly optional: boolean;
  /** What can be picked; empty where anything may be typed. */
  readonly values: readonly string[];
}

export interface TopicHint {
  /** What is put into the line. */
  readonly value: string;
  readonly label: string;
}

/** All that a page needs before it opens its connection. */
export interface PageSetup {
  readonly title: string;
  readonly words: Readonly<Record<string, string>>;
  readonly commands: readonly CommandHint[];
  /** Nobody has entered yet: the first one is offered to organise the group. */
  readonly first: boolean;
}

export interface Entered extends Member {
  /** Known to this browser only. */
  readonly secret: string;
}
