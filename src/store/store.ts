import type { Kysely } from 'kysely';
import type { Group, Store, Tables } from '../app/ports.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { arrivals } from './tables/arrivals.ts';
import { asked } from './tables/asked.ts';
import { digests } from './tables/digests.ts';
import { due } from './tables/due.ts';
import { games } from './tables/games.ts';
import { groups } from './tables/groups.ts';
import { outbox } from './tables/outbox.ts';
import { people } from './tables/people.ts';
import { nearMisses, practice, reading } from './tables/personal.ts';
import { rooms } from './tables/rooms.ts';
import { schedules } from './tables/schedules.ts';
import { scores } from './tables/scores.ts';

/** What a group has before it chose anything. */
export type GroupDefaults = Pick<Group, 'timeZone'>;

export function createStore({ db, inside, transaction }: Pick<Database, 'db' | 'inside' | 'transaction'>, defaults: GroupDefaults): Store {
  const held = tables(inside, defaults);
  return { tables: tables(db, defaults), transaction: (work) => transaction(() => work(held)) };
}

function tables(db: Kysely<Schema>, defaults: GroupDefaults): Tables {
  return {
    arrivals: arrivals(db),
    rooms: rooms(db),
    groups: groups(db, defaults),
    people: people(db),
    outbox: outbox(db),
    due: due(db),
    games: games(db),
    asked: asked(db),
    scores: scores(db),
    schedules: schedules(db),
    digests: digests(db),
    reading: reading(db),
    practice: practice(db),
    nearMisses: nearMisses(db),
  };
}
