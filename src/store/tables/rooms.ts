import type { Kysely, Selectable } from 'kysely';
import type { KnownRoom, Tables } from '../../app/ports.ts';
import type { Platform } from '../../chat/place.ts';
import { groupId, type RoomId, roomId } from '../../kernel/ids.ts';
import { instant } from '../../kernel/time.ts';
import type { Schema } from '../schema.ts';

export const rooms = (db: Kysely<Schema>): Tables['rooms'] => ({
  async touch(room, at) {
    const known = { platform: room.platform, kind: room.kind, group_id: room.group, title: room.title, locale: room.locale, seen_at: at };
    const row = await db
      .insertInto('room')
      .values({ id: room.id, ...known, closed_at: null, closed_why: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(known))
      .returningAll()
      .executeTakeFirstOrThrow();
    return knownRoom(row);
  },
  async get(id) {
    const row = await db.selectFrom('room').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? knownRoom(row) : null;
  },
  async of(group) {
    return (await db.selectFrom('room').selectAll().where('group_id', '=', group).execute()).map(knownRoom);
  },
  async close(id, why, at) {
    await db.updateTable('room').set({ closed_at: at, closed_why: why }).where('id', '=', id).where('closed_at', 'is', null).execute();
  },
  async open(id: RoomId) {
    await db.updateTable('room').set({ closed_at: null, closed_why: null }).where('id', '=', id).execute();
  },
  async closed(platform) {
    const rows = await db.selectFrom('room').selectAll().where('platform', '=', platform).where('closed_at', 'is not', null).execute();
    return rows.map(knownRoom);
  },
  async count() {
    const row = await db
      .selectFrom('room')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  },
});

function knownRoom(row: Selectable<Schema['room']>): KnownRoom {
  return {
    id: roomId(row.id),
    platform: row.platform as Platform,
    kind: row.kind as KnownRoom['kind'],
    group: groupId(row.group_id),
    title: row.title,
    locale: row.locale,
    closed: row.closed_at === null ? null : { since: instant(row.closed_at), why: row.closed_why ?? '' },
  };
}
