import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import type { Schema } from '../schema.ts';

export const due = (db: Kysely<Schema>): Tables['due'] => ({
  async put(row) {
    const values = { kind: row.kind, room: row.room, at: row.at, payload: row.payload, leased_until: null, attempts: 0 };
    await db
      .insertInto('due')
      .values({ key: row.key, ...values })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
      .execute();
  },
  async remove(key) {
    await db.deleteFrom('due').where('key', '=', key).execute();
  },
});
