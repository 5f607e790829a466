import type { Inline, Prose } from '../../kernel/prose.ts';
import { lengthOf } from '../length.ts';
import { aroundLength, inlineLength, inlineRuns } from '../measure.ts';
import type { Capabilities } from '../transport.ts';
import { cutPlace, OBJECT } from './breaks.ts';
import type { TextNode } from './marks.ts';
import type { Space } from './space.ts';

export interface SplitProse {
  readonly head: Prose;
  readonly tail: Prose;
}

/** What is looked at behind the place to cut. */
const AHEAD = 256;

type Cuttable = TextNode | Extract<Inline, { kind: 'link' }>;

/**
 * Cuts prose so that the head fits. Formulas, code and moments are not cut, except with `force`, where nothing else fits: then the
 * space is that of an empty message. An empty head: nothing fits, or only blanks were cut off.
 */
export function splitProse(
  content: Prose,
  space: Space,
  perLine: number,
  can: Capabilities,
  whole: ReadonlySet<Inline>,
  force: boolean,
): SplitProse {
  const isWhole = (node: Inline): boolean =>
    node.kind === 'time' || node.kind === 'math' || whole.has(node) || (node.kind === 'text' && node.style === 'code');
  const reach = reachOf(content, space, perLine, can, isWhole);
  if (reach === 0) return force ? forced(content, space, perLine, can, isWhole) : { head: [], tail: content };
  const flat = flatten(content, reach + AHEAD, isWhole);
  const place = cutPlace(flat, reach);
  const [head, tail] = cutAt(content, place, isWhole);
  return { head: trimEnd(head, isWhole), tail: trimStart(tail, isWhole) };
}

/** The first node does not fit into an empty message: its source can be cut. */
function forced(content: Prose, space: Space, perLine: number, can: Capabilities, isWhole: (node: Inline) => boolean): SplitProse {
  const [first, ...rest] = content;
  if (!first) return { head: [], tail: [] };
  if (first.kind === 'time') return { head: [first], tail: rest };
  // A link here is one whose address leaves no room.
  const loose: TextNode = first.kind === 'text' ? { ...first } : { kind: 'text', text: first.kind === 'math' ? first.tex : first.text };
  const again = [loose, ...rest];
  const isKept = (node: Inline): boolean => node !== loose;
  const reach = Math.max(reachOf(again, space, perLine, can, isKept), pointAt(loose.text));
  const [head, tail] = cutAt(again, cutPlace(flatten(again, reach + AHEAD, isKept), reach), isKept);
  return { head, tail: trimStart(tail, isWhole) };
}

/** Something is always taken, be there room or not. */
const pointAt = (value: string): number => ((value.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);

/** How far into the flat text the space goes. */
function reachOf(content: Prose, space: Space, perLine: number, can: Capabilities, isWhole: (node: Inline) => boolean): number {
  let { text: room, runs } = space;
  let reach = 0;
  for (const node of content) {
    runs -= inlineRuns(node, can);
    if (runs < 0) return reach;
    if (isWhole(node)) {
      room -= inlineLength(node, can, perLine);
      if (room < 0) return reach;
      reach += 1;
      continue;
    }
    room -= aroundLength(node, can);
    for (const char of (node as Cuttable).text) {
      room -= lengthOf(char, can.unit) + (can.markup.escaped.includes(char) ? 1 : 0) + (char === '\n' ? perLine : 0);
      if (room < 0) return reach;
      reach += char.length;
    }
  }
  return reach;
}

function flatten(content: Prose, most: number, isWhole: (node: Inline) => boolean): string {
  let flat = '';
  for (const node of content) {
    if (flat.length >= most) break;
    flat += isWhole(node) ? OBJECT : (node as Cuttable).text;
  }
  return flat.slice(0, most);
}

function cutAt(content: Prose, place: number, isWhole: (node: Inline) => boolean): readonly [Prose, Prose] {
  const head: Inline[] = [];
  const tail: Inline[] = [];
  let left = place;
  for (const node of content) {
    const length = isWhole(node) ? 1 : (node as Cuttable).text.length;
    if (left <= 0) tail.push(node);
    else if (left >= length) head.push(node);
    else {
      const cuttable = node as Cuttable;
      head.push({ ...cuttable, text: cuttable.text.slice(0, left) });
      tail.push({ ...cuttable, text: cuttable.text.slice(left) });
    }
    left -= length;
  }
  return [head, tail];
}

function trimEnd(content: Prose, isWhole: (node: Inline) => boolean): Prose {
  const nodes = [...content];
  for (let last = nodes.pop(); last; last = nodes.pop()) {
    const kept = isWhole(last) ? last : withText(last, (last as Cuttable).text.trimEnd());
    if (kept) return [...nodes, kept];
  }
  return [];
}

function trimStart(content: Prose, isWhole: (node: Inline) => boolean): Prose {
  for (const [index, first] of content.entries()) {
    const kept = isWhole(first) ? first : withText(first, (first as Cuttable).text.trimStart());
    if (kept) return [kept, ...content.slice(index + 1)];
  }
  return [];
}

function withText(node: Inline, trimmed: string): Inline | null {
  const cuttable = node as Cuttable;
  if (trimmed === '') return null;
  return trimmed === cuttable.text ? node : { ...cuttable, text: trimmed };
}
