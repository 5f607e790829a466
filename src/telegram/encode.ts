import type { InlineKeyboardButton } from 'grammy/types';
import { spelled } from '../chat/spelling.ts';
import type { Block, Choice } from '../chat/view.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Inline, Prose, ProseBlock } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { layOut } from './keyboard.ts';
import { topicLink } from './links.ts';
import { momentFormats, momentText } from './moments.ts';
import { type Look, Writing, type Written } from './writing.ts';

/** For whom and where a message is written. */
export interface Style {
  readonly locale: Locale;
  readonly timeZone: string;
  /** The bot's own name, for links that open it. */
  readonly bot: string;
}

export interface Encoded extends Written {
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
}

/** One message, from blocks that `fit` made small enough. `button` makes of a choice what can be pressed. */
export function encode(blocks: readonly Block[], style: Style, button: (choice: Choice, label: string) => InlineKeyboardButton): Encoded {
  const writing = new Writing();
  let last: Block | null = null;
  const keyboard: InlineKeyboardButton[][] = [];
  for (const block of blocks) {
    if (block.kind === 'options' || block.kind === 'actions') {
      const buttons = block.choices.map((choice) => ({ choice, label: labelText(choice.label) }));
      keyboard.push(...layOut(buttons).map((row) => row.map(({ choice, label }) => button(choice, label))));
      continue;
    }
    if (last) writing.put(gap(last, block));
    writeBlock(writing, block, style);
    last = block;
  }
  return { ...writing.done(), keyboard };
}

/** A line without looks, for labels, polls and toasts. */
export function plainText(content: Prose): string {
  return content.map((node) => (node.kind === 'math' ? spelled(node.tex).text : node.kind === 'time' ? '' : node.text)).join('');
}

const labelText = (content: Prose): string => plainText(content).toWellFormed().replaceAll(/\s+/g, ' ').trim() || '·';

function gap(before: Block, block: Block): string {
  const close = before.kind === 'heading' || before.kind === 'quote' || block.kind === 'list' || block.kind === 'quote';
  return close ? '\n' : '\n\n';
}

function writeBlock(writing: Writing, block: Exclude<Block, { kind: 'options' | 'actions' }>, style: Style): void {
  switch (block.kind) {
    case 'divider':
      writing.put('· · ·');
      return;
    case 'note':
      writeProse(writing, block.content, style, ['italic']);
      return;
    case 'spoiler':
      writeProse(writing, block.title, style, ['bold']);
      writing.put('\n');
      writing.within({ type: 'spoiler' }, () => {
        for (const [index, inner] of block.blocks.entries()) {
          if (index > 0) writing.put('\n');
          writeHidden(writing, inner, style);
        }
      });
      return;
    case 'picture':
      writing.put(block.alt);
      return;
    default:
      writeProseBlock(writing, block, style, []);
      return;
  }
}

function writeProseBlock(writing: Writing, block: ProseBlock, style: Style, looks: readonly Look[]): void {
  switch (block.kind) {
    case 'heading':
      writeProse(writing, block.content, style, [...looks, 'bold']);
      return;
    case 'paragraph':
      writeProse(writing, block.content, style, looks);
      return;
    case 'quote':
      writing.within({ type: 'blockquote' }, () => writeProse(writing, block.content, style, looks));
      return;
    case 'list':
      for (const [index, item] of block.items.entries()) {
        if (index > 0) writing.put('\n');
        writing.put(block.ordered ? `${(block.start ?? 1) + index}. ` : '• ', looks);
        writeProse(writing, item, style, looks);
      }
      return;
    case 'code':
      writing.within({ type: 'pre', ...(block.language ? { language: block.language } : {}) }, () => writing.put(block.text));
      return;
    case 'math':
      writing.within({ type: 'pre', language: 'latex' }, () => writing.put(block.tex));
      return;
    case 'table':
      for (const [index, row] of [block.header, ...block.rows].entries()) {
        if (index > 0) writing.put('\n');
        for (const [column, cell] of row.entries()) {
          if (column > 0) writing.put(' · ');
          writeProse(writing, cell, style, index === 0 ? [...looks, 'bold'] : looks);
        }
      }
      return;
    case 'figure':
      writing.put(block.alt, looks);
      return;
    default:
      return unreachable(block);
  }
}

/** Inside a spoiler: monospaced stretches would show what it hides, so they are written as they are. */
function writeHidden(writing: Writing, block: ProseBlock, style: Style): void {
  const plain = (content: Prose): Prose =>
    content.map((node) => {
      const shown = node.kind === 'math' ? spelled(node.tex) : node;
      return shown.kind === 'text' && shown.style === 'code' ? { kind: 'text', text: shown.text } : shown;
    });
  switch (block.kind) {
    case 'code':
      writing.put(block.text);
      return;
    case 'math':
      writing.put(block.tex);
      return;
    case 'heading':
    case 'paragraph':
    case 'quote':
      return writeProseBlock(
        writing,
        { kind: 'paragraph', content: plain(block.content) },
        style,
        block.kind === 'heading' ? ['bold'] : [],
      );
    case 'list':
      writeProseBlock(writing, { ...block, items: block.items.map(plain) }, style, []);
      return;
    case 'table':
      return writeProseBlock(
        writing,
        { ...block, header: block.header.map(plain), rows: block.rows.map((row) => row.map(plain)) },
        style,
        [],
      );
    case 'figure':
      writing.put(block.alt);
      return;
    default:
      return unreachable(block);
  }
}

export function writeProse(writing: Writing, content: Prose, style: Style, looks: readonly Look[]): void {
  for (const node of content) writeInline(writing, node, style, looks);
}

const LOOKS = { strong: 'bold', emphasis: 'italic', code: 'code', mark: 'bold', strike: 'strikethrough' } as const;

function writeInline(writing: Writing, node: Inline, style: Style, looks: readonly Look[]): void {
  switch (node.kind) {
    case 'text': {
      const own = node.style ? LOOKS[node.style] : null;
      // Monospaced text takes no other look.
      writing.put(node.text, own === 'code' ? ['code'] : own && !looks.includes(own) ? [...looks, own] : looks);
      return;
    }
    case 'math':
      writeInline(writing, spelled(node.tex), style, looks);
      return;
    case 'link': {
      const url = node.href.startsWith('topic:') ? topicLink(style.bot, node.href) : node.href;
      if (!/^https?:\/\//.test(url ?? '')) {
        writing.put(node.text, looks);
        return;
      }
      writing.within({ type: 'text_link', url: url ?? '' }, () => writing.put(node.text, looks));
      return;
    }
    case 'time': {
      const shown = momentText(node, style.locale, style.timeZone);
      const mark = { type: 'date_time', unix_time: Math.round(node.at / 1000), date_time_format: momentFormats[node.show] } as const;
      writing.within(mark, () => writing.put(shown, looks));
      return;
    }
    default:
      return unreachable(node);
  }
}
