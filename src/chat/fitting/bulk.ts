import type { Prose } from '../../kernel/prose.ts';
import type { Block } from '../view.ts';

/** A length that the text of a block is not below in any unit, found without looking at the text; so that what is cut a hundred times is not measured a hundred times. */
export function leastLength(block: Block): number {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
    case 'note':
      return leastOf(block.content);
    case 'list':
      return block.items.reduce((sum, item) => sum + leastOf(item), 0);
    case 'code':
      return block.text.length / 2;
    default:
      return 0;
  }
}

/** A code point is at most two UTF-16 units. */
function leastOf(content: Prose): number {
  return content.reduce((sum, node) => sum + (node.kind === 'text' || node.kind === 'link' ? node.text.length / 2 : 0), 0);
}
