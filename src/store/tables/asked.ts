import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import { questionId } from '../../kernel/ids.ts';
import type { Schema } from '../schema.ts';

export const asked = (db: Kysely<Schema>): Tables['asked'] => ({
  async of(group, among) {
    const rows = await db.selectFrom('asked').select('question').where('group_id', '=', group).execute();
    const wanted = new Set<string>(among);
    return new Set(rows.filter((row) => wanted.has(row.question)).map((row) => questionId(row.question)));
  },
  async add(group, questions, at) {
    for (const question of questions) {
      await db
        .insertInto('asked')
        .values({ group_id: group, question, at })
        .onConflict((conflict) => conflict.columns(['group_id', 'question']).doUpdateSet({ at }))
        .execute();
    }
  },
  async forget(group, questions) {
    for (let i = 0; i < questions.length; i += 500) {
      await db
        .deleteFrom('asked')
        .where('group_id', '=', group)
        .where('question', 'in', questions.slice(i, i + 500))
        .execute();
    }
  },
});
