import type { Block, View } from '../../src/chat/view.ts';
import { type ProseBlock, plain, plainBlocks } from '../../src/kernel/prose.ts';

/** A View as a reader would hear it read out: for transcripts and expectations. */
export function viewText(view: View): string {
  return view.blocks.map(blockText).filter(Boolean).join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'divider':
      return '---';
    case 'note':
      return plain(block.content);
    case 'spoiler':
      return `${plain(block.title)}\n${plainBlocks(block.blocks)}`;
    case 'picture':
      return block.alt;
    case 'options':
      return block.choices.map((choice, index) => `(${String.fromCharCode(65 + index)}) ${plain(choice.label)}`).join('\n');
    case 'actions':
      return block.choices.map((choice) => `[${plain(choice.label)}]`).join(' ');
    default:
      return plainBlocks([block as ProseBlock]);
  }
}
