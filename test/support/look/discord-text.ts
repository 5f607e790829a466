import { distance, element, escaped } from './html.ts';

/** Discord's Markdown as its app draws it; the same rules as `fake-discord/markdown.ts`, which reads it as plain text. */
export function markdownHtml(source: string, now: number): string {
  const inline = (text: string): string => inlineHtml(text, now);
  let html = '';
  let rest = source;
  while (rest) {
    const fence = /^```(?:[a-z0-9_+\-.#]+\n)?\n*([^\n][\s\S]*?)\n*```\n?/i.exec(rest);
    if (fence) {
      html += element('pre', 'code', escaped(fence[1] ?? ''));
      rest = rest.slice(fence[0].length);
      continue;
    }
    const [whole = '', line = ''] = /^([^\n]*)\n?/.exec(rest) ?? [];
    rest = rest.slice(whole.length);
    html += lineHtml(line, inline);
  }
  return html;
}

function lineHtml(line: string, inline: (text: string) => string): string {
  const [, level, title] = /^(#{1,3}) +(.+)$/.exec(line) ?? [];
  if (level && title) return element('div', `h${level.length}`, inline(title));
  const [, small] = /^-# +(.+)$/.exec(line) ?? [];
  if (small) return element('div', 'small', inline(small));
  const [, quoted] = /^> +(.*)$/.exec(line) ?? [];
  if (quoted) return element('div', 'quote', inline(quoted));
  const [, indent = '', bullet, item] = /^( *)([*-]|\d+\.) +(.+)$/.exec(line) ?? [];
  if (bullet && item) {
    const sign = bullet.endsWith('.') ? bullet : '•';
    return `<div class="item" style="margin-left:${8 + 8 * indent.length}px"><span>${sign}</span><span>${inline(item)}</span></div>`;
  }
  return line ? element('div', 'line', inline(line)) : element('div', 'gap', '');
}

const RULES: readonly [RegExp, (found: RegExpExecArray, now: number) => string][] = [
  [/^\\([^0-9A-Za-z\s])/, (found) => escaped(found[1] ?? '')],
  [/^<t:(-?\d+)(?::[tTdDfFR])?>/, (found, now) => element('span', 'time', distance(Number(found[1]) * 1000, now))],
  [/^\[((?:\\[\s\S]|[^\]\\])*)\]\(\s*<?[^\s<>)]*>?\s*\)/, (found, now) => element('span', 'link', inlineHtml(found[1] ?? '', now))],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (found) => element('code', 'code', escaped(found[2] ?? ''))],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, (found, now) => element('b', '', inlineHtml(found[1] ?? '', now))],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, (found, now) => element('u', '', inlineHtml(found[1] ?? '', now))],
  [/^~~([\s\S]+?)~~(?!_)/, (found, now) => element('s', '', inlineHtml(found[1] ?? '', now))],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_(?![A-Za-z0-9_])/, (found, now) => element('i', '', inlineHtml(found[1] ?? '', now))],
  [
    /^\*(?=\S)((?:\*\*|\\[\s\S]|[^\s*\\]|\s+(?:\\[\s\S]|[^\s*\\]))+?)\*(?!\*)/,
    (found, now) => element('i', '', inlineHtml(found[1] ?? '', now)),
  ],
];

function inlineHtml(source: string, now: number): string {
  let html = '';
  let rest = source;
  scan: while (rest) {
    for (const [pattern, draw] of RULES) {
      const found = pattern.exec(rest);
      if (!found) continue;
      html += draw(found, now);
      rest = rest.slice(found[0].length);
      continue scan;
    }
    const plain = /^[\s\S][^\\<[`*_~]*/u.exec(rest)?.[0] ?? rest.charAt(0);
    html += escaped(plain.replaceAll('\u200b', ''));
    rest = rest.slice(plain.length);
  }
  return html;
}
