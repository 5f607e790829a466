import type { User } from 'grammy/types';
import { clip } from '../chat/length.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Desk } from './desk.ts';
import { personOf } from './ids.ts';
import { telegramLimits } from './limits.ts';
import type { Asked } from './memory.ts';
import type { Requests } from './requests.ts';

export interface Prompts {
  /** Asks somebody in their private chat to type. */
  open(asked: Asked, user: User, locale: Locale): Promise<void>;
  /** What a line in the private chat answers: the prompt it replies to, or the one that is open. */
  answeredBy(user: number, replyTo: number | null): Promise<Asked | null>;
  close(user: number): Promise<void>;
}

/** Prompts for typed answers: always in the private chat, so that nobody reads them. */
export function createPrompts(desk: Desk, requests: Requests): Prompts {
  const { memory, describe } = desk;
  return {
    async open(asked, user, locale) {
      const sent = await requests.inTurn(user.id, (api, chat) =>
        api.sendMessage(chat, describe(locale, 'telegram-prompt', { field: asked.field }), {
          reply_markup: { force_reply: true, input_field_placeholder: clip(asked.field, telegramLimits.placeholder, 'utf16') },
        }),
      );
      await memory.prompts.put(user.id, { ...asked, message: sent.message_id, used: false }, personOf(user.id));
    },
    async answeredBy(user, replyTo) {
      const prompt = await memory.prompts.get(user);
      if (!prompt || (prompt.used && replyTo !== prompt.message)) return null;
      await memory.prompts.put(user, { ...prompt, used: true }, personOf(user));
      return prompt;
    },
    async close(user) {
      const prompt = await memory.prompts.get(user);
      if (prompt) await memory.prompts.remove(user);
    },
  };
}
