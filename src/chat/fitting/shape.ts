import { type Inline, type Prose, type ProseBlock, text } from '../../kernel/prose.ts';
import { isVisible, lengthOf } from '../length.ts';
import { plainLength, proseLength, textLimit } from '../measure.ts';
import { displayed, spelled } from '../spelling.ts';
import type { Capabilities } from '../transport.ts';
import type { Block } from '../view.ts';
import { shapeChoices } from './choices.ts';
import { CONTINUED, isChoices, type Marks, mapSame, type Spoiler, strong } from './marks.ts';
import { tableText } from './tables.ts';
import { isBlockVisible, isProseVisible } from './visible.ts';

/** Longer addresses are no links anywhere (Discord and Telegram alike cut or refuse them). */
const LONGEST_ADDRESS = 2_000;

/** The same text in the forms that the platform has. A block that needs no change stays the same object. */
export function shapeBlocks(blocks: readonly Block[], can: Capabilities, marks: Marks): readonly Block[] {
  return mapSame(blocks, (block) => shapeBlock(block, can, marks).filter(isBlockVisible));
}

function shapeBlock(block: Block, can: Capabilities, marks: Marks): readonly Block[] {
  if (isChoices(block)) return shapeChoices(block, (label) => shapeProse(label, can, marks), can);
  switch (block.kind) {
    case 'divider':
      return [block];
    case 'note':
      return [withContent(block, can, marks)];
    case 'spoiler':
      return shapeSpoiler(block, can, marks);
    case 'drawing':
      return shapeBlocks(block.instead, can, marks);
    case 'picture':
      return can.picture === 'native' ? besideAlt(block, can) : described(block.alt);
    default:
      return shapeProseBlock(block, can, marks);
  }
}

function shapeProseBlock(block: ProseBlock, can: Capabilities, marks: Marks): readonly ProseBlock[] {
  switch (block.kind) {
    case 'heading': {
      const shaped = withContent(block, can, marks);
      const line: ProseBlock = can.heading === 'native' ? shaped : { kind: 'paragraph', content: strong(shaped.content) };
      marks.sticky.add(line);
      return [line];
    }
    case 'paragraph': {
      const shaped = withContent(block, can, marks);
      const last = shaped.content.at(-1);
      if (last?.kind === 'text' && /[:：]\s*$/.test(last.text)) marks.sticky.add(shaped);
      return [shaped];
    }
    case 'quote':
      return [withContent(block, can, marks)];
    case 'list': {
      const items = mapSame(block.items, (item) => [shapeProse(item, can, marks)]);
      return [items === block.items ? block : { ...block, items }];
    }
    case 'code':
      return [shapeCode(block)];
    case 'math':
      return [shapeMath(block, can, marks)];
    case 'table': {
      const header = mapSame(block.header, (cell) => [shapeProse(cell, can, marks)]);
      const rows = mapSame(block.rows, (row) => [mapSame(row, (cell) => [shapeProse(cell, can, marks)])]);
      const table = header === block.header && rows === block.rows ? block : { ...block, header, rows };
      const columns = Math.max(header.length, ...rows.map((row) => row.length));
      return can.table === 'native' && columns <= can.columns ? [table] : tableText(table, can, marks);
    }
    case 'figure':
      return can.figure === 'native' ? besideAlt(block, can) : described(block.alt);
  }
}

function withContent<B extends Extract<Block, { content: Prose }>>(block: B, can: Capabilities, marks: Marks): B {
  const content = shapeProse(block.content, can, marks);
  return content === block.content ? block : { ...block, content };
}

function shapeProse(content: Prose, can: Capabilities, marks: Marks): Prose {
  return mapSame(content, (node) => shapeInline(node, can, marks));
}

function shapeInline(node: Inline, can: Capabilities, marks: Marks): readonly Inline[] {
  switch (node.kind) {
    case 'time':
      return [node];
    case 'text':
      if (node.text === '') return [];
      return [node.text.isWellFormed() ? node : { ...node, text: node.text.toWellFormed() }];
    case 'link': {
      if (node.text === '') return [];
      const far = node.href.length > LONGEST_ADDRESS || lengthOf(node.href, can.unit) > can.text / 4 || !node.href.isWellFormed();
      if (far) return [text(node.text.toWellFormed())];
      return [node.text.isWellFormed() ? node : { ...node, text: node.text.toWellFormed() }];
    }
    case 'math': {
      const tex = node.tex.toWellFormed();
      if (can.math === 'native' && plainLength(tex, can) <= longestFormula(can)) return [tex === node.tex ? node : { kind: 'math', tex }];
      const shown = spelled(tex);
      if (shown.text === '') return [];
      marks.whole.add(shown);
      return [shown];
    }
  }
}

/** A formula that could fill a message by itself is shown as source, which can be cut. */
const longestFormula = (can: Capabilities): number => (can.text - can.reserve) / 2;

function shapeMath(block: Extract<ProseBlock, { kind: 'math' }>, can: Capabilities, marks: Marks): ProseBlock {
  const tex = block.tex.toWellFormed();
  if (can.math === 'native' && plainLength(tex, can) <= longestFormula(can)) return tex === block.tex ? block : { ...block, tex };
  const shown = displayed(tex);
  if (shown.kind === 'paragraph') for (const node of shown.content) marks.whole.add(node);
  return shown;
}

function shapeCode(block: Extract<ProseBlock, { kind: 'code' }>): ProseBlock {
  const { language } = block;
  const known = language === undefined || /^[\w+#.-]{1,32}$/.test(language);
  if (known && block.text.isWellFormed()) return block;
  return { kind: 'code', text: block.text.toWellFormed(), ...(known && language !== undefined ? { language } : {}) };
}

const described = (alt: string): readonly ProseBlock[] => [{ kind: 'paragraph', content: [text(alt.toWellFormed())] }];

/** What is too long to stand beside the picture stands below. */
function besideAlt<B extends Extract<Block, { alt: string }>>(
  block: B,
  can: Capabilities,
): readonly (B | Extract<ProseBlock, { kind: 'paragraph' }>)[] {
  const alt = isVisible(block.alt) ? block.alt.toWellFormed() : '';
  if (lengthOf(alt, can.unit) <= Math.min(can.alt, textLimit({ pictures: 1 }, can) / 2))
    return [alt === block.alt ? block : { ...block, alt }];
  return [
    { ...block, alt: '' },
    { kind: 'paragraph', content: [text(alt)] },
  ];
}

/** A title too long for a title stands above. */
function shapeSpoiler(block: Spoiler, can: Capabilities, marks: Marks): readonly Block[] {
  const title = shapeProse(block.title, can, marks);
  const blocks = mapSame(block.blocks, (inner) => shapeProseBlock(inner, can, marks).filter(isBlockVisible));
  const above: Block = { kind: 'paragraph', content: title };
  if (blocks.length === 0) return [above];
  const short = isProseVisible(title) && proseLength(title, can, 0) <= (can.text - can.reserve) / 4;
  if (!short) return [above, { kind: 'spoiler', title: [text(CONTINUED)], blocks }];
  return [title === block.title && blocks === block.blocks ? block : { ...block, title, blocks }];
}
