import type { Kysely } from 'kysely';
import type { DueRow, Tables } from '../../app/ports.ts';
import { compiled } from '../compiled.ts';
import type { Schema } from '../schema.ts';

const put = compiled((db, { key, kind, room, at, payload }: DueRow) => {
  const values = { kind, room, at, payload, leased_until: null, attempts: 0 };
  return db
    .insertInto('due')
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values));
});

export const due = (db: Kysely<Schema>): Tables['due'] => ({
  async put(row) {
    await put(db, row);
  },
  async remove(key) {
    await db.deleteFrom('due').where('key', '=', key).execute();
  },
});
