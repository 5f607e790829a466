import { flatten, OBJECT } from '../corpus/flat.ts';
import type { Prose, ProseBlock } from '../kernel/prose.ts';

/** The words of blocks, a block or item a line. Each formula is `OBJECT`, so that LaTeX is not taken for words. */
export const wordsOf = (blocks: readonly ProseBlock[]): string => blocks.map(blockWords).join('\n');

function blockWords(block: ProseBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return lineWords(block.content);
    case 'list':
      return block.items.map(lineWords).join('\n');
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(lineWords).join(' ')).join('\n');
    case 'code':
      return block.text;
    case 'math':
      return OBJECT;
    case 'figure':
      return block.alt;
  }
}

const lineWords = (content: Prose): string => flatten(content).text;
