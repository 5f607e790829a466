import { LOCALES } from '../../kernel/locale.ts';
import type { Census } from './census.ts';
import { MOST_NEGATED } from './stems.ts';
import { FEWEST_SHORTEST, MOST_LONGEST } from './tells.ts';

/** Something the library as a whole is to reach, and how far it has come. */
export interface Mark {
  readonly mark: string;
  readonly wanted: string;
  readonly found: string;
  readonly met: boolean;
}

/** The marks of a library that lasts a study group for a year, over all topics that have been begun. */
export function marksOf({ topics, planned, terms, bank }: Census): readonly Mark[] {
  const banks = topics.map((topic) => topic.bank);
  const least = (mark: string, wanted: number, found: number): Mark => ({
    mark,
    wanted: `at least ${wanted}`,
    found: String(found),
    met: found >= wanted,
  });
  const fewest = (count: (one: (typeof banks)[number]) => number): number => (banks.length === 0 ? 0 : Math.min(...banks.map(count)));
  const written = topics.filter(({ articles }) => articles.zh !== null && articles.en !== null).length;
  const whole = topics.length + planned;
  const { tells } = bank;
  const shares = (hits: 'longest' | 'shortest'): number[] => LOCALES.map((locale) => tells[hits][locale] / Math.max(1, tells.questions));
  const percent = (values: readonly number[]): string => values.map((value) => `${(value * 100).toFixed(1)}%`).join(' ');
  const levels = bank.levels.map((count) => Math.round((count / Math.max(1, bank.questions)) * 100));
  const absolutes = LOCALES.map((locale) => absoluteRates(bank, locale));
  return [
    { mark: 'topics in both languages', wanted: `all ${whole}`, found: String(written), met: written === whole },
    least('questions', 600, bank.questions),
    least(
      'questions of each topic',
      12,
      fewest((one) => one.questions),
    ),
    least(
      'of them with a formula',
      3,
      fewest((one) => one.formulas),
    ),
    least(
      'of them numeric',
      2,
      fewest((one) => one.kinds.numeric),
    ),
    least(
      'of them order or several',
      1,
      fewest((one) => one.kinds.order + one.kinds.several),
    ),
    {
      mark: 'levels 1 : 2 : 3',
      wanted: 'about 33 : 42 : 25 %',
      found: levels.join(' : '),
      met: [33, 42, 25].every((share, index) => Math.abs((levels[index] ?? 0) - share) <= 5),
    },
    {
      mark: 'right option the longest (zh en)',
      wanted: `at most ${MOST_LONGEST * 100}%`,
      found: percent(shares('longest')),
      met: shares('longest').every((share) => share <= MOST_LONGEST),
    },
    {
      mark: 'right option the shortest (zh en)',
      wanted: `at least ${FEWEST_SHORTEST * 100}%`,
      found: percent(shares('shortest')),
      met: shares('shortest').every((share) => share >= FEWEST_SHORTEST),
    },
    {
      mark: 'options with “always” and the like (zh en)',
      wanted: 'right no rarer than wrong',
      found: absolutes.map(({ right, wrong }) => `${percent([right])} against ${percent([wrong])}`).join(', '),
      met: absolutes.every(({ right, wrong }) => right >= wrong),
    },
    {
      mark: 'negated stems',
      wanted: `at most ${MOST_NEGATED * 100}%`,
      found: `${bank.negated} of ${bank.questions}`,
      met: bank.negated <= bank.questions * MOST_NEGATED,
    },
    least('glossary terms', 400, terms),
  ];
}

/** Of the right and of the wrong options of four-option questions, the share with a word like "always". */
export function absoluteRates({ tells }: Census['bank'], locale: (typeof LOCALES)[number]): { right: number; wrong: number } {
  const { right, wrong } = tells.absolute[locale];
  const questions = Math.max(1, tells.questions);
  return { right: right / questions, wrong: wrong / (questions * 3) };
}
