import { createHash } from 'node:crypto';
import { telegramLimits } from './limits.ts';

/** What a `t.me/bot?start=…` link asks for. */
export type Start =
  | { readonly kind: 'topic'; readonly topic: string }
  /** An answer that wants typing. */
  | { readonly kind: 'answer'; readonly key: string }
  /** A private reply that waits. */
  | { readonly kind: 'view'; readonly key: string }
  | { readonly kind: 'none' };

const link = (bot: string, start: string): string => `https://t.me/${bot}?start=${start}`;

/** `topic:adaboost#weights` -> a link that opens it with the bot; null where its name cannot stand in one. */
export function topicLink(bot: string, href: string): string | null {
  const [slug = '', anchor] = href.replace(/^topic:/, '').split('#');
  for (const start of anchor ? [`topic_${slug}__${anchor}`, `topic_${slug}`] : [`topic_${slug}`]) {
    if (/^[\w-]+$/.test(start) && start.length <= telegramLimits.start) return link(bot, start);
  }
  return null;
}

export const answerLink = (bot: string, key: string): string => link(bot, `a_${key}`);
export const viewLink = (bot: string, key: string): string => link(bot, `v_${key}`);

export function startOf(parameter: string): Start {
  const [, kind, rest = ''] = /^(topic|a|v)_([\w-]+)$/.exec(parameter.trim()) ?? [];
  switch (kind) {
    case 'topic':
      return { kind: 'topic', topic: rest.replace('__', '#') };
    case 'a':
      return { kind: 'answer', key: rest };
    case 'v':
      return { kind: 'view', key: rest };
    default:
      return { kind: 'none' };
  }
}

/** A key that nobody guesses and that is the same for the same thing; 22 characters of a start parameter. `secret`: known to this bot only. */
export function keyOf(secret: string, ...parts: readonly string[]): string {
  return createHash('sha256')
    .update([secret, ...parts].join('\n'))
    .digest('base64url')
    .slice(0, 22);
}
