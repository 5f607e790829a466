import type { Kysely, Selectable } from 'kysely';
import type { LocalPeople, LocalPerson, LogEntry, RoomLog } from '../chat/room-log.ts';
import { type PersonId, personId, roomId } from '../kernel/ids.ts';
import { instant } from '../kernel/time.ts';
import type { Schema } from './schema.ts';

/** Rises for ever, also when the newest entry was deleted: a page asks for what is newer than the number it knows. */
async function nextRevision(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .updateTable('room_log_revision')
    .set((e) => ({ revision: e('revision', '+', 1) }))
    .returning('revision')
    .executeTakeFirstOrThrow();
  return row.revision;
}

export const roomLog = (db: Kysely<Schema>): RoomLog => ({
  async append(entry) {
    const inserted = await db
      .insertInto('room_log')
      .values({ key: entry.key, room: entry.room, recipient: entry.to, body: entry.body, at: entry.at, revision: await nextRevision(db) })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return logEntry(inserted ?? (await db.selectFrom('room_log').selectAll().where('key', '=', entry.key).executeTakeFirstOrThrow()));
  },
  async replace(seq, body) {
    const row = await db
      .updateTable('room_log')
      .set({ body, revision: await nextRevision(db) })
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
    const folded = foldName(person.name);
    const row = await db
      .insertInto('local_person')
      .values({ id: person.id, name: person.name, folded, manager: person.manager ? 1 : 0, secret_hash: secretHash, at })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return row ? localPerson(row) : null;
  },
  async comeBack(name, secretHash) {
    const folded = foldName(name);
    const row = await db
      .updateTable('local_person')
      .set({ secret_hash: secretHash })
      .where('folded', '=', folded)
      .returningAll()
      .executeTakeFirst();
    return row ? localPerson(row) : null;
  },
  async bySecret(secretHash) {
    const row = await db.selectFrom('local_person').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
    return row ? localPerson(row) : null;
  },
  none: async () => (await db.selectFrom('local_person').select('id').limit(1).executeTakeFirst()) === undefined,
});

const foldName = (name: string): string => name.normalize('NFKC').toLowerCase();

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
