import type { Prose } from '../kernel/prose.ts';
import { flatten, OBJECT } from './flat.ts';

/** What stands where something was lost on the way here. `[没有学习过程]` and `E[X]` are text. */
const LOST = /[[［【]\s*(?:公式|数学公式|代码|代码块|图片|图|表格|math|formula|equation|code|image|img)\s*[\]］】]/iu;
/** Brackets around nothing: what stood there is gone. `f()` and `[]` are code. */
const HOLLOW = /（\s*）|《\s*》|“\s*”|「\s*」/u;
const WHOLE_FORMULA = /\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$/gs;
const TORN_FORMULA = /\\[()[\]]|\$\$/;
const TORN_BEGINNING = /^[，,、。：:；;）)】」』》]/u;
/** "…: 1. one 2. two 3." ends with the number of an item that is gone. */
const TORN_LIST = /(?:^|[\s:：])\d{1,2}[.、]\s.*\s\d{1,2}\.$/u;
const ELLIPSIS = /(?:\.{2,}|…+|。{2,})["'”’）)\]】」』》]*$/u;
const FINAL = /[。！？!?.]["'”’）)\]】」』》]*$/u;

/**
 * Whether a sentence may be shown by itself: nothing in it was lost, and it has its end. A sentence that is cut off ends in an ellipsis or
 * without a final mark; one that ends in a colon waits for what is not there.
 */
export function isSound(sentence: string | Prose): boolean {
  const text = (typeof sentence === 'string' ? sentence : flatten(sentence).text).trim();
  if (LOST.test(text)) return false;
  const words = text.replaceAll(WHOLE_FORMULA, OBJECT);
  if (HOLLOW.test(words) || TORN_FORMULA.test(words) || TORN_BEGINNING.test(words) || TORN_LIST.test(words)) return false;
  return FINAL.test(words) && !ELLIPSIS.test(words) && isBalanced(words);
}

const PAIRS = ['（(', '）)', '《', '》', '“', '”', '「', '」'];

/** A bracket without its partner was torn from it. Intervals such as [0, 1) and numbers such as 2) have no partner. */
function isBalanced(text: string): boolean {
  const rest = text.replace(/^\s*[(（]?\d{1,2}[)）]/, '').replaceAll(/[[(][^()[\]]*[,，][^()[\]]*[\])]/g, '');
  const count = (marks: string): number => [...rest].filter((char) => marks.includes(char)).length;
  return PAIRS.every((open, i) => i % 2 === 1 || count(open) === count(PAIRS[i + 1] ?? ''));
}
