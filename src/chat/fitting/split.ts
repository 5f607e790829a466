import { type Prose, type ProseBlock, text } from '../../kernel/prose.ts';
import { measure, measureAll, rowLength, type Size } from '../measure.ts';
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
  const rows = (from: number, to?: number): Table => ({ ...table, rows: table.rows.slice(from, to) });
  const count = countWithin(table.rows, space, measure(rows(0, 0), can), 0, (row) => {
    const one = measure({ ...table, header: [], rows: [row] }, can);
    return { ...one, text: rowLength(row, can), blocks: 0, runs: one.runs - 1 };
  });
  if (count > 0) return { head: [rows(0, count)], tail: count < table.rows.length ? [rows(count)] : [] };
  return force ? { head: [], tail: tableText(table, can, marks) } : null;
}

/** By what is in it; the parts that follow have no title of their own. */
function splitSpoiler(spoiler: Spoiler, space: Space, force: boolean, context: Splitting): Split | null {
  const { can, marks, fresh } = context;
  const { blocks } = spoiler;
  const sized = (inner: readonly ProseBlock[]): Size => measure({ ...spoiler, blocks: inner }, can);
  const rest = (inner: readonly ProseBlock[]): readonly Block[] =>
    inner.length > 0 ? [{ kind: 'spoiler', title: [text(CONTINUED)], blocks: inner }] : [];
  let count = countWithin(blocks, space, sized([]), can.markup.gap, (block) => measure(block, can));
  const isHeading = (block: ProseBlock | undefined): boolean => block !== undefined && marks.sticky.has(block);
  while (count > 1 && count < blocks.length && isHeading(blocks[count - 1])) count--;
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

/** How many of the parts fit, one after the other; `shell` is what they stand in. */
function countWithin<T>(parts: readonly T[], space: Space, shell: Size, gap: number, sized: (part: T) => Size): number {
  let { text, runs, blocks } = shell;
  for (const [index, part] of parts.entries()) {
    const size = sized(part);
    text += gap + size.text;
    runs += size.runs;
    blocks += size.blocks;
    if (!isInSpace({ ...shell, text, runs, blocks }, space)) return index;
  }
  return parts.length;
}
