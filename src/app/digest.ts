import { nextTopic } from '../corpus/path.ts';
import type { Locale } from '../kernel/locale.ts';
import { type RandomState, seeded, shuffled } from '../kernel/random.ts';
import type { Instant } from '../kernel/time.ts';
import type { Call } from './call.ts';
import type { Parts } from './parts.ts';
import type { Digest, Group, KnownRoom, Tables } from './ports.ts';

export interface PreviewWish {
  readonly person: string;
  readonly reply: string | null;
  readonly arrival: string;
  readonly locale: Locale;
}

/** Asks for the next digest, shown to this person only. A model may have to be asked, so a job does it. */
export async function composeToday(call: Call, locale: Locale): Promise<'later'> {
  const wish: PreviewWish = { person: call.person.id, reply: call.reply, arrival: call.id, locale };
  await call.tables.due.put({ key: `preview.${call.id}`, kind: 'preview', room: call.room.id, at: call.at, payload: JSON.stringify(wish) });
  return 'later';
}

/**
 * Chooses topic and warm-up and has the article summarised. Waits for the model: call it outside a transaction.
 * Null where the library is empty.
 */
export async function composeDigest(
  input: { group: Group; room: KnownRoom; locale: Locale; date: string; at: Instant },
  tables: Tables,
  parts: Parts,
): Promise<Omit<Digest, 'id'> | null> {
  const slug = nextTopic({
    topics: parts.shelf.topics,
    readable: await parts.shelf.readable(),
    posted: await tables.digests.posted(input.group.id),
    importsFirst: input.group.importsFirst,
  });
  const article = slug ? await parts.shelf.article(slug, input.locale) : null;
  if (!slug || !article) return null;
  const summary = await parts.summariser.summarise(article);
  // An imported text has no questions of its own; those of the topic it is about fit it too.
  const topic = article.origin === 'imported' ? (article.topic ?? slug) : slug;
  const warmup = await warmupOf(input.group, topic, tables, parts, seeded(`${input.group.id} ${input.date}`));
  return { group: input.group.id, room: input.room.id, date: input.date, slug, locale: article.locale, summary, ...warmup, at: input.at };
}

/** A question with options on the topic, one that the group has not had where there is one, the easier the better. */
async function warmupOf(
  group: Group,
  slug: Digest['slug'],
  tables: Tables,
  parts: Parts,
  dice: RandomState,
): Promise<Pick<Digest, 'question' | 'order'>> {
  const bank = parts.shelf.questions(slug).filter((question) => question.kind === 'choice');
  const asked = await tables.asked.of(
    group.id,
    bank.map((question) => question.id),
  );
  const mixed = shuffled(bank, dice);
  const [question] = mixed.items.toSorted((a, b) => Number(asked.has(a.id)) - Number(asked.has(b.id)) || a.level - b.level);
  if (question?.kind !== 'choice') return { question: null, order: [] };
  return { question: question.id, order: shuffled([...question.options.keys()], mixed.state).items };
}
