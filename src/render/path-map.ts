import type { PathCard } from '../chat/picture.ts';
import { widthOf } from '../figures/kit/words.ts';

type Topic = PathCard['topics'][number];

/** A topic on the map. */
export interface Stop {
  readonly slug: string;
  readonly title: string;
  readonly state: Topic['state'];
  /** Steps to the right of the area's edge. */
  readonly lane: number;
  /** The stop of the same area that leads here; null: none does. */
  readonly from: string | null;
}

export interface AreaMap {
  readonly name: string;
  readonly done: number;
  readonly stops: readonly Stop[];
}

export interface PathMap {
  /** One or two, read from top to bottom and from left to right. */
  readonly columns: readonly (readonly AreaMap[])[];
  /** Arrows that the areas' own lines do not show: a line from a topic to all it leads to. */
  readonly links: readonly { readonly from: string; readonly to: readonly string[] }[];
}

/** So few topics stand in one column. */
const ONE_COLUMN = 12;

/** Where everything stands: the path of each area as a line with branches, and what leads from line to line. */
export function pathMap(card: Pick<PathCard, 'topics' | 'words'>): PathMap {
  const bySlug = new Map(card.topics.map((topic) => [topic.slug, topic]));
  const before = reduced(card.topics);
  const depth = depths(card.topics, before);
  const names = Object.keys(card.words);
  const areas = [...new Set(card.topics.map((topic) => topic.area))].sort((a, b) => names.indexOf(a) - names.indexOf(b));

  const parent = new Map<string, string>();
  for (const topic of card.topics) {
    const near = (before.get(topic.slug) ?? []).filter((slug) => bySlug.get(slug)?.area === topic.area);
    const deepest = near.reduce<string | null>((best, slug) => (best !== null && at(depth, best) >= at(depth, slug) ? best : slug), null);
    if (deepest !== null) parent.set(topic.slug, deepest);
  }
  const drawn = areas.map((area): AreaMap => {
    const here = card.topics.filter((topic) => topic.area === area);
    return { name: card.words[area] ?? area, done: here.filter((topic) => topic.state === 'done').length, stops: stopsOf(here, parent) };
  });
  const targets = new Map<string, string[]>();
  for (const topic of card.topics) {
    for (const slug of before.get(topic.slug) ?? []) {
      if (parent.get(topic.slug) !== slug) targets.set(slug, [...(targets.get(slug) ?? []), topic.slug]);
    }
  }
  return { columns: columnsOf(drawn), links: [...targets].map(([from, to]) => ({ from, to })) };
}

const at = (numbers: ReadonlyMap<string, number>, slug: string): number => numbers.get(slug) ?? 0;

/** What is to be read directly before each topic: what is already before that is left out. */
function reduced(topics: readonly Topic[]): ReadonlyMap<string, readonly string[]> {
  const after = new Map(topics.map((topic) => [topic.slug, topic.after]));
  const earlier = new Map<string, ReadonlySet<string>>();
  function before(slug: string): ReadonlySet<string> {
    const known = earlier.get(slug);
    if (known) return known;
    const found = new Set<string>();
    // Set first: a circle in the data ends here.
    earlier.set(slug, found);
    for (const one of after.get(slug) ?? []) {
      found.add(one);
      for (const more of before(one)) found.add(more);
    }
    return found;
  }
  return new Map(
    topics.map(({ slug, after: own }) => [slug, own.filter((one) => after.has(one) && !own.some((other) => before(other).has(one)))]),
  );
}

/** How many topics one reads before, along the longest way. */
function depths(topics: readonly Topic[], before: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  function depth(slug: string): number {
    const known = found.get(slug);
    if (known !== undefined) return known;
    found.set(slug, 0);
    const own = Math.max(0, ...(before.get(slug) ?? []).map((one) => depth(one) + 1));
    found.set(slug, own);
    return own;
  }
  for (const topic of topics) depth(topic.slug);
  return found;
}

/** Of one area: the longest way goes straight on, what leaves it stands before it, a lane to the right. Single topics come last. */
function stopsOf(topics: readonly Topic[], parent: ReadonlyMap<string, string>): readonly Stop[] {
  const children = new Map<string, Topic[]>();
  for (const topic of topics) {
    const from = parent.get(topic.slug);
    if (from !== undefined) children.set(from, [...(children.get(from) ?? []), topic]);
  }
  const length = (topic: Topic): number => 1 + Math.max(0, ...(children.get(topic.slug) ?? []).map(length));
  const stops: Stop[] = [];
  function walk(topic: Topic, lane: number): void {
    stops.push({ slug: topic.slug, title: topic.title, state: topic.state, lane, from: parent.get(topic.slug) ?? null });
    const next = [...(children.get(topic.slug) ?? [])].sort((a, b) => length(a) - length(b));
    const straight = next.pop();
    for (const branch of next) walk(branch, lane + 1);
    if (straight) walk(straight, lane);
  }
  const roots = topics.filter((topic) => !parent.has(topic.slug)).sort((a, b) => length(b) - length(a));
  for (const root of roots) walk(root, 0);
  return stops;
}

/** In units of a line: a heading, and titles that are too wide for half a page take more than one. */
function heightOf(area: AreaMap): number {
  return area.stops.reduce((sum, stop) => sum + 0.7 + 0.7 * Math.ceil(widthOf(stop.title, 12.5) / (140 - 16 * stop.lane)), 2.5);
}

/** Out of the shelf's order is as bad as this many lines. */
const DISORDER = 1;

/** Two columns that are as nearly as high as can be, each in the order of the shelf. */
function columnsOf(areas: readonly AreaMap[]): readonly (readonly AreaMap[])[] {
  const count = areas.reduce((sum, area) => sum + area.stops.length, 0);
  if (areas.length < 2 || count <= ONE_COLUMN) return [areas];
  const heights = areas.map(heightOf);
  let best: { readonly cost: number; readonly choice: number } | null = null;
  // The first area stands on the left; a bit says of each other whether it stands on the right.
  for (let choice = 2; choice < 2 ** Math.min(areas.length, 12); choice += 2) {
    const onRight = areas.map((_, index) => Math.floor(choice / 2 ** index) % 2 === 1);
    const sides = [false, true].map((right) => heights.reduce((sum, height, index) => sum + (onRight[index] === right ? height : 0), 0));
    const turns = onRight.filter((right, index) => index > 0 && right !== onRight[index - 1]).length;
    const cost = Math.max(...sides) + DISORDER * (turns - 1);
    if (best === null || cost < best.cost) best = { cost, choice };
  }
  const choice = best?.choice ?? 0;
  const right = (index: number): boolean => Math.floor(choice / 2 ** index) % 2 === 1;
  return [areas.filter((_, index) => !right(index)), areas.filter((_, index) => right(index))];
}
