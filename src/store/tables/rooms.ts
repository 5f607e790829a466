import type { Kysely, Selectable } from 'kysely';
import type { KnownRoom, Tables } from '../../app/ports.ts';
import type { Platform, Room } from '../../chat/place.ts';
import { groupId, type RoomId, roomId } from '../../kernel/ids.ts';
import { type Instant, instant } from '../../kernel/time.ts';
import { compiled } from '../compiled.ts';
import { NOTED } from '../noted.ts';
import type { Schema } from '../schema.ts';

const byId = compiled((db, { id }: { readonly id: RoomId }) => db.selectFrom('room').selectAll().where('id', '=', id));

const touch = compiled((db, { id, platform, kind, group, title, locale, at }: Room & { readonly at: Instant }) => {
  const known = { platform, kind, group_id: group, title, locale, seen_at: at };
  return db
    .insertInto('room')
    .values({ id, ...known, closed_at: null, closed_why: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(known))
    .returningAll();
});

export const rooms = (db: Kysely<Schema>): Tables['rooms'] => ({
  async touch(room, at) {
    const [known] = (await byId(db, room)).rows;
    if (known && isSame(known, room) && at - known.seen_at < NOTED) return knownRoom(known);
    const [row] = (await touch(db, { ...room, at })).rows;
    if (!row) throw new Error('SQLite returned no room');
    return knownRoom(row);
  },
  async get(id) {
    const [row] = (await byId(db, { id })).rows;
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

const isSame = (row: Selectable<Schema['room']>, room: Room): boolean =>
  row.platform === room.platform &&
  row.kind === room.kind &&
  row.group_id === room.group &&
  row.title === room.title &&
  row.locale === room.locale;

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
