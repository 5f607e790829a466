import { type Kysely, type Selectable, sql } from 'kysely';
import type { OutboxQueue, Outgoing } from '../app/ports.ts';
import type { ReplyRef } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import { type MessageRef, messageRef, personId, roomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Instant, instant } from '../kernel/time.ts';
import { atMost, compiled } from './compiled.ts';
import type { Schema } from './schema.ts';
import { laneOf, OPEN } from './tables/outbox.ts';

/** As `laneOf`: a room's posts, each person's replies, the changes of each message. */
const LANE = sql<string>`room || char(10) || coalesce(recipient, '') || case when edits is null then '' else char(10) || edits end`;

interface Looking {
  readonly now: Instant;
  /** A list in JSON. */
  readonly busy: string;
  readonly most: number;
  /** What stands before and behind all rooms of the platform. */
  readonly from: string;
  readonly to: string;
}

const heads = compiled((db, { now, busy, most, from, to }: Looking) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', (e) =>
      e
        .selectFrom('outbox')
        .select((f) => f.fn.min('id').as('id'))
        .where(OPEN)
        .where('room', '>', from)
        .where('room', '<', to)
        .where(sql<boolean>`${LANE} not in (select value from json_each(${busy}))`)
        .groupBy(LANE),
    )
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
    .limit(atMost(most)),
);

const nextDue = compiled((db, { now }: { readonly now: Instant }) =>
  db
    .selectFrom('outbox')
    .select((e) => e.fn.min('due_at').as('at'))
    .where(OPEN)
    .where('state', '=', 'waiting')
    .where('due_at', '>', now),
);

const markSending = compiled((db, { key }: { readonly key: string }) =>
  db
    .updateTable('outbox')
    .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1) }))
    .where('key', '=', key),
);

interface Sent extends Pick<Outgoing, 'key' | 'revision'> {
  readonly message: MessageRef | null;
  readonly at: Instant;
}
const markSent = compiled((db, { key, revision, message, at }: Sent) =>
  db
    .updateTable('outbox')
    .set({ state: sql`case when revision = ${revision} then 'sent' else 'waiting' end`, message, sent_at: at, fault: null })
    .where('key', '=', key),
);

const messageOf = compiled((db, { key }: { readonly key: string }) => db.selectFrom('outbox').select('message').where('key', '=', key));

export const outboxQueue = (db: Kysely<Schema>): OutboxQueue => ({
  async ready(now, busy, most, platform) {
    // `;` is what comes behind `:`.
    const { rows } = await heads(db, { now, busy: JSON.stringify([...busy]), most, from: `${platform}:`, to: `${platform};` });
    return rows.map(outgoing);
  },
  async next(now) {
    const [row] = (await nextDue(db, { now })).rows;
    return row?.at ? instant(row.at) : null;
  },
  async interrupted() {
    return (await db.selectFrom('outbox').selectAll().where(OPEN).where('state', '=', 'sending').orderBy('id').execute()).map(outgoing);
  },
  async sending(key) {
    await markSending(db, { key });
  },
  async sent(row, message, at) {
    await markSent(db, { key: row.key, revision: row.revision, message, at });
  },
  async later(key, at, why) {
    await db.updateTable('outbox').set({ state: 'waiting', due_at: at, fault: why }).where('key', '=', key).execute();
  },
  async landed(key) {
    await db.updateTable('outbox').set({ state: 'waiting', attempts: 0 }).where('key', '=', key).execute();
  },
  async end(key, state, why) {
    await db.updateTable('outbox').set({ state, fault: why }).where('key', '=', key).execute();
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
    const [row] = (await messageOf(db, { key })).rows;
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
    lane: laneOf({ ...row, to: row.recipient }),
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
    since: instant(row.created_at),
    revision: row.revision,
  };
}
