import type { MessageRef, PersonId, RoomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Instant, Millis } from '../kernel/time.ts';
import type { Inbound, Platform, ReplyRef } from './place.ts';
import type { View } from './view.ts';

/** UTF-16 units, code points, or bytes of UTF-8. */
export type Unit = 'utf16' | 'points' | 'bytes';

/**
 * A platform's limits, as data; where a limit is published, the adapter's limits.ts names the source. Lengths are in `unit`.
 * `fit` brings any View within them, counted as chat/measure.ts counts.
 */
export interface Capabilities {
  readonly platform: Platform;
  readonly unit: Unit;
  /** Text of one message, all blocks together, with what `markup` adds; labels of buttons do not count. At least 256. */
  readonly text: number;
  /** Part of `text` that `fit` leaves free for what the encoder adds of its own. */
  readonly reserve: number;
  /** Blocks or components of one message, without what the encoder adds of its own. At least 8. */
  readonly blocks: number;
  /**
   * What counts among `blocks`. `blocks`: each block, whatever it is. `components`: text blocks that stand one after the other are
   * one, each row and each button is one, a spoiler is one besides what is in it.
   */
  readonly counting: 'blocks' | 'components';
  /** Styled runs, links and blocks with a look of their own in one message; a plain paragraph or list is none. At least 16. */
  readonly runs: number;
  /** One button's label. At least 4. */
  readonly label: number;
  /** Columns of a label that a phone shows without cutting it; a Chinese character takes two. Absent: as many as `label` allows. */
  readonly labelColumns?: number;
  readonly choicesPerRow: number;
  /** Rows of one message; each block of choices begins a row. */
  readonly rows: number;
  /** Buttons of one message. */
  readonly choices: number;
  /** `native`: the adapter shows each option's letter itself; `text`: the letter is put into the label. */
  readonly letters: 'native' | 'text';
  /** `native`: the platform shows formulas itself. */
  readonly math: 'native' | 'text';
  readonly table: 'native' | 'text';
  /** Columns of a native table; a wider one becomes text. */
  readonly columns: number;
  /** `text`: a heading becomes a strong line. */
  readonly heading: 'native' | 'text';
  /** `text`: a picture's or figure's alt text stands instead. */
  readonly picture: 'native' | 'text';
  readonly figure: 'native' | 'text';
  /** Pictures of one message. */
  readonly pictures: number;
  /** Text of a message that has a picture, where it is less than `text`; a picture then begins its message. Null: no difference. */
  readonly caption: number | null;
  /** Alt text that can stand beside a native picture or figure; it counts as text besides. What is over stands below. */
  readonly alt: number;
  readonly formulaInLabel: boolean;
  /** Whether labels show styles, links and moments. */
  readonly styleInLabel: boolean;
  /** A message of buttons alone is refused. */
  readonly textNeeded: boolean;
  readonly markup: Markup;
  /** Plain text shown at once to who pressed. */
  readonly toast: number;
  /** Whether a repeated send with the same key is recognised by the platform. */
  readonly exactlyOnce: boolean;
  /** Edits of one message are kept at least this far apart. */
  readonly editEvery: Millis;
  /** The adapter waits for its turn within `send` and `edit`, and calls `leaving` when a request goes out. */
  readonly paced?: true;
}

/** The most that writing adds to the text itself, in the platform's unit. Zero where looks travel beside the text. */
export interface Markup {
  /** Characters that need one more to be read as themselves. */
  readonly escaped: string;
  /** Around one styled run, both ends: `**…**` is 4. */
  readonly style: number;
  /** Around one link, without its address: `[…](…)` is 4. */
  readonly link: number;
  /** Whether a link's address counts. */
  readonly addresses: boolean;
  /** One moment, at its longest. */
  readonly time: number;
  /** Before each line of a heading, quote, note or list item; an item's own bullet or number counts besides. */
  readonly line: number;
  /** Around a block of code or a displayed formula; its language counts besides. */
  readonly fence: number;
  /** Around one spoiler. */
  readonly spoiler: number;
  readonly divider: number;
  /** Between two blocks of text. */
  readonly gap: number;
}

/** One message on its way. `key` is the outbox key: the same message sent again carries the same key. */
export interface Parcel {
  readonly key: string;
  readonly room: RoomId;
  /** Only this person may see it. */
  readonly to: PersonId | null;
  readonly reply: ReplyRef | null;
  readonly view: View;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Nobody waits for it at this moment: where messages stand in line, others go first. */
  readonly patient?: boolean;
  /** It has never been handed over before, in this process or another: nothing of it can be there. */
  readonly fresh?: boolean;
  /** Called right before the request leaves that others will see: what has not left when the process dies is sent after the next start. */
  readonly leaving?: () => Promise<void>;
  /** Of several messages one is there and noted by the adapter: nothing is on its way until `leaving` is called again. */
  readonly landed?: () => Promise<void>;
}

/** Why a delivery failed, by what to do about it. */
export type DeliveryFault =
  /**
   * Nothing was sent: wait and send again. `wait` is what the platform names, or what our own limits say; zero where nothing does.
   * `guessed`: it is only the least, and the wait grows with each attempt.
   */
  | { readonly kind: 'later'; readonly wait: Millis; readonly why: string; readonly guessed?: true }
  /** Nobody knows whether it was sent: a time-out, a cut connection. */
  | { readonly kind: 'unsure'; readonly why: string }
  /** The room is gone, forbidden or blocked: its schedules pause. */
  | { readonly kind: 'closed'; readonly why: string; readonly missing?: string }
  /** This message will never be taken: a bug, logged with its content's kind. */
  | { readonly kind: 'refused'; readonly why: string };

export class DeliveryError extends Error {
  readonly fault: DeliveryFault;
  constructor(fault: DeliveryFault, cause?: unknown) {
    super(`${fault.kind}: ${fault.why}`, { cause });
    this.name = 'DeliveryError';
    this.fault = fault;
  }
}

export type TransportState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'degraded'; readonly since: Instant; readonly why: string };

/**
 * `taken`: a line of text was an answer to a question, not talk; where the adapter can hide it from the others, it does.
 * `quiet`: nothing private will be said to who acted, so that whatever shows that they wait can go.
 */
export type Received = 'taken' | 'talk' | 'quiet';

/** Takes what arrived. Resolves when it is safe to tell the platform that the event is done with. */
export type Receive = (inbound: Inbound) => Promise<Received>;

/** One platform's way in and out. Every member is there on every platform. */
export interface Transport {
  readonly can: Capabilities;
  state(): TransportState;
  /** @throws DeliveryError */
  send(parcel: Parcel): Promise<MessageRef>;
  /** Replaces what a message shows. An unchanged message is no fault. @throws DeliveryError */
  edit(message: MessageRef, parcel: Parcel): Promise<void>;
  /** A short plain answer to who acted; lost if it cannot be shown any more. */
  toast(reply: ReplyRef, to: PersonId, room: RoomId, text: string): Promise<void>;
  /** Whether a room that is closed takes messages again, by asking; absent where the platform tells of it in every case. */
  letsIn?(room: RoomId): Promise<boolean>;
  start(receive: Receive): Promise<void>;
  stop(): Promise<void>;
}
