import type { QuestionId, Slug } from '../kernel/ids.ts';
import type { Both, Locale } from '../kernel/locale.ts';
import type { Prose, ProseBlock } from '../kernel/prose.ts';

export const AREAS = [
  'mathematics',
  'classical',
  'deep-learning',
  'vision',
  'generative',
  'self-supervised',
  'reinforcement',
  'language-models',
  'systems',
] as const;
export type Area = (typeof AREAS)[number];

/** A row of the register, content/topics.yaml. */
export interface Topic {
  readonly slug: Slug;
  readonly titles: Both;
  readonly area: Area;
  /** Worth reading first; the learning path, acyclic. */
  readonly after: readonly Slug[];
}

export interface Section {
  /** Stable, the same in both languages; `top` for what stands before the first heading. */
  readonly anchor: string;
  readonly title: string;
  readonly blocks: readonly ProseBlock[];
}

export interface Reference {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly where: string;
}

interface ArticleBase {
  readonly slug: Slug;
  readonly locale: Locale;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly sections: readonly Section[];
  /** Hash of the content: an article is summarised once a language and version. */
  readonly version: string;
}

/** An article of ours: complete, checked. */
export interface AuthoredArticle extends ArticleBase {
  readonly origin: 'authored';
  readonly area: Area;
  readonly after: readonly Slug[];
  /** 3-5 sentences. */
  readonly summary: Prose;
  /** Exactly three. */
  readonly takeaways: readonly Prose[];
  /** LaTeX. */
  readonly formula: string;
  readonly references: readonly Reference[];
}

/** Material brought in by `npm run import`: may have lost formulas and cut ends, has no questions of its own. */
export interface ImportedArticle extends ArticleBase {
  readonly origin: 'imported';
  readonly area: Area | null;
  /** The file it came from. */
  readonly source: string;
  /** Category, date and the like, as found. */
  readonly facts: Readonly<Record<string, string>>;
  /** A topic of ours it is about, if its title or an alias names one. */
  readonly topic: Slug | null;
}

export type Article = AuthoredArticle | ImportedArticle;

interface QuestionBase {
  readonly id: QuestionId;
  readonly topic: Slug;
  readonly level: 1 | 2 | 3;
  /** Anchor of the section it rests on. */
  readonly section: string;
  readonly prompt: Both<Prose>;
  readonly explanation: Both<Prose>;
}

export interface Option {
  readonly text: Both<Prose>;
  readonly why: Both<Prose>;
  readonly right: boolean;
}

export interface ChoiceQuestion extends QuestionBase {
  /** `choice`: exactly one option is right; `several`: two or more, and not all. */
  readonly kind: 'choice' | 'several';
  readonly options: readonly Option[];
}

export interface NumericQuestion extends QuestionBase {
  readonly kind: 'numeric';
  readonly answer: number;
  /** Absolute. */
  readonly tolerance: number;
  readonly unit: Both | null;
  readonly mistakes: readonly { readonly value: number; readonly why: Both<Prose> }[];
}

export interface OrderQuestion extends QuestionBase {
  readonly kind: 'order';
  /** In the right order. */
  readonly items: readonly Both<Prose>[];
}

export interface ShortQuestion extends QuestionBase {
  readonly kind: 'short';
  readonly accepted: Both<readonly string[]>;
}

export type Question = ChoiceQuestion | NumericQuestion | OrderQuestion | ShortQuestion;

/** A row of content/glossary.yaml. */
export interface Term {
  readonly id: string;
  readonly names: Both;
  readonly aliases: readonly string[];
  /** One line, no full stop at its end. */
  readonly define: Both<Prose>;
  readonly topics: readonly Slug[];
}

/** Everything that is in content/, parsed. */
export interface Library {
  readonly topics: readonly Topic[];
  readonly articles: readonly AuthoredArticle[];
  readonly questions: readonly Question[];
  readonly terms: readonly Term[];
}
