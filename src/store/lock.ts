import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * Holds a data folder for this process: two bots on one would both answer. The lock is SQLite's own, on a file beside the database; the
 * system gives it back when the process ends, however it ends. Null where another process holds it.
 */
export function lockFolder(dataDir: string): { release(): void } | null {
  const db = new Sqlite(join(dataDir, 'bot.lock'), { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('begin exclusive');
    return { release: () => void db.close() };
  } catch {
    db.close();
    return null;
  }
}
