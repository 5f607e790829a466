import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { instant } from '../../src/kernel/time.ts';
import { backup, restore } from '../../src/store/backup.ts';
import { migrate, openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { temporaryDatabase } from '../support/database.ts';
import { GROUP_ROOM } from '../support/world.ts';

let database: Awaited<ReturnType<typeof temporaryDatabase>>;
beforeEach(async () => {
  database = await temporaryDatabase();
});
afterEach(() => database.remove());

it('a backup of a bot that is running, put back elsewhere, is the same', async () => {
  await createStore(database, { timeZone: 'UTC' }).tables.rooms.touch(GROUP_ROOM, instant(1));
  const copy = join(database.folder, 'copy.sqlite');
  expect(await backup(database.file, copy)).toMatchObject({ ok: true });
  const target = join(database.folder, 'other.sqlite');
  expect(restore(copy, target, `${target}.before`)).toEqual({ ok: true, value: { kept: null } });
  const other = openDatabase(target);
  await migrate(other);
  expect((await createStore(other, { timeZone: 'UTC' }).tables.rooms.get(GROUP_ROOM.id))?.title).toBe(GROUP_ROOM.title);
  await other.close();
});

it('a file that is not ours is refused, and nothing is touched', async () => {
  const target = join(database.folder, 'bot-2.sqlite');
  const text = join(database.folder, 'notes.txt');
  writeFileSync(text, 'not a database');
  const stranger = join(database.folder, 'stranger.sqlite');
  const db = new Sqlite(stranger);
  db.exec('create table t (x)');
  db.close();
  expect(restore(text, target, `${target}.before`)).toMatchObject({ ok: false, error: expect.stringContaining('no SQLite database') });
  expect(restore(stranger, target, `${target}.before`)).toMatchObject({
    ok: false,
    error: expect.stringContaining('not a database of Incoming Transmission'),
  });
  expect(existsSync(target)).toBe(false);
});

it('what stood there is kept beside it', async () => {
  const copy = join(database.folder, 'copy.sqlite');
  await backup(database.file, copy);
  const target = join(database.folder, 'old.sqlite');
  restore(copy, target, `${target}.before`);
  expect(restore(copy, target, `${target}.before`)).toEqual({ ok: true, value: { kept: `${target}.before` } });
  expect(existsSync(`${target}.before`)).toBe(true);
});

it('a running bot is not pulled away from under its database', async () => {
  const copy = join(database.folder, 'copy.sqlite');
  await backup(database.file, copy);
  const reader = database.raw.prepare('select 1 from sqlite_master');
  database.raw.exec('begin immediate');
  reader.get();
  expect(restore(copy, database.file, `${database.file}.before`)).toMatchObject({
    ok: false,
    error: expect.stringContaining('stop the bot first'),
  });
  database.raw.exec('rollback');
});

it('another program’s database is not migrated', async () => {
  const stranger = join(database.folder, 'stranger.sqlite');
  const db = new Sqlite(stranger);
  db.exec('create table t (x)');
  db.close();
  const opened = openDatabase(stranger);
  await expect(migrate(opened)).rejects.toThrow('another program');
  await opened.close();
});

it('a backup never takes the place of the database itself, of a folder, or of a file that is not ours', async () => {
  const notes = join(database.folder, 'notes.txt');
  writeFileSync(notes, 'mine');
  expect(await backup(database.file, database.file)).toMatchObject({ ok: false, error: expect.stringContaining('the database itself') });
  expect(await backup(database.file, database.folder)).toMatchObject({ ok: false, error: expect.stringContaining('is a folder') });
  expect(await backup(database.file, notes)).toMatchObject({ ok: false, error: expect.stringContaining('no backup of ours') });
  expect(await backup(database.file, join(database.folder, 'nowhere', 'b.sqlite'))).toMatchObject({
    ok: false,
    error: expect.stringContaining('there is no folder'),
  });
  const copy = join(database.folder, 'copy.sqlite');
  expect(await backup(database.file, copy)).toMatchObject({ ok: true });
  expect(await backup(database.file, copy)).toMatchObject({ ok: true });
});
