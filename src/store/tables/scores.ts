import type { Kysely } from 'kysely';
import type { Rank, Tables } from '../../app/ports.ts';
import { personId, questionId } from '../../kernel/ids.ts';
import type { Schema } from '../schema.ts';

export const scores = (db: Kysely<Schema>): Tables['scores'] => ({
  async add(awards) {
    const rows = awards.map((award) => ({
      session: award.session,
      question: award.question,
      person: award.person,
      group_id: award.group,
      points: award.points,
      right: award.right ? 1 : 0,
      answered: award.answered ? 1 : 0,
      day: award.day,
      at: award.at,
    }));
    for (let i = 0; i < rows.length; i += 300) {
      await db
        .insertInto('award')
        .values(rows.slice(i, i + 300))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
  async board(group, from, to) {
    let query = db
      .selectFrom('award')
      .leftJoin('person', 'person.id', 'award.person')
      .select((e) => [
        'award.person',
        'person.name',
        e.fn.sum<number>('award.points').as('points'),
        e.fn.sum<number>('award.right').as('right'),
        e.fn.countAll<number>().as('asked'),
      ])
      .where('award.group_id', '=', group)
      .groupBy('award.person')
      .orderBy('points', 'desc')
      .orderBy('right', 'desc')
      .orderBy('person.name');
    if (from !== null) query = query.where('award.day', '>=', from);
    if (to !== null) query = query.where('award.day', '<=', to);
    const ranks: Rank[] = [];
    for (const row of await query.execute()) {
      const above = ranks.at(-1);
      const place = above && above.points === row.points ? above.place : ranks.length + 1;
      ranks.push({
        place,
        person: personId(row.person),
        name: row.name ?? '?',
        points: row.points,
        right: row.right,
        asked: row.asked,
      });
    }
    return ranks;
  },
  async of(group, person) {
    const sum = await db
      .selectFrom('award')
      .where('group_id', '=', group)
      .where('person', '=', person)
      .select((e) => [
        e.fn.sum<number | null>('points').as('points'),
        e.fn.sum<number | null>('right').as('right'),
        e.fn.countAll<number>().as('asked'),
      ])
      .executeTakeFirstOrThrow();
    return { points: sum.points ?? 0, right: sum.right ?? 0, asked: sum.asked };
  },
  async byDay(group, person) {
    return db
      .selectFrom('award')
      .select((e) => ['day as date', e.fn.countAll<number>().as('count')])
      .where('group_id', '=', group)
      .where('person', '=', person)
      .where('answered', '=', 1)
      .groupBy('day')
      .orderBy('day')
      .execute();
  },
  async byTopic(group, person) {
    const rows = await db
      .selectFrom('award')
      .select((e) => ['question', e.fn.sum<number>('right').as('right'), e.fn.countAll<number>().as('asked')])
      .where('group_id', '=', group)
      .where('person', '=', person)
      .groupBy('question')
      .execute();
    return rows.map((row) => ({ question: questionId(row.question), right: row.right, asked: row.asked }));
  },
});
