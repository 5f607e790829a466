import { type Kysely, sql } from 'kysely';
import type { Home } from '../../app/ports.ts';
import type { Schema } from '../schema.ts';

/** Where a group's id stands. */
const BY_GROUP = ['asked', 'award', 'schedule', 'digest'] as const;
/** Where a room's id stands. */
const BY_ROOM = ['outbox', 'due', 'schedule', 'digest'] as const;

/** Puts a group's rows under other ids. `or ignore`: where the new group already has such a row, it stays and the old one goes. */
export async function moveGroup(db: Kysely<Schema>, from: Home, to: Home): Promise<void> {
  const old = await db.selectFrom('group_settings').selectAll().where('id', '=', from.group).executeTakeFirst();
  if (old) {
    await db
      .insertInto('group_settings')
      .values({ ...old, id: to.group })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db.deleteFrom('group_settings').where('id', '=', from.group).execute();
  }
  await sql`update or ignore game set room = ${to.room}, group_id = ${to.group},
    session = json_set(session, '$.room', ${to.room}, '$.group', ${to.group}) where room = ${from.room}`.execute(db);
  for (const table of BY_GROUP) {
    await sql`update or ignore ${sql.table(table)} set group_id = ${to.group} where group_id = ${from.group}`.execute(db);
    await sql`delete from ${sql.table(table)} where group_id = ${from.group}`.execute(db);
  }
  for (const table of BY_ROOM) await sql`update ${sql.table(table)} set room = ${to.room} where room = ${from.room}`.execute(db);
  await db.deleteFrom('room').where('id', '=', from.room).execute();
}
