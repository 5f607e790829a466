import { altOf } from '../../chat/illustrate.ts';
import type { Card, Rank } from '../../chat/picture.ts';
import type { Block } from '../../chat/view.ts';
import type { Prose } from '../../kernel/prose.ts';
import { plain } from '../../kernel/prose.ts';
import type { Say } from '../say.ts';

/**
 * A card, with the blocks that say the same where there are no pictures, and those that stand under it. `told`: the blocks that its
 * alternative text is made of; else all that do not stand below.
 */
export function cardBlock(card: Card, instead: readonly Block[], below: readonly Block[] = [], told?: readonly Block[]): Block {
  const kept = new Set(below);
  const alt = altOf(told ?? instead.filter((block) => !kept.has(block)));
  return { kind: 'drawing', of: { kind: 'card', card }, alt, instead, ...(below.length > 0 ? { below } : {}) };
}

export const rankOf = (
  one: { readonly place: number; readonly name: string; readonly points: number },
  say: Say,
  moved: number | null,
): Rank => ({
  place: one.place,
  name: one.name,
  points: say('points', { points: one.points }),
  moved,
});

/** `and 3 more`, or nothing. */
export const moreThan = (all: number, shown: number, say: Say): string =>
  all > shown ? say('standings-more', { count: all - shown }) : '';

/** A line of a card that has no looks of its own. */
export const words = (content: Prose): string => plain(content).trim();
