import type { Slug } from '../kernel/ids.ts';
import { keyOf } from './concepts.ts';
import { fold } from './fold.ts';
import { edits } from './likeness.ts';
import type { TopicNames } from './topic-names.ts';

export type Resolved =
  | { readonly kind: 'found'; readonly slug: Slug }
  /** Up to three, the nearest first. */
  | { readonly kind: 'near'; readonly slugs: readonly Slug[] }
  | { readonly kind: 'none' };

export interface Completion {
  readonly slug: Slug;
  /** The name that fits what was typed. */
  readonly name: string;
}

/** Longer input names nothing. */
const LONGEST = 100;
const MOST_NEAR = 3;
/** Share of a name's letters that must be right in a near miss. */
const LIKENESS = 0.6;

/**
 * The topic that somebody means by a slug, a title or an alias in either language; case, width, spaces, hyphens, plurals and traditional
 * characters do not matter. A name that several topics have is near to each of them.
 */
export function resolveTopic(input: string, topics: readonly TopicNames[]): Resolved {
  const typed = input.slice(0, LONGEST);
  const key = keyOf(typed);
  if (key === '') return { kind: 'none' };
  const exact = topics.filter((topic) => formsOf(topic).some((form) => form.key === key));
  const [first] = exact;
  if (first && exact.length === 1) return { kind: 'found', slug: first.slug };
  const near = exact.length > 1 ? exact.map(({ slug }) => slug) : nearest(typed, topics, likeness).map(({ slug }) => slug);
  return near.length === 0 ? { kind: 'none' } : { kind: 'near', slugs: near.slice(0, MOST_NEAR) };
}

/** Topics whose names fit what was typed so far, the likeliest first; nothing typed gives the first of the list. */
export function completeTopics(prefix: string, topics: readonly TopicNames[], limit: number): Completion[] {
  const typed = prefix.slice(0, LONGEST);
  if (fold(typed) === '') return topics.slice(0, limit).map(({ slug, names }) => ({ slug, name: names[0] ?? slug }));
  const fitting = nearest(typed, topics, (folded, name) => (name.includes(folded) ? likeness(folded, name) : 0));
  const offered = fitting.length > 0 ? fitting : nearest(typed, topics, likeness);
  return offered.slice(0, limit).map(({ slug, name }) => ({ slug, name }));
}

interface Form {
  readonly name: string;
  readonly key: string;
  readonly folded: string;
}

const forms = new WeakMap<TopicNames, readonly Form[]>();

/** The names ready for comparing; made once for each topic. */
function formsOf(topic: TopicNames): readonly Form[] {
  const known = forms.get(topic);
  if (known) return known;
  const made = topic.names.map((name) => ({ name, key: keyOf(name), folded: fold(name) }));
  forms.set(topic, made);
  return made;
}

type Likeness = (typed: string, name: string) => number;

/** How well a topic's best name fits; topics that do not fit at all are left out. Equals keep their order. */
function nearest(typed: string, topics: readonly TopicNames[], like: Likeness): (Completion & { likeness: number })[] {
  const target = fold(typed);
  const best = topics.flatMap((topic) => {
    const rated = formsOf(topic).map(({ name, folded }) => ({ slug: topic.slug, name, likeness: like(target, folded) }));
    return rated.reduce<typeof rated>((top, next) => (next.likeness > (top[0]?.likeness ?? 0) ? [next] : top), []);
  });
  return best.sort((a, b) => b.likeness - a.likeness);
}

/** 0 … 4: equal, begins so, holds it, is held by it, is nearly it. Both folded. */
function likeness(typed: string, name: string): number {
  if (typed === name) return 4;
  const share = Math.min(typed.length, name.length) / Math.max(typed.length, name.length);
  if (name.startsWith(typed)) return 2 + share;
  const least = /\p{Script=Han}/u.test(typed) ? 1 : 3;
  if (name.includes(typed) && typed.length >= least) return 1 + share;
  if (typed.includes(name) && name.length >= least) return 1 + share;
  const same = 1 - edits(typed, name) / Math.max(typed.length, name.length);
  return same >= LIKENESS ? same : 0;
}
