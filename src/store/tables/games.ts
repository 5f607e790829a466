import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import { type PersonId, personId, type RoomId, type SessionId } from '../../kernel/ids.ts';
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

/** `people`: a list in JSON. */
const someSeats = compiled((db, { id, people }: { readonly id: SessionId; readonly people: string }) =>
  db
    .selectFrom('seat')
    .select(['person', 'seat'])
    .where('game', '=', id)
    .where(sql<boolean>`person in (select value from json_each(${people}))`),
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
  async save(session, at) {
    const { id, room, group } = session;
    await save(db, { id, room, group, active: session.phase.at === 'ended' ? 0 : 1, session: JSON.stringify(session), at });
  },
  async seats(id, people) {
    const found = new Map<PersonId, Seat>();
    const { rows } = people === 'all' ? await allSeats(db, { id }) : await someSeats(db, { id, people: JSON.stringify(people) });
    for (const row of rows) found.set(personId(row.person), JSON.parse(row.seat) as Seat);
    return found;
  },
  async saveSeats(id, seats) {
    for (let i = 0; i < seats.length; i += 300) {
      await db
        .insertInto('seat')
        .values(seats.slice(i, i + 300).map((seat) => ({ game: id, person: seat.person, seat: JSON.stringify(seat) })))
        .onConflict((conflict) => conflict.columns(['game', 'person']).doUpdateSet((e) => ({ seat: e.ref('excluded.seat') })))
        .execute();
    }
  },
});
