import { type Inline, math, type Prose, type ProseBlock, text } from '../kernel/prose.ts';

/** `$…$` as Pandoc reads it (no space inside the dollars, no digit behind), or `\(…\)`. A line break is the head of a slipped `\nabla`. */
const FORMULA = /\$(?! )((?:[^$\n]|\n(?=[a-z]))+?)(?<! )\$(?!\d)|\\\((.+?)\\\)/g;
/** `\frac` written with one backslash in JSON arrives as a form feed and `rac`. */
const SLIPPED: Readonly<Record<string, string>> = { '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A line as a model writes it: text with formulas between dollars. */
export function fromDollars(line: string): Prose {
  const nodes: Inline[] = [];
  let end = 0;
  for (const found of line.matchAll(FORMULA)) {
    if (found.index > end) nodes.push(text(line.slice(end, found.index)));
    const tex = found[1] ?? found[2] ?? '';
    nodes.push(math(tex.replace(/[\b\f\n\r\t](?=[a-z])/g, (char) => SLIPPED[char] ?? char).trim()));
    end = found.index + found[0].length;
  }
  if (end < line.length) nodes.push(text(line.slice(end)));
  return nodes;
}

/** Prose as a model reads it. */
export function toDollars(content: Prose): string {
  return content.map((node) => (node.kind === 'math' ? `$${node.tex}$` : node.kind === 'time' ? '' : node.text)).join('');
}

export function blockToDollars(block: ProseBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return toDollars(block.content);
    case 'list':
      return block.items.map((item) => `- ${toDollars(item)}`).join('\n');
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(toDollars).join(' | ')).join('\n');
    case 'code':
      return block.text;
    case 'math':
      return `$$${block.tex}$$`;
    case 'figure':
      return block.alt;
  }
}
