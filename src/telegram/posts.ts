import { createHash } from 'node:crypto';
import type { InlineKeyboardButton } from 'grammy/types';
import { drawn } from '../chat/drawn.ts';
import { fit as fitted } from '../chat/fit.ts';
import { isChoices } from '../chat/fitting/marks.ts';
import { illustrate } from '../chat/illustrate.ts';
import { isVisible } from '../chat/length.ts';
import type { Image, PictureOrder } from '../chat/picture.ts';
import { type Capabilities, DeliveryError, type Parcel } from '../chat/transport.ts';
import type { Choice } from '../chat/view.ts';
import type { RoomId } from '../kernel/ids.ts';
import { millis } from '../kernel/time.ts';
import type { Desk } from './desk.ts';
import { type Encoded, encode } from './encode.ts';
import { isWithoutPhotos, isWithoutRich } from './faults.ts';
import type { Delivered, Spot } from './ids.ts';
import { telegramLimits } from './limits.ts';
import { answerLink, keyOf } from './links.ts';
import type { Asked, Begun } from './memory.ts';
import type { Going, Requests } from './requests.ts';
import { richCapabilities, richHtml, wantsRich } from './rich.ts';

type Content = Pick<Parcel, 'key' | 'room' | 'view' | 'locale' | 'timeZone' | 'patient' | 'fresh' | 'leaving' | 'landed'>;

/** One message, and the buttons in it that ask for text in the private chat. */
export interface Sheet {
  readonly encoded: Encoded;
  /** The picture over the text. */
  readonly photo: Image | null;
  /** The same as a rich message, which is sent instead of the text. */
  readonly rich: string | null;
  readonly asks: ReadonlyMap<string, Asked>;
}

export interface Posts {
  /** The messages that a View becomes in a chat. */
  write(chat: number, content: Content): Promise<readonly [Sheet, ...Sheet[]]>;
  /** Sends them in order; where it was broken off, the next call goes on behind the last one that went out and still says the same. */
  send(spot: Spot, content: Content, options: { readonly reply: number | null }): Promise<Extract<Delivered, { kind: 'messages' }>>;
  /** Sends one of them. */
  sendSheet(spot: Spot, sheet: Sheet, reply: number | null, going?: Going): Promise<{ readonly chat: number; readonly id: number }>;
  noteAsks(sheet: Sheet): Promise<void>;
  /** After a failure: remembers what the chat does not take, so that the outbox comes again with what it does take; throws all else on. */
  otherwise(chat: number, sheet: Sheet, error: unknown): Promise<never>;
}

