import type { Slug } from '../kernel/ids.ts';
import type { Topic } from './article.ts';

/**
 * What the next digest is about: nothing twice before all was seen once, prerequisites (`after`) before what builds on them,
 * then the order of the register; imports behind the rest unless they go first. Null where there is nothing to read.
 */
export function nextTopic(input: {
  topics: readonly Topic[];
  readable: readonly { readonly slug: Slug; readonly imported: boolean }[];
  /** Every digest so far, repeats included. */
  posted: readonly Slug[];
  importsFirst: boolean;
}): Slug | null {
  const times = new Map<Slug, number>();
  for (const slug of input.posted) times.set(slug, (times.get(slug) ?? 0) + 1);
  const seen = (slug: Slug) => times.get(slug) ?? 0;
  const depth = depths(input.topics, new Set(input.readable.map((one) => one.slug)));
  const rank = new Map(input.topics.map((topic, index) => [topic.slug, index]));
  const order = [...input.readable].sort(
    (a, b) =>
      seen(a.slug) - seen(b.slug) ||
      (Number(a.imported) - Number(b.imported)) * (input.importsFirst ? -1 : 1) ||
      (depth.get(a.slug) ?? 0) - (depth.get(b.slug) ?? 0) ||
      (rank.get(a.slug) ?? Number.POSITIVE_INFINITY) - (rank.get(b.slug) ?? Number.POSITIVE_INFINITY) ||
      (a.slug < b.slug ? -1 : 1),
  );
  return order[0]?.slug ?? null;
}

/** Length of the longest chain of readable prerequisites below each topic. */
export function depths(topics: readonly Topic[], readable: ReadonlySet<Slug>): ReadonlyMap<Slug, number> {
  const bySlug = new Map(topics.map((topic) => [topic.slug, topic]));
  const found = new Map<Slug, number>();
  const walk = (slug: Slug, trail: ReadonlySet<Slug>): number => {
    const known = found.get(slug);
    if (known !== undefined) return known;
    const below = (bySlug.get(slug)?.after ?? []).filter((one) => !trail.has(one));
    const deepest = Math.max(0, ...below.map((one) => walk(one, new Set([...trail, one])) + (readable.has(one) ? 1 : 0)));
    found.set(slug, deepest);
    return deepest;
  };
  for (const topic of topics) walk(topic.slug, new Set([topic.slug]));
  return found;
}
