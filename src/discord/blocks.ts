import type { Block } from '../chat/view.ts';
import type { Prose } from '../kernel/prose.ts';
import { plain } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { clean, escaped, markdown } from './markdown.ts';

type Worded = Exclude<Block, { kind: 'divider' | 'spoiler' | 'drawing' | 'picture' | 'options' | 'actions' }>;

/** A block of words as Markdown; empty where there is nothing to see. */
export function blockMarkdown(block: Worded): string {
  switch (block.kind) {
    case 'heading':
      return prefixed(`${'#'.repeat(block.level)} `, oneLine(markdown(block.content)));
    case 'paragraph':
      return markdown(block.content);
    case 'quote':
      return eachLine('> ', markdown(block.content));
    case 'note':
      return eachLine('-# ', markdown(block.content));
    case 'list':
      return block.items
        .map((item, index) => listItem(block.ordered ? `${(block.start ?? 1) + index}. ` : block.marked ? '' : '- ', markdown(item)))
        .filter(Boolean)
        .join('\n');
    case 'code':
      return fence(block.text, block.language);
    case 'math':
      return fence(block.tex, 'tex');
    case 'table':
      return [block.header, ...block.rows].map(row).filter(Boolean).join('\n');
    case 'figure':
      return escaped(block.alt);
    default:
      return unreachable(block);
  }
}

/** What stands between two blocks of words in one text component. */
export function gapBetween(before: Block['kind'], after: Block['kind']): string {
  return before === 'heading' || after === 'list' || after === 'code' || after === 'math' || before === 'code' ? '\n' : '\n\n';
}

/** Fences inside a block of code are kept from ending it by a sign without width. */
function fence(text: string, language: string | undefined): string {
  const body = clean(text).replace(/`(?=``)/g, '`\u200b');
  if (!body.trim()) return '';
  return `\`\`\`${language?.replace(/[^\w+-]/g, '') ?? ''}\n${body}\n\`\`\``;
}

const row = (cells: readonly Prose[]): string => cells.map((cell) => oneLine(markdown(cell))).join(' \\| ');

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();
const prefixed = (prefix: string, text: string): string => (text.trim() ? prefix + text : '');
const eachLine = (prefix: string, text: string): string =>
  text.trim()
    ? text
        .split('\n')
        .map((line) => prefix + line)
        .join('\n')
    : '';
/** Further lines of an item stand under its first. */
const listItem = (mark: string, text: string): string => prefixed(mark, text.trim().replaceAll('\n', `\n${' '.repeat(mark.length)}`));

/** A label has no looks. */
export const labelText = (content: Prose): string => clean(plain(content)).replace(/\s+/g, ' ').trim();
