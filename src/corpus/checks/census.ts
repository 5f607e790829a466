import type { Slug } from '../../kernel/ids.ts';
import type { Both, Locale } from '../../kernel/locale.ts';
import type { Question } from '../article.ts';
import type { Collection, PlacedQuestion } from '../manuscript.ts';
import { countChinese, countEnglish } from '../measure.ts';
import { isNegated } from './stems.ts';
import { type Tells, tellsOf } from './tells.ts';

export interface ArticleCount {
  readonly sections: number;
  /** Chinese characters or English words. */
  readonly words: number;
  readonly displayed: number;
  readonly inline: number;
  readonly references: number;
}

export interface BankCount {
  readonly questions: number;
  readonly kinds: Readonly<Record<Question['kind'], number>>;
  readonly levels: readonly [number, number, number];
  /** Questions with a formula. */
  readonly formulas: number;
  /** Questions that ask for what is not so. */
  readonly negated: number;
  readonly tells: Tells;
}

export interface TopicCount {
  readonly topic: Slug;
  readonly articles: Both<ArticleCount | null>;
  readonly bank: BankCount;
}

export interface Census {
  /** Topics that have been begun, in the order of the register. */
  readonly topics: readonly TopicCount[];
  readonly planned: number;
  readonly terms: number;
  readonly bank: BankCount;
}

/** What there is in a content folder, counted. */
export function census(collection: Collection): Census {
  const { questions } = collection;
  const topics = collection.topics
    .map(
      ({ topic: { slug } }): TopicCount => ({
        topic: slug,
        articles: { zh: articleCount(collection, slug, 'zh'), en: articleCount(collection, slug, 'en') },
        bank: bankCount(questions.filter(({ question }) => question.topic === slug)),
      }),
    )
    .filter(({ articles, bank }) => articles.zh !== null || articles.en !== null || bank.questions > 0);
  return { topics, planned: collection.topics.length - topics.length, terms: collection.terms.length, bank: bankCount(questions) };
}

function articleCount(collection: Collection, slug: Slug, locale: Locale): ArticleCount | null {
  const manuscript = collection.manuscripts.find(({ article }) => article.slug === slug && article.locale === locale);
  if (manuscript === undefined) return null;
  const { article, formulas } = manuscript;
  const blocks = article.sections.flatMap((section) => section.blocks);
  const displayed = blocks.filter((block) => block.kind === 'math').length;
  return {
    sections: article.sections.length,
    words: locale === 'zh' ? countChinese(blocks) : countEnglish(blocks),
    displayed,
    inline: formulas.filter((formula) => !formula.display).length,
    references: article.references.length,
  };
}

function bankCount(placed: readonly PlacedQuestion[]): BankCount {
  const questions = placed.map(({ question }) => question);
  const kinds = { choice: 0, several: 0, numeric: 0, order: 0, short: 0 };
  const levels: [number, number, number] = [0, 0, 0];
  for (const { kind, level } of questions) {
    kinds[kind] += 1;
    levels[level - 1] = (levels[level - 1] ?? 0) + 1;
  }
  return {
    questions: questions.length,
    kinds,
    levels,
    formulas: placed.filter(({ formulas }) => formulas.length > 0).length,
    negated: questions.filter(isNegated).length,
    tells: tellsOf(questions),
  };
}
