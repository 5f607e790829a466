import type { Prose, ProseBlock } from '../kernel/prose.ts';

/** Characters of a line as a reader sees them; a formula counts about what it shows, not what it is written with. */
export function shownLength(content: Prose): number {
  return content.reduce((sum, node) => {
    if (node.kind === 'math') return sum + glyphs(node.tex);
    return node.kind === 'time' ? sum : sum + [...node.text].length;
  }, 0);
}

/** About how many glyphs a formula shows: commands for symbols are one, commands for arrangement none. */
export function glyphs(tex: string): number {
  const bare = tex
    .replaceAll(/\\(?:begin|end)\s*\{[^}]*\}(?:\{[lcr|]*\})?/g, '')
    .replaceAll(/\\(?:left|right|big[lrm]?|Big[lrm]?|bigg[lrm]?|Bigg[lrm]?)(?![a-zA-Z])\.?/g, '')
    .replaceAll(ARRANGING, '')
    .replaceAll(NAMED, (_, name: string) => name)
    .replaceAll(/\\(?:[a-zA-Z]+|[{}|%#&$_])/g, 'x')
    .replaceAll(/\\./g, '');
  return [...bare.replaceAll(/[\s{}^_&~]/g, '')].length;
}

const ARRANGING =
  /\\(?:[dt]?frac|sqrt|text(?:bf|it|rm|tt)?|math(?:bf|bb|cal|rm|sf|tt|frak|it|scr|strut)|boldsymbol|operatorname\*?|displaystyle|textstyle|hat|bar|tilde|vec|dot|ddot|widehat|widetilde|overline|underline|overbrace|underbrace|limits|nolimits|quad|qquad|cancel|boxed|substack|overset|underset|[hv]?phantom|middle)(?![a-zA-Z])/g;
const NAMED = /\\(log|ln|exp|max|min|sin|cos|tan|tanh|arg|det|dim|lim|sup|inf|Pr|gcd|ker|deg)(?![a-zA-Z])/g;

/** Chinese characters and marks, and words of other scripts: what an editor's word count shows. Formulas and code do not count. */
export function countChinese(blocks: readonly ProseBlock[]): number {
  const text = words(blocks);
  const wide = text.match(/[\p{Script=Han}\u3001-\u3011\uff01-\uff1f“”‘’…—]/gu)?.length ?? 0;
  return wide + countWords(text);
}

/** English words. Formulas and code do not count. */
export const countEnglish = (blocks: readonly ProseBlock[]): number => countWords(words(blocks));

const countWords = (text: string): number => text.match(/[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'’.,%-]*/gu)?.length ?? 0;

/** About how many sentences a line has, in either language. */
export function countSentences(content: Prose): number {
  const text = content.map((node) => (node.kind === 'math' ? 'x' : node.kind === 'time' ? '' : node.text)).join('');
  return text
    .replaceAll(/\b(?:e\.g|i\.e|vs|etc|al|Fig|Eq|cf)\./g, 'x')
    .split(/[。！？]+[”’）]?|[.!?]+(?=\s|$)/u)
    .filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

const words = (blocks: readonly ProseBlock[]): string => blocks.map(blockWords).join('\n');

function blockWords(block: ProseBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return lineWords(block.content);
    case 'list':
      return block.items.map(lineWords).join('\n');
    case 'table':
      return [block.header, ...block.rows].flat().map(lineWords).join('\n');
    case 'code':
    case 'math':
    case 'figure':
      return '';
  }
}

const lineWords = (content: Prose): string =>
  content.map((node) => (node.kind === 'link' || (node.kind === 'text' && node.style !== 'code') ? node.text : ' ')).join('');
