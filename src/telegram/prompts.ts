import type { User } from 'grammy/types';
import { clip } from '../chat/length.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Desk } from './desk.ts';
import { personOf } from './ids.ts';
import { telegramLimits } from './limits.ts';
import type { Asked } from './memory.ts';
import type { Requests } from './requests.ts';
import { persist } from './tries.ts';

export interface Prompts {
  /** The next line in somebody's private chat answers this. Noted before they are asked, so that a quick answer is one too. */
  expect(asked: Asked, user: User): Promise<void>;
  /** Asks them there to type. */
  show(asked: Asked, user: User, locale: Locale): Promise<void>;
  /** What a line in the private chat answers: the prompt it replies to, or the one that is open. */
  answeredBy(user: number, replyTo: number | null): Promise<Asked | null>;
  close(user: number): Promise<void>;
}

/** Prompts for typed answers: always in the private chat, so that nobody reads them. */
export function createPrompts(desk: Desk, requests: Requests): Prompts {
  const { memory, describe } = desk;
  return {
    expect: (asked, user) => memory.prompts.put(user.id, { ...asked, message: null, used: false }, personOf(user.id)),
    async show(asked, user, locale) {
      const text = describe(locale, 'telegram-prompt', { field: asked.field });
      const reply_markup = { force_reply: true, input_field_placeholder: clip(asked.field, telegramLimits.placeholder, 'utf16') } as const;
      const ask = () => requests.inTurn(user.id, (api, chat) => api.sendMessage(chat, text, { reply_markup }));
      const sent = await persist(ask, desk.sleep);
      // By now it may have been answered, or another one has taken its place.
      const open = await memory.prompts.get(user.id);
      if (open?.token === asked.token) await memory.prompts.put(user.id, { ...open, message: sent.message_id }, personOf(user.id));
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
