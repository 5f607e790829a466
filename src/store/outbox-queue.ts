import { type Kysely, type Selectable, sql } from 'kysely';
import type { OutboxQueue, Outgoing } from '../app/ports.ts';
import type { ReplyRef } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import { messageRef, personId, roomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import { instant } from '../kernel/time.ts';
import type { Schema } from './schema.ts';

/** Word for word the condition of the partial indexes: with bound values SQLite would read all that was sent in days, at every look. */
const OPEN = sql<boolean>`outbox.state in ('waiting', 'sending')`;

/** As `laneOf`: a room's posts, each person's replies, the changes of each message. */
const LANE = sql<string>`room || char(10) || coalesce(recipient, '') || case when edits is null then '' else char(10) || edits end`;

export const outboxQueue = (db: Kysely<Schema>): OutboxQueue => ({
  async ready(now, busy, most, platform) {
    const heads = db
      .selectFrom('outbox')
      .select((e) => e.fn.min('id').as('id'))
      .where(OPEN)
      // `;` is what comes behind `:`.
      .where('room', '>', `${platform}:`)
      .where('room', '<', `${platform};`)
      .$if(busy.size > 0, (query) => query.where(LANE, 'not in', [...busy]))
      .groupBy(LANE);
    const rows = await db
      .selectFrom('outbox')
      .selectAll()
      .where('id', 'in', heads)
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('outbox as post')
              .select('post.key')
              .where('post.state', 'in', ['waiting', 'sending'])
              .whereRef('post.key', '=', 'outbox.edits'),
          ),
        ),
      )
      .orderBy(sql`unsure = 'drop'`)
      .orderBy('id')
      .limit(most)
      .execute();
    return rows.map(outgoing);
  },
  async next(now) {
    const row = await db
      .selectFrom('outbox')
      .select((e) => e.fn.min('due_at').as('at'))
      .where(OPEN)
      .where('state', '=', 'waiting')
      .where('due_at', '>', now)
      .executeTakeFirst();
    return row?.at ? instant(row.at) : null;
  },
  async interrupted() {
    return (await db.selectFrom('outbox').selectAll().where(OPEN).where('state', '=', 'sending').orderBy('id').execute()).map(outgoing);
  },
  async sending(id) {
    await db
      .updateTable('outbox')
      .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1) }))
      .where('id', '=', id)
      .execute();
  },
  async sent(row, message, at) {
    await db
      .updateTable('outbox')
      .set({ state: sql`case when revision = ${row.revision} then 'sent' else 'waiting' end`, message, sent_at: at, fault: null })
      .where('id', '=', row.id)
      .execute();
  },
  async later(id, at, why) {
    await db.updateTable('outbox').set({ state: 'waiting', due_at: at, fault: why }).where('id', '=', id).execute();
  },
  async landed(id) {
    await db.updateTable('outbox').set({ state: 'waiting', attempts: 0 }).where('id', '=', id).execute();
  },
  async end(id, state, why) {
    await db.updateTable('outbox').set({ state, fault: why }).where('id', '=', id).execute();
  },
  async dropRoom(room, why) {
    const result = await db
      .updateTable('outbox')
      .set({ state: 'dropped', fault: why })
      .where('room', '=', room)
      .where('recipient', 'is', null)
      .where(OPEN)
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  },
  async message(key) {
    const row = await db.selectFrom('outbox').select('message').where('key', '=', key).executeTakeFirst();
    return row?.message ? messageRef(row.message) : null;
  },
  async counts() {
    const open = await db
      .selectFrom('outbox')
      .select((e) => [e.fn.countAll<number>().as('waiting'), e.fn.min('created_at').as('oldest')])
      .where(OPEN)
      .executeTakeFirstOrThrow();
    const failed = await db
      .selectFrom('outbox')
      .select(['room', 'state', 'fault', 'created_at'])
      .where('state', 'in', ['failed', 'dropped'])
      .orderBy('id', 'desc')
      .limit(10)
      .execute();
    return {
      waiting: open.waiting,
      oldest: open.oldest === null ? null : instant(open.oldest),
      failed: failed.map((row) => ({ room: row.room, kind: row.state, why: row.fault ?? '', at: instant(row.created_at) })),
    };
  },
  async prune(before) {
    await db.deleteFrom('outbox').where(sql<boolean>`state not in ('waiting', 'sending')`).where('created_at', '<', before).execute();
  },
});

function outgoing(row: Selectable<Schema['outbox']>): Outgoing {
  return {
    id: row.id,
    lane: laneOf(row),
    key: row.key,
    room: roomId(row.room),
    to: row.recipient === null ? null : personId(row.recipient),
    reply: row.reply as ReplyRef | null,
    view: JSON.parse(row.view) as View,
    locale: row.locale as Locale,
    timeZone: row.time_zone,
    edits: row.edits,
    unsure: row.unsure as Outgoing['unsure'],
    attempts: row.attempts,
    revision: row.revision,
  };
}

const laneOf = (row: Selectable<Schema['outbox']>): string =>
  `${row.room}\n${row.recipient ?? ''}${row.edits === null ? '' : `\n${row.edits}`}`;
