import { LOCALES } from '../../kernel/locale.ts';
import { type Prose, plain } from '../../kernel/prose.ts';
import type { Question } from '../article.ts';
import { errorAt, type Fault, warningAt } from '../fault.ts';
import { type Collection, questionPlace } from '../manuscript.ts';

/** "Which of these is not …" */
const NEGATED = {
  zh: /哪(?:一|几)?[个项种条句点些步][^，。；？（]{0,8}?(?:不|没|错误|有误|并非)/u,
  en: /\bwhich\b[^.,;?(]{0,60}?\b(?:not|n't|except|incorrect|false|wrong|never)\b/i,
} as const;
const NEGATION = { zh: /不|没|错误|有误|并非/u, en: /\b(?:not|except|incorrect|false|wrong|never)\b/i } as const;
/** Options are shuffled: none can speak of the others by their place. */
const PLACED = {
  zh: /以上(?:都|皆|全|各|选项|说法)|上述(?:都|皆|全|各|选项|说法)|选项\s*[A-E]|[A-E]\s*[和与、]\s*[A-E](?![\p{L}\p{N}])/u,
  en: /\b(?:all|none|both|any|neither) of (?:the|these) (?:above|others?|options|answers)\b|\boption [A-E]\b|\bboth [A-E] and [A-E]\b/i,
} as const;

/** Of all stems of the bank, content/README.md. */
export const MOST_NEGATED = 0.05;
/** From so many questions on, the whole bank is judged. */
const ENOUGH = 40;

/** A negation of the stem is one in both languages; one that only qualifies a word is mostly in one. */
export const isNegated = ({ prompt }: Question): boolean => LOCALES.every((locale) => NEGATED[locale].test(plain(prompt[locale])));

/** How questions are asked: few negations, and those in bold; no option that points at another. */
export function stemFaults(collection: Collection): readonly Fault[] {
  return [...bankFaults(collection), ...topicFaults(collection)];
}

function bankFaults({ questions }: Collection): Fault[] {
  const negated = questions.filter(({ question }) => isNegated(question)).length;
  if (questions.length < ENOUGH || negated <= questions.length * MOST_NEGATED) return [];
  return [
    errorAt(
      { file: 'questions', line: 1 },
      'tells',
      `${negated} of ${questions.length} stems are negated`,
      `at most ${MOST_NEGATED * 100} %: ask for what is true`,
    ),
  ];
}

function topicFaults(collection: Collection): Fault[] {
  return [...Map.groupBy(collection.questions, ({ question }) => question.topic).values()].flatMap((bank) => {
    const faults: Fault[] = [];
    let negated = 0;
    for (const placed of bank) {
      const { question } = placed;
      if (isNegated(question)) {
        negated += 1;
        if (negated > 1)
          faults.push(
            warningAt(
              questionPlace(placed, ['prompt']),
              'tells',
              `negated stem number ${negated} of this topic`,
              'at most one a topic: ask for what is true',
            ),
          );
        for (const locale of LOCALES) {
          if (strong(question.prompt[locale]).some((word) => NEGATION[locale].test(word))) continue;
          faults.push(
            warningAt(
              questionPlace(placed, ['prompt', locale]),
              'tells',
              `the negation is easily missed (${locale})`,
              'set it in bold: **not**, **不**',
            ),
          );
        }
      }
      if (question.kind !== 'choice' && question.kind !== 'several') continue;
      question.options.forEach((option, index) => {
        for (const locale of LOCALES) {
          const found = PLACED[locale].exec(plain(option.text[locale]))?.[0];
          if (found !== undefined)
            faults.push(
              errorAt(
                questionPlace(placed, ['options', index, 'text', locale]),
                'options',
                `an option that points at others: “${found}”`,
                'the bot shuffles options: write out what it means',
              ),
            );
        }
      });
    }
    return faults;
  });
}

const strong = (content: Prose): string[] =>
  content.flatMap((node) => (node.kind === 'text' && node.style === 'strong' ? [node.text] : []));
