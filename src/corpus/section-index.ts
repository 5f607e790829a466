import type { Slug } from '../kernel/ids.ts';
import type { Article } from './article.ts';
import type { Unit } from './search-query.ts';
import type { ArticleKey, ArticleWords } from './search-text.ts';

/** A section that may answer a query. */
export interface Candidate extends ArticleKey {
  readonly topic: Slug | null;
  readonly anchor: string;
  /** 0 is the article's first section. */
  readonly position: number;
  /** BM25 over the weighted columns, more is better; 0 for one that was not found by its words. */
  readonly relevance: number;
}

export interface IndexedArticle extends ArticleKey {
  readonly version: string;
}

/** Where the words of sections are kept. It knows nothing of languages and names; it matches tokens. */
export interface SectionIndex {
  articles(origin: Article['origin']): readonly IndexedArticle[];
  /** Puts articles in place of what was there under their keys, and takes others out: all or nothing. */
  write(put: Iterable<ArticleWords>, remove: Iterable<ArticleKey>): void;
  /** The best first; sections that have all the units, or any. */
  match(units: readonly Unit[], need: 'all' | 'any', most: number): readonly Candidate[];
  /** All sections of the articles called so, and of those about these topics. */
  about(names: readonly string[], topics: readonly Slug[], most: number): readonly Candidate[];
  /** Sections that hold the token. */
  frequency(token: string): number;
  /** Written words by their stems, those stems that begin so. */
  spellings(prefix: string): readonly { readonly stem: string; readonly word: string }[];
  /** Names of articles whose keys have between so many characters. */
  names(shortest: number, longest: number): readonly { readonly key: string; readonly shown: string }[];
}
