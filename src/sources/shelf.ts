import type { ImportShelf } from '../app/import.ts';
import type { Hit, Shelf } from '../app/ports.ts';
import type { Article, ImportedArticle, Library, Question } from '../corpus/article.ts';
import { completeTopics, resolveTopic } from '../corpus/resolve.ts';
import type { Search } from '../corpus/search.ts';
import { snippet } from '../corpus/snippet.ts';
import { withSynonyms } from '../corpus/synonyms.ts';
import { articleNames, type TopicNames, topicNames } from '../corpus/topic-names.ts';
import type { QuestionId, Slug } from '../kernel/ids.ts';
import { LOCALES, type Locale } from '../kernel/locale.ts';

export interface LiveShelf extends Shelf {
  /** Puts the imported articles in place of those before, and in the index. Returns how many were new or changed. */
  reload(imports: readonly ImportedArticle[]): number;
  complete(prefix: string, locale: Locale, most: number): { value: string; label: string }[];
}

/** The library and what was imported, in memory and in the search index. */
export function createShelf(library: Library, search: Search): LiveShelf {
  const authored = byKey(library.articles);
  const bank = withSynonyms(library.questions, library.terms);
  const questions = new Map<QuestionId, Question>(bank.map((question) => [question.id, question]));
  const readableTopics = library.topics.filter((topic) => LOCALES.some((locale) => authored.has(keyOf(topic.slug, locale))));
  const ownNames = topicNames(library).filter((one) => readableTopics.some((topic) => topic.slug === one.slug));
  let imported = new Map<string, ImportedArticle>();
  let names: readonly TopicNames[] = ownNames;

  search.sync('authored', library.articles);

  const find = (slug: Slug, locale: Locale): Article | null => {
    const other = locale === 'zh' ? 'en' : 'zh';
    for (const one of [keyOf(slug, locale), keyOf(slug, other)]) {
      const article = authored.get(one) ?? imported.get(one);
      if (article) return article;
    }
    return null;
  };
  const titleOf = (slug: Slug, locale: Locale) =>
    find(slug, locale)?.title ?? library.topics.find((topic) => topic.slug === slug)?.titles[locale] ?? slug;

  return {
    topics: library.topics,
    terms: library.terms,
    async readable() {
      const slugs = new Set([...imported.values()].map((article) => article.slug));
      return [...readableTopics.map(({ slug }) => ({ slug, imported: false })), ...[...slugs].map((slug) => ({ slug, imported: true }))];
    },
    article: async (slug, locale) => find(slug, locale),
    questions: (topic) => (topic === null ? bank : bank.filter((question) => question.topic === topic)),
    question: (id) => questions.get(id) ?? null,
    title: async (slug, locale) => titleOf(slug, locale),
    isTitle: (words) => resolveTopic(words, names).kind === 'found',
    async resolve(words) {
      // Ours before imports of the same name.
      const own = resolveTopic(words, ownNames);
      return own.kind === 'found' ? own : resolveTopic(words, names);
    },
    async search(words, locale, most) {
      const result = search.find(words, { locale, limit: most });
      return result.hits.flatMap((hit): Hit[] => {
        const article = hit.origin === 'authored' ? authored.get(keyOf(hit.slug, hit.locale)) : imported.get(keyOf(hit.slug, hit.locale));
        const section = article?.sections.find((one) => one.anchor === hit.anchor);
        if (!article || !section) return [];
        const { slug, title, origin } = article;
        return [
          {
            slug,
            title,
            anchor: hit.anchor,
            section: section.title,
            snippet: snippet(section, result.marks),
            imported: origin === 'imported',
          },
        ];
      });
    },
    reload(imports) {
      imported = byKey(imports);
      names = [...ownNames, ...imports.map(articleNames)];
      return search.sync('imported', imports).written;
    },
    complete: (prefix, locale, most) =>
      completeTopics(prefix, names, most).map(({ slug }) => ({ value: slug, label: titleOf(slug, locale) })),
  };
}

/** Reads the imports anew, where anything was put since they were last read. `alone`: runs work while no transaction is open. */
export async function followImports(
  imports: Pick<ImportShelf, 'changed' | 'current'>,
  shelf: Pick<LiveShelf, 'reload'>,
  alone: <T>(work: () => T) => Promise<T>,
): Promise<void> {
  if (!(await imports.changed())) return;
  const found = await imports.current();
  await alone(() => shelf.reload(found));
}

const keyOf = (slug: Slug, locale: Locale): string => `${slug} ${locale}`;

function byKey<A extends Article>(articles: readonly A[]): Map<string, A> {
  return new Map(articles.map((article) => [keyOf(article.slug, article.locale), article]));
}
