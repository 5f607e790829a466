import type { Code, List, ListItem, Nodes, Table } from 'mdast';
import type { Math as MathNode } from 'mdast-util-math';
import type { Prose, ProseBlock } from '../kernel/prose.ts';
import { proseOf, shorten } from './inlines.ts';
import { joinLines } from './joining.ts';
import { lineOf, type Reading, rawOf } from './reading.ts';
import { textOfHtml } from './stripping.ts';

/** Reader's limits of content/README.md: what a phone shows without scrolling sideways. */
const TABLE_COLUMNS = 5;
const CODE_LINES = 30;
const CODE_COLUMNS = 70;

export interface BlockOptions {
  /** Names a displayed formula for the log: file line -> `adaboost.zh:41`. */
  readonly source: ((line: number) => string) | null;
}

export function blocksOf(nodes: readonly Nodes[], reading: Reading, options: BlockOptions): ProseBlock[] {
  return nodes.flatMap((node) => blockOf(node, reading, options));
}

function blockOf(node: Nodes, reading: Reading, options: BlockOptions): ProseBlock[] {
  const line = lineOf(node, reading);
  switch (node.type) {
    case 'paragraph': {
      const only = node.children.length === 1 ? node.children[0] : undefined;
      if (only?.type === 'image' && only.url.startsWith('figure:'))
        return [{ kind: 'figure', name: only.url.slice('figure:'.length), alt: only.alt ?? '' }];
      return paragraphs(proseOf(node.children, reading));
    }
    case 'heading': {
      const content = proseOf(node.children, reading);
      return content.length === 0 ? [] : [{ kind: 'heading', level: 3, content }];
    }
    case 'math':
      return [displayed(node, reading, options)];
    case 'code':
      return [codeOf(node, reading)];
    case 'list':
      return listOf(node, reading, options);
    case 'table':
      return [tableOf(node, reading)];
    case 'blockquote':
      return quoteOf(node.children, reading, options);
    case 'html': {
      reading.fault(line, `HTML: ${shorten(node.value)}`, 'use Markdown, or write a bare < as \\<');
      return paragraphs(proseOf([{ type: 'text', value: textOfHtml(node.value) }], reading));
    }
    case 'thematicBreak':
      reading.fault(line, 'a horizontal rule', 'start a section with ## instead');
      return [];
    case 'definition':
      reading.fault(line, 'a link definition', 'write links in place: [text](topic:slug)');
      return [];
    default:
      reading.fault(line, `${node.type} is not allowed here`, 'see "Allowed Markdown" in content/README.md');
      return paragraphs(proseOf('children' in node ? node.children : [node], reading));
  }
}

const paragraphs = (content: Prose): ProseBlock[] => (content.length === 0 ? [] : [{ kind: 'paragraph', content }]);

function displayed(node: MathNode, reading: Reading, options: BlockOptions): ProseBlock {
  const line = lineOf(node, reading);
  const raw = rawOf(node, reading);
  if (node.meta) {
    reading.fault(
      line,
      `text behind the opening $$: ${shorten(node.meta)}`,
      'set $$ alone on its line, or the first line of the formula is lost',
    );
  } else if (raw !== '' && !/\n[ \t>]*\$\$[ \t]*$/.test(raw)) {
    reading.fault(line, 'a displayed formula that is not closed', 'set $$ alone on a line behind it');
  } else if (node.value.trim() === '') {
    reading.fault(line, 'an empty formula', 'remove it');
  }
  const tex = node.value.trim();
  reading.formula({ tex, display: true, line: line + 1 });
  return options.source === null ? { kind: 'math', tex } : { kind: 'math', tex, source: options.source(line + 1) };
}

