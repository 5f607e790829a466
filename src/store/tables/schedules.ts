import type { Kysely, Selectable } from 'kysely';
import type { Schedule, Tables } from '../../app/ports.ts';
import { groupId, roomId } from '../../kernel/ids.ts';
import { instant } from '../../kernel/time.ts';
import type { Schema } from '../schema.ts';

export const schedules = (db: Kysely<Schema>): Tables['schedules'] => ({
  async of(group) {
    const rows = await db.selectFrom('schedule').selectAll().where('group_id', '=', group).orderBy('id').execute();
    return rows.map(schedule);
  },
  async all() {
    return (await db.selectFrom('schedule').selectAll().orderBy('next_at').execute()).map(schedule);
  },
  async get(id) {
    const row = await db.selectFrom('schedule').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? schedule(row) : null;
  },
  async add(added) {
    const row = await db.insertInto('schedule').values(columns(added)).returningAll().executeTakeFirstOrThrow();
    return schedule(row);
  },
  async save(saved) {
    await db.updateTable('schedule').set(columns(saved)).where('id', '=', saved.id).execute();
  },
  async remove(id) {
    await db.deleteFrom('schedule').where('id', '=', id).execute();
  },
});

function columns(from: Omit<Schedule, 'id'>): Omit<Selectable<Schema['schedule']>, 'id'> {
  return {
    group_id: from.group,
    room: from.room,
    kind: from.kind,
    minute: from.cadence.minuteOfDay,
    days: from.cadence.days.join(''),
    paused: from.paused ? 1 : 0,
    next_at: from.next,
    last_at: from.last?.at ?? null,
    last_outcome: from.last?.outcome ?? null,
  };
}

type Last = NonNullable<Schedule['last']>;

function schedule(row: Selectable<Schema['schedule']>): Schedule {
  return {
    id: row.id,
    group: groupId(row.group_id),
    room: roomId(row.room),
    kind: row.kind as Schedule['kind'],
    cadence: { minuteOfDay: row.minute, days: [...row.days].map(Number) },
    paused: row.paused === 1,
    next: row.next_at === null ? null : instant(row.next_at),
    last: row.last_at === null ? null : { at: instant(row.last_at), outcome: row.last_outcome as Last['outcome'] },
  };
}
