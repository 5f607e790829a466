// npm run import -- PATH... [--dry-run] [--json]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { configOrExit } from './config/command-line.ts';
import { systemClock } from './runtime/clock.ts';
import { importPaths, rehearsal } from './sources/import.ts';
import { countsOf, reportLines } from './sources/import-report.ts';
import { openLibrary } from './sources/library.ts';
import { type Database, migrate, openDatabase } from './store/database.ts';
import { importShelf } from './store/imports.ts';

const USAGE = `Usage: npm run import -- PATH... [--dry-run] [--json]

PATH is a Markdown file, a plain-text listing page (.txt), or a folder that holds some.
  --dry-run  tell what would be new and changed, write nothing
  --json     the report as JSON`;
/** A bar for fewer steps is gone before it is seen. */
const LONG = 40;
/** The bot's transactions are short; a backup or a slow disk may hold the file longer. */
const PATIENCE_MS = 30_000;

const { values, positionals } = options();
if (values.help || positionals.length === 0) {
  (values.help ? console.log : console.error)(USAGE);
  process.exit(values.help ? 0 : 2);
}
const config = configOrExit();
const bar = new SingleBar({ format: '{bar} {value}/{total}', stream: process.stdout, hideCursor: true, clearOnComplete: true });
try {
  const { library } = openLibrary(config.contentDir);
  const database = await opened(join(config.dataDir, 'bot.sqlite'), values['dry-run']);
  const stored = importShelf(database);
  const shelf = values['dry-run'] ? rehearsal(stored) : stored;
  const report = await importPaths(positionals, { library, shelf, clock: systemClock, progress });
  bar.stop();
  await database.close();
  if (values.json) console.log(JSON.stringify({ dryRun: values['dry-run'], counts: countsOf(report), ...report }, null, 2));
  else for (const line of reportLines(report, values['dry-run'])) console.log(line);
  process.exitCode = report.items.length === 0 ? 1 : 0;
} catch (error) {
  bar.stop();
  console.error(
    `The import stopped: ${error instanceof Error ? error.message : String(error)}. What was imported so far is kept; run it again.`,
  );
  process.exitCode = 1;
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** A dry run leaves the file as it is, and does not make one. */
async function opened(file: string, isDryRun: boolean): Promise<Database> {
  if (isDryRun && existsSync(file)) {
    const database = openDatabase(file);
    database.raw.pragma('query_only = ON');
    return database;
  }
  const database = openDatabase(isDryRun ? ':memory:' : file);
  database.raw.pragma(`busy_timeout = ${PATIENCE_MS}`);
  await migrate(database);
  return database;
}

function progress(done: number, of: number): void {
  if (values.json || !process.stdout.isTTY || of < LONG) return;
  if (bar.isActive) bar.setTotal(of);
  else bar.start(of, done);
  bar.update(done);
}
