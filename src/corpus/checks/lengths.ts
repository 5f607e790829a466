import { type Both, LOCALES, type Locale } from '../../kernel/locale.ts';
import type { Prose } from '../../kernel/prose.ts';
import { errorAt, type Fault, warningAt } from '../fault.ts';
import { articlePlace, type Collection, type Manuscript, type PlacedQuestion, questionPlace } from '../manuscript.ts';
import { countChinese, countEnglish, countSentences, shownLength } from '../measure.ts';

/** Shown characters, content/README.md. */
const LINES = {
  prompt: { zh: 160, en: 300 },
  option: { zh: 60, en: 120 },
  why: { zh: 90, en: 180 },
  explanation: { zh: 200, en: 400 },
} as const satisfies Record<string, Both<number>>;
/** Chinese characters and English words of a section, and of a whole article: a page on a phone, and a reading of ten minutes. */
const SECTION = { zh: [150, 500], en: [100, 350] } as const;
const ARTICLE = { zh: [1500, 3000], en: [900, 2200] } as const;
const SUMMARY = [3, 5] as const;

export function lengthFaults(collection: Collection): readonly Fault[] {
  return [...collection.questions.flatMap(questionLengths), ...collection.manuscripts.flatMap(articleLengths)];
}

function questionLengths(placed: PlacedQuestion): Fault[] {
  const { question } = placed;
  const line = (kind: keyof typeof LINES, text: Both<Prose>, path: readonly PropertyKey[]): Fault[] =>
    LOCALES.flatMap((locale) => {
      const [length, limit] = [shownLength(text[locale]), LINES[kind][locale]];
      if (length <= limit) return [];
      return [
        errorAt(
          questionPlace(placed, [...path, locale]),
          'length',
          `${kind === 'option' || kind === 'explanation' ? 'an' : 'a'} ${kind} of ${length} characters (${locale})`,
          `at most ${limit}`,
        ),
      ];
    });
  const faults = [...line('prompt', question.prompt, ['prompt']), ...line('explanation', question.explanation, ['explanation'])];
  if (question.kind === 'choice' || question.kind === 'several') {
    question.options.forEach((option, index) => {
      faults.push(...line('option', option.text, ['options', index, 'text']), ...line('why', option.why, ['options', index, 'why']));
    });
  } else if (question.kind === 'numeric') {
    question.mistakes.forEach((mistake, index) => {
      faults.push(...line('why', mistake.why, ['mistakes', index, 'why']));
    });
  } else if (question.kind === 'order') {
    question.items.forEach((item, index) => {
      faults.push(...line('option', item, ['items', index]));
    });
  }
  return faults;
}

function articleLengths(manuscript: Manuscript): Fault[] {
  const { article, sectionLines } = manuscript;
  const { locale } = article;
  const faults: Fault[] = [];
  const counts = article.sections.map(({ blocks }) => measure(blocks, locale));
  article.sections.forEach(({ anchor }, index) => {
    const count = counts[index] ?? 0;
    const [least, most] = SECTION[locale];
    // The opening and the closing section with its links may be short.
    const short = count < least && anchor !== 'top' && index < counts.length - 1 && !hasMuchElse(manuscript, index);
    if (short || count > most)
      faults.push(
        warningAt(
          articlePlace(manuscript, sectionLines[index] ?? 1),
          'length',
          `the section {#${anchor}} has ${count} ${UNIT[locale]}`,
          `${least}-${most}: a page on a phone`,
        ),
      );
  });
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const [least, most] = ARTICLE[locale];
  if (whole < least || whole > most)
    faults.push(warningAt(articlePlace(manuscript, 1), 'length', `the article has ${whole} ${UNIT[locale]}`, `${least}-${most}`));
  const sentences = countSentences(article.summary);
  if (sentences < SUMMARY[0] || sentences > SUMMARY[1]) {
    faults.push(
      warningAt(
        articlePlace(manuscript, manuscript.lineOf('summary')),
        'length',
        `a summary of ${sentences} sentences`,
        `${SUMMARY[0]}-${SUMMARY[1]}: the problem, the idea, the result, the limit`,
      ),
    );
  }
  return faults;
}

const UNIT = { zh: 'Chinese characters', en: 'words' } as const;
const measure = (blocks: Parameters<typeof countChinese>[0], locale: Locale): number =>
  locale === 'zh' ? countChinese(blocks) : countEnglish(blocks);

/** A page may be filled by formulas, code and tables as well as by words. */
function hasMuchElse(manuscript: Manuscript, index: number): boolean {
  const blocks = manuscript.article.sections[index]?.blocks ?? [];
  return blocks.filter((block) => block.kind === 'math' || block.kind === 'code' || block.kind === 'table').length >= 2;
}
