import type { ImportShelf, PutOutcome } from '../app/import.ts';
import type { ImportedArticle, Library } from '../corpus/article.ts';
import type { Slug } from '../kernel/ids.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import { articleOf, type Draft, Slugs } from './draft.ts';
import { type Failure, findFiles, readText } from './files.ts';
import { listingArticles } from './listing/articles.ts';
import { isListingPage, type Page } from './listing/page.ts';
import { pagesOf } from './listing/sightings.ts';
import { createNoteReader, nameOf } from './notes/note.ts';
import { Places } from './notes/places.ts';

export interface ImportParts {
  readonly library: Pick<Library, 'topics' | 'articles' | 'terms'>;
  readonly shelf: ImportShelf;
  readonly clock: Clock;
  /** Told of every step; the number of steps is an estimate that grows while files are read. */
  readonly progress?: (done: number, of: number) => void;
}

export interface ImportedItem {
  readonly outcome: PutOutcome;
  readonly slug: Slug;
  readonly title: string;
  readonly topic: Slug | null;
  readonly source: string;
}

export interface ImportReport {
  /** Articles, in the order of the paths; those of listing pages in the order in which they first appear, before all others. */
  readonly items: readonly ImportedItem[];
  readonly failures: readonly Failure[];
  /** Files that were read. */
  readonly files: number;
  /** Files of other kinds beside them. */
  readonly ignored: number;
}

/**
 * Brings Markdown files and folders and plain-text listing pages onto the shelf. Doing it again changes nothing; a changed text becomes a new
 * version. What cannot be read is reported, and the rest goes on.
 */
export async function importPaths(paths: readonly string[], { library, shelf, clock, progress }: ImportParts): Promise<ImportReport> {
  const found = await findFiles(paths);
  const failures: Failure[] = [...found.failures];
  const known = await shelf.current();
  const slugs = new Slugs([...library.topics.map(({ slug }) => slug), ...known.map(({ slug }) => slug)]);
  const readNote = createNoteReader(library);
  let steps = found.files.length;
  let done = 0;
  const step = (): void => progress?.(++done, steps);

  const pages: Page[] = [];
  const drafts: Draft[] = [];
  for (const file of found.files) {
    const read = await readText(file);
    if (!read.ok) failures.push({ source: file.source, reason: read.error });
    else if (file.kind === 'text' && isListingPage(read.value)) pages.push({ name: file.source, text: read.value });
    else {
      const draft = guarded(() => readNote(read.value, file.source));
      if (draft.ok) drafts.push(draft.value);
      else failures.push({ source: file.source, reason: draft.error });
    }
    step();
  }

  const articles = [
    ...(pages.length > 0 ? listingArticles(pages, { library, shelf: known, slugs }) : []),
    ...noteArticles(drafts, known, slugs),
  ];
  steps += articles.length;
  const items: ImportedItem[] = [];
  for (const article of articles) {
    const { slug, title, topic, source } = article;
    items.push({ outcome: await shelf.put(article, clock.now()), slug, title, topic, source });
    step();
  }
  return { items, failures, files: found.files.length, ignored: found.ignored };
}

/** Notes as the articles they were the last time, or as new ones. A copy of a note is the note. */
function noteArticles(drafts: readonly Draft[], known: readonly ImportedArticle[], slugs: Slugs): ImportedArticle[] {
  const places = new Places(known.filter((article) => pagesOf(article) === null));
  return drafts.map((draft) => {
    const before = places.find(draft);
    const article = articleOf(draft, before?.slug ?? slugs.give(draft.title, nameOf(draft.source)));
    const isElsewhere = before?.version === article.version && before.source !== article.source;
    const kept = isElsewhere ? before : article;
    places.claim(kept);
    return kept;
  });
}

/** A file that our reader breaks on is reported like one that cannot be read: the others are still worth having. */
function guarded<T>(read: () => Result<T, string>): Result<T, string> {
  try {
    return read();
  } catch (error) {
    return err(`cannot be understood (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** A shelf that tells what an import would do to it, and does nothing. */
export function rehearsal(shelf: ImportShelf): ImportShelf {
  const put = new Map<Slug, ImportedArticle>();
  return {
    ...shelf,
    async put(article) {
      const before = put.get(article.slug) ?? (await shelf.get(article.slug, article.locale)) ?? (await shelf.versions(article.slug))[0];
      put.set(article.slug, article);
      if (!before) return 'new';
      return before.version === article.version && before.locale === article.locale ? 'same' : 'changed';
    },
  };
}
