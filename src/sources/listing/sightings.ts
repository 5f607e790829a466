import type { ImportedArticle } from '../../corpus/article.ts';
import { flatten } from '../../corpus/flat.ts';
import { blockSentences } from '../../corpus/sentences.ts';
import { isSound } from '../../corpus/soundness.ts';
import type { ProseBlock } from '../../kernel/prose.ts';
import { Groups, shinglesOf } from '../shingles.ts';
import { type Comparable, comparable, isSameText } from './comparable.ts';
import type { Facts, RawEntry } from './page.ts';
import { excerptBlocks } from './paragraphs.ts';

/** An article of listing pages, put together from every place where it was seen. */
export interface Gathered {
  readonly blocks: readonly ProseBlock[];
  readonly facts: Facts;
  /** The page that the text is from. */
  readonly source: string;
  /** All pages it was seen on, in the order they came. */
  readonly pages: readonly string[];
  /** What is on the shelf of it. */
  readonly known: ImportedArticle | null;
  /** Whether it is on one of the pages that are read now. */
  readonly isSeen: boolean;
}

interface View {
  readonly blocks: readonly ProseBlock[];
  readonly source: string;
  readonly comparable: Comparable;
  /** Characters in whole sentences from which nothing was lost. */
  readonly usable: number;
}

interface Sighting extends View {
  readonly facts: Facts;
}

/** The fact that tells articles of listing pages from others: the pages they were seen on, a line each. */
export const pagesOf = (article: ImportedArticle): readonly string[] | null => article.facts.pages?.split('\n') ?? null;

/**
 * Joins entries that are the same article: in the order in which they first appear, behind them what is on the shelf and was not seen now.
 * Of views of one text the better is kept; a text that was written anew takes the place of the known one.
 */
export function gather(entries: readonly RawEntry[], shelf: readonly ImportedArticle[]): Gathered[] {
  const groups = new Groups();
  const known = new Map<number, ImportedArticle>();
  for (const article of shelf) {
    const group = groups.open();
    known.set(group, article);
    groups.add(group, shinglesOf(comparable(blocksOf(article)).letters));
  }
  const sightings = new Map<number, Sighting[]>();
  for (const { text, facts, page } of entries) {
    const sighting: Sighting = { ...viewOf(excerptBlocks(text), page), facts };
    const shingles = shinglesOf(sighting.comparable.letters);
    const group = groups.find(shingles) ?? groups.open();
    groups.add(group, shingles);
    sightings.set(group, [...(sightings.get(group) ?? []), sighting]);
  }
  const unseen = [...known.keys()].filter((group) => !sightings.has(group));
  return [
    ...[...sightings].map(([group, seen]) => joined(seen, known.get(group) ?? null)),
    ...unseen.flatMap((group) => joined([], known.get(group) ?? null)),
  ];
}

const blocksOf = (article: ImportedArticle): readonly ProseBlock[] => article.sections.flatMap((section) => section.blocks);

function joined(seen: readonly Sighting[], known: ImportedArticle | null): Gathered {
  const old = known && viewOf(blocksOf(known), known.source);
  const best = seen.reduce<View | null>((top, next) => (top !== null && !isBetter(next, top) ? top : next), null);
  const kept = old !== null && (best === null || (isSameText(old.comparable, best.comparable) && !isBetter(best, old))) ? old : best;
  const facts = Object.assign(factsOf(known), ...seen.toReversed().map((one) => one.facts));
  const pages = [...new Set([...((known && pagesOf(known)) ?? []), ...seen.map(({ source }) => source)])];
  return { blocks: kept?.blocks ?? [], source: kept?.source ?? '', facts, pages, known, isSeen: seen.length > 0 };
}

/** What was found the last time; each fact that is there. */
function factsOf(known: ImportedArticle | null): Facts {
  const { category, date } = known?.facts ?? {};
  return { ...(category === undefined ? {} : { category }), ...(date === undefined ? {} : { date }) };
}

const viewOf = (blocks: readonly ProseBlock[], source: string): View => ({
  blocks,
  source,
  comparable: comparable(blocks),
  usable: usable(blocks),
});

function isBetter({ usable, comparable: view }: View, { usable: otherUsable, comparable: other }: View): boolean {
  return (
    (usable - otherUsable || other.losses - view.losses || view.letters.length - other.letters.length || view.length - other.length) > 0
  );
}

function usable(blocks: readonly ProseBlock[]): number {
  const sound = blockSentences(blocks).filter((sentence) => isSound(sentence));
  return sound.reduce((sum, sentence) => sum + flatten(sentence).text.length, 0);
}
