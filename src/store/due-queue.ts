import { type Kysely, type Selectable, sql } from 'kysely';
import type { DueQueue, DueRow } from '../app/ports.ts';
import { roomId } from '../kernel/ids.ts';
import { instant } from '../kernel/time.ts';
import type { Schema } from './schema.ts';

export const dueQueue = (db: Kysely<Schema>): DueQueue => ({
  async claim(now, lease, most) {
    const free = db
      .selectFrom('due')
      .select('key')
      .where('at', '<=', now)
      .where((e) => e.or([e('leased_until', 'is', null), e('leased_until', '<=', now)]))
      .orderBy('at')
      .limit(most);
    const rows = await db
      .updateTable('due')
      .set((e) => ({ leased_until: lease, attempts: e('attempts', '+', 1) }))
      .where('key', 'in', free)
      .returningAll()
      .execute();
    return rows.map(dueRow).sort((a, b) => a.at - b.at);
  },
  async next(now) {
    const row = await db
      .selectFrom('due')
      .select(sql<number | null>`min(max(at, coalesce(leased_until, at)))`.as('at'))
      .where((e) => e.or([e('at', '>', now), e('leased_until', '>', now)]))
      .executeTakeFirst();
    return row?.at ? instant(row.at) : null;
  },
  async reclaim() {
    await db.updateTable('due').set({ leased_until: null }).where('leased_until', 'is not', null).execute();
  },
  async release(key, at) {
    await db.updateTable('due').set({ leased_until: null, at }).where('key', '=', key).execute();
  },
  async all(most) {
    return (await db.selectFrom('due').selectAll().orderBy('at').limit(most).execute()).map(dueRow);
  },
});

function dueRow(row: Selectable<Schema['due']>): DueRow & { attempts: number } {
  return {
    key: row.key,
    kind: row.kind as DueRow['kind'],
    room: row.room === null ? null : roomId(row.room),
    at: instant(row.at),
    payload: row.payload,
    attempts: row.attempts,
  };
}
