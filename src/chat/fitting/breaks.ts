/** Stands for a formula or a moment in a flat text. */
export const OBJECT = '\ufffc';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;
/** Not at the beginning of a line, and not at the end of one. */
const CLOSING = /[\p{Pe}\p{Pf}\p{Po}、。，．：；！？…—～%°℃ー々]/u;
const OPENING = /[\p{Ps}\p{Pi}#$¥￥]/u;

/** Ends of sentences with the quotes and brackets that close behind them, and line breaks. */
const SENTENCE = /[。！？…]+["'”’」』）)\]】》]*|[.!?]+["'”’)\]]*(?=\s|$)|\n+/gu;
const ABBREVIATION = /(?:^|[\s(（])(?:\p{L}|al|approx|cf|ch|Dr|e\.g|Eq|Eqs|etc|Fig|Figs|i\.e|Mr|Mrs|No|pp|Prof|Ref|Sec|Tab|Thm|vs)\.$/u;

/** A sentence or a word shorter than this part of what fits is not worth an early end. */
const WORTH = 0.3;

/**
 * Where to cut a text of which at most `reach` units fit: behind a sentence, else between words, else between characters as people
 * see them, else at `reach`, which stands between code points. `text` goes on behind `reach` as far as it matters.
 */
export function cutPlace(text: string, reach: number): number {
  if (reach >= text.length) return text.length;
  const least = Math.ceil(reach * WORTH);
  return sentenceEnd(text, reach, least) ?? wordEnd(text, reach, least) ?? characterEnd(text, reach) ?? reach;
}

function sentenceEnd(text: string, reach: number, least: number): number | null {
  const ends: number[] = [];
  for (const match of text.matchAll(SENTENCE)) {
    const end = match.index + match[0].length;
    if (end > reach) break;
    if (end >= least && !(match[0] === '.' && goesOn(text, end))) ends.push(end);
  }
  return ends.findLast((end) => isCharacterEnd(text, end)) ?? null;
}

/** A point behind an abbreviation or a number that counts, or before a small letter. */
function goesOn(text: string, end: number): boolean {
  if (/^\s*\p{Ll}/u.test(text.slice(end, end + 8))) return true;
  const before = text.slice(Math.max(0, end - 12), end);
  return ABBREVIATION.test(before) || /(?:^|\n)\s*\d{1,3}\.$/.test(before);
}

function wordEnd(text: string, reach: number, least: number): number | null {
  const segments = words.segment(text);
  for (let at = reach; at >= Math.max(1, least); at--) {
    if (isWordEnd(text, at, segments) && isCharacterEnd(text, at)) return at;
  }
  return null;
}

function isWordEnd(text: string, at: number, segments: Intl.Segments): boolean {
  const [before, after] = [text[at - 1] ?? '', text[at] ?? ''];
  if (/\s/.test(after)) return !/\s/.test(before);
  if (/\s/.test(before)) return true;
  if (CLOSING.test(after) || OPENING.test(before)) return false;
  if (/[\p{L}\d][-–—/]$/u.test(text.slice(Math.max(0, at - 2), at)) && /\p{L}/u.test(after)) return true;
  if (!UNSPACED.test(before) && !UNSPACED.test(after)) return false;
  return before === OBJECT || after === OBJECT || segments.containing(at)?.index === at;
}

function characterEnd(text: string, reach: number): number | null {
  const index = graphemes.segment(text).containing(reach)?.index ?? reach;
  return index > 0 ? index : null;
}

const isCharacterEnd = (text: string, at: number): boolean => graphemes.segment(text).containing(at)?.index === at;
