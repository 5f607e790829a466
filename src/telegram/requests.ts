import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import type { InlineKeyboardButton, Message } from 'grammy/types';
import type { Parcel } from '../chat/transport.ts';
import type { Desk } from './desk.ts';
import type { Encoded } from './encode.ts';
import { isGone, isUnchanged, retryAfter } from './faults.ts';
import type { Spot } from './ids.ts';

/** Told of a group that has become a supergroup. Resolves when all that is stored has moved. */
export type Moved = (from: number, to: number) => Promise<void>;

type Leaving = Parcel['leaving'];

/** Requests that send something, in their turn. Every one may throw grammY's errors. */
export interface Requests {
  /** Takes a turn, makes the request; once more where the group has moved. */
  inTurn<T>(chat: number, request: (api: Api, chat: number) => Promise<T>, leaving?: Leaving): Promise<T>;
  sendText(spot: Spot, message: Encoded, reply: number | null, leaving?: Leaving): Promise<Message>;
  /** Has had its turn already. An unchanged or deleted message is no fault. */
  editText(chat: number, id: number, message: Encoded): Promise<void>;
  remove(chat: number, id: number): Promise<void>;
}

export function createRequests({ api, pace }: Pick<Desk, 'api' | 'pace'>, moved: Moved): Requests {
  async function once<T>(chat: number, request: (api: Api, chat: number) => Promise<T>): Promise<T> {
    try {
      return await request(api, chat);
    } catch (error) {
      if (error instanceof GrammyError && error.error_code === 429) pace.refused(chat, retryAfter(error));
      throw error;
    }
  }

  async function inTurn<T>(chat: number, request: (api: Api, chat: number) => Promise<T>, leaving?: Leaving): Promise<T> {
    await pace.turn(chat);
    await leaving?.();
    try {
      return await once(chat, request);
    } catch (error) {
      const to = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
      if (to === undefined) throw error;
      await moved(chat, to);
      await pace.turn(to);
      return once(to, request);
    }
  }

  return {
    inTurn,
    sendText: ({ chat, thread }, { text, entities, keyboard }, reply, leaving) =>
      inTurn(
        chat,
        (to, id) =>
          to.sendMessage(id, text, {
            entities: [...entities],
            link_preview_options: { is_disabled: true },
            ...markup(keyboard),
            ...(thread === null ? {} : { message_thread_id: thread }),
            ...(reply === null ? {} : { reply_parameters: { message_id: reply, allow_sending_without_reply: true } }),
          }),
        leaving,
      ),
    async editText(chat, id, { text, entities, keyboard }) {
      try {
        await once(chat, (to) =>
          to.editMessageText(chat, id, text, { entities: [...entities], link_preview_options: { is_disabled: true }, ...markup(keyboard) }),
        );
      } catch (error) {
        if (!isUnchanged(error) && !isGone(error)) throw error;
      }
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

const markup = (keyboard: readonly (readonly InlineKeyboardButton[])[]) =>
  keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) } } : {};
