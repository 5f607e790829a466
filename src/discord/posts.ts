import { type APIMessage, type REST, Routes } from 'discord.js';
import type { Notes } from '../chat/notes.ts';
import { DeliveryError } from '../chat/transport.ts';
import { type MessageRef, messageRef } from '../kernel/ids.ts';
import { after, between, type Clock, days, type Instant, millis } from '../kernel/time.ts';
import { isArchived, isGoneMessage } from './faults.ts';
import { discordCapabilities } from './limits.ts';
import { nonceOf } from './nonce.ts';
import { type Sending, sendOn } from './parts-sent.ts';
import type { PictureRights } from './picture-rights.ts';
import { type Letter, withoutFiles } from './pictures.ts';

/** Messages whose last change is remembered. */
const MOST_EDITED = 1_000;
/** Posts that were broken off and are remembered, with their pictures; of those forgotten Discord itself knows the parts, for some minutes. */
const MOST_BEGUN = 100;
/** As long as the core remembers what it sent. */
const REMEMBERED = days(3);

/** `<channel>/<message>,<message>`: a View that is too long for one message is several. */
const refOf = (channel: string, ids: readonly string[]): MessageRef => messageRef(`${channel}/${ids.join(',')}`);

interface Spot {
  readonly channel: string;
  readonly ids: readonly string[];
}

/** Null for what cannot be changed any more: an answer that only one person sees. */
export function spotOf(ref: MessageRef): Spot | null {
  const [, channel = '', ids = ''] = /^(\d+)\/(\d+(?:,\d+)*)$/.exec(ref) ?? [];
  return ids ? { channel, ids: ids.split(',') } : null;
}

export interface Posts {
  send(channel: string, letters: readonly Letter[], key: string): Promise<MessageRef>;
  /** @throws DeliveryError `later` where the message was changed a moment ago */
  edit(ref: MessageRef, letters: readonly Letter[], key: string): Promise<void>;
}

/** What everybody in a channel sees. A repeated send is recognised by its nonce, and shows nothing twice. */
export function createPosts(input: { rest: () => REST; clock: Clock; notes: Notes; pictures: PictureRights }): Posts {
  const { rest, clock, notes, pictures } = input;
  const edited = new Map<string, Instant>();
  const begun = new Map<string, Sending>();

  async function post(channel: string, { body, files }: Letter, nonce: string): Promise<string> {
    const message = await rest().post(Routes.channelMessages(channel), { body: { ...body, nonce, enforce_nonce: true }, files });
    return (message as APIMessage).id;
  }

  /** False where somebody deleted it, or its thread is archived. */
  async function change(channel: string, id: string, { body, files }: Letter): Promise<boolean> {
    try {
      await rest().patch(Routes.channelMessage(channel, id), { body, files });
      return true;
    } catch (error) {
      if (isGoneMessage(error) || isArchived(error)) return false;
      throw error;
    }
  }

  async function remove(channel: string, id: string): Promise<void> {
    try {
      await rest().delete(Routes.channelMessage(channel, id));
    } catch (error) {
      if (!isGoneMessage(error)) throw error;
    }
  }

  /** How many messages a change became; 0 where there is nothing left to change. */
  async function renewAll(
    channel: string,
    letters: readonly Letter[],
    renew: (letter: Letter, part: number) => Promise<boolean>,
  ): Promise<number> {
    let shown = letters;
    for (let part = 0; ; ) {
      const letter = shown[part];
      if (!letter) return part;
      try {
        if (!(await renew(letter, part))) return 0;
        part += 1;
      } catch (error) {
        shown = withoutFiles(shown, part, error);
        pictures.refuse(channel);
      }
    }
  }

  function notTooSoon(ref: MessageRef): void {
    const last = edited.get(ref);
    const passed = last === undefined ? discordCapabilities.editEvery : between(last, clock.now());
    if (passed < discordCapabilities.editEvery) {
      const wait = millis(discordCapabilities.editEvery - passed);
      throw new DeliveryError({ kind: 'later', wait, why: 'it was changed a moment ago' });
    }
    edited.delete(ref);
    edited.set(ref, clock.now());
    const oldest = edited.keys().next();
    if (edited.size > MOST_EDITED && !oldest.done) edited.delete(oldest.value);
  }

  return {
    async send(channel, letters, key) {
      const oldest = begun.keys().next();
      if (begun.size >= MOST_BEGUN && !begun.has(key) && !oldest.done) begun.delete(oldest.value);
      const posting = (letter: Letter, part: number) => post(channel, letter, nonceOf(key, part));
      const ids = await sendOn(begun, key, letters, posting, () => pictures.refuse(channel));
      begun.delete(key);
      return refOf(channel, ids);
    },

    async edit(ref, letters, key) {
      const spot = spotOf(ref);
      if (!spot) throw new DeliveryError({ kind: 'refused', why: 'a private answer cannot be changed' });
      notTooSoon(ref);
      const note = `discord:parts:${ref}`;
      const more = await notes.get(note);
      const ids = more === null ? spot.ids : more.split(',');
      const remember = (parts: readonly string[]) => notes.put(note, parts.join(), after(clock.now(), REMEMBERED));
      const now: string[] = [];
      /** False where the message can be changed no more, and with it what it was for. */
      const renew = async (letter: Letter, part: number): Promise<boolean> => {
        const id = ids[part];
        if (id === undefined) {
          now.push(await post(spot.channel, letter, nonceOf(`${key} ${ids.join()} ${clock.now()}`, part)));
          // Noted one by one: a change that is broken off goes on behind the last one.
          await remember(now);
        } else if (await change(spot.channel, id, letter)) now.push(id);
        else return part > 0;
        return true;
      };
      const count = await renewAll(spot.channel, letters, renew);
      if (count === 0) return;
      for (const id of ids.slice(count)) await remove(spot.channel, id);
      if (now.join() !== ids.join()) await remember(now);
    },
  };
}
