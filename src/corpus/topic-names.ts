import type { Slug } from '../kernel/ids.ts';
import { type Both, LOCALES } from '../kernel/locale.ts';
import type { Article, Library } from './article.ts';
import { isNameOf, namesOf } from './concepts.ts';

/** All that one topic, or one imported article, is called. */
export interface TopicNames {
  readonly slug: Slug;
  /** In each language, where it has one. */
  readonly titles: Partial<Both>;
  /** Titles included; as people write them, each once. */
  readonly names: readonly string[];
}

/** The names of the register's topics: slugs, titles, the articles' aliases, and the glossary's terms that name a topic. In the register's order. */
export function topicNames({ topics, articles, terms }: Pick<Library, 'topics' | 'articles' | 'terms'>): TopicNames[] {
  return topics.map(({ slug, titles }) => {
    const own = articles.filter((article) => article.slug === slug);
    const term = terms.find((candidate) => isNameOf(candidate, slug));
    const called = own.flatMap((article) => [article.title, ...article.aliases]);
    const names = [...LOCALES.map((locale) => titles[locale]), ...called, ...(term ? namesOf(term) : []), slug];
    return { slug, titles, names: distinct(names.flatMap(variants)) };
  });
}

/** The names of an article that is not in the register. */
export function articleNames(article: Article): TopicNames {
  const names = [article.title, ...article.aliases, article.slug].flatMap(variants);
  return { slug: article.slug, titles: { [article.locale]: article.title }, names: distinct(names) };
}

/** `梯度提升树（GBDT）` is also called by either part; so is `NICE：…` by what stands before the colon. */
function variants(name: string): string[] {
  const parts = name.match(/^([^(（]+)[(（]([^)）]+)[)）]$/);
  const colon = name.match(/^([^:：]+)[:：]\s*(.+)$/);
  return [name, ...(parts ?? []).slice(1), ...(colon ?? []).slice(1)].map((part) => part.trim()).filter((part) => part !== '');
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];
