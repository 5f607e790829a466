import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, migrate, openDatabase } from '../../src/store/database.ts';

/** A migrated SQLite file in a folder of its own. */
export async function temporaryDatabase(): Promise<Database & { folder: string; file: string; remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'it-store-'));
  const file = join(folder, 'bot.sqlite');
  const database = openDatabase(file);
  await migrate(database);
  return {
    ...database,
    folder,
    file,
    remove: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
