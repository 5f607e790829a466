import { linesOf } from '../chat/lines.ts';
import type { View } from '../chat/view.ts';

/** What a topic link opens: its words behind `/read`. */
export interface TopicLink {
  readonly label: string;
  /** `slug` or `slug#anchor`. */
  readonly topic: string;
}

/** Null for any other address. */
export function topicOf(href: string): string | null {
  const [, topic = null] = /^topic:([a-z0-9-]+(?:#[a-z0-9-]+)?)$/.exec(href) ?? [];
  return topic;
}

/** The topics that a View names, each once, in their order: Discord has no link that asks the bot, so they become buttons. */
export function topicLinks(view: View): TopicLink[] {
  const found = new Map<string, TopicLink>();
  for (const content of view.blocks.flatMap(linesOf)) {
    for (const node of content) {
      const topic = node.kind === 'link' ? topicOf(node.href) : null;
      if (node.kind !== 'link' || topic === null || found.has(topic) || !node.text.trim()) continue;
      found.set(topic, { label: node.text, topic });
    }
  }
  return [...found.values()];
}
