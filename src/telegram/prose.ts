import { spelled } from '../chat/spelling.ts';
import type { Block } from '../chat/view.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Inline, Prose, ProseBlock } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { topicLink } from './links.ts';
import { momentFormats, momentText } from './moments.ts';
import type { Look, Writing } from './writing.ts';

/** For whom and where a message is written. */
export interface Style {
  readonly locale: Locale;
  readonly timeZone: string;
  /** The bot's own name, for links that open it. */
  readonly bot: string;
}

export function writeBlock(writing: Writing, block: Exclude<Block, { kind: 'options' | 'actions' }>, style: Style): void {
  switch (block.kind) {
    case 'divider':
      writing.put('· · ·');
      break;
    case 'note':
      writeProse(writing, block.content, style, ['italic']);
      break;
    case 'spoiler':
      writeProse(writing, block.title, style, ['bold']);
      writing.put('\n');
      writing.within({ type: 'spoiler' }, () => {
        for (const [index, inner] of block.blocks.entries()) {
          if (index > 0) writing.put('\n');
          writeProseBlock(writing, hidden(inner), style, []);
        }
      });
      break;
    case 'drawing':
      throw new Error('a drawing in a View that was not fitted');
    case 'picture':
      // What a photo shows stands under it, folded up: photos have no words of their own here.
      if (block.alt.trim()) writing.within({ type: 'expandable_blockquote' }, () => writing.put(block.alt));
      break;
    default:
      writeProseBlock(writing, block, style, []);
  }
}

function writeProseBlock(writing: Writing, block: ProseBlock, style: Style, looks: readonly Look[]): void {
  switch (block.kind) {
    case 'heading':
      writeProse(writing, block.content, style, [...looks, 'bold']);
      break;
    case 'paragraph':
      writeProse(writing, block.content, style, looks);
      break;
    case 'quote':
      writing.within({ type: 'blockquote' }, () => writeProse(writing, block.content, style, looks));
      break;
    case 'list':
      for (const [index, item] of block.items.entries()) {
        if (index > 0) writing.put('\n');
        if (block.ordered || !block.marked) writing.put(block.ordered ? `${(block.start ?? 1) + index}. ` : '• ', looks);
        writeProse(writing, item, style, looks);
      }
      break;
    case 'code':
      writing.code(block.text, block.language);
      break;
    case 'math':
      writing.code(block.tex, 'latex');
      break;
    case 'table':
      for (const [index, row] of [block.header, ...block.rows].entries()) {
        if (index > 0) writing.put('\n');
        for (const [column, cell] of row.entries()) {
          if (column > 0) writing.put(' · ');
          writeProse(writing, cell, style, index === 0 ? [...looks, 'bold'] : looks);
        }
      }
      break;
    case 'figure':
      writing.put(block.alt, looks);
      break;
    default:
      unreachable(block);
  }
}

/** What a spoiler holds: a monospaced stretch or a quotation would show through, so it is written as plain text. */
function hidden(block: ProseBlock): ProseBlock {
  const plain = (content: Prose): Prose =>
    content.map((node): Inline => {
      const shown = node.kind === 'math' ? spelled(node.tex) : node;
      return shown.kind === 'text' && shown.style === 'code' ? { kind: 'text', text: shown.text } : shown;
    });
  switch (block.kind) {
    case 'code':
      return { kind: 'paragraph', content: [{ kind: 'text', text: block.text }] };
    case 'math':
      return { kind: 'paragraph', content: [{ kind: 'text', text: block.tex }] };
    case 'quote':
      return { kind: 'paragraph', content: plain(block.content) };
    case 'heading':
    case 'paragraph':
      return { ...block, content: plain(block.content) };
    case 'list':
      return { ...block, items: block.items.map(plain) };
    case 'table':
      return { ...block, header: block.header.map(plain), rows: block.rows.map((row) => row.map(plain)) };
    case 'figure':
      return block;
    default:
      return unreachable(block);
  }
}

function writeProse(writing: Writing, content: Prose, style: Style, looks: readonly Look[]): void {
  for (const node of content) writeInline(writing, node, style, looks);
}

const LOOKS = { strong: 'bold', emphasis: 'italic', code: 'code', mark: 'bold', strike: 'strikethrough' } as const;

function writeInline(writing: Writing, node: Inline, style: Style, looks: readonly Look[]): void {
  switch (node.kind) {
    case 'text': {
      const own = node.style ? LOOKS[node.style] : null;
      // Monospaced text takes no other look.
      writing.put(node.text, own === 'code' ? ['code'] : own && !looks.includes(own) ? [...looks, own] : looks);
      break;
    }
    case 'math':
      writeInline(writing, spelled(node.tex), style, looks);
      break;
    case 'link': {
      const url = node.href.startsWith('topic:') ? topicLink(style.bot, node.href) : node.href;
      if (url !== null && isWeb(url)) writing.within({ type: 'text_link', url }, () => writing.put(node.text, looks));
      else writing.put(node.text, looks);
      break;
    }
    case 'time': {
      const mark = { type: 'date_time', unix_time: Math.round(node.at / 1000), date_time_format: momentFormats[node.show] } as const;
      writing.within(mark, () => writing.put(momentText(node, style.locale, style.timeZone), looks));
      break;
    }
    default:
      unreachable(node);
  }
}

export const isWeb = (url: string): boolean => /^https?:\/\/\S/.test(url) && URL.canParse(url);
