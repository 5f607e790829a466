import type { Prose } from '../../kernel/prose.ts';
import { isVisible } from '../length.ts';
import type { Block } from '../view.ts';

export function isProseVisible(content: Prose): boolean {
  return content.some((node) => (node.kind === 'time' ? true : isVisible(node.kind === 'math' ? node.tex : node.text)));
}

/** Whether a block shows anything. Platforms refuse messages and components that are empty. */
export function isBlockVisible(block: Block): boolean {
  switch (block.kind) {
    case 'divider':
    case 'picture':
    case 'figure':
      return true;
    case 'drawing':
      return block.instead.some(isBlockVisible);
    case 'options':
    case 'actions':
      return block.choices.length > 0;
    default:
      return hasText(block);
  }
}

/** Whether a block is something that a message can be made of: text, or a picture. */
export function hasText(block: Block): boolean {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
    case 'note':
      return isProseVisible(block.content);
    case 'list':
      return block.items.some(isProseVisible);
    case 'table':
      return [block.header, ...block.rows].flat().some(isProseVisible);
    case 'code':
      return isVisible(block.text);
    case 'math':
      return isVisible(block.tex);
    case 'picture':
      return true;
    case 'figure':
      return isVisible(block.alt);
    case 'drawing':
      return block.instead.some(hasText);
    case 'spoiler':
      return isProseVisible(block.title) || block.blocks.some(hasText);
    case 'divider':
    case 'options':
    case 'actions':
      return false;
  }
}
