import { type Refusal, refusal } from '../chat/command.ts';
import type { Slug } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Shelf } from './ports.ts';
import type { Say } from './say.ts';

/** The topic that words name; a near miss is answered with the nearest ones. */
export async function findTopic(words: string, shelf: Shelf, say: Say): Promise<Result<Slug, Refusal>> {
  const found = await shelf.resolve(words);
  if (found.kind === 'found') return ok(found.slug);
  const given = words.slice(0, 60);
  if (found.kind === 'none') return err(refusal('refuse-no-topic', { given }));
  const near = await Promise.all(found.slugs.map(async (slug) => `${await shelf.title(slug, say.locale)} (${slug})`));
  return err(refusal('refuse-near-topic', { given, near: near.join(say('list-separator')) }));
}
