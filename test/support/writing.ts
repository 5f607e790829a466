import type { Block, View } from '../../src/chat/view.ts';
import type { Inline, Prose } from '../../src/kernel/prose.ts';
import { discordLike } from './platforms.ts';

/** Two simple encoders, written without the measure, to hold it against: one with marks in the text, one without. */
interface Writer {
  inline(node: Inline): string;
  /** Before each line of these blocks. */
  readonly lines: Readonly<Record<'heading' | 'quote' | 'note', string>>;
  code(text: string, language: string): string;
  spoiler(title: string, inner: string): string;
  readonly bullet: string;
  readonly divider: string;
}

const escaped = new RegExp(`[${discordLike.markup.escaped.replaceAll(/[\\\]-]/g, '\\$&')}]`, 'g');
const withEscapes = (text: string): string => text.replaceAll(escaped, '\\$&');

const marks: Writer = {
  inline(node) {
    if (node.kind === 'time') return '<t:1700000000:R>';
    if (node.kind === 'math') throw new Error('a formula is left');
    if (node.kind === 'link') return `[${withEscapes(node.text)}](${node.href})`;
    const mark = { strong: '**', emphasis: '_', code: '`', mark: '__', strike: '~~', none: '' }[node.style ?? 'none'];
    return `${mark}${withEscapes(node.text)}${mark}`;
  },
  lines: { heading: '### ', quote: '> ', note: '-# ' },
  code: (text, language) => `\`\`\`${language}\n${withEscapes(text)}\n\`\`\``,
  spoiler: (title, inner) => `${title}\n\n||${inner}||`,
  bullet: '-',
  divider: '',
};

const plainly: Writer = {
  inline(node) {
    if (node.kind === 'math') throw new Error('a formula is left');
    return node.kind === 'time' ? '2026-11-20 20:08:00 UTC' : node.text;
  },
  lines: { heading: '', quote: '', note: '' },
  code: (text) => text,
  spoiler: (title, inner) => `${title}\n\n${inner}`,
  bullet: '•',
  divider: '———',
};

/** As a chat with marks in the text would get it; buttons are not in it. */
export const withMarks = (view: View): string => blocks(view.blocks, marks);
/** As a chat with looks beside the text would get it. */
export const withoutMarks = (view: View): string => blocks(view.blocks, plainly);

/** With the buttons, a row a block, for reading in tests. */
export function shown(view: View): string {
  return view.blocks.map((block) => ('choices' in block ? buttons(block.choices) : written(block, plainly))).join('\n');
}

const buttons = (choices: Extract<Block, { kind: 'options' }>['choices']): string =>
  choices.map((choice) => `[${choice.label.map((node) => plainly.inline(node)).join('')}]`).join(' ');

const blocks = (all: readonly Block[], writer: Writer): string =>
  all
    .map((block) => written(block, writer))
    .filter((text) => text !== '')
    .join('\n\n');

function written(block: Block, writer: Writer): string {
  const line = (content: Prose): string => content.map((node) => writer.inline(node)).join('');
  const prefixed = (kind: keyof Writer['lines'], content: Prose): string =>
    line(content)
      .split('\n')
      .map((one) => writer.lines[kind] + one)
      .join('\n');
  switch (block.kind) {
    case 'paragraph':
      return line(block.content);
    case 'heading':
    case 'quote':
    case 'note':
      return prefixed(block.kind, block.content);
    case 'list': {
      const mark = (index: number): string => (block.ordered ? `${(block.start ?? 1) + index}. ` : block.marked ? '' : `${writer.bullet} `);
      const indent = writer.lines.quote === '' ? '\n' : '\n  ';
      return block.items.map((item, index) => `${mark(index)}${line(item).replaceAll('\n', indent)}`).join('\n');
    }
    case 'code':
      return writer.code(block.text, block.language ?? '');
    case 'spoiler':
      return writer.spoiler(line(block.title), blocks(block.blocks, writer));
    case 'picture':
    case 'figure':
      return block.alt;
    case 'divider':
      return writer.divider;
    case 'options':
    case 'actions':
      return '';
    default:
      throw new Error(`a ${block.kind} is left`);
  }
}
