import type { Instant } from './time.ts';

/**
 * Text as a tree: what an article's section is made of and what a message carries. Plain JSON.
 * Text nodes are text: nothing in them is ever read as markup by a platform.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly style?: TextStyle }
  /** LaTeX without dollars. */
  | { readonly kind: 'math'; readonly tex: string }
  /** `topic:slug`, `topic:slug#anchor` or an https address. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** A moment, shown in the reader's zone; `relative` counts down where the platform can. */
  | { readonly kind: 'time'; readonly at: Instant; readonly show: 'relative' | 'time' | 'date' | 'datetime' };

export type TextStyle = 'strong' | 'emphasis' | 'code' | 'mark' | 'strike';

export type Prose = readonly Inline[];

export type ProseBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly content: Prose }
  | { readonly kind: 'paragraph'; readonly content: Prose }
  /**
   * `start`: the number of the first item where an ordered list goes on from an earlier message. `marked`: every item begins with a mark of
   * its own (✅, 🥇, `A.`), so that none has a bullet.
   */
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Prose[]; readonly start?: number; readonly marked?: true }
  | { readonly kind: 'quote'; readonly content: Prose }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string }
  /** A displayed formula; `source` says where it came from (`adaboost.zh:41`), for the log. */
  | { readonly kind: 'math'; readonly tex: string; readonly source?: string }
  | { readonly kind: 'table'; readonly header: readonly Prose[]; readonly rows: readonly (readonly Prose[])[] }
  | { readonly kind: 'figure'; readonly name: string; readonly alt: string };

export const text = (value: string, style?: TextStyle): Inline =>
  style ? { kind: 'text', text: value, style } : { kind: 'text', text: value };
export const math = (tex: string): Inline => ({ kind: 'math', tex });
export const paragraph = (...content: (Inline | string)[]): ProseBlock => ({ kind: 'paragraph', content: prose(...content) });
export const heading = (level: 1 | 2 | 3, ...content: (Inline | string)[]): ProseBlock => ({
  kind: 'heading',
  level,
  content: prose(...content),
});

export function prose(...parts: (Inline | string)[]): Prose {
  return parts.map((part) => (typeof part === 'string' ? text(part) : part));
}

/** The text of a line without its look; a formula stands as its source. */
export function plain(content: Prose): string {
  return content.map((node) => (node.kind === 'math' ? node.tex : node.kind === 'time' ? '' : node.text)).join('');
}

/** The text of blocks, a line each, for search, summaries and the checker. */
export function plainBlocks(blocks: readonly ProseBlock[]): string {
  return blocks.map(plainBlock).filter(Boolean).join('\n');
}

function plainBlock(block: ProseBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return plain(block.content);
    case 'list':
      return block.items.map(plain).join('\n');
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(plain).join(' ')).join('\n');
    case 'code':
      return block.text;
    case 'math':
      return block.tex;
    case 'figure':
      return block.alt;
  }
}
