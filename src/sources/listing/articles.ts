import type { ImportedArticle, Library } from '../../corpus/article.ts';
import type { Slug } from '../../kernel/ids.ts';
import { articleOf, type Draft, type Slugs } from '../draft.ts';
import { languageOf } from '../language.ts';
import { wordsOf } from '../wording.ts';
import { firstPhrase } from './first-phrase.ts';
import { type Page, readPages } from './page.ts';
import { type Gathered, gather, pagesOf } from './sightings.ts';
import { createTopicFinder, shareOut } from './topic-finder.ts';

/** What the importer has to know of content/ and of the shelf. */
export interface Surroundings {
  readonly library: Pick<Library, 'topics' | 'articles' | 'terms'>;
  /** What is on the shelf now. */
  readonly shelf: readonly ImportedArticle[];
  readonly slugs: Slugs;
}

/**
 * The articles of listing pages, in the order in which they first appear; behind them those of earlier imports that get another title because
 * of these. A topic goes to the article that speaks of it most, so all articles of listings are weighed together, whenever they came.
 */
export function listingArticles(pages: readonly Page[], { library, shelf, slugs }: Surroundings): ImportedArticle[] {
  const gathered = gather(
    readPages(pages),
    shelf.filter((article) => pagesOf(article) !== null),
  );
  const scoresOf = createTopicFinder(library);
  const topics = shareOut(gathered.map(({ blocks }) => scoresOf(blocks)));
  return gathered.flatMap((one, index) => {
    const draft = draftOf(one, topics[index] ?? null, library);
    if (!one.isSeen && one.known?.topic === draft.topic && one.known.title === draft.title) return [];
    return [articleOf(draft, one.known?.slug ?? slugs.give(draft.topic ?? draft.title))];
  });
}

function draftOf({ blocks, facts, source, pages }: Gathered, slug: Slug | null, { topics }: Surroundings['library']): Draft {
  const locale = languageOf(wordsOf(blocks));
  const topic = topics.find((one) => one.slug === slug);
  const title = topic?.titles[locale] ?? firstPhrase(blocks) ?? source;
  return {
    locale,
    title,
    aliases: [],
    sections: [{ anchor: 'top', title, blocks }],
    area: topic?.area ?? null,
    source,
    facts: { ...facts, pages: pages.join('\n') },
    topic: topic?.slug ?? null,
  };
}
