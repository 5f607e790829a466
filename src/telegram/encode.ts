import type { InlineKeyboardButton } from 'grammy/types';
import { spelled } from '../chat/spelling.ts';
import type { Block, Choice } from '../chat/view.ts';
import type { Prose } from '../kernel/prose.ts';
import { layOut } from './keyboard.ts';
import { type Style, writeBlock } from './prose.ts';
import { Writing, type Written } from './writing.ts';

export interface Encoded extends Written {
  /** The name of the picture that the text is the caption of. */
  readonly photo: string | null;
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
}

/** One message, from blocks that `fit` made small enough. `button` makes of a choice what can be pressed. */
export function encode(blocks: readonly Block[], style: Style, button: (choice: Choice, label: string) => InlineKeyboardButton): Encoded {
  const writing = new Writing();
  let last: Block | null = null;
  let photo: string | null = null;
  const keyboard: InlineKeyboardButton[][] = [];
  for (const block of blocks) {
    if (block.kind === 'options' || block.kind === 'actions') {
      const buttons = block.choices.map((choice) => ({ choice, label: labelText(choice.label) }));
      keyboard.push(...layOut(buttons).map((row) => row.map(({ choice, label }) => button(choice, label))));
      continue;
    }
    if (block.kind === 'picture') photo = block.name;
    if (last && !(last.kind === 'picture' && !last.alt.trim())) writing.put(gap(last, block));
    writeBlock(writing, block, style);
    last = block;
  }
  return { ...writing.done(), keyboard, photo };
}

/** A line without looks, for labels, polls and toasts. */
export function plainText(content: Prose): string {
  return content.map((node) => (node.kind === 'math' ? spelled(node.tex).text : node.kind === 'time' ? '' : node.text)).join('');
}

const labelText = (content: Prose): string => plainText(content).toWellFormed().replaceAll(/\s+/g, ' ').trim() || '·';

function gap(before: Block, block: Block): string {
  const close = before.kind === 'heading' || before.kind === 'quote' || block.kind === 'list' || block.kind === 'quote';
  return close ? '\n' : '\n\n';
}
