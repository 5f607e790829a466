import { plain, text } from '../kernel/prose.ts';
import { CONTINUED, isChoices, type Marks } from './fitting/marks.ts';
import { pack } from './fitting/pack.ts';
import { shapeBlocks } from './fitting/shape.ts';
import { hasText, isBlockVisible } from './fitting/visible.ts';
import { isWithin, measureAll } from './measure.ts';
import type { Capabilities } from './transport.ts';
import type { Block, View } from './view.ts';

/**
 * Any View as messages that the platform can show, in order, without loss of text. What the platform lacks is rewritten (formulas,
 * tables, headings, pictures, labels); what is too long is divided at the ends of blocks, then of items, sentences, words, characters.
 * Buttons stay with the last piece of the text that they belong to. A View that is within the limits comes back as the same object.
 */
export function fit(view: View, can: Capabilities): readonly [View, ...View[]] {
  const marks: Marks = { whole: new Set(), sticky: new Set() };
  const blocks = shapeBlocks(view.blocks, can, marks);
  const whole = withText(blocks, can);
  const asOne =
    isWithin(measureAll(whole, can), can) && !(can.caption !== null && whole.findIndex((block) => block.kind === 'picture') > 0);
  const parts = asOne ? [whole] : tidied(pack(blocks, can, marks)).map((part) => withText(part, can));
  const [first = whole, ...more] = parts;
  if (more.length === 0) return [first === view.blocks ? view : { ...view, blocks: first }];
  // A poll stands for the whole View, so no part has it.
  const part = (shown: readonly Block[]): View => ({ blocks: shown, audience: view.audience });
  return [part(first), ...more.map(part)];
}

/** Without what was left of blanks; and the end of a message divides well enough. */
function tidied(parts: readonly (readonly Block[])[]): readonly (readonly Block[])[] {
  return parts.flatMap((part) => {
    const shown = part.flatMap(pruned);
    const from = shown.findIndex((block) => block.kind !== 'divider');
    const to = shown.findLastIndex((block) => block.kind !== 'divider');
    return from < 0 ? [] : [shown.slice(from, to + 1)];
  });
}

function pruned(block: Block): readonly Block[] {
  if (block.kind !== 'spoiler') return isBlockVisible(block) ? [block] : [];
  const blocks = block.blocks.filter(isBlockVisible);
  if (blocks.length > 0) return [blocks.length === block.blocks.length ? block : { ...block, blocks }];
  return plain(block.title) === CONTINUED ? [] : [{ kind: 'paragraph', content: block.title }];
}

/** Something to read, where a message of buttons alone is refused. */
function withText(blocks: readonly Block[], can: Capabilities): readonly Block[] {
  if (!can.textNeeded || blocks.some(hasText)) return blocks;
  const from = blocks.findIndex(isChoices);
  const line: Block = { kind: 'paragraph', content: [text(CONTINUED)] };
  return from < 0 ? [...blocks, line] : [...blocks.slice(0, from), line, ...blocks.slice(from)];
}
