import type { Inline, Prose } from '../kernel/prose.ts';

/** Stands for a formula or a moment: one character that is no letter. */
export const OBJECT = '\ufffc';

interface Piece {
  readonly node: Inline;
  readonly from: number;
  readonly to: number;
}

/** Prose as one string, so that places in it can be found, and cut out of the prose again. */
export interface Flat {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export function flatten(content: Prose): Flat {
  const pieces: Piece[] = [];
  let text = '';
  for (const node of content) {
    const from = text.length;
    text += node.kind === 'text' || node.kind === 'link' ? node.text.replaceAll(OBJECT, ' ') : OBJECT;
    pieces.push({ node, from, to: text.length });
  }
  return { text, pieces };
}

/** The prose between two places of the flat text. A formula is in or out, never cut. */
export function cut({ text, pieces }: Flat, from: number, to: number): Prose {
  const parts: Inline[] = [];
  for (const piece of pieces) {
    const start = Math.max(from, piece.from);
    const end = Math.min(to, piece.to);
    if (start >= end) continue;
    const { node } = piece;
    parts.push(node.kind === 'text' || node.kind === 'link' ? { ...node, text: text.slice(start, end) } : node);
  }
  return parts;
}

/** The places without white space at their ends. */
export function trimmed({ text }: Flat, from: number, to: number): readonly [from: number, to: number] {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return [start, end];
}
