import type { ImportedArticle } from '../../corpus/article.ts';
import { fold } from '../../corpus/fold.ts';
import { type Draft, versionOf } from '../draft.ts';
import { kinshipOf, shinglesOf } from '../shingles.ts';
import { wordsOf } from '../wording.ts';

/**
 * Finds the article that a note was the last time: the same text wherever it lies now, else the one from the same place with the same title
 * or much of the same text. Another note that lies at the same place elsewhere is another article.
 */
export class Places {
  readonly #byVersion = new Map<string, ImportedArticle>();
  readonly #byFile = new Map<string, ImportedArticle[]>();
  /** Slugs that a note of this import has already been found to be. */
  readonly #claimed = new Set<string>();

  constructor(shelf: readonly ImportedArticle[]) {
    for (const article of shelf) this.#remember(article);
  }

  find(draft: Draft): ImportedArticle | null {
    const same = this.#byVersion.get(`${draft.locale} ${versionOf(draft)}`);
    if (same) return same;
    const near = (this.#byFile.get(fileOf(draft.source)) ?? []).filter(
      (article) => !this.#claimed.has(article.slug) && isSamePlace(article.source, draft.source),
    );
    const rated = near.map((article) => ({
      article,
      kinship: kinshipOf(lettersOf(draft), lettersOf(article)) + (article.title === draft.title ? 1 : 0),
    }));
    const [best] = rated.sort((a, b) => b.kinship - a.kinship);
    return best && best.kinship > 0 ? best.article : null;
  }

  /** What a note of this import was found to be, or became. */
  claim(article: ImportedArticle): void {
    this.#claimed.add(article.slug);
    this.#remember(article);
  }

  #remember(article: ImportedArticle): void {
    const version = `${article.locale} ${article.version}`;
    if (!this.#byVersion.has(version)) this.#byVersion.set(version, article);
    const file = fileOf(article.source);
    const others = this.#byFile.get(file)?.filter(({ slug }) => slug !== article.slug) ?? [];
    this.#byFile.set(file, [...others, article]);
  }
}

const fileOf = (source: string): string => source.split('/').at(-1) ?? source;

/** `vault/notes/a.md` is `notes/a.md` when only that folder is imported. A file's name alone is no place. */
function isSamePlace(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short === long || (short.includes('/') && long.endsWith(`/${short}`));
}

const lettersOf = ({ sections }: Pick<Draft, 'sections'>): ReadonlySet<string> =>
  shinglesOf(fold(wordsOf(sections.flatMap(({ blocks }) => blocks))));
