import type { Inline, Prose, ProseBlock } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { lengthOf } from './length.ts';
import { displayed, spelled } from './spelling.ts';
import type { Capabilities } from './transport.ts';
import type { Block, View } from './view.ts';

/** How much of a message something takes, each against the limit of its name in Capabilities. */
export interface Size {
  /** In the platform's unit. An encoder that writes as `markup` says stays within it. */
  readonly text: number;
  /** Blocks or components, as `counting` says. */
  readonly blocks: number;
  readonly runs: number;
  readonly choices: number;
  readonly rows: number;
  readonly pictures: number;
}

/** What one block takes when it stands alone. */
export function measure(block: Block, can: Capabilities): Size {
  switch (block.kind) {
    case 'divider':
      return { text: can.markup.divider, blocks: 1, runs: 0, choices: 0, rows: 0, pictures: 0 };
    case 'options':
    case 'actions': {
      const choices = block.choices.length;
      const rows = Math.ceil(choices / can.choicesPerRow);
      return { text: 0, blocks: can.counting === 'components' ? rows + choices : 1, runs: 0, choices, rows, pictures: 0 };
    }
    case 'spoiler': {
      const inner = measureAll([{ kind: 'paragraph', content: block.title }, ...block.blocks], can);
      const blocks = can.counting === 'components' ? inner.blocks + 1 : inner.blocks;
      return { ...inner, text: inner.text + can.markup.spoiler, blocks, runs: inner.runs + 2 };
    }
    case 'drawing':
      return measureAll(block.instead, can);
    case 'picture':
      return { text: plainLength(block.alt, can), blocks: 1, runs: 1, choices: 0, rows: 0, pictures: 1 };
    default:
      return { text: textOf(block, can), blocks: 1, runs: runsOf(block, can), choices: 0, rows: 0, pictures: 0 };
  }
}

/** What blocks take that stand in one message. */
export function measureAll(blocks: readonly Block[], can: Capabilities): Size {
  let tally = emptyTally;
  for (const block of blocks) tally = tallied(tally, block, measure(block, can), can);
  return tally;
}

/** Whether the platform takes it as one message, with what is kept for the encoder still free. */
export function isWithin(size: Size, can: Capabilities): boolean {
  return (
    size.text <= textLimit(size, can) &&
    size.pictures <= can.pictures &&
    size.blocks <= can.blocks &&
    size.runs <= can.runs &&
    size.choices <= can.choices &&
    size.rows <= can.rows
  );
}

/** How much text a message takes, with what is kept for the encoder taken off. */
export const textLimit = (size: Pick<Size, 'pictures'>, can: Capabilities): number =>
  (size.pictures > 0 && can.caption !== null ? Math.min(can.caption, can.text) : can.text) - can.reserve;

export const isViewWithin = (view: View, can: Capabilities): boolean => isWithin(measureAll(view.blocks, can), can);

/** The size of a message that grows block by block. */
export interface Tally extends Size {
  /** The last block was of text: the next one is of the same component. */
  readonly inText: boolean;
}

export const emptyTally: Tally = { text: 0, blocks: 0, runs: 0, choices: 0, rows: 0, pictures: 0, inText: false };

export function tallied(tally: Tally, block: Block, size: Size, can: Capabilities): Tally {
  const inText = isText(block);
  const same = can.counting === 'components' && inText && tally.inText;
  const gap = tally.text > 0 && size.text > 0 ? can.markup.gap : 0;
  return {
    text: tally.text + gap + size.text,
    blocks: tally.blocks + size.blocks - (same ? 1 : 0),
    runs: tally.runs + size.runs,
    choices: tally.choices + size.choices,
    rows: tally.rows + size.rows,
    pictures: tally.pictures + size.pictures,
    inText,
  };
}

/** Whether it shares one component of text with what stands before and behind it. */
function isText(block: Block): boolean {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'list':
    case 'quote':
    case 'code':
    case 'math':
    case 'table':
    case 'note':
      return true;
    case 'figure':
    case 'divider':
    case 'spoiler':
    case 'drawing':
    case 'picture':
    case 'options':
    case 'actions':
      return false;
    default:
      return unreachable(block);
  }
}

type Worded = Exclude<Block, { kind: 'divider' | 'spoiler' | 'options' | 'actions' | 'drawing' | 'picture' }>;
type List = Extract<ProseBlock, { kind: 'list' }>;

