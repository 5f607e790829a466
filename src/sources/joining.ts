import type { Inline, Prose } from '../kernel/prose.ts';

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Marks of both languages: they belong to the character beside them. */
const SHARED = /[“”‘’…—]/;
const WIDE_MARK = /[，。；：？！、（）《》「」【】]/;

/**
 * Puts wrapped lines together: a line break between Chinese characters is nothing, any other is a space. A space beside full-width
 * punctuation goes too: `**结论。** 因为` needs one, or Markdown takes the asterisks for text.
 * Neighbours of one style become one node, white space at both ends goes.
 */
export function joinLines(content: Prose): Prose {
  const joined = content.map((node, index) => {
    if (node.kind !== 'text' || node.style === 'code') return node;
    return { ...node, text: unwrap(node.text, lastChar(content[index - 1]), firstChar(content[index + 1])) };
  });
  return trim(merge(joined));
}

function unwrap(text: string, before: string, after: string): string {
  return text.replaceAll(/[ \t]*\n[ \t]*| +/g, (found, offset: number) => {
    const left = text.slice(0, offset).at(-1) ?? before;
    const right = text.slice(offset + found.length)[0] ?? after;
    if (WIDE_MARK.test(left) || WIDE_MARK.test(right)) return '';
    return found.includes('\n') && isInside(left, right) ? '' : ' ';
  });
}

/** Between two Chinese characters, or one and a mark of its own. */
function isInside(left: string, right: string): boolean {
  return (WIDE.test(left) && (WIDE.test(right) || SHARED.test(right))) || (SHARED.test(left) && WIDE.test(right));
}

// A formula counts as Latin text: Chinese sets a space beside it.
const firstChar = (node: Inline | undefined): string => (node === undefined || !('text' in node) ? 'x' : (node.text.trimStart()[0] ?? 'x'));
const lastChar = (node: Inline | undefined): string =>
  node === undefined || !('text' in node) ? 'x' : (node.text.trimEnd().at(-1) ?? 'x');

function merge(content: Prose): Inline[] {
  const merged: Inline[] = [];
  for (const node of content) {
    const last = merged.at(-1);
    if (node.kind === 'text' && last?.kind === 'text' && last.style === node.style)
      merged[merged.length - 1] = {
        ...last,
        text: `${last.text}${last.text.endsWith(' ') && node.style !== 'code' ? node.text.trimStart() : node.text}`,
      };
    else if (node.kind !== 'text' || node.text !== '') merged.push(node);
  }
  return merged;
}

function trim(content: Inline[]): Prose {
  const trimmed = content.map((node, index) => {
    if (node.kind !== 'text' || node.style === 'code') return node;
    let text = node.text;
    if (index === 0) text = text.trimStart();
    if (index === content.length - 1) text = text.trimEnd();
    return text === node.text ? node : { ...node, text };
  });
  return trimmed.filter((node) => node.kind !== 'text' || node.text !== '');
}
