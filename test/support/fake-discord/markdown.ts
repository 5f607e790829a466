/** What a client makes of Discord's Markdown: the words that are read, and every look or meaning that was found in them. */
export interface Rendered {
  readonly text: string;
  /** `strong`, `link https://…`, `mention <@1>`, `emoji :smile:` … in their order. */
  readonly marks: readonly string[];
}

/** Written by the rules of the published client, in its order of precedence; `now` (ms) is what moments are told from. */
export function render(source: string, now = 0): Rendered {
  const marks: string[] = [];
  const text = renderBlocks(source, marks, now);
  return { text, marks };
}

function renderBlocks(source: string, marks: string[], now: number): string {
  let out = '';
  let rest = source;
  while (rest) {
    const fence = FENCE.exec(rest);
    if (fence) {
      marks.push(`fence ${fence[1] ?? ''}`.trim());
      out += `${(fence[2] ?? '').replaceAll('\u200b', '')}\n`;
      rest = rest.slice(fence[0].length);
      continue;
    }
    const [, line = '', end = ''] = /^([^\n]*)(\n?)/.exec(rest) ?? [];
    // A fence may begin in the middle of a line.
    const inside = line.indexOf('```');
    const cut = inside > 0 && FENCE.test(rest.slice(inside)) ? inside : line.length;
    out += renderLine(line.slice(0, cut), marks, now) + (cut === line.length ? end : '');
    rest = rest.slice(cut === line.length ? line.length + end.length : cut);
  }
  return out;
}

const FENCE = /^```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```\n?/i;

function renderLine(line: string, marks: string[], now: number): string {
  const heading = /^(#{1,3}) +(.+)$/.exec(line);
  if (heading) return mark(`heading ${heading[1]?.length}`, heading[2] ?? '', marks, now);
  const small = /^-# +(.+)$/.exec(line);
  if (small) return mark('note', small[1] ?? '', marks, now);
  const quote = /^ *>(?:>>)? +(.*)$/.exec(line);
  if (quote) {
    marks.push('quote');
    return renderLine(quote[1] ?? '', marks, now);
  }
  const item = /^( *)([*-]|\d+\.) +(.+)$/.exec(line);
  if (item) {
    const [, indent = '', bullet = '', words = ''] = item;
    marks.push(bullet.endsWith('.') ? 'ordered' : 'list');
    return `${indent}${bullet.endsWith('.') ? bullet : '•'} ${renderLine(words, marks, now)}`;
  }
  return renderInline(line, marks, now);
}

function mark(kind: string, words: string, marks: string[], now: number): string {
  marks.push(kind);
  return renderInline(words, marks, now);
}

type Rule = readonly [RegExp, (found: RegExpExecArray, marks: string[], now: number) => string];

const within =
  (kind: string): Rule[1] =>
  (found, marks, now) =>
    mark(kind, found[1] ?? '', marks, now);
const seen =
  (kind: string): Rule[1] =>
  (found, marks) => {
    marks.push(`${kind} ${found[0]}`);
    return found[0];
  };

const RULES: readonly Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, (found) => found[1] ?? ''],
  [/^<(https?:\/\/[^ >]+)>/, seen('link')],
  [/^https?:\/\/[^\s<]+[^<.,:;"')\]\s]/, seen('link')],
  [
    /^\[((?:\\[\s\S]|[^\]\\])*)\]\(\s*<?((?:[^\s\\<>)]|\\.)*?)>?\s*\)/,
    (found, marks, now) => {
      marks.push(`link ${found[2]}`);
      return renderInline(found[1] ?? '', [], now);
    },
  ],
  [/^<@[!&]?\d+>/, seen('mention')],
  [/^<#\d+>/, seen('mention')],
  [/^<\/[\w -]+:\d+>/, seen('mention')],
  [/^<id:\w+>/, seen('mention')],
  [/^@(everyone|here)/, seen('mention')],
  [
    /^<t:(-?\d+)(?::([tTdDfFR]))?>/,
    (found, marks, now) => {
      marks.push(`time ${found[2] ?? 'f'}`);
      return moment(Number(found[1]) * 1000, found[2] ?? 'f', now);
    },
  ],
  [/^<a?:\w+:\d+>/, seen('emoji')],
  [/^:[\w+-]+(?:::skin-tone-\d)?:/, seen('emoji')],
  [
    /^(`+)([\s\S]*?[^`])\1(?!`)/,
    (found, marks) => {
      marks.push('code');
      return (found[2] ?? '').replace(/^ (?= *`)|(` *) $/g, '$1');
    },
  ],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, within('strong')],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, within('underline')],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_(?![A-Za-z0-9_])/, within('emphasis')],
  [/^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/, within('emphasis')],
  [/^~~([\s\S]+?)~~(?!_)/, within('strike')],
  [/^\|\|([\s\S]+?)\|\|/, within('spoiler')],
];

function renderInline(source: string, marks: string[], now: number): string {
  let out = '';
  let rest = source;
  scan: while (rest) {
    for (const [pattern, read] of RULES) {
      const found = pattern.exec(rest);
      if (!found) continue;
      out += read(found, marks, now);
      rest = rest.slice(found[0].length);
      continue scan;
    }
    const plain = /^[\s\S][^\\<>[\]@:`*_~|h]*/u.exec(rest)?.[0] ?? rest.charAt(0);
    out += plain.replaceAll('\u200b', '');
    rest = rest.slice(plain.length);
  }
  return out;
}

/** In UTC, so that a transcript reads the same everywhere. */
function moment(at: number, style: string, now: number): string {
  if (style === 'R') {
    const distance = Math.round((at - now) / 1000);
    const amount = Math.abs(distance);
    const words =
      amount < 60 ? `${amount} seconds` : amount < 3600 ? `${Math.round(amount / 60)} minutes` : `${Math.round(amount / 3600)} hours`;
    return distance >= 0 ? `in ${words}` : `${words} ago`;
  }
  const iso = new Date(at).toISOString();
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 16)];
  return style === 't' || style === 'T' ? time : style === 'd' || style === 'D' ? date : `${date} ${time}`;
}
