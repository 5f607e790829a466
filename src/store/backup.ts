import { copyFileSync, existsSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { err, ok, type Result } from '../kernel/result.ts';
import { APPLICATION_ID } from './database.ts';

/** A consistent copy of a live database (SQLite's online backup), checked before it is called done. */
export async function backup(from: string, to: string): Promise<Result<{ bytes: number }, string>> {
  if (!existsSync(from)) return err(`there is no database at ${from}; has the bot been started once?`);
  if (!existsSync(dirname(to))) return err(`there is no folder ${dirname(to)}`);
  if (existsSync(to)) {
    if (realpathSync(to) === realpathSync(from)) return err(`${to} is the database itself; name another file`);
    if (statSync(to).isDirectory()) return err(`${to} is a folder; name a file in it`);
    if (inspect(to)) return err(`${to} is there already and is no backup of ours; name another file`);
  }
  const source = new Sqlite(from, { readonly: true });
  const draft = `${to}.part`;
  try {
    await source.backup(draft);
  } finally {
    source.close();
  }
  const copy = new Sqlite(draft);
  copy.pragma('journal_mode = DELETE');
  const bytes = Number(copy.pragma('page_count', { simple: true })) * Number(copy.pragma('page_size', { simple: true }));
  copy.close();
  const problem = inspect(draft);
  if (problem) return err(problem);
  renameSync(draft, to);
  return ok({ bytes });
}

/** Puts a backup in the place of the database; what stood there is kept beside it. The bot must not be running. */
export function restore(from: string, to: string, keepAs: string): Result<{ kept: string | null }, string> {
  if (!existsSync(from)) return err(`there is no file ${from}`);
  const problem = inspect(from);
  if (problem) return err(problem);
  const inUse = existsSync(to) ? lockedBy(to) : null;
  if (inUse) return err(inUse);
  const draft = `${to}.part`;
  copyFileSync(from, draft);
  const kept = existsSync(to) ? keepAs : null;
  if (kept) renameSync(to, kept);
  for (const side of ['-wal', '-shm']) rmSync(to + side, { force: true });
  renameSync(draft, to);
  return ok({ kept });
}

/** Why a file is no backup of ours; null where it is one. */
function inspect(file: string): string | null {
  let db: Sqlite.Database | null = null;
  try {
    db = new Sqlite(file, { readonly: true });
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return `${file} is not a database of Incoming Transmission`;
    const check = db.pragma('quick_check', { simple: true });
    return check === 'ok' ? null : `${file} is damaged: ${String(check)}`;
  } catch (error) {
    return `${file} is no SQLite database (${error instanceof Error ? error.message : String(error)})`;
  } finally {
    db?.close();
  }
}

/** A running bot holds the write-ahead log open: taking the file away under it would lose what it writes. */
function lockedBy(file: string): string | null {
  const db = new Sqlite(file, { timeout: 200 });
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('begin exclusive; rollback');
    return null;
  } catch {
    return `${file} is in use: stop the bot first`;
  } finally {
    db.close();
  }
}
