import type { Locale } from '../../kernel/locale.ts';
import { type Prose, plain } from '../../kernel/prose.ts';
import { unreachable } from '../../kernel/result.ts';
import type { Question } from '../article.ts';
import { errorAt, type Fault } from '../fault.ts';
import { type Collection, questionPlace } from '../manuscript.ts';

/**
 * Two questions are near-duplicates when their prompts with the right answers share this much of their character n-grams
 * (Sørensen-Dice; pairs of characters in Chinese, triples in English), in one language or in the mean of both. Over the banks of the first
 * topics honest neighbours (two steps of one calculation) reach 0.60 and 0.57, a reworded question 0.75 and more.
 */
const ONE = 0.8;
const MEAN = 0.7;
const GRAM = { zh: 2, en: 3 } as const;

export interface Likeness {
  readonly first: number;
  readonly second: number;
  /** 0 … 1 */
  readonly zh: number;
  readonly en: number;
}

export function duplicateFaults(collection: Collection): readonly Fault[] {
  const { questions } = collection;
  return alike(questions.map(({ question }) => question)).flatMap(({ first, second, zh, en }): Fault[] => {
    const [earlier, later] = [questions[first], questions[second]];
    if (earlier === undefined || later === undefined) return [];
    const share = `${Math.round(zh * 100)} % in Chinese, ${Math.round(en * 100)} % in English`;
    return [
      errorAt(
        questionPlace(later),
        'duplicate',
        `${later.question.id} is nearly ${earlier.question.id} (${earlier.file}:${earlier.line}): ${share}`,
        'ask something else, or drop one',
      ),
    ];
  });
}

/** The pairs of questions that ask nearly the same. The cost grows with the n-grams that questions share, not with all pairs. */
export function alike(questions: readonly Question[]): Likeness[] {
  const [zh, en] = [overlaps(questions, 'zh'), overlaps(questions, 'en')];
  const pairs: Likeness[] = [];
  for (let second = 1; second < questions.length; second++) {
    const [shares, translated] = [zh(second), en(second)];
    for (let first = 0; first < second; first++) {
      const likeness = { first, second, zh: shares[first] ?? 0, en: translated[first] ?? 0 };
      if (Math.max(likeness.zh, likeness.en) >= ONE || (likeness.zh + likeness.en) / 2 >= MEAN) pairs.push(likeness);
    }
  }
  return pairs;
}

/** For a question, how much it shares with each one before it. To be asked in order, once each. */
function overlaps(questions: readonly Question[], locale: Locale): (index: number) => Float64Array {
  const grams = questions.map((question) => gramsOf(textOf(question, locale), GRAM[locale]));
  const sizes = grams.map((bag) => [...bag.values()].reduce((sum, count) => sum + count, 0));
  const postings = new Map<string, [question: number, count: number][]>();
  grams.forEach((bag, index) => {
    for (const [gram, count] of bag) {
      const list = postings.get(gram);
      if (list === undefined) postings.set(gram, [[index, count]]);
      else list.push([index, count]);
    }
  });
  return (index) => {
    const shared = new Float64Array(index);
    for (const [gram, count] of grams[index] ?? []) {
      for (const [other, there] of postings.get(gram) ?? []) {
        if (other >= index) break;
        shared[other] = (shared[other] ?? 0) + Math.min(count, there);
      }
    }
    return shared.map((common, other) => (2 * common) / Math.max(1, (sizes[index] ?? 0) + (sizes[other] ?? 0)));
  };
}

function gramsOf(text: string, size: number): ReadonlyMap<string, number> {
  const chars = [...text];
  const bag = new Map<string, number>();
  for (let start = 0; start + size <= chars.length; start++) {
    const gram = chars.slice(start, start + size).join('');
    bag.set(gram, (bag.get(gram) ?? 0) + 1);
  }
  return bag;
}

function textOf(question: Question, locale: Locale): string {
  const text = [question.prompt[locale], ...answersOf(question, locale)].map(plain).join(' ').normalize('NFKC').toLowerCase();
  return locale === 'zh' ? text.replaceAll(/[\s\p{P}]+/gu, '') : text.replaceAll(/[\s\p{P}]+/gu, ' ');
}

function answersOf(question: Question, locale: Locale): readonly Prose[] {
  switch (question.kind) {
    case 'choice':
    case 'several':
      return question.options.filter((option) => option.right).map((option) => option.text[locale]);
    case 'numeric':
      return [[{ kind: 'text', text: String(question.answer) }]];
    case 'order':
      return question.items.map((item) => item[locale]);
    case 'short':
      return [[{ kind: 'text', text: question.accepted[locale][0] ?? '' }]];
    default:
      return unreachable(question);
  }
}
