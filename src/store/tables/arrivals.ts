import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import type { ArrivalId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { compiled } from '../compiled.ts';
import type { Schema } from '../schema.ts';

const insert = compiled((db, given: { readonly id: ArrivalId; readonly at: Instant }) =>
  db
    .insertInto('arrival')
    .values({ id: given.id, at: given.at })
    .onConflict((conflict) => conflict.doNothing()),
);

export const arrivals = (db: Kysely<Schema>): Tables['arrivals'] => ({
  async first(id, at) {
    return (await insert(db, { id, at })).numAffectedRows === 1n;
  },
  async prune(before) {
    await db.deleteFrom('arrival').where('at', '<', before).execute();
  },
});
