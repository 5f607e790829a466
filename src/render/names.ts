import { type Run, wordRuns } from './typeset.ts';

/** What somebody is called, as a template takes it. */
export interface Name {
  readonly runs: readonly Run[];
  /** Its first letter is of a script that runs from right to left. */
  readonly rtl: boolean;
  /** There was more than any line can hold. */
  readonly cut: boolean;
}

/** Signs that are looked at; no line on a card has room for more. An emoji is as wide as several thin letters. */
const MOST = 64;
const EMOJI_WIDTH = 2.5;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Letters that nobody sees, and marks that turn the direction of what stands around them; joiners and the tags of flags stay. */
const UNSEEN = /[\p{Cc}\p{Co}\u115f\u1160\u2800\u3164\uffa0]|(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;
/** Tags belong to a black flag before them. */
const LOOSE_TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0020}-\u{e007f}]/gu;
/** Two and more marks on a letter that has no sign of its own with them: no language writes so, and they run into the lines around. */
const PILED = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2,}/gu;
const MOST_MARKS = /(\p{M}{4})\p{M}+/gu;
const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export function nameOf(name: string): Name {
  const seen = name
    .slice(0, 4_000)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(LOOSE_TAGS, '')
    .replace(PILED, '')
    .replace(MOST_MARKS, '$1')
    .replace(/ +/g, ' ')
    .trim();
  const signs: string[] = [];
  let width = 0;
  for (const { segment } of segmenter.segment(seen)) {
    width += /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment) ? EMOJI_WIDTH : 1;
    if (width > MOST) break;
    signs.push(segment);
  }
  const shown = signs.join('') || '–';
  return { runs: wordRuns(shown), rtl: RIGHT_TO_LEFT.test(FIRST_LETTER.exec(shown)?.[0] ?? ''), cut: width > MOST };
}
