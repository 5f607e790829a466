import type { Slug } from '../kernel/ids.ts';
import type { AuthoredArticle, Question, Term, Topic } from './article.ts';
import type { FaultPlace } from './fault.ts';

/** A formula as it was written, for the check that it compiles. */
export interface PlacedFormula {
  readonly tex: string;
  readonly display: boolean;
  readonly line: number;
}

export interface PlacedLink {
  /** `topic:slug`, `topic:slug#anchor`; anything else is a fault of the reader. */
  readonly href: string;
  readonly line: number;
}

/** An article together with where everything of it stands. */
export interface Manuscript {
  readonly file: string;
  readonly article: AuthoredArticle;
  /** The line of a key of the front matter. */
  readonly lineOf: (key: string) => number;
  /** Lines of the sections' headings, in the order of `article.sections`. */
  readonly sectionLines: readonly number[];
  /** Of the text, the summary, the takeaways and the key formula. */
  readonly formulas: readonly PlacedFormula[];
  readonly links: readonly PlacedLink[];
}

export interface PlacedQuestion {
  readonly file: string;
  readonly question: Question;
  readonly line: number;
  /** The line of a part, as in the YAML: `['options', 0, 'text', 'zh']`; of the nearest part around it if there is none. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly formulas: readonly PlacedFormula[];
}

export interface PlacedTopic {
  readonly topic: Topic;
  readonly line: number;
}

export interface PlacedTerm {
  readonly term: Term;
  readonly line: number;
  readonly formulas: readonly PlacedFormula[];
}

/** Everything readable in a content folder with its places: what the checks work on. */
export interface Collection {
  readonly topics: readonly PlacedTopic[];
  readonly manuscripts: readonly Manuscript[];
  readonly questions: readonly PlacedQuestion[];
  readonly terms: readonly PlacedTerm[];
  /** Every article and question file that is there, whether it could be read or not. */
  readonly files: ReadonlySet<string>;
}

export const TOPICS_FILE = 'topics.yaml';
export const GLOSSARY_FILE = 'glossary.yaml';
export const articleFile = (locale: string, slug: string): string => `articles/${locale}/${slug}.md`;
export const questionFile = (slug: string): string => `questions/${slug}.yaml`;

/** Where a question, or a part of it, stands. */
export function questionPlace(placed: PlacedQuestion, path: readonly PropertyKey[] = []): FaultPlace & { readonly topic: Slug } {
  const { file, question } = placed;
  return { file, line: path.length === 0 ? placed.line : placed.lineOf(path), topic: question.topic, question: question.id };
}

export function articlePlace(manuscript: Manuscript, line: number): FaultPlace & { readonly topic: Slug } {
  return { file: manuscript.file, line, topic: manuscript.article.slug };
}
