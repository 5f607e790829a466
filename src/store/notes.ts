import type { Kysely } from 'kysely';
import type { Notes } from '../chat/notes.ts';
import { after, type Clock, hours, type Instant, instant } from '../kernel/time.ts';
import { compiled } from './compiled.ts';
import type { Schema } from './schema.ts';

/** What is out of date is swept with a write, at most so often. */
const SWEPT = hours(1);

const kept = compiled((db, given: { readonly key: string; readonly now: Instant }) =>
  db.selectFrom('note').select('text').where('key', '=', given.key).where('until', '>', given.now),
);

export const notes = (db: Kysely<Schema>, clock: Clock): Notes => {
  let sweep: Instant = instant(0);
  return {
    async get(key) {
      const [row] = (await kept(db, { key, now: clock.now() })).rows;
      return row?.text ?? null;
    },
    async put(key, text, until, person) {
      const values = { text, until, person: person ?? null };
      await db
        .insertInto('note')
        .values({ key, ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
        .execute();
      if (clock.now() < sweep) return;
      sweep = after(clock.now(), SWEPT);
      await db.deleteFrom('note').where('until', '<=', clock.now()).execute();
    },
    async remove(key) {
      await db.deleteFrom('note').where('key', '=', key).execute();
    },
  };
};
