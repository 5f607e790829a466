import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import { type PersonId, personId, type RoomId, roomId, type SessionId } from '../../kernel/ids.ts';
import { revive } from '../../quiz/revive.ts';
import type { Seat, Session } from '../../quiz/session.ts';
import type { Instant } from '../../kernel/time.ts';
import { compiled } from '../compiled.ts';
import type { Schema } from '../schema.ts';

const activeIn = compiled((db, given: { readonly room: RoomId }) =>
  db.selectFrom('game').select('session').where('room', '=', given.room).where('active', '=', 1),
);

interface SavedGame extends Pick<Session, 'id' | 'room' | 'group'> {
  readonly active: number;
  readonly session: string;
  readonly at: Instant;
}
const save = compiled((db, { id, room, group, active, session, at }: SavedGame) => {
  const values = { active, session, updated_at: at };
  return db
    .insertInto('game')
    .values({ id, room, group_id: group, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values));
});

const allSeats = compiled((db, { id }: { readonly id: SessionId }) =>
  db.selectFrom('seat').select(['person', 'seat']).where('game', '=', id),
);

const oneSeat = compiled((db, { id, person }: { readonly id: SessionId; readonly person: PersonId }) =>
  db.selectFrom('seat').select(['person', 'seat']).where('game', '=', id).where('person', '=', person),
);

const saveSeat = compiled((db, { id, person, seat }: { readonly id: SessionId; readonly person: PersonId; readonly seat: string }) =>
  db
    .insertInto('seat')
    .values({ game: id, person, seat })
    .onConflict((conflict) => conflict.columns(['game', 'person']).doUpdateSet({ seat })),
);

export const games = (db: Kysely<Schema>): Tables['games'] => ({
  async active(room) {
    const [row] = (await activeIn(db, { room })).rows;
    return row ? revive(JSON.parse(row.session)) : null;
  },
  async get(id) {
    const row = await db.selectFrom('game').select('session').where('id', '=', id).executeTakeFirst();
    return row ? revive(JSON.parse(row.session)) : null;
  },
  async latest(room) {
    const row = await db
      .selectFrom('game')
      .select('session')
      .where('room', '=', room)
      .orderBy('updated_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? revive(JSON.parse(row.session)) : null;
  },
  async rooms() {
    return (await db.selectFrom('game').select('room').where('active', '=', 1).execute()).map(({ room }) => roomId(room));
  },
  async save(session, at) {
    const { id, room, group } = session;
    await save(db, { id, room, group, active: session.phase.at === 'ended' ? 0 : 1, session: JSON.stringify(session), at });
  },
  async seats(id, people) {
    const found = new Map<PersonId, Seat>();
    const add = (rows: readonly { readonly person: string; readonly seat: string }[]) => {
      for (const row of rows) found.set(personId(row.person), JSON.parse(row.seat) as Seat);
    };
    if (people === 'all') add((await allSeats(db, { id })).rows);
    else for (const person of people) add((await oneSeat(db, { id, person })).rows);
    return found;
  },
  async saveSeats(id, seats) {
    for (const seat of seats) await saveSeat(db, { id, person: seat.person, seat: JSON.stringify(seat) });
  },
});
