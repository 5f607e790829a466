import type { Prose } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import type { Block } from './view.ts';

/** The lines of text of a block, in which formulas, links and moments stand. Labels of buttons are none. */
export function linesOf(block: Block): readonly Prose[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
    case 'note':
      return [block.content];
    case 'list':
      return block.items;
    case 'table':
      return [...block.header, ...block.rows.flat()];
    case 'spoiler':
      return [block.title, ...block.blocks.flatMap(linesOf)];
    case 'code':
    case 'math':
    case 'figure':
    case 'divider':
    case 'picture':
    case 'drawing':
    case 'options':
    case 'actions':
      return [];
    default:
      return unreachable(block);
  }
}
