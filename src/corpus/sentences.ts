import type { Prose, ProseBlock } from '../kernel/prose.ts';
import { cut, type Flat, flatten, trimmed } from './flat.ts';

/** After these a point ends no sentence. In small letters, without the point. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  'al approx ca cf ch chap def dr e.g ed eds eq eqs equ et fig figs i.e inc lemma mr mrs ms no nos p pp prof prop ref refs resp sec sect st thm viz vol vs w.l.o.g w.r.t'.split(
    ' ',
  ),
);
/** Characters around a point that are looked at. */
const NEAR = 40;
const CLOSER = /["'”’»)\]）】」』》〉]/;

/** The sentences of a paragraph, formulas, decimals, abbreviations and initials left whole; nothing but white space is lost. */
export function sentences(content: Prose): Prose[] {
  const flat = flatten(content);
  return bounds(flat).map(([from, to]) => cut(flat, from, to));
}

/** The sentences of a section in reading order. Code, tables, headings and displayed formulas have none. */
export function blockSentences(blocks: readonly ProseBlock[]): Prose[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'quote':
        return sentences(block.content);
      case 'list':
        return block.items.flatMap(sentences);
      default:
        return [];
    }
  });
}

function bounds(flat: Flat): (readonly [number, number])[] {
  const { text } = flat;
  const found: (readonly [number, number])[] = [];
  let from = 0;
  const close = (to: number): void => {
    const [start, end] = trimmed(flat, from, to);
    if (start < end) found.push([start, end]);
    from = to;
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n' && text[at + 1] === '\n') close(at);
    if (!isEnd(text, from, at)) continue;
    let end = at + 1;
    while (/[。！？!?]/.test(text[end] ?? '')) end++;
    while (CLOSER.test(text[end] ?? '')) end++;
    if (/[，、；：,;:）)]/.test(text[end] ?? '')) continue;
    close(end);
    at = end - 1;
  }
  close(text.length);
  return found;
}

/** Whether the character ends the sentence that began at `from`. */
function isEnd(text: string, from: number, at: number): boolean {
  const char = text[at] ?? '';
  const next = text[at + 1] ?? '';
  if (/[。！？]/.test(char)) return true;
  if (/[!?]/.test(char)) return next === '' || /[\s!?\p{Script=Han}]/u.test(next) || CLOSER.test(next);
  return char === '.' && isFullStop(text, from, at);
}

function isFullStop(text: string, from: number, at: number): boolean {
  if (text[at - 1] === '.' || text[at + 1] === '.') return false;
  const rest = text.slice(at + 1, at + NEAR);
  const gap = rest.match(/^["'”’)\]]*(\s*)/)?.[1] ?? '';
  const following = rest.trimStart()[0] ?? '';
  const before = text.slice(Math.max(from, at - NEAR), at);
  if (rest !== '' && gap === '' && !(HAN.test(following) && HAN.test(text[at - 1] ?? ''))) return false;
  if (NUMBERING.test(before)) return false;
  if (rest.trim() !== '' && /^\p{Ll}/u.test(following)) return false;
  const word = before.match(/[\p{L}.]+$/u)?.[0] ?? '';
  if (/^\p{Lu}$/u.test(word)) return rest.trim() === '' || !/^\p{Lu}/u.test(following); // an initial: "R. Schapire"
  return !ABBREVIATIONS.has(word.toLowerCase());
}

const HAN = /\p{Script=Han}/u;
/** `1.` at the beginning, after a colon, or after Chinese: it numbers what follows. */
const NUMBERING = /(?:^|[:：;；,，]|\p{Script=Han})\s*[(（]?\d{1,2}(?:\.\d{1,2})*$/u;
