import type { Kysely, Selectable } from 'kysely';
import type { Digest, Tables } from '../../app/ports.ts';
import type { Summary } from '../../app/summariser.ts';
import { groupId, questionId, roomId, slug } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { instant } from '../../kernel/time.ts';
import type { Given } from '../../quiz/session.ts';
import type { Schema } from '../schema.ts';

export const digests = (db: Kysely<Schema>): Tables['digests'] => ({
  async on(group, date) {
    const row = await db.selectFrom('digest').selectAll().where('group_id', '=', group).where('date', '=', date).executeTakeFirst();
    return row ? digest(row) : null;
  },
  async get(id) {
    const row = await db.selectFrom('digest').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? digest(row) : null;
  },
  async before(group, date) {
    const row = await db
      .selectFrom('digest')
      .selectAll()
      .where('group_id', '=', group)
      .where('date', '<', date)
      .orderBy('date', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? digest(row) : null;
  },
  async posted(group) {
    const rows = await db.selectFrom('digest').select('slug').where('group_id', '=', group).orderBy('date').execute();
    return rows.map((row) => slug(row.slug));
  },
  async add(added) {
    const row = await db
      .insertInto('digest')
      .values({
        group_id: added.group,
        room: added.room,
        date: added.date,
        slug: added.slug,
        locale: added.locale,
        summary: JSON.stringify(added.summary),
        question: added.question,
        option_order: JSON.stringify(added.order),
        at: added.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return row ? digest(row) : null;
  },
  async answer(id, person, given, right, at) {
    const before = await db.selectFrom('warmup').selectAll().where('digest', '=', id).where('person', '=', person).executeTakeFirst();
    if (before) return { given: JSON.parse(before.given) as Given, right: before.right === 1 };
    await db
      .insertInto('warmup')
      .values({ digest: id, person, given: JSON.stringify(given), right: right ? 1 : 0, at })
      .execute();
    return null;
  },
  async tally(id) {
    const row = await db
      .selectFrom('warmup')
      .select((e) => [e.fn.countAll<number>().as('answered'), e.fn.sum<number | null>('right').as('right')])
      .where('digest', '=', id)
      .executeTakeFirstOrThrow();
    return { answered: row.answered, right: row.right ?? 0 };
  },
  async warmups(group, person) {
    const rows = await db
      .selectFrom('warmup')
      .innerJoin('digest', 'digest.id', 'warmup.digest')
      .select(['digest.question', 'warmup.right', 'warmup.at'])
      .where('warmup.person', '=', person)
      .where('digest.group_id', '=', group)
      .orderBy('warmup.at')
      .execute();
    return rows.flatMap(({ question, right, at }) =>
      question === null ? [] : [{ question: questionId(question), right: right === 1, at: instant(at) }],
    );
  },
  async streakDays(group) {
    const rows = await db
      .selectFrom('digest')
      .leftJoin('warmup', 'warmup.digest', 'digest.id')
      .select((e) => ['digest.date', e.fn.count<number>('warmup.person').as('answers')])
      .where('digest.group_id', '=', group)
      .groupBy('digest.id')
      .orderBy('digest.date', 'desc')
      .execute();
    return rows.map((row) => ({ date: row.date, answered: row.answers > 0 }));
  },
});

function digest(row: Selectable<Schema['digest']>): Digest {
  return {
    id: row.id,
    group: groupId(row.group_id),
    room: roomId(row.room),
    date: row.date,
    slug: slug(row.slug),
    locale: row.locale as Locale,
    summary: JSON.parse(row.summary) as Summary,
    question: row.question === null ? null : questionId(row.question),
    order: JSON.parse(row.option_order) as number[],
    at: instant(row.at),
  };
}
