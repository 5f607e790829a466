import { type Kysely, type Selectable, sql } from 'kysely';
import type { DueQueue, DueRow } from '../app/ports.ts';
import { roomId } from '../kernel/ids.ts';
import { type Instant, instant } from '../kernel/time.ts';
import { atMost, compiled } from './compiled.ts';
import type { Schema } from './schema.ts';

const claim = compiled((db, { now, lease, most }: { readonly now: Instant; readonly lease: Instant; readonly most: number }) =>
  db
    .updateTable('due')
    .set((e) => ({ leased_until: lease, attempts: e('attempts', '+', 1) }))
    .where('key', 'in', (e) =>
      e
        .selectFrom('due')
        .select('key')
        .where('at', '<=', now)
        .where((f) => f.or([f('leased_until', 'is', null), f('leased_until', '<=', now)]))
        .orderBy('at')
        .limit(atMost(most)),
    )
    .returningAll(),
);

const nextDue = compiled((db, { now }: { readonly now: Instant }) =>
  db
    .selectFrom('due')
    .select(sql<number | null>`min(max(at, coalesce(leased_until, at)))`.as('at'))
    .where((e) => e.or([e('at', '>', now), e('leased_until', '>', now)])),
);

export const dueQueue = (db: Kysely<Schema>): DueQueue => ({
  async claim(now, lease, most) {
    const { rows } = await claim(db, { now, lease, most });
    return rows.map(dueRow).sort((a, b) => a.at - b.at);
  },
  async next(now) {
    const [row] = (await nextDue(db, { now })).rows;
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
