import { type Inline, type ProseBlock, text } from '../kernel/prose.ts';
import { texLines, texText } from './tex-text.ts';

/** A line of Unicode that is longer than this is no easier to read than its source; in code points. */
const LONGEST_LINE = 80;

/** A formula in a line, for a platform that shows none: as text where that reads well, else its source as code. */
export function spelled(tex: string): Extract<Inline, { kind: 'text' }> {
  const shown = texText(tex);
  return (shown === null ? text(tex.replaceAll(/\s+/g, ' ').trim(), 'code') : text(shown)) as Extract<Inline, { kind: 'text' }>;
}

/** A displayed formula: lines of text, or a block of source. */
export function displayed(tex: string): Extract<ProseBlock, { kind: 'paragraph' | 'code' }> {
  const lines = texLines(tex);
  return lines?.every((line) => [...line].length <= LONGEST_LINE)
    ? { kind: 'paragraph', content: [text(lines.join('\n'))] }
    : { kind: 'code', text: tex.trim(), language: 'latex' };
}

/** What Unicode can write and nobody likes to read: fractions, roots, sums, accents, stacks. */
const BUILT =
  /\\(?:[dt]?frac|binom|sqrt|sum|prod|int|hat|bar|tilde|overline|underline|widehat|mathbb|mathcal|left|begin|lim|max|min)(?![A-Za-z])/;
/** A fraction of digits is one sign: ½. */
const DIGITS = /\\[dt]?frac(?:\{\d\}|\d)(?:\{\d\}|\d)/g;
const LONGEST_SIGN = 18;

/** Whether a formula is as good as a word in a line of text: x₀, σ², α ≤ ½. */
export function isWordLike(tex: string): boolean {
  const shown = spelled(tex);
  return shown.style !== 'code' && [...shown.text].length <= LONGEST_SIGN && !BUILT.test(tex.replaceAll(DIGITS, ''));
}
