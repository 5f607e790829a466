import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import type { Schema } from '../schema.ts';

export const arrivals = (db: Kysely<Schema>): Tables['arrivals'] => ({
  async first(id, at) {
    const result = await db
      .insertInto('arrival')
      .values({ id, at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  },
  async prune(before) {
    await db.deleteFrom('arrival').where('at', '<', before).execute();
  },
});
