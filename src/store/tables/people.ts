import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import { personId } from '../../kernel/ids.ts';
import { localeOf } from '../../kernel/locale.ts';
import type { Schema } from '../schema.ts';

export const people = (db: Kysely<Schema>): Tables['people'] => ({
  async touch(person, at) {
    const row = await db
      .insertInto('person')
      .values({ id: person.id, name: person.name, locale: null, seen_at: at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: person.name, seen_at: at }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return { id: personId(row.id), name: row.name, locale: localeOf(row.locale) };
  },
  async setLocale(id, locale) {
    await db.updateTable('person').set({ locale }).where('id', '=', id).execute();
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
    return {
      person: await db.selectFrom('person').selectAll().where('id', '=', id).execute(),
      awards: await db.selectFrom('award').selectAll().where('person', '=', id).execute(),
      seats: await db.selectFrom('seat').selectAll().where('person', '=', id).execute(),
      warmups: await db.selectFrom('warmup').selectAll().where('person', '=', id).execute(),
      reading: await db.selectFrom('reading').selectAll().where('person', '=', id).execute(),
      practice: await db.selectFrom('practice').selectAll().where('person', '=', id).execute(),
    };
  },
});
