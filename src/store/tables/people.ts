import { type Kysely, sql } from 'kysely';
import type { PersonRecord, Tables } from '../../app/ports.ts';
import { type PersonId, personId } from '../../kernel/ids.ts';
import { localeOf } from '../../kernel/locale.ts';
import type { Instant } from '../../kernel/time.ts';
import { compiled } from '../compiled.ts';
import { NOTED } from '../noted.ts';
import type { Schema } from '../schema.ts';

const byId = compiled((db, { id }: { readonly id: PersonId }) =>
  db.selectFrom('person').select(['id', 'name', 'locale', 'seen_at']).where('id', '=', id),
);

const touch = compiled((db, { id, name, at }: { readonly id: PersonId; readonly name: string; readonly at: Instant }) =>
  db
    .insertInto('person')
    .values({ id, name, locale: null, seen_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, seen_at: at }))
    .returning(['id', 'name', 'locale']),
);

export const people = (db: Kysely<Schema>): Tables['people'] => ({
  async touch(person, at) {
    const [known] = (await byId(db, person)).rows;
    if (known && known.name === person.name && at - known.seen_at < NOTED) return record(known);
    const [row] = (await touch(db, { id: person.id, name: person.name, at })).rows;
    if (!row) throw new Error('SQLite returned no person');
    return record(row);
  },
  async setLocale(id, locale) {
    await db.updateTable('person').set({ locale }).where('id', '=', id).execute();
  },
  async locale(id) {
    const row = await db.selectFrom('person').select('locale').where('id', '=', id).executeTakeFirst();
    return localeOf(row?.locale);
  },
  async forget(id) {
    await db.deleteFrom('person').where('id', '=', id).execute();
    await db.deleteFrom('award').where('person', '=', id).execute();
    await db.deleteFrom('seat').where('person', '=', id).execute();
    await db.deleteFrom('warmup').where('person', '=', id).execute();
    await db.deleteFrom('reading').where('person', '=', id).execute();
    await db.deleteFrom('practice').where('person', '=', id).execute();
    await db.deleteFrom('outbox').where('recipient', '=', id).where('state', '!=', 'sending').execute();
    await db
      .deleteFrom('room_log')
      .where((e) => e.or([e('recipient', '=', id), e(sql<string>`json_extract(body, '$.by.id')`, '=', id)]))
      .execute();
    await db.deleteFrom('note').where('person', '=', id).execute();
    await db.deleteFrom('local_person').where('id', '=', id).execute();
  },
  async everything(id) {
    const lines = db.selectFrom('room_log').select(['room', 'body', 'at']);
    return {
      person: (await db.selectFrom('person').selectAll().where('id', '=', id).execute()).map(readable),
      localPerson: (await db.selectFrom('local_person').select(['name', 'manager', 'at']).where('id', '=', id).execute()).map(readable),
      awards: (await db.selectFrom('award').selectAll().where('person', '=', id).execute()).map(readable),
      seats: (await db.selectFrom('seat').selectAll().where('person', '=', id).execute()).map(readable),
      warmups: (await db.selectFrom('warmup').selectAll().where('person', '=', id).execute()).map(readable),
      reading: (await db.selectFrom('reading').selectAll().where('person', '=', id).execute()).map(readable),
      practice: (await db.selectFrom('practice').selectAll().where('person', '=', id).execute()).map(readable),
      lines: (await lines.where(sql<string>`json_extract(body, '$.by.id')`, '=', id).execute()).map(readable),
    };
  },
});

const record = (row: Pick<Schema['person'], 'id' | 'name' | 'locale'>): PersonRecord => ({
  id: personId(row.id),
  name: row.name,
  locale: localeOf(row.locale),
});

/** Moments as people read them, and stored JSON as what it is. */
function readable(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      if (/^(at|seen_at)$/.test(key) && typeof value === 'number') return [key, new Date(value).toISOString()];
      if (/^(seat|given|body)$/.test(key) && typeof value === 'string') return [key, JSON.parse(value)];
      return [key, value];
    }),
  );
}
