import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { APPLICATION_ID, migrate, openDatabase } from '../../src/store/database.ts';
import * as first from '../../src/store/migrations/001-first.ts';
import * as notes from '../../src/store/migrations/002-notes.ts';
import { temporaryFolder } from '../support/folder.ts';

it('awards from before it was noted whether a question was answered stay, and count as answered', async () => {
  const file = `${temporaryFolder()}/bot.sqlite`;
  const old = openDatabase(file);
  old.raw.pragma(`application_id = ${APPLICATION_ID}`);
  const { error } = await new Migrator({
    db: old.db,
    provider: { getMigrations: async () => ({ '001-first': first, '002-notes': notes }) },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  old.raw
    .prepare(
      `insert into award (session, question, person, group_id, points, "right", day, at) values ('s', 'q', 'p', 'g', 700, 1, '2026-11-20', 1)`,
    )
    .run();
  await old.close();

  const database = openDatabase(file);
  await migrate(database);
  expect(database.raw.prepare('select person, points, answered from award').all()).toEqual([{ person: 'p', points: 700, answered: 1 }]);
  await database.close();
});
