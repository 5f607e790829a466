import type { Slug } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ArticleKey } from './search-text.ts';
import type { Candidate } from './section-index.ts';

export interface Hit extends ArticleKey {
  readonly anchor: string;
  /** Comparable within one search only. */
  readonly score: number;
}

export interface Evidence {
  readonly candidate: Candidate;
  /** The whole query is a name of the article, or of its topic. */
  readonly about: boolean;
  /** The section has all that was asked for. */
  readonly all: boolean;
}

export interface Wish {
  readonly locale: Locale;
  readonly limit: number;
  /** Sections of one article at most. */
  readonly perArticle: number;
  /** Slugs of topics that a term of the query names or belongs to, and how strongly: 0 … 1. */
  readonly topics: ReadonlyMap<Slug, number>;
}

/** `about` and `all` are steps: the rest together stays below them. */
const WORTH = {
  about: 6,
  all: 3,
  /** Of the best section; others in proportion. */
  relevance: 1,
  topic: 0.5,
  locale: 0.8,
  authored: 0.1,
  /** An article that is asked for by name is shown from its beginning, ours before an imported one of the same name. */
  opening: 1.2,
  authoredAbout: 1.2,
} as const;

/**
 * The best sections, the best first. An article in both languages is shown in one: the one wished for, unless the other answers better.
 * Equal hits stand in the order of their keys, so that the same search gives the same page.
 */
export function rank(evidence: readonly Evidence[], wish: Wish): Hit[] {
  const best = Math.max(...evidence.map(({ candidate }) => candidate.relevance), Number.MIN_VALUE);
  const scored = evidence.map((item) => ({ item, score: score(item, best, wish) }));
  scored.sort((a, b) => b.score - a.score || compare(a.item.candidate, b.item.candidate));
  const shown = new Map<string, { locale: Locale; sections: number }>();
  const hits: Hit[] = [];
  for (const { item, score } of scored) {
    const { slug, locale, origin, anchor } = item.candidate;
    const key = `${origin} ${slug}`;
    const sofar = shown.get(key) ?? { locale, sections: 0 };
    if (hits.length === wish.limit) break;
    if (sofar.locale !== locale || sofar.sections === wish.perArticle) continue;
    shown.set(key, { locale, sections: sofar.sections + 1 });
    hits.push({ slug, locale, origin, anchor, score });
  }
  return hits;
}

function score({ candidate, about, all }: Evidence, best: number, wish: Wish): number {
  const authored = candidate.origin === 'authored';
  let sum = (WORTH.relevance * candidate.relevance) / best;
  sum += WORTH.topic * (candidate.topic === null ? 0 : (wish.topics.get(candidate.topic) ?? 0));
  if (candidate.locale === wish.locale) sum += WORTH.locale;
  if (authored) sum += WORTH.authored;
  if (all) sum += WORTH.all;
  if (about) sum += WORTH.about + (candidate.position === 0 ? WORTH.opening : 0) + (authored ? WORTH.authoredAbout : 0);
  return sum;
}

function compare(a: Candidate, b: Candidate): number {
  return order(a.origin, b.origin) || order(a.slug, b.slug) || order(a.locale, b.locale) || a.position - b.position;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
