import type { Parcel } from '../chat/transport.ts';
import type { View } from '../chat/view.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Desk } from './desk.ts';
import { closingOf } from './faults.ts';
import { type Delivered, personOf, type Reply } from './ids.ts';
import { telegramLimits } from './limits.ts';
import { keyOf, viewLink } from './links.ts';
import type { Held } from './memory.ts';
import type { Posts, Sheet } from './posts.ts';
import type { Going, Requests } from './requests.ts';
import { persist } from './tries.ts';

export interface Privately {
  /** Says something to one person of a group. */
  tell(parcel: Parcel, user: number, reply: Reply | null): Promise<Delivered>;
  /** Somebody has opened the private chat for what waits under a key. False where nothing waits there for them. */
  handOver(key: string, user: number): Promise<boolean>;
}

/**
 * Telegram shows nothing in a group that only one person sees. A short answer to a press is an alert. Everything else goes to the private
 * chat; where that was never opened, it is kept until its reader follows a link there.
 */
export function createPrivately(desk: Desk, posts: Posts, requests: Requests): Privately {
  const { memory, presses, describe, bot } = desk;

  async function toDirect(held: Held, user: number, going: Going & Pick<Parcel, 'landed'> = {}): Promise<Delivered> {
    const sent = await posts.send({ chat: user, thread: null }, { ...going, ...held }, { reply: null });
    // A press there is a press in the room that it was said for.
    for (const id of sent.ids) await memory.said.put(`${user}/${id}`, held.room, personOf(user));
    return sent;
  }

  async function waitFor(held: Held, user: number, reply: Reply | null, going: Going): Promise<Delivered> {
    const key = keyOf(desk.secret, 'view', held.key);
    await memory.held.put(key, held, personOf(user));
    const url = viewLink(bot().username, key);
    if (reply?.kind === 'press' && (await presses.answer(reply.query, { url }))) return { kind: 'gone' };
    // Who pressed too long ago can press again; where nobody asked, the others are not bothered.
    if (reply?.kind !== 'message') return { kind: 'gone' };
    const text = describe(held.locale, 'telegram-private');
    const keyboard = [[{ text: describe(held.locale, 'telegram-private-button'), url }]];
    await requests.sendText(reply.at, { text, entities: [], keyboard }, reply.id, going);
    return { kind: 'gone' };
  }

  return {
    async tell(parcel, user, reply) {
      const sheets = await posts.write(user, parcel);
      const short = sheets.length === 1 ? alertText(sheets[0]) : null;
      if (reply?.kind === 'press' && short !== null && (await presses.answer(reply.query, { text: short }))) return { kind: 'gone' };
      const { key, room, to, view, locale, timeZone } = parcel;
      const held: Held = { key, room, to, view, locale, timeZone };
      try {
        const sent = await toDirect(held, user, parcel);
        if (reply?.kind === 'press') await presses.answer(reply.query, reply.at.chat === user ? {} : { text: said(locale) });
        return sent;
      } catch (error) {
        if (!closingOf(error)) throw error;
      }
      // The command stood there for all to see, and so may one line of an answer.
      if (reply?.kind === 'message' && reply.of === 'command' && short !== null && isLine(view)) {
        const sent = await posts.send(reply.at, parcel, { reply: reply.id });
        return sent;
      }
      return waitFor(held, user, reply, parcel);
    },
    async handOver(key, user) {
      const held = await memory.held.get(key);
      if (!held || held.to !== personOf(user)) return false;
      // No outbox comes again with it, also where the chat takes it in another form only.
      await persist(() => toDirect(held, user), desk.sleep);
      await memory.held.remove(key);
      return true;
    },
  };

  function said(locale: Locale): string {
    return describe(locale, 'telegram-said-privately');
  }
}

/** The text of a message that loses nothing as an alert: short, without buttons and links. */
function alertText({ encoded, photo, rich }: Sheet): string | null {
  const lossless =
    photo === null &&
    rich === null &&
    encoded.keyboard.length === 0 &&
    encoded.entities.every((entity) => entity.type !== 'text_link' && entity.type !== 'pre');
  return lossless && encoded.text.length <= telegramLimits.alert ? encoded.text : null;
}

const isLine = (view: View): boolean => view.blocks.length === 1 && view.blocks[0]?.kind === 'paragraph';
