import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  'create table note (key text primary key, text text not null, person text, until integer not null) strict, without rowid',
  'create index note_until on note (until)',
  'create index note_person on note (person) where person is not null',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
