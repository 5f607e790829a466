import type { QuestionCard } from '../../chat/picture.ts';
import { isWordLike } from '../../chat/spelling.ts';
import type { Block, Choice } from '../../chat/view.ts';
import type { Question } from '../../corpus/article.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Inline, type Prose, plain, text } from '../../kernel/prose.ts';
import type { Given, Move } from '../../quiz/session.ts';
import type { Say } from '../say.ts';
import { cardBlock } from './cards.ts';

export const letter = (position: number): string => String.fromCharCode(65 + position);

/** The text of a shown option, of any kind that has options. */
export function optionText(question: Question, own: number, locale: Locale): Prose {
  if (question.kind === 'choice' || question.kind === 'several') return question.options[own]?.text[locale] ?? [];
  if (question.kind === 'order') return question.items[own]?.[locale] ?? [];
  return [];
}

/** What stands over a question: its heading in the message, and in the picture of a question that has to be drawn. */
export interface Over {
  readonly blocks: readonly Block[];
  readonly heading: string;
  readonly topic: string;
}

/**
 * Prompt and buttons. `tokenFor` names the question and the move, never what is right. With formulas that cannot be written as text it
 * is a card, and the buttons have letters.
 */
export function askBlocks(
  question: Question,
  order: readonly number[],
  say: Say,
  tokenFor: (move: Move) => string,
  over?: Over,
): readonly Block[] {
  const pressed = buttons(question, order, say, tokenFor);
  const instead = [...(over?.blocks ?? []), ...promptBlocks(question, say), ...pressed];
  return needsCard(question, order, say.locale)
    ? [cardBlock(questionCard(question, order, say, over), instead, pressed.map(lettersOnly))]
    : instead;
}

/** Whether there are formulas that one would rather see drawn than spelt in a line. */
function needsCard(question: Question, order: readonly number[], locale: Locale): boolean {
  const lines = [question.prompt[locale], ...order.map((own) => optionText(question, own, locale))];
  return lines.some((line) => line.some((node) => node.kind === 'math' && !isWordLike(node.tex)));
}

/** A question as a picture; also of one that is asked later. */
export function questionCard(question: Question, order: readonly number[], say: Say, over?: Pick<Over, 'heading' | 'topic'>): QuestionCard {
  const hint = hintOf(question, say);
  return {
    kind: 'question',
    heading: over?.heading ?? '',
    topic: over?.topic ?? '',
    prompt: question.prompt[say.locale],
    hint: hint ? plain(hint) : '',
    options: order.map((own) => optionText(question, own, say.locale)),
  };
}

function lettersOnly(block: Block): Block {
  if (block.kind !== 'options') return block;
  return { ...block, choices: block.choices.map((choice, position): Choice => ({ ...choice, label: [text(letter(position))] })) };
}

function hintOf(question: Question, say: Say): Prose | null {
  const hint = { several: 'ask-several', order: 'ask-order', numeric: 'ask-numeric', short: 'ask-short', choice: null }[question.kind];
  const unit = question.kind === 'numeric' && question.unit ? question.unit[say.locale] : null;
  if (!hint) return null;
  return unit ? say.rich('ask-numeric-unit', { unit }) : say.rich(hint);
}

function promptBlocks(question: Question, say: Say): readonly Block[] {
  const prompt: Block = { kind: 'paragraph', content: question.prompt[say.locale] };
  const hint = hintOf(question, say);
  return hint ? [prompt, { kind: 'note', content: hint }] : [prompt];
}

function buttons(question: Question, order: readonly number[], say: Say, tokenFor: (move: Move) => string): readonly Block[] {
  if (question.kind === 'numeric' || question.kind === 'short') {
    return [
      {
        kind: 'actions',
        choices: [
          { token: tokenFor({ kind: 'typed', text: '' }), label: say.rich('button-type'), tone: 'primary', asks: say('button-type-field') },
        ],
      },
    ];
  }
  const choices: Choice[] = order.map((own, position) => ({
    token: tokenFor({ kind: 'option', position }),
    label: optionText(question, own, say.locale),
  }));
  const options: Block = { kind: 'options', choices };
  if (question.kind === 'several')
    return [
      options,
      { kind: 'actions', choices: [{ token: tokenFor({ kind: 'lock' }), label: say.rich('button-lock'), tone: 'primary' }] },
    ];
  if (question.kind === 'order')
    return [options, { kind: 'actions', choices: [{ token: tokenFor({ kind: 'reset' }), label: say.rich('button-reset') }] }];
  return [options];
}

/** The same question when it can no longer be answered: its options as a lettered list, or the same card. */
export function closedBlocks(question: Question, order: readonly number[], say: Say, over?: Over): readonly Block[] {
  const items = order.map((own, position) => lettered(question, own, position, say.locale));
  const instead: Block[] = [...(over?.blocks ?? []), { kind: 'paragraph', content: question.prompt[say.locale] }];
  if (items.length > 0) instead.push({ kind: 'list', ordered: false, marked: true, items });
  return needsCard(question, order, say.locale) ? [cardBlock(questionCard(question, order, say, over), instead)] : instead;
}

export function lettered(question: Question, own: number, position: number, locale: Locale): Prose {
  return [text(`${letter(position)}. `, 'strong'), ...optionText(question, own, locale)];
}

/** What somebody gave, as the letters they saw: `B`, `A C`, `B → A → D → C`, `0.55`. */
export function givenText(given: Given, order: readonly number[]): string {
  const shown = (own: number) => letter(Math.max(0, order.indexOf(own)));
  switch (given.kind) {
    case 'choice':
      return shown(given.option);
    case 'several':
      return given.options.map(shown).sort().join(' ');
    case 'order':
      return given.sequence.map(shown).join(' → ');
    case 'typed':
      return given.text;
  }
}

/** The right answer in the letters and words that were shown. */
export function rightAnswer(question: Question, order: readonly number[], say: Say): Prose {
  switch (question.kind) {
    case 'choice':
    case 'several': {
      const nodes: Inline[] = [];
      for (const [position, own] of order.entries()) {
        if (!question.options[own]?.right) continue;
        if (nodes.length > 0) nodes.push(text(say('list-separator')));
        nodes.push(...lettered(question, own, position, say.locale));
      }
      return nodes;
    }
    case 'order':
      return [text(question.items.map((_, own) => letter(Math.max(0, order.indexOf(own)))).join(' → '), 'strong')];
    case 'numeric':
      return [text(`${question.answer}${question.unit ? ` ${question.unit[say.locale]}` : ''}`, 'strong')];
    case 'short':
      return [text(question.accepted[say.locale][0] ?? question.accepted.en[0] ?? '', 'strong')];
  }
}

/** Where to read why: the section the question rests on. */
export function sourceNote(question: Question, title: string, say: Say): Block {
  return {
    kind: 'note',
    content: say.rich('reveal-source', { link: { kind: 'link', text: title, href: `topic:${question.topic}#${question.section}` } }),
  };
}