function textOf(block: Worded, can: Capabilities): number {
  const { markup } = can;
  switch (block.kind) {
    case 'paragraph':
      return proseLength(block.content, can, 0);
    case 'heading':
    case 'quote':
    case 'note':
      return markup.line + proseLength(block.content, can, markup.line);
    case 'list':
      return block.items.reduce((sum, item, index) => sum + itemLength(block, item, index, can), Math.max(0, block.items.length - 1));
    case 'code':
      return codeLength(block.text, block.language, can);
    case 'math': {
      if (can.math === 'native') return markup.fence + plainLength(block.tex, can);
      const shown = displayed(block.tex);
      return shown.kind === 'code' ? codeLength(shown.text, shown.language, can) : proseLength(shown.content, can, 0);
    }
    case 'table':
      return [block.header, ...block.rows].reduce((sum, row) => sum + rowLength(row, can), 0);
    case 'figure':
      return plainLength(block.alt, can);
    default:
      return unreachable(block);
  }
}

function runsOf(block: Worded, can: Capabilities): number {
  switch (block.kind) {
    case 'paragraph':
      return proseRuns(block.content, can);
    case 'list':
      return block.items.reduce((sum, item) => sum + proseRuns(item, can), 0);
    case 'table':
      return [block.header, ...block.rows].flat().reduce((sum, cell) => sum + proseRuns(cell, can), 1);
    case 'heading':
    case 'quote':
    case 'note':
      return 1 + proseRuns(block.content, can);
    default:
      return 1;
  }
}

/** One item with its bullet or number: `• `, `12. `. */
export function itemLength(list: List, item: Prose, index: number, can: Capabilities): number {
  const mark = list.ordered ? `${(list.start ?? 1) + index}. ` : list.marked ? '' : '• ';
  return can.markup.line + lengthOf(mark, can.unit) + proseLength(item, can, can.markup.line);
}

/** Cells stand between bars or the like: three for each, two for the end. */
export function rowLength(row: readonly Prose[], can: Capabilities): number {
  return row.reduce((sum, cell) => sum + 3 + proseLength(cell, can, 0), 2);
}

function codeLength(text: string, language: string | undefined, can: Capabilities): number {
  return can.markup.fence + lengthOf(language ?? '', can.unit) + plainLength(text, can);
}

/** `perLine` is what each further line costs. */
export function proseLength(content: Prose, can: Capabilities, perLine: number): number {
  return content.reduce((sum, node) => sum + inlineLength(node, can, perLine), 0);
}

export function inlineLength(node: Inline, can: Capabilities, perLine: number): number {
  if (node.kind === 'time') return can.markup.time;
  if (node.kind === 'math' && can.math === 'native') return can.markup.style + plainLength(node.tex, can);
  const shown = node.kind === 'math' ? spelled(node.tex) : node;
  const lines = perLine > 0 ? shown.text.split('\n').length - 1 : 0;
  return plainLength(shown.text, can) + lines * perLine + aroundLength(shown, can);
}

/** What a styled run or a link takes besides its text. */
export function aroundLength(node: Inline, { markup, unit }: Capabilities): number {
  if (node.kind === 'text') return node.style ? markup.style : 0;
  return node.kind === 'link' ? markup.link + (markup.addresses ? lengthOf(node.href, unit) : 0) : 0;
}

/** A text with what must be escaped in it. */
export function plainLength(text: string, { markup, unit }: Capabilities): number {
  const escapes = markup.escaped === '' ? 0 : (text.match(patternOf(markup.escaped))?.length ?? 0);
  return lengthOf(text, unit) + escapes;
}

const patterns = new Map<string, RegExp>();

/** One pattern for each platform's set. */
function patternOf(escaped: string): RegExp {
  const known = patterns.get(escaped);
  if (known) return known;
  const made = new RegExp(`[${escaped.replaceAll(/[\\\]^-]/g, '\\$&')}]`, 'g');
  patterns.set(escaped, made);
  return made;
}

function proseRuns(content: Prose, can: Capabilities): number {
  return content.reduce((sum, node) => sum + inlineRuns(node, can), 0);
}

export function inlineRuns(node: Inline, can: Capabilities): number {
  const shown = node.kind === 'math' && can.math === 'text' ? spelled(node.tex) : node;
  return shown.kind === 'text' && !shown.style ? 0 : 1;
}
