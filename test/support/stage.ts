import type { Admission } from '../../src/app/admission.ts';
import type { Inbound, Platform } from '../../src/chat/place.ts';
import type { Parcel, Receive, Transport } from '../../src/chat/transport.ts';
import { DeliveryError, type DeliveryFault } from '../../src/chat/transport.ts';
import type { Block } from '../../src/chat/view.ts';
import type { PersonId, RoomId } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import type { World } from './world.ts';

/** A message as one person has it before their eyes. Moments are `⟨moment⟩`: each app writes them in its own way. */
export interface Seen {
  /** The same for as long as the message stands. */
  readonly id: string;
  readonly text: string;
  /** What is in `text` and shown only when it is asked for. */
  readonly hidden: readonly string[];
  readonly buttons: readonly string[];
  /** Topics that can be opened from here. */
  readonly topics: readonly string[];
  /** Nobody else sees it. */
  readonly alone: boolean;
}

/** Somebody in the group, with the platform's app in hand. Each act resolves when all has come that comes of it. */
export interface Actor {
  readonly id: PersonId;
  readonly name: string;
  /** Uses a command with these values, as the app has them typed or chosen. */
  uses(command: string, values?: Readonly<Record<string, string>>): Promise<void>;
  /** Presses the newest button of this name; a single letter is that option's. */
  presses(label: string): Promise<void>;
  /** Presses a button that asks for text, and types it. */
  enters(label: string, text: string): Promise<void>;
  /** What the bot said that they can see now, in this group and to them alone, oldest first. */
  sees(): readonly Seen[];
}

/** What can go wrong with the next post: refused for haste, a fault of the server, a cut line before it was taken or after. */
export type Trouble = 'haste' | 'fault' | 'cut before' | 'cut after';

export interface StageOptions {
  readonly admission?: Admission;
}

export interface PersonOptions {
  readonly manager?: boolean;
  /** What their app speaks; French the bot does not. */
  readonly locale?: Locale | 'fr';
}

/** The whole bot on one platform, over its real wire to a server of ours. */
export interface Stage {
  readonly world: World;
  readonly transport: Transport;
  /** The group's room, in which everybody is. */
  readonly room: RoomId;
  readonly tap: Tap;
  person(name: string, options?: PersonOptions): Promise<Actor>;
  /** Resolves when nothing more comes of what was done. */
  settle(): Promise<void>;
  /** In seconds. */
  pass(time: number): Promise<void>;
  order(trouble: Trouble): void;
  /** The room takes no more posts of the bot, and takes them again. */
  shut(): Promise<void>;
  unshut(): Promise<void>;
  /** The platform cannot be reached, and can be again. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  /** The platform takes requests and does not answer them. */
  freeze(frozen: boolean): void;
  /** The bot's process ends in good order, and another begins on the same files. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Nobody looks any more at what stands there until now. */
  clear(): void;
  /** What the platform would have refused, or the operator was told. */
  problems(): readonly string[];
  close(): Promise<void>;
}

export interface Kit {
  readonly platform: Platform;
  open(options?: StageOptions): Promise<Stage>;
  readonly troubles: readonly Trouble[];
  /** Whether the platform is somewhere else: it can be away, and shut the bot out. The local room is part of the bot. */
  readonly remote: boolean;
}

/** Notes what arrives, and lets a test answer in the bot's place. */
export class Tap {
  readonly arrived: Inbound[] = [];
  core: Receive | null = null;

  readonly around = (transport: Transport): Transport => ({
    ...transport,
    state: () => transport.state(),
    start: (receive) =>
      transport.start((inbound) => {
        this.arrived.push(inbound);
        return (this.core ?? receive)(inbound);
      }),
  });

  get last(): Inbound {
    const last = this.arrived.at(-1);
    if (!last) throw new Error('nothing has arrived');
    return last;
  }
}

/** Whether a button is the one that is meant. */
export const isMeant = (shown: string, meant: string): boolean =>
  /^[A-Z]$/.test(meant) ? shown === meant || shown.startsWith(`${meant}. `) : shown.includes(meant);

let parcels = 0;

/** Something for the group to see or, with `to`, for one person. */
export function parcelFor(room: RoomId, blocks: readonly Block[], more: Partial<Parcel> = {}): Parcel {
  parcels += 1;
  const view = { blocks, audience: more.to ? 'person' : 'room' } as const;
  return { key: `test.${parcels}`, room, to: null, reply: null, view, locale: 'en', timeZone: 'Asia/Shanghai', ...more };
}

/** Why it was not delivered; null where it was. */
export async function faultOf(delivery: Promise<unknown>): Promise<DeliveryFault | null> {
  try {
    await delivery;
    return null;
  } catch (error) {
    if (error instanceof DeliveryError) return error.fault;
    throw error;
  }
}
