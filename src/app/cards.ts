import type { TopicCard, TopicCards } from '../chat/card.ts';
import type { Block } from '../chat/view.ts';
import type { Article } from '../corpus/article.ts';
import { groupId, type Slug } from '../kernel/ids.ts';
import { localeOf } from '../kernel/locale.ts';
import type { Parts } from './parts.ts';
import type { Say } from './say.ts';

/** Inline queries are Telegram's, and do not say in which chat they are typed. */
const ANYWHERE = { platform: 'telegram', kind: 'direct', group: groupId('telegram:direct') } as const;

/** Searching costs more than it gives for what is typed letter by letter beyond this. */
const LONGEST = 100;

/** Topics to send into any chat: by name, and where names do not fill the list, by what the articles say. */
export function topicCards(parts: Pick<Parts, 'shelf' | 'messages' | 'defaultLocale' | 'admits'>): TopicCards {
  const { shelf } = parts;

  async function slugs(words: string, say: Say, most: number): Promise<readonly Slug[]> {
    if (!words) return (await shelf.readable()).map(({ slug }) => slug).slice(0, most);
    const named = await shelf.resolve(words);
    const found: Slug[] = named.kind === 'found' ? [named.slug] : named.kind === 'near' ? [...named.slugs] : [];
    for (const hit of await shelf.search(words, say.locale, most)) found.push(hit.slug);
    return [...new Set(found)].slice(0, most);
  }

  return async (typed, tag, most) => {
    // Whoever asks is in no group of ours that we know of: they are let in where private chats are.
    if (parts.admits?.(ANYWHERE) === false) return [];
    const words = typed.trim().slice(0, LONGEST);
    const say = parts.messages.in(localeOf(tag) ?? parts.defaultLocale, ANYWHERE.platform);
    const articles = await Promise.all((await slugs(words, say, most)).map((slug) => shelf.article(slug, say.locale)));
    return articles.flatMap((article) => (article ? [cardOf(article, say)] : []));
  };
}

function cardOf(article: Article, say: Say): TopicCard {
  const blocks: Block[] = [{ kind: 'heading', level: 2, content: say.rich('digest-title', { title: article.title }) }];
  if (article.area) blocks.push({ kind: 'note', content: say.rich(`area-${article.area}`) });
  if (article.origin === 'authored') {
    blocks.push({ kind: 'paragraph', content: article.summary });
    blocks.push({ kind: 'list', ordered: false, items: article.takeaways });
    blocks.push({ kind: 'math', tex: article.formula, source: `${article.slug}.${article.locale}` });
  } else {
    const first = article.sections.flatMap((section) => section.blocks).find((block) => block.kind === 'paragraph');
    if (first) blocks.push(first);
    blocks.push({ kind: 'note', content: say.rich('read-imported', { source: article.source }) });
  }
  const opening = blocks.find((block) => block.kind === 'paragraph');
  return {
    slug: article.slug,
    title: article.title,
    about: opening?.kind === 'paragraph' ? opening.content : [],
    view: { blocks, audience: 'room' },
  };
}
