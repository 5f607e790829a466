import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import { type PersonId, personId } from '../../kernel/ids.ts';
import { revive } from '../../quiz/revive.ts';
import type { Seat } from '../../quiz/session.ts';
import type { Schema } from '../schema.ts';

export const games = (db: Kysely<Schema>): Tables['games'] => ({
  async active(room) {
    const row = await db.selectFrom('game').select('session').where('room', '=', room).where('active', '=', 1).executeTakeFirst();
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
    const values = { active: session.phase.at === 'ended' ? 0 : 1, session: JSON.stringify(session), updated_at: at };
    await db
      .insertInto('game')
      .values({ id: session.id, room: session.room, group_id: session.group, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  },
  async seats(id, people) {
    const found = new Map<PersonId, Seat>();
    const read = async (some: readonly PersonId[] | null) => {
      let query = db.selectFrom('seat').select(['person', 'seat']).where('game', '=', id);
      if (some) query = query.where('person', 'in', some);
      for (const row of await query.execute()) found.set(personId(row.person), JSON.parse(row.seat) as Seat);
    };
    if (people === 'all') await read(null);
    else for (let i = 0; i < people.length; i += 500) await read(people.slice(i, i + 500));
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
