import type { PathCard } from '../../chat/picture.ts';
import { AREAS, type Topic } from '../../corpus/article.ts';
import type { Slug } from '../../kernel/ids.ts';
import type { Say } from '../say.ts';

export type PathState = PathCard['topics'][number]['state'];

/** Where a person stands on the learning path. `next`: all that is worth reading first was read. Nothing is locked: a path is advice. */
export function pathState(topic: Topic, own: ReadonlySet<Slug>, read: ReadonlySet<Slug>): PathState {
  if (read.has(topic.slug)) return 'done';
  return topic.after.filter((slug) => own.has(slug)).every((slug) => read.has(slug)) ? 'next' : 'open';
}

/** The whole path as a map. */
export function pathCard(topics: readonly Topic[], own: ReadonlySet<Slug>, read: ReadonlySet<Slug>, say: Say): PathCard {
  const shown = topics.filter((topic) => own.has(topic.slug));
  return {
    kind: 'path',
    title: say('path-title'),
    note: say('path-note', { done: shown.filter((topic) => read.has(topic.slug)).length, of: shown.length }),
    topics: shown.map((topic) => ({
      slug: topic.slug,
      title: topic.titles[say.locale],
      area: topic.area,
      after: topic.after.filter((slug) => own.has(slug)),
      state: pathState(topic, own, read),
    })),
    words: Object.fromEntries([
      ...AREAS.map((area) => [area, say(`area-${area}`)]),
      ...(['done', 'next', 'open'] as const).map((state) => [state, say(`path-${state}`)]),
    ]),
  };
}
