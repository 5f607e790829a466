import type { Slug } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Article, Term } from './article.ts';
import { createConcepts, isNameOf } from './concepts.ts';
import { Needles } from './needles.ts';
import { type Evidence, type Hit, rank } from './rank.ts';
import { planQuery, type QueryPlan } from './search-query.ts';
import { type ArticleKey, articleWords, versionOf } from './search-text.ts';
import type { Candidate, SectionIndex } from './section-index.ts';
import { corrected } from './spelling.ts';
import type { SearchTokenizer } from './tokens.ts';

export interface SearchWish {
  /** The reader's language. A query with Chinese in it is Chinese. */
  readonly locale: Locale;
  /** Default 10. */
  readonly limit?: number;
  /** Sections of one article at most; default 1. */
  readonly perArticle?: number;
}

export interface SearchResult {
  readonly hits: readonly Hit[];
  /** What was looked for instead, where the query seemed misspelled. */
  readonly corrected: string | null;
  /** What matched, for `snippet`. */
  readonly marks: Needles<true>;
}

export interface Changes {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

export interface Search {
  /** Makes the index hold exactly these articles of that origin. Only what is new or changed is read. */
  sync(origin: Article['origin'], articles: Iterable<Article>): Changes;
  /** Adds articles or puts them in place of their older versions. Returns how many were new or changed. */
  put(articles: Iterable<Article>): number;
  remove(articles: Iterable<ArticleKey>): void;
  find(query: string, wish: SearchWish): SearchResult;
}

/** Sections that are weighed for one query. */
const WEIGHED = 300;
/** With fewer sections that have all of the query, a misspelling is suspected. */
const FEW = 3;

export function createSearch(index: SectionIndex, tokenizer: SearchTokenizer, terms: readonly Term[]): Search {
  const concepts = createConcepts(terms);
  const keyOfArticle = ({ origin, slug, locale }: ArticleKey): string => `${origin} ${slug} ${locale}`;
  const words = function* (articles: Iterable<Article>) {
    for (const article of articles) yield articleWords(article, tokenizer, concepts);
  };
  const versions = (origins: readonly Article['origin'][]): Map<string, string> =>
    new Map(origins.flatMap((origin) => index.articles(origin)).map((article) => [keyOfArticle(article), article.version]));
  const isNew = (article: Article, known: ReadonlyMap<string, string>): boolean =>
    known.get(keyOfArticle(article)) !== versionOf(article, concepts);

  const look = (plan: QueryPlan): { all: readonly Candidate[]; about: readonly Candidate[] } => ({
    all: index.match(plan.units, 'all', WEIGHED),
    about: index.about([plan.key], topicsNamed(plan), WEIGHED),
  });

  return {
    sync(origin, articles) {
      const known = versions([origin]);
      const wanted = [...articles];
      const keys = new Set(wanted.map(keyOfArticle));
      const gone = index.articles(origin).filter((article) => !keys.has(keyOfArticle(article)));
      const changed = wanted.filter((article) => isNew(article, known));
      if (changed.length + gone.length > 0) index.write(words(changed), gone);
      return { written: changed.length, removed: gone.length, unchanged: wanted.length - changed.length };
    },
    put(articles) {
      const known = versions(['authored', 'imported']);
      const changed = [...articles].filter((article) => isNew(article, known));
      if (changed.length > 0) index.write(words(changed), []);
      return changed.length;
    },
    remove: (articles) => index.write([], articles),
    find(query, { locale, limit = 10, perArticle = 1 }) {
      let plan = planQuery(query, tokenizer, concepts);
      let found = look(plan);
      let instead: string | null = null;
      if (plan.units.length > 0 && found.all.length < FEW && found.about.length === 0) {
        const better = corrected(plan, index, concepts);
        const betterPlan = better === null ? plan : planQuery(better, tokenizer, concepts);
        const betterFound = better === null ? found : look(betterPlan);
        const more = betterFound.all.length + betterFound.about.length > found.all.length;
        if (more || (found.all.length === 0 && topicsTouched(betterPlan).size > topicsTouched(plan).size)) {
          [plan, found, instead] = [betterPlan, betterFound, better];
        }
      }
      const enough = new Set([...found.all, ...found.about].map(keyOfArticle)).size >= limit;
      const any = enough || plan.units.length < 2 ? [] : index.match(plan.units, 'any', WEIGHED);
      const topics = topicsTouched(plan);
      // What the glossary knows, but no section names, still leads to the articles it belongs to.
      const touched = found.all.length > 0 ? [] : index.about([], [...topics.keys()], WEIGHED);
      const hits = rank(evidence(found.all, found.about, [...touched, ...any]), {
        locale: plan.hasHan ? 'zh' : locale,
        limit,
        perArticle,
        topics,
      });
      return { hits, corrected: hits.length > 0 ? instead : null, marks: marksOf(plan) };
    },
  };
}

/** Topics whose name the whole query is. */
function topicsNamed({ units }: QueryPlan): Slug[] {
  const [only] = units;
  if (units.length !== 1 || !only) return [];
  return only.terms.flatMap((term) => term.topics.filter((topic) => isNameOf(term, topic)));
}

/** A term that names a topic speaks for it; one that belongs to several, less for each. */
function topicsTouched({ units }: QueryPlan): ReadonlyMap<Slug, number> {
  const weights = new Map<Slug, number>();
  for (const term of units.flatMap((unit) => unit.terms)) {
    for (const topic of term.topics) {
      const weight = isNameOf(term, topic) ? 1 : 0.8 / Math.sqrt(term.topics.length);
      weights.set(topic, Math.max(weight, weights.get(topic) ?? 0));
    }
  }
  return weights;
}

function evidence(all: readonly Candidate[], about: readonly Candidate[], any: readonly Candidate[]): Evidence[] {
  const key = (item: Candidate): string => `${item.origin} ${item.slug} ${item.locale} ${item.anchor}`;
  const complete = new Set(all.map(key));
  const named = new Set(about.map(key));
  const distinct = new Map<string, Candidate>();
  for (const candidate of [...about, ...any, ...all]) distinct.set(key(candidate), candidate);
  return [...distinct].map(([id, candidate]) => ({ candidate, about: named.has(id), all: complete.has(id) }));
}

function marksOf(plan: QueryPlan): Needles<true> {
  const marks = new Needles<true>();
  for (const mark of plan.units.flatMap((unit) => unit.marks)) marks.add(mark, true);
  return marks;
}
