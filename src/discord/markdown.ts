import type { Inline, Prose, TextStyle } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { topicOf } from './topic-links.ts';

/** Stands between two runs whose marks would run together; it has no width. */
const APART = '\u200b';

/** Text as it is: nothing in it becomes a look, a list, a mention, an emoji or a link. `\` takes the meaning of any sign behind it. */
export function escaped(text: string): string {
  return clean(text)
    .replace(/[\\*_~`|<[\]]/g, '\\$&')
    .replace(/@(?=everyone|here)/g, '\\@')
    .replace(/:(?=\/\/|[\w+-]+(?:::?[\w-]+)*:)/g, '\\:')
    .replace(/^(\s*)(-#|[-+#>])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}

/** What can be sent at all: no half characters, no controls but the line feed. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '');
}

/** A line of a View as Discord's Markdown. It may hold line feeds where the text does. */
export function markdown(content: Prose): string {
  let out = '';
  let marked = false;
  for (const node of joined(content)) {
    const next = written(node);
    if (!next) continue;
    const alsoMarked = node.kind !== 'time' && !(node.kind === 'text' && !node.style);
    out += marked && alsoMarked && /\S$/.test(out) && /^\S/.test(next) ? APART + next : next;
    marked = alsoMarked;
  }
  return out;
}

/** Neighbours of one look are one run. */
function joined(content: Prose): Inline[] {
  const runs: Inline[] = [];
  for (const node of content) {
    const last = runs.at(-1);
    if (node.kind === 'text' && last?.kind === 'text' && last.style === node.style)
      runs[runs.length - 1] = { ...last, text: last.text + node.text };
    else runs.push(node);
  }
  return runs;
}

function written(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return node.style ? eachLine(clean(node.text), (line) => styled(line, node.style ?? 'strong')) : escaped(node.text);
    case 'math':
      return code(clean(node.tex).replaceAll('\n', ' '));
    case 'time':
      return `<t:${Math.round(node.at / 1000)}:${TIMES[node.show]}>`;
    case 'link':
      return link(node);
    default:
      return unreachable(node);
  }
}

const TIMES = { relative: 'R', time: 't', date: 'D', datetime: 'f' } as const;
const MARKS: Record<Exclude<TextStyle, 'code'>, string> = { strong: '**', emphasis: '*', mark: '**', strike: '~~' };

/** Marks stand tight around the words, or they are not read as marks. */
function styled(line: string, style: TextStyle): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(line) ?? [];
  if (!words) return line;
  if (style === 'code') return before + code(words) + after;
  // Two tildes end a run that is struck out, whatever stands before them.
  const inner = style === 'strike' ? escaped(words).replaceAll('~', `~${APART}`) : escaped(words);
  return before + MARKS[style] + inner + MARKS[style] + after;
}

/** A backtick inside needs two of them outside; of three Discord would make a block. */
function code(text: string): string {
  if (!text.includes('`')) return text ? `\`${text}\`` : '';
  const inner = text.replace(/`(?=`)/g, `\`${APART}`);
  return `\`\`${inner.replace(/^`/, ' `').replace(/`$/, '` ')}\`\``;
}

/** A topic is opened by a button below; its name is underlined here. An address that is not https is shown as the text it is. */
function link({ text, href }: Extract<Inline, { kind: 'link' }>): string {
  const words = clean(text).replaceAll('\n', ' ').trim();
  if (!words) return '';
  if (topicOf(href) !== null) return `__${escaped(words)}__`;
  if (!/^https:\/\/\S+$/.test(href) || !URL.canParse(href)) return escaped(words);
  return `[${escaped(words)}](<${new URL(href).href.replace(/[<>()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}>)`;
}

const eachLine = (text: string, write: (line: string) => string): string => text.split('\n').map(write).join('\n');
