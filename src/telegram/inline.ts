import type { InlineQuery, InlineQueryResultArticle } from 'grammy/types';
import type { TopicCard, TopicCards } from '../chat/card.ts';
import { fit as fitted } from '../chat/fit.ts';
import { clip } from '../chat/length.ts';
import type { Capabilities } from '../chat/transport.ts';
import { allowance } from '../kernel/allowance.ts';
import { localeOf } from '../kernel/locale.ts';
import { seconds } from '../kernel/time.ts';
import type { Desk } from './desk.ts';
import { encode, plainText } from './encode.ts';
import { telegramLimits } from './limits.ts';
import { keyOf, topicLink } from './links.ts';

/** The server may answer the same words of the same person for so long. */
const CACHED = seconds(300);
/** Every letter that is typed may be a query. */
const QUERIES = { burst: 30, perSecond: 2 };
/** Nothing is found for who asks faster; soon again it is. */
const HURRIED = seconds(5);
const ABOUT = 140;

/** `@bot diffusion` in any chat: topic cards to send there. */
export function createInline(desk: Desk, can: Capabilities, cards: TopicCards) {
  const queries = allowance<number>(QUERIES);
  return async (query: InlineQuery): Promise<void> => {
    const tag = query.from.language_code ?? null;
    const { ok } = queries.take(query.from.id, desk.clock.now());
    const found = ok ? await cards(query.query, tag, telegramLimits.inlineResults) : [];
    await desk.api.answerInlineQuery(
      query.id,
      found.map((card) => result(card, tag, desk, can)),
      {
        cache_time: (ok ? CACHED : HURRIED) / 1000,
        // The language is the asker's.
        is_personal: true,
      },
    );
  };
}

function result(card: TopicCard, tag: string | null, desk: Desk, can: Capabilities): InlineQueryResultArticle {
  const locale = localeOf(tag) ?? desk.locale;
  const bot = desk.bot().username;
  // A card is one message. What does not fit is behind its button.
  const [first] = fitted(card.view, can);
  const { text, entities } = encode(first.blocks, { locale, timeZone: 'UTC', bot }, () => {
    throw new Error('a topic card has no buttons');
  });
  const link = topicLink(bot, `topic:${card.slug}`);
  const about = clip(plainText(card.about).toWellFormed(), ABOUT, 'utf16');
  return {
    type: 'article',
    id: keyOf('card', card.slug, locale),
    title: card.title,
    ...(about ? { description: about } : {}),
    input_message_content: { message_text: text, entities: [...entities], link_preview_options: { is_disabled: true } },
    ...(link ? { reply_markup: { inline_keyboard: [[{ text: desk.describe(locale, 'telegram-read'), url: link }]] } } : {}),
  };
}
