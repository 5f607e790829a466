import { type Prose, type ProseBlock, text } from '../../kernel/prose.ts';
import { measure, measureAll, type Size } from '../measure.ts';
import type { Block } from '../view.ts';
import { CONTINUED, type Spoiler, type Table } from './marks.ts';
import { isInSpace, type Space, type Split, type Splitting } from './space.ts';
import { splitCode } from './split-code.ts';
import { splitList } from './split-list.ts';
import { splitProse } from './split-prose.ts';
import { tableText } from './tables.ts';
import { isProseVisible } from './visible.ts';

/**
 * Divides a block that is too large for `space`. Null where nothing worth it fits. With `force` the space is that of an empty
 * message: something is always taken, or the block comes back in a smaller form.
 */
export function split(block: Block, space: Space, force: boolean, context: Splitting): Split | null {
  switch (block.kind) {
    case 'heading':
    case 'quote':
    case 'note':
    case 'paragraph':
      return splitLine(block, space, force, context);
    case 'list':
      return splitList(block, space, force, context);
    case 'code':
      return splitCode(block, space, force, context);
    case 'table':
      return splitTable(block, space, force, context);
    case 'spoiler':
      return splitSpoiler(block, space, force, context);
    default:
      // A picture, a formula, a divider, buttons: shaped so that an empty message has room for them.
      return force ? { head: [block], tail: [] } : null;
  }
}

function splitLine(block: Extract<Block, { content: Prose }>, space: Space, force: boolean, { can, marks }: Splitting): Split | null {
  const bare = measure({ ...block, content: [] }, can);
  const room = { ...space, text: space.text - bare.text, runs: space.runs - bare.runs };
  const perLine = block.kind === 'paragraph' ? 0 : can.markup.line;
  const { head, tail } = splitProse(block.content, room, perLine, can, marks.whole, force);
  const shown = isProseVisible(head);
  if (!shown && !force) return null;
  return { head: shown ? [{ ...block, content: head }] : [], tail: isProseVisible(tail) ? [{ ...block, content: tail }] : [] };
}

/** By rows, each part with the header; a row too long for a message makes the table text. */
function splitTable(table: Table, space: Space, force: boolean, { can, marks }: Splitting): Split | null {
  let count = table.rows.length;
  const upTo = (rows: number): Table => ({ ...table, rows: table.rows.slice(0, rows) });
  while (count > 0 && !isInSpace(measure(upTo(count), can), space)) count--;
  if (count > 0) return { head: [upTo(count)], tail: count < table.rows.length ? [{ ...table, rows: table.rows.slice(count) }] : [] };
  return force ? { head: [], tail: tableText(table, can, marks) } : null;
}

/** By what is in it; the parts that follow have no title of their own. */
function splitSpoiler(spoiler: Spoiler, space: Space, force: boolean, context: Splitting): Split | null {
  const { can, marks, fresh } = context;
  const { blocks } = spoiler;
  const sized = (inner: readonly ProseBlock[]): Size => measure({ ...spoiler, blocks: inner }, can);
  const rest = (inner: readonly ProseBlock[]): readonly Block[] =>
    inner.length > 0 ? [{ kind: 'spoiler', title: [text(CONTINUED)], blocks: inner }] : [];
  let count = blocks.length;
  while (count > 0 && !isInSpace(sized(blocks.slice(0, count)), space)) count--;
  while (count > 1 && count < blocks.length && marks.sticky.has(blocks[count - 1] as ProseBlock)) count--;
  if (count > 0) return { head: [{ ...spoiler, blocks: blocks.slice(0, count) }], tail: rest(blocks.slice(count)) };
  const first = blocks[0];
  if (!first) return force ? { head: [{ kind: 'paragraph', content: spoiler.title }], tail: [] } : null;
  if (!force && isInSpace(sized([first]), fresh)) return null;
  const shell = measureAll([{ ...spoiler, blocks: [] }], can);
  const gap = can.markup.gap;
  const room = { text: space.text - shell.text - gap, runs: space.runs - shell.runs, blocks: space.blocks - shell.blocks };
  const inner = split(first, room, force, context);
  if (!inner) return null;
  const [head, tail] = [inner.head as readonly ProseBlock[], [...(inner.tail as readonly ProseBlock[]), ...blocks.slice(1)]];
  return {
    head: head.length > 0 ? [{ ...spoiler, blocks: head }] : [],
    tail: head.length > 0 ? rest(tail) : tail.length > 0 ? [{ ...spoiler, blocks: tail }] : [],
  };
}
