import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { LocalPeople, LocalPerson, LogEntry, RoomLog } from '../chat/room-log.ts';
import { type PersonId, personId, roomId } from '../kernel/ids.ts';
import { instant } from '../kernel/time.ts';
import type { Schema } from './schema.ts';

const nextRevision = sql<number>`(select coalesce(max(revision), 0) + 1 from room_log)`;

export const roomLog = (db: Kysely<Schema>): RoomLog => ({
  async append(entry) {
    const inserted = await db
      .insertInto('room_log')
      .values({ key: entry.key, room: entry.room, recipient: entry.to, body: entry.body, at: entry.at, revision: nextRevision })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return logEntry(inserted ?? (await db.selectFrom('room_log').selectAll().where('key', '=', entry.key).executeTakeFirstOrThrow()));
  },
  async replace(seq, body) {
    const row = await db
      .updateTable('room_log')
      .set({ body, revision: nextRevision })
      .where('seq', '=', seq)
      .returningAll()
      .executeTakeFirst();
    return row ? logEntry(row) : null;
  },
  async latest(room, person, count) {
    const rows = await visible(db, room, person).orderBy('seq', 'desc').limit(count).execute();
    return rows.reverse().map(logEntry);
  },
  async since(room, person, revision) {
    return (await visible(db, room, person).where('revision', '>', revision).orderBy('revision').execute()).map(logEntry);
  },
});

export const localPeople = (db: Kysely<Schema>): LocalPeople => ({
  async enter(person, secretHash, at) {
    const folded = person.name.normalize('NFKC').toLowerCase();
    const row = await db
      .insertInto('local_person')
      .values({ id: person.id, name: person.name, folded, manager: person.manager ? 1 : 0, secret_hash: secretHash, at })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return row ? localPerson(row) : null;
  },
  async bySecret(secretHash) {
    const row = await db.selectFrom('local_person').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
    return row ? localPerson(row) : null;
  },
});

function visible(db: Kysely<Schema>, room: string, person: PersonId) {
  return db
    .selectFrom('room_log')
    .selectAll()
    .where('room', '=', room)
    .where((e) => e.or([e('recipient', 'is', null), e('recipient', '=', person)]));
}

function logEntry(row: Selectable<Schema['room_log']>): LogEntry {
  return {
    seq: row.seq,
    key: row.key,
    room: roomId(row.room),
    to: row.recipient === null ? null : personId(row.recipient),
    body: row.body,
    at: instant(row.at),
    revision: row.revision,
  };
}

function localPerson(row: Selectable<Schema['local_person']>): LocalPerson {
  return { id: personId(row.id), name: row.name, manager: row.manager === 1 };
}
