import type { Api } from 'grammy';
import { GrammyError, InputFile } from 'grammy';
import type { InlineKeyboardButton, Message, PhotoSize } from 'grammy/types';
import type { Image } from '../chat/picture.ts';
import type { Parcel } from '../chat/transport.ts';
import type { Desk } from './desk.ts';
import type { Encoded } from './encode.ts';
import { isGone, isUnchanged, retryAfter, says } from './faults.ts';
import type { Spot } from './ids.ts';

/** Told of a group that has become a supergroup. Resolves when all that is stored has moved. */
export type Moved = (from: number, to: number) => Promise<void>;

/** What of a parcel decides when a request goes, and who is told. */
export type Going = Pick<Parcel, 'patient' | 'leaving'>;
export type Words = Omit<Encoded, 'photo'>;

/** Requests that send something, in their turn. Every one may throw grammY's errors. */
export interface Requests {
  /** Takes a turn, makes the request; once more where the group has moved. */
  inTurn<T>(chat: number, request: (api: Api, chat: number) => Promise<T>, going?: Going): Promise<T>;
  sendText(spot: Spot, message: Words, reply: number | null, going?: Going): Promise<Message>;
  /** Uploads a picture once; afterwards Telegram knows it by its id. */
  sendPhoto(spot: Spot, photo: Image, message: Words, reply: number | null, going?: Going): Promise<Message>;
  /** As the platform's own rich message. */
  sendRich(spot: Spot, html: string, message: Pick<Words, 'keyboard'>, reply: number | null, going?: Going): Promise<Message>;
  /** Tries the id that Telegram gave a picture; where it has forgotten it, the picture is uploaded again. */
  withPhoto<T extends Message | true>(photo: Image, send: (file: string | InputFile) => Promise<T>): Promise<T>;
  /**
   * Has had its turn already. An unchanged or deleted message is no fault. False where a photo would have to become text, which
   * Telegram cannot do.
   */
  edit(chat: number, id: number, message: Words, photo: Image | null, rich: string | null): Promise<boolean>;
  remove(chat: number, id: number): Promise<void>;
}

export function createRequests({ api, pace, memory }: Pick<Desk, 'api' | 'pace' | 'memory'>, moved: Moved): Requests {
  async function once<T>(chat: number, request: (api: Api, chat: number) => Promise<T>): Promise<T> {
    try {
      return await request(api, chat);
    } catch (error) {
      if (error instanceof GrammyError && error.error_code === 429) pace.refused(chat, retryAfter(error));
      throw error;
    }
  }

  async function inTurn<T>(chat: number, request: (api: Api, chat: number) => Promise<T>, going?: Going): Promise<T> {
    const turn = await pace.turn(chat, going?.patient);
    try {
      await going?.leaving?.();
      return await once(chat, request);
    } catch (error) {
      const to = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
      if (to === undefined) throw error;
      await moved(chat, to);
      const another = await pace.turn(to, going?.patient);
      return await once(to, request).finally(another.over);
    } finally {
      turn.over();
    }
  }

  async function withPhoto<T extends Message | true>(photo: Image, send: (file: string | InputFile) => Promise<T>): Promise<T> {
    const known = await memory.photos.get(photo.name);
    if (known !== null) {
      try {
        return await send(known);
      } catch (error) {
        if (!says(error, /wrong (?:remote )?file id|file identifier|file_id|FILE_REFERENCE|wrong type of the web page content/i))
          throw error;
        await memory.photos.remove(photo.name);
      }
    }
    const sent = await send(new InputFile(photo.bytes, `${photo.name}.png`));
    const largest = typeof sent === 'object' ? (sent.photo ?? mediaOf(sent.poll))?.at(-1)?.file_id : undefined;
    if (largest) await memory.photos.put(photo.name, largest);
    return sent;
  }

  return {
    inTurn,
    withPhoto,
    sendText: ({ chat, thread }, { text, entities, keyboard }, reply, going) =>
      inTurn(
        chat,
        (to, id) =>
          to.sendMessage(id, text, {
            entities: [...entities],
            link_preview_options: { is_disabled: true },
            ...markup(keyboard),
            ...placed(thread, reply),
          }),
        going,
      ),
    sendRich: ({ chat, thread }, html, { keyboard }, reply, going) =>
      inTurn(
        chat,
        (to, id) =>
          to.sendRichMessage(id, richOf(html), {
            ...markup(keyboard),
            ...placed(thread, reply),
          }),
        going,
      ),
    sendPhoto: ({ chat, thread }, photo, { text, entities, keyboard }, reply, going) =>
      withPhoto(photo, (file) =>
        inTurn(
          chat,
          (to, id) =>
            to.sendPhoto(id, file, {
              caption: text,
              caption_entities: [...entities],
              ...markup(keyboard),
              ...placed(thread, reply),
            }),
          going,
        ),
      ),
    async edit(chat, id, { text, entities, keyboard }, photo, rich) {
      try {
        if (photo) {
          await withPhoto(photo, (media) =>
            once(chat, (to) =>
              to.editMessageMedia(chat, id, { type: 'photo', media, caption: text, caption_entities: [...entities] }, markup(keyboard)),
            ),
          );
        } else if (rich !== null) {
          await once(chat, (to) => to.editMessageText(chat, id, richOf(rich), markup(keyboard)));
        } else {
          await once(chat, (to) =>
            to.editMessageText(chat, id, text, {
              entities: [...entities],
              link_preview_options: { is_disabled: true },
              ...markup(keyboard),
            }),
          );
        }
      } catch (error) {
        if (says(error, /there is no text in the message to edit/i)) return false;
        if (!isUnchanged(error) && !isGone(error)) throw error;
      }
      return true;
    },
    async remove(chat, id) {
      try {
        await once(chat, (to) => to.deleteMessage(chat, id));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

/** Names and addresses in it call nobody. */
const richOf = (html: string) => ({ html, skip_entity_detection: true });

const mediaOf = (poll: Message['poll']) =>
  (poll as { readonly media?: { readonly photo?: readonly PhotoSize[] } } | undefined)?.media?.photo;

const placed = (thread: number | null, reply: number | null) => ({
  ...(thread === null ? {} : { message_thread_id: thread }),
  ...(reply === null ? {} : { reply_parameters: { message_id: reply, allow_sending_without_reply: true } }),
});

const markup = (keyboard: readonly (readonly InlineKeyboardButton[])[]) =>
  keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) } } : {};
