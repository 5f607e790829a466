import { LOCALES } from '../../kernel/locale.ts';
import type { ArticleCount, Census, TopicCount } from './census.ts';
import { absoluteRates, marksOf } from './marks.ts';

const ARTICLE = { zh: ['zh §', 'chars', 'formulas', 'refs'], en: ['en §', 'words', 'formulas', 'refs'] } as const;
const BANK = ['questions', 'c/s/n/o/t', 'formula', 'levels', 'not', 'longest', 'shortest', 'always'] as const;

/** A line a topic; with `total` also their sums, and how far the library as a whole has come. */
export function censusTable(rows: readonly TopicCount[], whole: Census, total: boolean): string {
  const head = ['topic', ...ARTICLE.zh, ...ARTICLE.en, ...BANK];
  const body = rows.map((row) => [row.topic, ...LOCALES.flatMap((locale) => articleCells(row.articles[locale])), ...bankCells(row.bank)]);
  if (total) {
    const sums = LOCALES.flatMap((locale) => articleCells(summed(rows.map((row) => row.articles[locale]))));
    body.push([`${rows.length} topics x ${LOCALES.length}`, ...sums, ...bankCells(whole.bank)]);
  }
  return [
    ...columns([head, ...body], (column) => column > 0),
    'articles: sections, Chinese characters or English words, formulas displayed+inline, references',
    'questions: in all; choice/several/numeric/order/typed; with a formula; of level 1:2:3; with a negated stem',
    'tells of four-option questions, zh en: the right option is the longest, the shortest (chance 25%); “always” and the like in right/wrong options, %',
    ...(total ? ['', ...columns(marksOf(whole).map((mark) => [mark.met ? 'met' : 'NOT', mark.mark, mark.wanted, mark.found])), ''] : []),
    `${whole.planned} topics planned, ${whole.terms} glossary terms`,
  ].join('\n');
}

function articleCells(count: ArticleCount | null): string[] {
  if (count === null) return ['–', '–', '–', '–'];
  return [String(count.sections), String(count.words), `${count.displayed}+${count.inline}`, String(count.references)];
}

function summed(counts: readonly (ArticleCount | null)[]): ArticleCount {
  const sum = (of: (count: ArticleCount) => number): number => counts.reduce((total, count) => total + (count === null ? 0 : of(count)), 0);
  return {
    sections: sum((count) => count.sections),
    words: sum((count) => count.words),
    displayed: sum((count) => count.displayed),
    inline: sum((count) => count.inline),
    references: sum((count) => count.references),
  };
}

function bankCells(bank: TopicCount['bank']): string[] {
  const { questions, kinds, levels, tells } = bank;
  const share = (hits: number): string => (tells.questions === 0 ? '–' : `${Math.round((hits / tells.questions) * 100)}%`);
  const absolutes = LOCALES.map((locale) => absoluteRates(bank, locale)).map(({ right, wrong }) =>
    [right, wrong].map((rate) => Math.round(rate * 100)).join('/'),
  );
  return [
    String(questions),
    [kinds.choice, kinds.several, kinds.numeric, kinds.order, kinds.short].join('/'),
    String(bank.formulas),
    levels.join(':'),
    String(bank.negated),
    LOCALES.map((locale) => share(tells.longest[locale])).join(' '),
    LOCALES.map((locale) => share(tells.shortest[locale])).join(' '),
    absolutes.join(' '),
  ];
}

/** Rows as lines of aligned columns. */
function columns(rows: readonly (readonly string[])[], right: (column: number) => boolean = () => false): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (right(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
