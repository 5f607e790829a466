import type { Link, Nodes, Text } from 'mdast';
import type { InlineMath } from 'mdast-util-math';
import { type Inline, math, type Prose, plain, type TextStyle, text } from '../kernel/prose.ts';
import { joinLines } from './joining.ts';
import { lineOf, type Reading, rawOf } from './reading.ts';
import { textOfHtml } from './stripping.ts';

const TOPIC_LINK = /^topic:[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?$/;

/** The text of a paragraph, a cell, an item. What may not stand there is a fault, and stays as its text. */
export function proseOf(nodes: readonly Nodes[], reading: Reading): Prose {
  return joinLines(nodes.flatMap((node) => inlinesOf(node, undefined, reading)));
}

function inlinesOf(node: Nodes, style: TextStyle | undefined, reading: Reading): Inline[] {
  const line = lineOf(node, reading);
  const children = (inner = style): Inline[] =>
    'children' in node ? node.children.flatMap((child) => inlinesOf(child, inner, reading)) : [];
  switch (node.type) {
    case 'text':
      reportMarkers(node, reading);
      return [text(node.value, style)];
    case 'strong':
    case 'emphasis':
      return children(node.type);
    case 'inlineCode':
      return [text(node.value, 'code')];
    case 'inlineMath':
      return [inlineMath(node, reading)];
    case 'link':
      return linkOf(node, reading, children(undefined));
    case 'break':
      reading.fault(line, 'a forced line break', 'end the paragraph with an empty line, or let the line run on');
      return [text('\n')];
    case 'image':
      reading.fault(line, `an image inside a line of text: ${node.url}`, 'set ![text](figure:name) alone in a paragraph');
      return [text(node.alt ?? '', style)];
    case 'html':
      reading.fault(line, `HTML: ${shorten(node.value)}`, 'use Markdown, or write a bare < as \\<');
      return [text(textOfHtml(node.value), style)];
    case 'imageReference':
      reading.fault(line, 'an image by reference', 'set ![text](figure:name) alone in a paragraph');
      return [text(node.alt ?? '', style)];
    default:
      reading.fault(line, `${node.type} is not allowed here`, 'use plain text, $…$, `code`, **strong**, *emphasis*');
      return 'children' in node ? children() : 'value' in node ? [text(node.value, style)] : [];
  }
}

/** Markup that CommonMark did not take for markup: nobody means to print it. */
function reportMarkers(node: Text, reading: Reading): void {
  const raw = rawOf(node, reading);
  const line = lineOf(node, reading);
  const bare = (pattern: RegExp, problem: string, advice: string): void => {
    const found = raw.replaceAll(/\\[!-/:-@[-`{-~]/g, '__').match(pattern);
    if (found?.index !== undefined) reading.fault(line + raw.slice(0, found.index).split('\n').length - 1, problem, advice);
  };
  bare(/\$/, 'a single $ that opens or closes no formula', 'write money as \\$; in a table write |x| inside a formula as \\lvert x\\rvert');
  bare(
    /\*/,
    'a * that is printed as it stands',
    'between Chinese characters move punctuation and quotes out of **…**; write a real asterisk as \\*',
  );
  bare(/`/, 'a ` that is printed as it stands', 'close the code, or write \\`');
  bare(/\]\(|\[\[|\[\^/, 'a link that is not one', 'write [text](topic:slug) without spaces in the address');
  bare(/(?!\u200d)\p{Cf}|\ufffd/u, 'an invisible or broken character', 'remove it: it came in by copying; files are UTF-8');
  bare(/\{#/, 'an anchor outside a heading', 'anchors stand at the end of a line that starts with ##');
  if (/\\[([]/.test(raw)) reading.fault(line, 'TeX brackets \\( or \\[', 'write $…$, or $$ on lines of their own');
}

function inlineMath(node: InlineMath, reading: Reading): Inline {
  const raw = rawOf(node, reading);
  const line = lineOf(node, reading);
  const tex = node.value.replaceAll(/\s*\n\s*/g, ' ').trim();
  const after = reading.source[node.position?.end.offset ?? -1] ?? '';
  if (raw.startsWith('$$')) {
    reading.fault(
      line,
      `$$ inside a line: ${shorten(raw)}`,
      'set $$ alone on a line before and after a displayed formula, one $ inside text',
    );
  } else if (tex.includes('$')) {
    reading.fault(line, `a $ inside a formula: ${shorten(raw)}`, 'part two formulas with a space');
  } else if (/^\$\s|\s\$$/.test(raw) || /\d/.test(after)) {
    reading.fault(
      line,
      `text taken for a formula, or a space inside the dollars: ${shorten(raw)}`,
      'write money as \\$, and a formula as $x$ without spaces at its ends',
    );
  } else if (tex === '') {
    reading.fault(line, 'an empty formula', 'remove it');
  }
  reading.formula({ tex, display: false, line });
  return math(tex);
}

function linkOf(node: Link, reading: Reading, content: Inline[]): Inline[] {
  const line = lineOf(node, reading);
  const words = plain(joinLines(content));
  if (content.some((child) => child.kind !== 'text' || child.style !== undefined)) {
    reading.fault(line, `a link whose text is more than text: ${shorten(words)}`, 'use plain words inside [ ]');
  }
  if (words === '') reading.fault(line, `a link without text: ${node.url}`, 'write [text](topic:slug)');
  if (TOPIC_LINK.test(node.url)) {
    reading.link({ href: node.url, line });
    return [{ kind: 'link', text: words, href: node.url }];
  }
  reading.fault(
    line,
    `a link to ${node.url}`,
    'link other articles as topic:slug or topic:slug#anchor; web addresses belong into the references',
  );
  return node.url.startsWith('https://') && words !== '' ? [{ kind: 'link', text: words, href: node.url }] : content;
}

export const shorten = (value: string): string => {
  const line = value.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
