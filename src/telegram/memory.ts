import type { Notes } from '../chat/notes.ts';
import type { Room } from '../chat/place.ts';
import type { Parcel } from '../chat/transport.ts';
import type { PersonId, RoomId } from '../kernel/ids.ts';
import { after, type Clock, type Instant, type Millis } from '../kernel/time.ts';
import { kept } from './limits.ts';

/** A button that asks for text: what the text will answer. */
export interface Asked {
  readonly token: string;
  readonly room: RoomId;
  /** What the field is called. */
  readonly field: string;
}

/** A poll that is out: what a vote for each option presses. */
export interface PollTokens {
  readonly room: RoomId;
  readonly options: readonly string[];
  readonly join: string;
  readonly lock: string | null;
}

/** A private reply that waits for its reader to open the private chat. */
export type Held = Pick<Parcel, 'key' | 'room' | 'to' | 'view' | 'locale' | 'timeZone'>;

/** A reply prompt that is open in somebody's private chat. */
export interface Prompt extends Asked {
  /** Null as long as it is on its way. */
  readonly message: number | null;
  /** The next line was taken; from now on only replies to the prompt are answers. */
  readonly used: boolean;
}

/** A message of a long View that is out. */
export interface Begun {
  readonly id: number;
  /** Of the sheet that it shows. */
  readonly look: string;
}

/** One kind of thing to remember, in notes and, for what is asked often, at hand. */
interface Drawer<T> {
  get(key: string | number): Promise<T | null>;
  put(key: string | number, value: T, person?: PersonId): Promise<void>;
  remove(key: string | number): Promise<void>;
}

/** Things at hand; the oldest go first. */
const AT_HAND = 2_000;

function drawer<T>(notes: Notes, clock: Clock, name: string, lasts: Millis): Drawer<T> {
  /** That there is nothing is at hand too: nobody else writes these notes. */
  const near = new Map<string, { readonly text: string | null; readonly until: Instant }>();
  const keep = (key: string, text: string | null, until: Instant) => {
    near.delete(key);
    near.set(key, { text, until });
    const oldest = near.keys().next();
    if (near.size > AT_HAND && !oldest.done) near.delete(oldest.value);
  };
  const full = (key: string | number) => `telegram:${name}:${key}`;
  const atHand = (key: string | number): string | null | undefined => {
    const kept = near.get(full(key));
    return kept && kept.until > clock.now() ? kept.text : undefined;
  };
  const fetched = async (key: string | number): Promise<string | null> => {
    const text = await notes.get(full(key));
    if (text === null && atHand(key) === undefined) keep(full(key), null, after(clock.now(), lasts));
    return text;
  };
  return {
    async get(key) {
      const kept = atHand(key);
      const text = kept === undefined ? await fetched(key) : kept;
      return text === null ? null : (JSON.parse(text) as T);
    },
    async put(key, value, person) {
      const text = JSON.stringify(value);
      // The same again, as with every edit of a counter, is not written again.
      if (atHand(key) === text) return;
      const until = after(clock.now(), lasts);
      await notes.put(full(key), text, until, person);
      keep(full(key), text, until);
    },
    async remove(key) {
      await notes.remove(full(key));
      keep(full(key), null, after(clock.now(), lasts));
    },
  };
}

export interface Memory {
  /** By room: what it is called and what kind it is. */
  readonly rooms: Drawer<Room>;
  /** By forum topic (`chat/thread`): its name. */
  readonly topics: Drawer<string>;
  /** By a group's id: the supergroup it became. */
  readonly moved: Drawer<number>;
  /** By group: that the bot may not write there. */
  readonly silenced: Drawer<true>;
  /** By message of a private chat (`chat/message`): the room that it was said for. */
  readonly said: Drawer<RoomId>;
  /** By the key in a link. */
  readonly asked: Drawer<Asked>;
  readonly held: Drawer<Held>;
  /** By user. */
  readonly prompts: Drawer<Prompt>;
  /** By poll id. */
  readonly polls: Drawer<PollTokens>;
  /** By parcel key: messages of a long View that have been sent. */
  readonly begun: Drawer<readonly Begun[]>;
  /** By a delivered message's reference: the messages it has become. */
  readonly grown: Drawer<readonly number[]>;
  /** By a picture's name: its `file_id`, which is the bot's own. */
  readonly photos: Drawer<string>;
  /** By chat: that photos are not allowed there. */
  readonly plain: Drawer<true>;
  /** By chat: that the server took no rich message for it. */
  readonly poor: Drawer<true>;
}

/** Where a group is now. Only small groups move: a supergroup's id is below -10^12 and stays. */
export async function nowAt(chat: number, memory: Pick<Memory, 'moved'>): Promise<number> {
  const small = chat < 0 && chat > -1_000_000_000_000;
  return (small ? await memory.moved.get(chat) : null) ?? chat;
}

export const createMemory = (notes: Notes, clock: Clock): Memory => ({
  rooms: drawer(notes, clock, 'room', kept.chat),
  topics: drawer(notes, clock, 'topic', kept.chat),
  moved: drawer(notes, clock, 'moved', kept.chat),
  silenced: drawer(notes, clock, 'silenced', kept.chat),
  said: drawer(notes, clock, 'said', kept.link),
  asked: drawer(notes, clock, 'asked', kept.link),
  held: drawer(notes, clock, 'held', kept.held),
  prompts: drawer(notes, clock, 'prompt', kept.prompt),
  polls: drawer(notes, clock, 'poll', kept.poll),
  begun: drawer(notes, clock, 'begun', kept.held),
  grown: drawer(notes, clock, 'grown', kept.poll),
  photos: drawer(notes, clock, 'photo', kept.photo),
  plain: drawer(notes, clock, 'plain', kept.plain),
  poor: drawer(notes, clock, 'poor', kept.poor),
});
