import { type Both, LOCALES, type Locale } from '../../kernel/locale.ts';
import { plain } from '../../kernel/prose.ts';
import type { Option, Question } from '../article.ts';
import { type Fault, faultAt } from '../fault.ts';
import { type Collection, questionFile } from '../manuscript.ts';
import { shownLength } from '../measure.ts';
import { atMost, interval } from './chance.ts';

/** What would let somebody guess right who knows nothing: counted over four-option questions. */
export interface Tells {
  readonly questions: number;
  /** In how many the right option is the longest and the shortest; tied with k-1 others it counts 1/k, so that chance is a quarter. */
  readonly longest: Both<number>;
  readonly shortest: Both<number>;
  /** Options with a word like "always": of the right ones, and of the wrong ones. */
  readonly absolute: Both<{ readonly right: number; readonly wrong: number }>;
}

/** content/README.md; chance is 25 %. */
export const MOST_LONGEST = 0.3;
export const FEWEST_SHORTEST = 0.18;
/** From so many four-option questions on, the whole bank is judged, and a tell of it is an error. */
const ENOUGH = 40;
/** A lack of absolute words in right options counts when chance alone would bring it about this rarely. */
const DOUBT = { topic: 0.1, bank: 0.01 } as const;

const ABSOLUTE = {
  zh: /一定|必然|必定|必须|总是|总会|总能|永远|从不|绝不|绝对|所有|任何|全部|完全|只(?!要)|仅(?!当)|无论|毫无/u,
  en: /\b(?:always|never|only|all|every|none|nothing|must|cannot|impossible|entirely|completely|any|no matter)\b/i,
} as const satisfies Both<RegExp>;

export function tellsOf(questions: readonly Question[]): Tells {
  const four = questions.flatMap((question) => (question.kind === 'choice' && question.options.length === 4 ? [question.options] : []));
  const both = <T>(measure: (locale: Locale) => T): Both<T> => ({ zh: measure('zh'), en: measure('en') });
  const sum = (measure: (options: readonly Option[]) => number): number => four.reduce((total, options) => total + measure(options), 0);
  const absolutes = (locale: Locale, right: boolean) => (options: readonly Option[]) =>
    options.filter((option) => option.right === right && ABSOLUTE[locale].test(plain(option.text[locale]))).length;
  return {
    questions: four.length,
    longest: both((locale) => sum((options) => extreme(options, locale, Math.max))),
    shortest: both((locale) => sum((options) => extreme(options, locale, Math.min))),
    absolute: both((locale) => ({ right: sum(absolutes(locale, true)), wrong: sum(absolutes(locale, false)) })),
  };
}

function extreme(options: readonly Option[], locale: Locale, most: (...lengths: number[]) => number): number {
  const lengths = options.map((option) => shownLength(option.text[locale]));
  const ends = options.filter((_, index) => lengths[index] === most(...lengths));
  return ends.some((option) => option.right) ? 1 / ends.length : 0;
}

/** Tells of each topic (warnings) and of the whole bank (errors, once it is large enough to judge). */
export function tellFaults(collection: Collection): readonly Fault[] {
  const all = collection.questions.map(({ question }) => question);
  const topics = [...Map.groupBy(all, (question) => question.topic)].flatMap(([topic, questions]) =>
    judge(tellsOf(questions), { file: questionFile(topic), line: 1, topic }, 'warning', DOUBT.topic),
  );
  const bank = tellsOf(all);
  const place = { file: 'questions', line: 1 };
  return bank.questions < ENOUGH ? topics : [...topics, ...judge(bank, place, 'error', DOUBT.bank), ...overdone(bank, place)];
}

/** The cure can be worse than the disease: whoever picks the shortest must not win by it either. */
function overdone({ questions, shortest, longest }: Tells, place: Parameters<typeof faultAt>[0]): Fault[] {
  return LOCALES.flatMap((locale) => {
    const faults: Fault[] = [];
    const fault = (problem: string, advice: string): void => {
      faults.push(faultAt(place, 'tells', 'warning', `${problem} (${locale})`, advice));
    };
    if (interval(shortest[locale], questions)[0] > 0.25)
      fault(`the right option is the shortest in ${told(shortest[locale], questions)}`, 'more than chance: shorten some wrong ones');
    if (interval(longest[locale], questions)[1] < 0.25)
      fault(`the right option is the longest in ${told(longest[locale], questions)}`, 'less than chance: the longest can be ruled out');
    return faults;
  });
}

function judge(tells: Tells, place: Parameters<typeof faultAt>[0], severity: Fault['severity'], doubt: number): Fault[] {
  const { questions } = tells;
  if (questions === 0) return [];
  return LOCALES.flatMap((locale) => {
    const faults: Fault[] = [];
    const fault = (problem: string, advice: string): void => {
      faults.push(faultAt(place, 'tells', severity, `${problem} (${locale})`, advice));
    };
    if (tells.longest[locale] / questions > MOST_LONGEST)
      fault(
        `the right option is the longest in ${told(tells.longest[locale], questions)}`,
        `at most ${MOST_LONGEST * 100} %: shorten it, or say more in a wrong one`,
      );
    if (tells.shortest[locale] / questions < FEWEST_SHORTEST)
      fault(
        `the right option is the shortest in ${told(tells.shortest[locale], questions)}`,
        `at least ${FEWEST_SHORTEST * 100} %: shorten some right ones`,
      );
    const { right, wrong } = tells.absolute[locale];
    const chance = atMost(right, questions, wrong / (questions * 3));
    if (chance < doubt)
      fault(
        `words like “always” are in ${right} of ${questions} right options and in ${wrong} of ${questions * 3} wrong ones; chance would do so in ${(chance * 100).toFixed(1)} %`,
        'take them out of wrong options, or use them where they are true',
      );
    return faults;
  });
}

/** `4.5 of 12 questions, 38 % (95 %: 17-64; chance is 25)` */
function told(hits: number, trials: number): string {
  const [low, high] = interval(hits, trials).map((share) => Math.round(share * 100));
  return `${Number(hits.toFixed(1))} of ${trials} questions, ${Math.round((hits / trials) * 100)} % (95 %: ${low}-${high}; chance is 25)`;
}
