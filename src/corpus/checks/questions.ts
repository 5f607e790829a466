import { LOCALES } from '../../kernel/locale.ts';
import type { Prose } from '../../kernel/prose.ts';
import { unreachable } from '../../kernel/result.ts';
import type { ChoiceQuestion, NumericQuestion, ShortQuestion } from '../article.ts';
import { errorAt, type Fault, warningAt } from '../fault.ts';
import { type Collection, type PlacedQuestion, questionPlace } from '../manuscript.ts';
import { foldWords, sameness } from './sameness.ts';

/** Each question in itself: it can be asked, it can be answered, and only rightly in one way. */
export function questionFaults(collection: Collection): readonly Fault[] {
  const firsts = new Map<string, PlacedQuestion>();
  return collection.questions.flatMap((placed) => {
    const { question } = placed;
    const faults: Fault[] = [];
    const first = firsts.get(question.id);
    if (first === undefined) firsts.set(question.id, placed);
    else
      faults.push(
        errorAt(
          questionPlace(placed),
          'question',
          `the id ${question.id} is taken (${first.file}:${first.line})`,
          'ids are unique in the whole bank',
        ),
      );
    faults.push(...sectionFaults(placed, collection));
    switch (question.kind) {
      case 'choice':
      case 'several':
        faults.push(...choiceFaults(placed, question));
        break;
      case 'numeric':
        faults.push(...numericFaults(placed, question));
        break;
      case 'order':
        faults.push(
          ...differing(
            placed,
            'items',
            question.items.map((item) => item),
          ),
        );
        break;
      case 'short':
        faults.push(...shortFaults(placed, question));
        break;
      default:
        unreachable(question);
    }
    return faults;
  });
}

function sectionFaults(placed: PlacedQuestion, collection: Collection): Fault[] {
  const { topic, section } = placed.question;
  const articles = collection.manuscripts.filter(({ article }) => article.slug === topic);
  const anchors = articles.map(({ article }) => article.sections.map(({ anchor }) => anchor));
  if (anchors.every((list) => list.includes(section))) return [];
  return [
    errorAt(
      questionPlace(placed, ['section']),
      'question',
      `rests on {#${section}}, which ${topic} does not have`,
      `its sections are ${anchors[0]?.join(', ')}`,
    ),
  ];
}

function choiceFaults(placed: PlacedQuestion, question: ChoiceQuestion): Fault[] {
  const right = question.options.filter((option) => option.right).length;
  const place = questionPlace(placed, ['options']);
  const faults = differing(
    placed,
    'options',
    question.options.map((option) => option.text),
    ['text'],
  );
  if (question.kind === 'choice' && right !== 1)
    faults.push(errorAt(place, 'options', `${right} options are right`, 'in a choice exactly one is; `several` is the kind with more'));
  if (question.kind === 'several' && (right < 2 || right === question.options.length)) {
    faults.push(
      errorAt(
        place,
        'options',
        `${right} of ${question.options.length} options are right`,
        'in `several` two or more are, and at least one is wrong',
      ),
    );
  }
  return faults;
}

/** No two of a question's options or items may be the same for a reader. */
function differing(
  placed: PlacedQuestion,
  list: 'options' | 'items',
  texts: readonly Record<'zh' | 'en', Prose>[],
  inside: readonly string[] = [],
): Fault[] {
  return LOCALES.flatMap((locale) => {
    const folded = texts.map((text) => sameness(text[locale]));
    return folded.flatMap((text, index) => {
      const twin = folded.indexOf(text);
      if (twin === index) return [];
      return [
        errorAt(
          questionPlace(placed, [list, index, ...inside, locale]),
          'options',
          `${list} ${twin + 1} and ${index + 1} are the same (${locale})`,
          'case, width, spaces and punctuation make no difference: change one',
        ),
      ];
    });
  });
}

function numericFaults(placed: PlacedQuestion, question: NumericQuestion): Fault[] {
  const { answer, tolerance, mistakes } = question;
  const faults: Fault[] = [];
  mistakes.forEach(({ value }, index) => {
    const place = questionPlace(placed, ['mistakes', index, 'value']);
    // A hair more than the tolerance is still one rounding away from being called right.
    if (Math.abs(value - answer) <= tolerance * (1 + 1e-9))
      faults.push(
        errorAt(
          place,
          'numeric',
          `the mistake ${value} is within ${tolerance} of the answer ${answer}`,
          'narrow the tolerance, or name another mistake',
        ),
      );
    if (mistakes.slice(0, index).some((other) => Math.abs(other.value - value) <= tolerance))
      faults.push(errorAt(place, 'numeric', `the mistake ${value} is named twice`, 'the tolerance makes the two one: keep one'));
  });
  const place = questionPlace(placed, ['tolerance']);
  if (tolerance === 0 && !Number.isInteger(answer))
    faults.push(errorAt(place, 'numeric', `no tolerance for the answer ${answer}`, 'allow for rounding'));
  const decimals = askedDecimals(question);
  if (decimals !== null && Math.abs(Number(answer.toFixed(decimals)) - answer) > tolerance + 1e-12) {
    faults.push(
      errorAt(
        place,
        'numeric',
        `rounded to ${decimals} decimals, as asked, the answer is ${answer.toFixed(decimals)}: outside of the tolerance`,
        'widen the tolerance, or ask for more decimals',
      ),
    );
  }
  return faults;
}

/** How many decimals the prompt asks for, if it says. */
function askedDecimals(question: NumericQuestion): number | null {
  const prompt = (locale: 'zh' | 'en'): string => question.prompt[locale].map((node) => ('text' in node ? node.text : '')).join('');
  const zh = /([一二两三四五1-5])\s*位小数/.exec(prompt('zh'))?.[1];
  const en = /\b(one|two|three|four|five|[1-5]) decimal/i.exec(prompt('en'))?.[1]?.toLowerCase();
  const read = (word: string | undefined, words: readonly string[]): number | null => {
    if (word === undefined) return null;
    const index = words.indexOf(word);
    return index >= 0 ? index + 1 : Number(word);
  };
  return read(zh?.replace('两', '二'), ['一', '二', '三', '四', '五']) ?? read(en, ['one', 'two', 'three', 'four', 'five']);
}

function shortFaults(placed: PlacedQuestion, question: ShortQuestion): Fault[] {
  return LOCALES.flatMap((locale) => {
    const prompt = sameness(question.prompt[locale]);
    const folded = question.accepted[locale].map(foldWords);
    return folded.flatMap((form, index) => {
      const place = questionPlace(placed, ['accepted', locale, index]);
      if (form === '') return [errorAt(place, 'short', 'an accepted form without letters or digits', 'it would accept nothing: remove it')];
      if (folded.indexOf(form) !== index)
        return [
          warningAt(
            place,
            'short',
            `“${question.accepted[locale][index]}” is accepted already`,
            'case, width, spaces and punctuation make no difference: remove it',
          ),
        ];
      if (prompt.includes(form) && form.length > 1)
        return [warningAt(place, 'short', `the question holds its answer, “${question.accepted[locale][index]}”`, 'ask without naming it')];
      return [];
    });
  });
}
