import type { MessageRef, PersonId, RoomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Instant, Millis } from '../kernel/time.ts';
import type { Inbound, Platform, ReplyRef } from './place.ts';
import type { View } from './view.ts';

/** A platform's limits, as data. Lengths are UTF-16 units unless said otherwise. */
export interface Capabilities {
  readonly platform: Platform;
  /** Text of one message, all blocks together. */
  readonly text: number;
  /** Blocks (components) of one message. */
  readonly blocks: number;
  readonly label: number;
  readonly choicesPerRow: number;
  readonly choices: number;
  /** `native`: the platform shows formulas itself. */
  readonly math: 'native' | 'text';
  readonly table: 'native' | 'text';
  readonly formulaInLabel: boolean;
  /** Plain text shown at once to who pressed. */
  readonly toast: number;
  /** Whether a repeated send with the same key is recognised by the platform. */
  readonly exactlyOnce: boolean;
  /** Edits of one message are kept at least this far apart. */
  readonly editEvery: Millis;
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
}

/** Why a delivery failed, by what to do about it. */
export type DeliveryFault =
  /** Nothing was sent: wait and send again. */
  | { readonly kind: 'later'; readonly wait: Millis; readonly why: string }
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

/** `taken`: a line of text was an answer to a question, not talk; where the adapter can hide it from the others, it does. */
export type Received = 'taken' | 'talk';

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
  start(receive: Receive): Promise<void>;
  stop(): Promise<void>;
}
