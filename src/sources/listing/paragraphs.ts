import type { Inline, Prose, ProseBlock } from '../../kernel/prose.ts';
import { isCommonHeading } from './common-headings.ts';
import { piecesOf } from './formulas.ts';

const AFTER_STOP = /[。！？][”’」』）)]*$/u;
const CUT_ONLY = /^(?:\.{3,}|…+)\s*$/;
/** What a heading or an item looks like: one short phrase. Anything longer may be a sentence that the source broke in the middle. */
const PHRASE = /^(?:\d{1,2}(?:\.\d{1,2})*[.、)）]?\s*)?[^,，.。、;；!！?？\ufffc]{1,24}$/u;
/** How far back the end of a line is looked at: farther than any phrase. */
const SIGHT = 40;
/** A text with more spaces between its characters than one in so many is set with spaces, or was read by a machine. */
const SPACED = 10;

/**
 * An excerpt as blocks. The page ran all lines of the original together; Chinese is written without spaces, so that one behind a full stop, or
 * between two Chinese characters after a short phrase, is what is left of a line's end. Displayed formulas stand between paragraphs.
 */
export function excerptBlocks(excerpt: string): ProseBlock[] {
  const hasSeams = !isSpaced(excerpt);
  const blocks: ProseBlock[] = [];
  let content: Inline[] = [];
  let line = '';
  const close = (): void => {
    const whole = trimmed(content);
    if (whole.length > 0) blocks.push({ kind: 'paragraph', content: whole });
    content = [];
    line = '';
  };
  for (const piece of piecesOf(excerpt)) {
    if (piece.kind === 'display') {
      close();
      blocks.push({ kind: 'math', tex: piece.tex });
      continue;
    }
    if (piece.kind !== 'text') {
      content.push(piece);
      line += '\ufffc';
      continue;
    }
    let from = 0;
    for (const gap of piece.text.matchAll(/\s+/g)) {
      const rest = piece.text.slice(gap.index + gap[0].length);
      const before = (line + piece.text.slice(Math.max(from, gap.index - SIGHT), gap.index)).slice(-SIGHT).trimStart();
      if (!(endsParagraph(before, rest) || (hasSeams && endsLine(before, rest)))) continue;
      content.push({ ...piece, text: piece.text.slice(from, gap.index) });
      from = gap.index + gap[0].length;
      close();
    }
    content.push({ ...piece, text: piece.text.slice(from) });
    line = (line + piece.text.slice(from).slice(-SIGHT)).slice(-SIGHT);
  }
  close();
  return blocks;
}

const endsParagraph = (before: string, rest: string): boolean => AFTER_STOP.test(before) && !CUT_ONLY.test(rest.slice(0, 8));

function endsLine(before: string, rest: string): boolean {
  if (isCommonHeading(before)) return true;
  const last = before.at(-1) ?? '';
  if (!/^\p{Script=Han}/u.test(rest)) return false;
  return /[：:；;]/.test(last) || (/\p{Script=Han}/u.test(last) && PHRASE.test(before));
}

function isSpaced(text: string): boolean {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const gaps = text.match(/\p{Script=Han}\s+(?=\p{Script=Han})/gu)?.length ?? 0;
  return gaps * SPACED > characters;
}

function trimmed(content: readonly Inline[]): Prose {
  return content
    .map((node, index) => {
      if (node.kind !== 'text') return node;
      const words = index === 0 ? node.text.trimStart() : node.text;
      return { ...node, text: index === content.length - 1 ? words.trimEnd() : words };
    })
    .filter((node) => node.kind !== 'text' || node.text !== '');
}
