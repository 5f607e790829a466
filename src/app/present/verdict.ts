import type { Block } from '../../chat/view.ts';
import type { Question } from '../../corpus/article.ts';
import { type Prose, text } from '../../kernel/prose.ts';
import type { Given } from '../../quiz/session.ts';
import type { Say } from '../say.ts';
import { givenText, lettered, rightAnswer, sourceNote } from './question.ts';

/** What one person gets to see after a question of their own: right or wrong, why each option is what it is, where to read it. */
export function verdictBlocks(input: {
  question: Question;
  order: readonly number[];
  given: Given;
  right: boolean;
  title: string;
  say: Say;
}): readonly Block[] {
  const { question, order, given, say } = input;
  const answer = rightAnswer(question, order, say);
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      content: input.right
        ? say.rich('verdict-right', { given: givenText(given, order) })
        : say.rich('verdict-wrong', { given: givenText(given, order), answer }),
    },
  ];
  if (question.kind === 'choice' || question.kind === 'several') {
    const items = order.map((own, position): Prose => {
      const option = question.options[own];
      return [
        text(option?.right ? '✅ ' : '❌ '),
        ...lettered(question, own, position, say.locale),
        text(' — '),
        ...(option?.why[say.locale] ?? []),
      ];
    });
    blocks.push({ kind: 'list', ordered: false, marked: true, items });
  }
  if (question.kind === 'numeric' && given.kind === 'typed') {
    const mistake = question.mistakes.find((one) => Math.abs(one.value - Number(given.text.replace(',', '.'))) <= question.tolerance);
    if (mistake) blocks.push({ kind: 'paragraph', content: mistake.why[say.locale] });
  }
  if (question.kind === 'order') blocks.push({ kind: 'list', ordered: true, items: question.items.map((item) => item[say.locale]) });
  blocks.push({ kind: 'quote', content: question.explanation[say.locale] }, sourceNote(question, input.title, say));
  return blocks;
}
