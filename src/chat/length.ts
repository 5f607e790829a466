import type { Unit } from './transport.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const BEYOND_BASIC = /[\u{10000}-\u{10ffff}]/gu;

/** How long a platform takes a text to be. */
export function lengthOf(text: string, unit: Unit): number {
  switch (unit) {
    case 'utf16':
      return text.length;
    case 'points':
      return text.length - (text.match(BEYOND_BASIC)?.length ?? 0);
    case 'bytes':
      return bytesOf(text);
  }
}

/** Of UTF-8; half a surrogate pair counts as the sign that replaces it. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** How wide a text is on a screen: Chinese characters and emoji take two columns, marks on letters none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text))
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\p{Emoji_Presentation}]/u.test(segment)
      ? 2
      : 1;
  return columns;
}

/** Whether there is anything to be seen. */
export const isVisible = (text: string): boolean => /[^\s\p{Cc}\p{Cf}]/u.test(text);

/** A text that is at most so long, with `…` where it was cut; never within a character as people see it. For toasts, field labels and menus. */
export function clip(text: string, most: number, unit: Unit): string {
  if (lengthOf(text, unit) <= most) return text;
  let room = most - lengthOf('…', unit);
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    room -= lengthOf(segment, unit);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
