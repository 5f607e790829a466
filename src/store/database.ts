import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as first from './migrations/001-first.ts';
import * as notes from './migrations/002-notes.ts';
import * as answered from './migrations/003-answered.ts';
import { connect } from './connection.ts';
import { preparedOnce } from './prepared.ts';
import type { Schema } from './schema.ts';

/** SQLite's application_id of our files ("ITxm"): a file without it is not ours. */
export const APPLICATION_ID = 0x4954786d;

const MIGRATIONS = { '001-first': first, '002-notes': notes, '003-answered': answered };

export interface Database {
  readonly db: Kysely<Schema>;
  /** The same connection within `transaction`, which holds it. */
  readonly inside: Kysely<Schema>;
  /** All or nothing. What else wants the connection waits. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** The same connection, for what has no query builder: full-text search, backup. */
  readonly raw: Sqlite.Database;
  /** Works on the raw connection while no transaction is open on it. */
  alone<T>(work: () => T): Promise<T>;
  close(): Promise<void>;
}

/** Opens the file, makes it and its folder where missing. Does not migrate. */
export function openDatabase(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  const raw = new Sqlite(file);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = NORMAL');
  raw.pragma('busy_timeout = 5000');
  raw.pragma('foreign_keys = ON');
  const prepared = preparedOnce(raw);
  const { db, inside, alone } = connect(prepared);
  return {
    db,
    inside,
    raw,
    alone,
    transaction: (work) =>
      alone(async () => {
        // Immediate: it waits for the importer's write lock at the beginning, instead of failing when it turns from reading to writing.
        prepared.prepare('begin immediate').run([]);
        try {
          const result = await work();
          prepared.prepare('commit').run([]);
          return result;
        } catch (error) {
          prepared.prepare('rollback').run([]);
          throw error;
        }
      }),
    async close() {
      await db.destroy();
      // Kysely closes only what it has opened, and nothing may have been asked of it.
      raw.close();
    },
  };
}

/** Opens and migrates. @throws where the file is not ours or cannot be read, in one readable sentence */
export async function openMigrated(file: string): Promise<Database> {
  let database: Database;
  try {
    database = openDatabase(file);
  } catch (error) {
    throw new Error(`${file} cannot be opened as a database: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  await migrate(database);
  return database;
}

/** Brings the file to the newest schema. @throws where it is another program's, or a newer version's, file */
export async function migrate({ db, raw }: Database): Promise<void> {
  const id = raw.pragma('application_id', { simple: true });
  const tables = raw.prepare("select count(*) from sqlite_master where type = 'table'").pluck().get();
  if (id !== APPLICATION_ID && tables !== 0) throw new Error(`${raw.name} is an SQLite file of another program`);
  raw.pragma(`application_id = ${APPLICATION_ID}`);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new Error(`${raw.name} cannot be brought to this version: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
}
