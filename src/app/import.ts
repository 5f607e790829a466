import type { ImportedArticle } from '../corpus/article.ts';
import type { Slug } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Instant } from '../kernel/time.ts';

/** `changed`: the text differs from the current one and is a new version now; the old one is kept. */
export type PutOutcome = 'new' | 'same' | 'changed';

export interface ImportedVersion {
  readonly version: string;
  readonly locale: Locale;
  readonly title: string;
  readonly current: boolean;
  /** When it became what it is: current or not. */
  readonly at: Instant;
}

/** The imported articles. Of a slug one version is current; statistics hang on the slug, so they outlive it. */
export interface ImportShelf {
  /** `same` may still bring new facts, or another source, of the text that is there. */
  put(article: ImportedArticle, at: Instant): Promise<PutOutcome>;
  /** By slug. */
  current(): Promise<readonly ImportedArticle[]>;
  get(slug: Slug, locale: Locale): Promise<ImportedArticle | null>;
  /** The newest first. */
  versions(slug: Slug): Promise<readonly ImportedVersion[]>;
  /** Whether anything was put, by this or another process, since `current()` was last read here. */
  changed(): Promise<boolean>;
}
