import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import { questionId, slug } from '../../kernel/ids.ts';
import type { Schema } from '../schema.ts';

export const reading = (db: Kysely<Schema>): Tables['reading'] => ({
  async mark(person, read, at) {
    await db
      .insertInto('reading')
      .values({ person, slug: read, at })
      .onConflict((conflict) => conflict.columns(['person', 'slug']).doUpdateSet({ at }))
      .execute();
  },
  async of(person) {
    const rows = await db.selectFrom('reading').select('slug').where('person', '=', person).execute();
    return new Set(rows.map((row) => slug(row.slug)));
  },
});

export const practice = (db: Kysely<Schema>): Tables['practice'] => ({
  async start(person, questions, at) {
    await db.deleteFrom('practice').where('person', '=', person).execute();
    for (const [position, question] of questions.entries()) {
      await db
        .insertInto('practice')
        .values({ person, question, position, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
  async queue(person) {
    const rows = await db.selectFrom('practice').select('question').where('person', '=', person).orderBy('position').execute();
    return rows.map((row) => questionId(row.question));
  },
  async done(person, question) {
    await db.deleteFrom('practice').where('person', '=', person).where('question', '=', question).execute();
  },
});

export const nearMisses = (db: Kysely<Schema>): Tables['nearMisses'] => ({
  async add(question, text, at) {
    await db
      .insertInto('near_miss')
      .values({ question, text, at, times: 1 })
      .onConflict((conflict) => conflict.columns(['question', 'text']).doUpdateSet((e) => ({ at, times: e('near_miss.times', '+', 1) })))
      .execute();
  },
});
