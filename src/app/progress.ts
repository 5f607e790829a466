import { localDate } from '../schedule/cadence.ts';
import type { Call } from './call.ts';

/** What somebody has done in a group: in quizzes, in the digests' warm-ups, and in reading. */
export interface Progress {
  /** Answers a local date; days without are left out. */
  readonly byDay: ReadonlyMap<string, number>;
  /** Topics that were read to the end, or of which a question was answered rightly. */
  readonly met: ReadonlySet<string>;
  readonly warmups: { readonly right: number; readonly answered: number };
}

export async function progressOf({ tables, parts, group, person }: Call): Promise<Progress> {
  const warmups = await tables.digests.warmups(group.id, person.id);
  const byDay = new Map((await tables.scores.byDay(group.id, person.id)).map(({ date, count }) => [date, count]));
  for (const { at } of warmups) {
    const date = localDate(at, group.timeZone);
    byDay.set(date, (byDay.get(date) ?? 0) + 1);
  }
  const known = [
    ...(await tables.scores.byTopic(group.id, person.id)).filter((row) => row.right > 0),
    ...warmups.filter((one) => one.right),
  ];
  const met = new Set<string>(await tables.reading.of(person.id));
  for (const { question } of known) {
    const topic = parts.shelf.question(question)?.topic;
    if (topic) met.add(topic);
  }
  return { byDay, met, warmups: { right: warmups.filter((one) => one.right).length, answered: warmups.length } };
}