function codeOf(node: Code, reading: Reading): ProseBlock {
  const line = lineOf(node, reading);
  const lines = node.value.split('\n');
  const raw = rawOf(node, reading).trimStart();
  if (raw !== '' && !/^(?:```|~~~)/.test(raw))
    reading.fault(line, 'an indented line, which Markdown takes for code', 'remove the four spaces, or fence the code with ```');
  if (lines.length > CODE_LINES) reading.fault(line, `code of ${lines.length} lines`, `at most ${CODE_LINES}: keep to the heart of it`);
  const wide = lines.findIndex((code) => columns(code) > CODE_COLUMNS);
  if (wide >= 0)
    reading.fault(line + 1 + wide, `a line of code of ${columns(lines[wide] ?? '')} columns`, `at most ${CODE_COLUMNS}: break it`);
  return node.lang ? { kind: 'code', text: node.value, language: node.lang } : { kind: 'code', text: node.value };
}

/** Width in a fixed-pitch font, where a Chinese character is two columns. */
function columns(line: string): number {
  return [...line].reduce((sum, char) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(char) ? 2 : 1), 0);
}

function listOf(node: List, reading: Reading, options: BlockOptions): ProseBlock[] {
  if (node.ordered && (node.start ?? 1) !== 1) {
    reading.fault(
      lineOf(node, reading),
      `a numbered list that starts at ${node.start}`,
      'start at 1; indent what interrupts a list, or let it stand before the list',
    );
  }
  const blocks: ProseBlock[] = [];
  let items: Prose[] = [];
  const flush = (): void => {
    if (items.length > 0) blocks.push({ kind: 'list', ordered: node.ordered ?? false, items });
    items = [];
  };
  for (const part of node.children.flatMap((item) => itemParts(item, reading, options))) {
    if ('kind' in part) {
      flush();
      blocks.push(part);
    } else items.push(part);
  }
  flush();
  return blocks;
}

/** An item as lines of text, and what cannot be a line as a block that parts the list. */
function itemParts(item: ListItem, reading: Reading, options: BlockOptions): (Prose | ProseBlock)[] {
  if (item.children.length > 1 || item.children.some((child) => child.type !== 'paragraph')) {
    const culprit = item.children.find((child, index) => index > 0 || child.type !== 'paragraph') ?? item;
    const problem = culprit.type === 'list' ? 'a list inside a list' : 'a list item that is more than one paragraph';
    reading.fault(lineOf(culprit, reading), problem, 'items are single paragraphs: make it flat, or use a section');
  }
  const parts: (Prose | ProseBlock)[] = [];
  let line: Prose = [];
  const flush = (): void => {
    if (line.length > 0) parts.push(line);
    line = [];
  };
  for (const child of item.children) {
    const more = lineOfItem(child, reading);
    if (more !== null) line = joinLines([...line, { kind: 'text', text: ' ' }, ...more]);
    else {
      flush();
      if (child.type === 'list') parts.push(...child.children.flatMap((inner) => itemParts(inner, reading, options)));
      else parts.push(...blockOf(child, reading, options).map((block) => (block.kind === 'paragraph' ? block.content : block)));
    }
  }
  flush();
  return parts;
}

/** A formula between the words of an item stays there, so that the numbers of the items go on. */
function lineOfItem(child: Nodes, reading: Reading): Prose | null {
  if (child.type === 'paragraph') return proseOf(child.children, reading);
  if (child.type !== 'math') return null;
  const tex = child.value.trim();
  reading.formula({ tex, display: false, line: lineOf(child, reading) });
  return [{ kind: 'math', tex }];
}

function tableOf(node: Table, reading: Reading): ProseBlock {
  const rows = node.children.map((row) => row.children.map((cell) => proseOf(cell.children, reading)));
  const width = rows[0]?.length ?? 0;
  const line = lineOf(node, reading);
  if (width > TABLE_COLUMNS) reading.fault(line, `a table of ${width} columns`, `at most ${TABLE_COLUMNS}: turn it, or split it`);
  node.children.forEach((row, index) => {
    const cells = rows[index]?.length ?? 0;
    if (cells !== width)
      reading.fault(
        lineOf(row, reading),
        `a row of ${cells} cells in a table of ${width} columns`,
        'give every row as many cells as the head has; inside a formula | is \\mid or \\lvert',
      );
  });
  return {
    kind: 'table',
    header: rows[0] ?? [],
    rows: rows.slice(1).map((row) => Array.from({ length: Math.max(width, row.length) }, (_, column) => row[column] ?? [])),
  };
}

function quoteOf(nodes: readonly Nodes[], reading: Reading, options: BlockOptions): ProseBlock[] {
  return nodes.flatMap((node): ProseBlock[] => {
    if (node.type !== 'paragraph') reading.fault(lineOf(node, reading), `${node.type} inside a quote`, 'a quote holds paragraphs only');
    return blockOf(node, reading, options).map((block) => (block.kind === 'paragraph' ? { kind: 'quote', content: block.content } : block));
  });
}