export function createPosts(desk: Desk, can: Capabilities, requests: Requests): Posts {
  const { memory } = desk;

  async function write(chat: number, content: Content): Promise<readonly [Sheet, ...Sheet[]]> {
    const rich = content.view.richMath && (await memory.poor.get(chat)) === null ? richly(chat, content) : null;
    if (rich) return rich;
    const plain = (await memory.plain.get(chat)) !== null;
    const wished = plain ? { ...content.view, pictures: 'off' as const } : content.view;
    const { view: shown, images } = await drawn(wished, can, content.locale, drawPhoto);
    const [first, ...rest] = fitted(shown, can);
    const one = (view: typeof first): Sheet => {
      const asks = new Map<string, Asked>();
      const style = { locale: content.locale, timeZone: content.timeZone, bot: desk.bot().username };
      const written = encode(view.blocks, style, (choice, label) => button(chat, content.room, choice, label, asks));
      const photo = written.photo === null ? null : (images.get(written.photo) ?? null);
      // A picture that cannot be had, and of which nothing is said, is still a message.
      const encoded = photo === null && !isVisible(written.text) ? { ...written, text: '…', entities: [] } : written;
      return { encoded, photo, rich: null, asks };
    };
    return [one(first), ...rest.map(one)];
  }

  /** As rich messages, where there is a reason to and every app shows all of it; else null. */
  function richly(chat: number, content: Content): readonly [Sheet, ...Sheet[]] | null {
    const { view: shown, pictures } = illustrate(content.view, richCapabilities);
    if (pictures.size > 0 || !wantsRich(shown.blocks)) return null;
    const style = { locale: content.locale, timeZone: content.timeZone, bot: desk.bot().username };
    const sheets = fitted(shown, richCapabilities).map((view): Sheet | null => {
      const asks = new Map<string, Asked>();
      const html = richHtml(view.blocks, style);
      const { keyboard } = encode(view.blocks.filter(isChoices), style, (choice, label) => button(chat, content.room, choice, label, asks));
      return html === null ? null : { encoded: { text: '', entities: [], keyboard, photo: null }, photo: null, rich: html, asks };
    });
    const [first, ...rest] = sheets.filter((sheet) => sheet !== null);
    return first && rest.length === sheets.length - 1 ? [first, ...rest] : null;
  }

  /** What is all length cannot be read as a photo; its text stands instead. A wide one can be: apps turn it. */
  async function drawPhoto(order: PictureOrder): Promise<Image | null> {
    const image = await desk.draw(order);
    const long = image && image.height > telegramLimits.photoRatio * image.width;
    return long ? null : image;
  }

  /** In a group, a button that asks for text leads to the private chat: what is typed in the group, everybody would read. */
  function button(chat: number, room: RoomId, choice: Choice, label: string, asks: Map<string, Asked>): InlineKeyboardButton {
    const look = choice.tone === undefined ? {} : { style: choice.tone };
    if (choice.asks !== undefined && chat < 0) {
      const key = keyOf(desk.secret, 'answer', room, choice.token);
      asks.set(key, { token: choice.token, room, field: choice.asks });
      return { text: label, url: answerLink(desk.bot().username, key), ...look };
    }
    const data = choice.asks === undefined ? choice.token : `${ASKING}${choice.token}`;
    if (new TextEncoder().encode(data).length > telegramLimits.data)
      throw new DeliveryError({ kind: 'refused', why: `a button's token is longer than ${telegramLimits.data} bytes` });
    return { text: label, callback_data: data, ...look };
  }

  const noteAsks = async (sheet: Sheet): Promise<void> => {
    for (const [key, asked] of sheet.asks) await memory.asked.put(key, asked);
  };

  async function sendSheet(spot: Spot, sheet: Sheet, reply: number | null, going?: Going) {
    await noteAsks(sheet);
    try {
      const sent =
        sheet.rich !== null
          ? await requests.sendRich(spot, sheet.rich, sheet.encoded, reply, going)
          : sheet.photo
            ? await requests.sendPhoto(spot, sheet.photo, sheet.encoded, reply, going)
            : await requests.sendText(spot, sheet.encoded, reply, going);
      return { chat: sent.chat.id, id: sent.message_id };
    } catch (error) {
      return otherwise(spot.chat, sheet, error);
    }
  }

  async function otherwise(chat: number, sheet: Sheet, error: unknown): Promise<never> {
    if (sheet.rich !== null && isWithoutRich(error)) {
      await memory.poor.put(chat, true);
      throw new DeliveryError({ kind: 'later', wait: millis(0), why: 'no rich messages are taken there: pictures go instead' });
    }
    if (!isWithoutPhotos(error)) throw error;
    await memory.plain.put(chat, true);
    throw new DeliveryError({ kind: 'later', wait: millis(0), why: 'the chat allows no photos: the text goes instead' });
  }

  /** Of those that are out, the first ones that still say the same; the View may have become others since, without its pictures. */
  async function stillTrue(chat: number, out: readonly Begun[], sheets: readonly Sheet[]): Promise<readonly Begun[]> {
    const differs = out.findIndex(({ look }, index) => {
      const sheet = sheets[index];
      return sheet === undefined || look !== lookOf(sheet);
    });
    if (differs < 0) return out;
    for (const { id } of out.slice(differs)) await requests.remove(chat, id);
    return out.slice(0, differs);
  }

  return {
    write,
    sendSheet,
    noteAsks,
    otherwise,
    async send(spot, content, { reply }) {
      const sheets = await write(spot.chat, content);
      const key = `${content.key} ${spot.chat}`;
      const before = content.fresh ? null : await memory.begun.get(key);
      const out = before === null ? [] : [...(await stillTrue(spot.chat, before, sheets))];
      let { chat } = spot;
      for (const sheet of sheets.slice(out.length)) {
        const sent = await sendSheet(spot, sheet, out.length === 0 ? reply : null, content);
        chat = sent.chat;
        out.push({ id: sent.id, look: lookOf(sheet) });
        if (sheets.length > 1) await memory.begun.put(key, out);
        if (out.length < sheets.length) await content.landed?.();
      }
      if (sheets.length > 1 || before !== null) await memory.begun.remove(key);
      return { kind: 'messages', chat, ids: out.map(({ id }) => id) };
    },
  };
}

/** Sheets with the same look are the same message. */
export const lookOf = ({ encoded, photo, rich }: Sheet): string =>
  createHash('sha256')
    .update(JSON.stringify([encoded, photo?.name, rich]))
    .digest('base64');

/** Before the token of a button in a private chat that asks for text. No token of the core begins so. */
export const ASKING = '?';
