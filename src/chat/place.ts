import type { ArrivalId, GroupId, MessageRef, PersonId, RoomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Instant } from '../kernel/time.ts';

export const PLATFORMS = ['discord', 'telegram', 'web'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** A room's id begins with its platform's name. */
export const platformOf = (room: RoomId): Platform => room.split(':', 1)[0] as Platform;

/** Where people talk: a channel, a thread, a forum topic, a chat, the page. */
export interface Room {
  readonly id: RoomId;
  readonly platform: Platform;
  readonly kind: 'group' | 'direct' | 'channel';
  /** Who plays together: a Discord server, a Telegram chat, a web room. Settings and points belong to it. */
  readonly group: GroupId;
  readonly title: string;
  /** What the platform says of the group's language, as BCP 47, if it says anything. */
  readonly locale: string | null;
  /** Whether the bot may post here, where the platform says so with the event. */
  readonly postable?: boolean;
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  /** What the platform says of the person's language, as BCP 47. */
  readonly locale: string | null;
  /** May change the group's settings. In a direct room everybody may. */
  readonly manager: boolean;
}

/** In which language somebody is spoken to alone: their own choice, their app's, their group's, the operator's. */
export type LanguageOf = (person: Pick<Person, 'id' | 'locale'>, room: Pick<Room, 'group' | 'platform' | 'locale'>) => Promise<Locale>;

/** What an adapter needs to answer this arrival privately; opaque to the core. */
export type ReplyRef = string & { readonly __reply: true };
export const replyRef = (value: string): ReplyRef => value as ReplyRef;

interface Arrival {
  /** The platform's number for the event: the dedupe key. */
  readonly id: ArrivalId;
  /** When the person acted, set once, at the edge. */
  readonly at: Instant;
  readonly room: Room;
  readonly person: Person;
  readonly reply: ReplyRef | null;
}

export type Inbound =
  | (Arrival & {
      readonly kind: 'command';
      readonly name: string;
      /** What was typed behind the name, or the named options of a slash command. */
      readonly args: string | Readonly<Record<string, string>>;
      /** Rooms that options name by their ids. */
      readonly rooms?: readonly Room[];
    })
  /** A button; `typed` is what was entered where the button asked for text. */
  | (Arrival & { readonly kind: 'press'; readonly token: string; readonly on: MessageRef | null; readonly typed?: string })
  | (Arrival & { readonly kind: 'text'; readonly text: string; readonly toBot: boolean })
  | Membership;

/** What becomes of the bot's place in a group. */
export type Membership =
  /** It may talk here. `fresh`: it was not in the group before; otherwise its rights came back. The person is who did it. */
  | (Arrival & { readonly kind: 'added'; readonly fresh: boolean })
  /** It may talk in this room again; of the group's other rooms nothing is said. */
  | (Arrival & { readonly kind: 'opened' })
  /** It was taken out of the group of this room, or silenced in all of it. `why` is for the managers. */
  | (Arrival & { readonly kind: 'removed'; readonly why: string })
  /** The group goes on under the ids of `room`: all that is stored under `from` moves there. */
  | (Arrival & { readonly kind: 'migrated'; readonly from: { readonly room: RoomId; readonly group: GroupId } });

const MEMBERSHIP: ReadonlySet<Inbound['kind']> = new Set(['added', 'opened', 'removed', 'migrated'] satisfies Membership['kind'][]);
export const isMembership = (inbound: Inbound): inbound is Membership => MEMBERSHIP.has(inbound.kind);
