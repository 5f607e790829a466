import { illustrate } from '../../src/chat/illustrate.ts';
import type { Platform } from '../../src/chat/place.ts';
import { type Capabilities, DeliveryError, type DeliveryFault, type Parcel, type Transport } from '../../src/chat/transport.ts';
import type { View } from '../../src/chat/view.ts';
import { type MessageRef, messageRef, type PersonId, type RoomId } from '../../src/kernel/ids.ts';
import { seconds } from '../../src/kernel/time.ts';
import { viewText } from './view-text.ts';

export interface ShownMessage {
  readonly ref: MessageRef;
  readonly key: string;
  readonly room: RoomId;
  readonly to: PersonId | null;
  view: View;
  edits: number;
}

/** A chat platform that keeps what it was sent, as people would see it. */
export class ChatServer {
  readonly messages: ShownMessage[] = [];
  readonly toasts: { to: PersonId; text: string }[] = [];
  /** Faults for the next sends, first first; `after` shows the message before it fails. */
  readonly faults: { fault: DeliveryFault; shown: boolean }[] = [];
  readonly editFaults: DeliveryFault[] = [];
  readonly transport: Transport;
  #ready = false;
  #next = 1;

  constructor(platform: Platform, can: Partial<Capabilities> = {}) {
    const capabilities: Capabilities = {
      platform,
      unit: 'utf16',
      text: 32_000,
      reserve: 0,
      blocks: 500,
      counting: 'blocks',
      runs: 10_000,
      label: 200,
      choicesPerRow: 5,
      rows: 25,
      choices: 25,
      letters: 'native',
      math: 'native',
      table: 'native',
      columns: 20,
      heading: 'native',
      picture: 'native',
      figure: 'native',
      pictures: 100,
      caption: null,
      alt: 4_000,
      formulaInLabel: true,
      styleInLabel: true,
      textNeeded: false,
      markup: { escaped: '', style: 0, link: 0, addresses: false, time: 0, line: 0, fence: 0, spoiler: 0, divider: 0, gap: 1 },
      toast: 200,
      exactlyOnce: true,
      editEvery: seconds(1),
      ...can,
    };
    this.transport = {
      can: capabilities,
      state: () => (this.#ready ? { kind: 'ready' } : { kind: 'off' }),
      send: async (parcel) => this.#send(parcel),
      edit: async (ref, parcel) => this.#edit(ref, parcel),
      toast: async (_reply, to, _room, text) => void this.toasts.push({ to, text }),
      start: async () => {
        this.#ready = true;
      },
      stop: async () => {
        this.#ready = false;
      },
    };
  }

  #send(parcel: Parcel): MessageRef {
    const trouble = this.faults.shift();
    if (trouble && !trouble.shown) throw new DeliveryError(trouble.fault);
    const known = this.transport.can.exactlyOnce ? this.messages.find((message) => message.key === parcel.key) : undefined;
    const message = known ?? {
      ref: messageRef(`m${this.#next++}`),
      key: parcel.key,
      room: parcel.room,
      to: parcel.to,
      view: this.#text(parcel),
      edits: 0,
    };
    if (!known) this.messages.push(message);
    if (trouble) throw new DeliveryError(trouble.fault);
    return message.ref;
  }

  #edit(ref: MessageRef, parcel: Parcel): void {
    const trouble = this.editFaults.shift();
    if (trouble) throw new DeliveryError(trouble);
    const message = this.messages.find((one) => one.ref === ref);
    if (!message) throw new DeliveryError({ kind: 'refused', why: 'no such message' });
    message.view = this.#text(parcel);
    message.edits += 1;
  }

  /** This chat draws nothing. */
  #text({ view }: Parcel): View {
    return illustrate(view, { ...this.transport.can, picture: 'text' }).view;
  }

  /** What this person sees in the room, as plain text, oldest first. */
  texts(person: PersonId | null = null, room?: RoomId): string[] {
    return this.messages
      .filter((message) => (message.to === null || message.to === person) && (!room || message.room === room))
      .map((message) => viewText(message.view));
  }
}
