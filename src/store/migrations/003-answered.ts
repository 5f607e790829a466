import { type Kysely, sql } from 'kysely';

/** Whether an award's question was answered at all; of older rows nobody knows, and they stay counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table award add column answered integer not null default 1').execute(db);
}
