import type { Inline, Prose, ProseBlock } from '../../kernel/prose.ts';
import type { Block } from '../view.ts';

/** What one call of `fit` must still know of a tree after it was rewritten; by identity. */
export interface Marks {
  /** Formulas that became text: not cut if they fit. */
  readonly whole: Set<Inline>;
  /** Headings and the like: not the last block of a message. */
  readonly sticky: Set<Block>;
}

export type Paragraph = Extract<ProseBlock, { kind: 'paragraph' }>;
export type List = Extract<ProseBlock, { kind: 'list' }>;
export type Table = Extract<ProseBlock, { kind: 'table' }>;
export type Spoiler = Extract<Block, { kind: 'spoiler' }>;
export type Choices = Extract<Block, { kind: 'options' | 'actions' }>;
export type TextNode = Extract<Inline, { kind: 'text' }>;

export const isChoices = (block: Block | undefined): block is Choices => block?.kind === 'options' || block?.kind === 'actions';

/** Stands where something goes on that began in an earlier message, and where a message would have no text. In no language. */
export const CONTINUED = '…';

/** Changes the elements of a list; the same list where nothing changed. */
export function mapSame<T>(list: readonly T[], change: (one: T) => readonly T[]): readonly T[] {
  let changed: T[] | null = null;
  list.forEach((one, index) => {
    const into = change(one);
    if (!changed && into.length === 1 && into[0] === one) return;
    changed ??= list.slice(0, index);
    changed.push(...into);
  });
  return changed ?? list;
}

/** Text without a style becomes strong. */
export const strong = (content: Prose): Prose =>
  mapSame(content, (node) => (node.kind === 'text' && !node.style ? [{ ...node, style: 'strong' }] : [node]));
