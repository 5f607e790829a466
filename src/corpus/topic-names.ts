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
    const names = [...LOCALES.flatMap((locale) => subjects(titles[locale])), ...called, ...(term ? namesOf(term) : []), slug];
    return { slug, titles, names: distinct(names.flatMap(nameVariants)) };
  });
}

/** The names of an article that is not in the register. */
export function articleNames(article: Article): TopicNames {
  const names = [article.title, ...article.aliases, article.slug].flatMap(nameVariants);
  return { slug: article.slug, titles: { [article.locale]: article.title }, names: distinct(names) };
}

/** `梯度提升树（GBDT）` is also called by either part; so is `NICE：…` by what stands before the colon. */
export function nameVariants(name: string): string[] {
  const parts = name.match(/^([^(（]+)[(（]([^)）]+)[)）]$/);
  const colon = name.match(/^([^:：]+)[:：]\s*(.+)$/);
  return [name, ...(parts ?? []).slice(1), ...(colon ?? []).slice(1)].map((part) => part.trim()).filter((part) => part !== '');
}

/** The register's titles join two subjects at most: `Adam 与 AdamW` is asked for by either. */
function subjects(title: string): string[] {
  const parts = title.split(/\s*与\s*|\s+and\s+(?:the\s+)?/);
  return parts.length === 2 ? [title, ...parts] : [title];
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];
