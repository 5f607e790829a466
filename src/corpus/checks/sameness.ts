import type { Prose } from '../../kernel/prose.ts';

/**
 * A line with everything gone that does not tell two answers apart: width, case, spaces and punctuation of words.
 * In formulas, code and numbers every mark counts: -1 is not 1, and x^2 is not x_2.
 */
export function sameness(content: Prose): string {
  return content
    .map((node) => {
      if (node.kind === 'time') return '';
      if (node.kind === 'math') return bareNumber(node.tex) ?? `$${node.tex.replaceAll(/\s+/g, '')}$`;
      if (node.kind === 'text' && node.style === 'code') return `\`${node.text.replaceAll(/\s+/g, ' ').trim()}\``;
      return foldWords(node.text);
    })
    .join('');
}

/** Folded words: NFKC, lower case, without spaces and punctuation, but with the sign and the point of numbers. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('−', '-')
    .replaceAll(/-(?=\d)|(?<=\d)[.,/:](?=\d)|[\s\p{P}]/gu, (mark, offset: number, whole: string) => {
      if (mark === '-') return /[\p{L}\p{N}]/u.test(whole[offset - 1] ?? ' ') ? '' : '-';
      return /[.,/:]/.test(mark) && /\d/.test(whole[offset - 1] ?? '') && /\d/.test(whole[offset + 1] ?? '') ? mark : '';
    });
}

// `$2$` and `2` are the same answer.
function bareNumber(tex: string): string | null {
  const number = tex.replaceAll(/\s+/g, '').replaceAll('−', '-');
  return /^-?\d+(?:\.\d+)?$/.test(number) ? number : null;
}
