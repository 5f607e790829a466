import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BotProcess } from '../support/bot-process.ts';
import type { Row } from './measure.ts';

/** A process on an empty folder: until it is on the air, until somebody has the first answer; then what it keeps in memory. */
export async function coldStart(): Promise<Row[]> {
  const data = mkdtempSync(join(tmpdir(), 'it-bench-'));
  const rows: Row[] = [];
  for (const name of ['cold start, empty data folder', 'cold start, indexed']) {
    const begun = performance.now();
    const bot = await BotProcess.start(data);
    const air = performance.now() - begun;
    const page = await bot.visit(await bot.enter(`Ada ${rows.length}`));
    page.says('/help');
    await page.until(() => page.texts().some((text) => text.includes('What I can do')));
    const answered = performance.now() - begun;
    const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) / 1024;
    rows.push(
      { name, unit: 'ms', figures: { 'on the air': air, 'first answer': answered } },
      { name: `resident memory after it`, unit: 'MiB', figures: { rss: memory } },
    );
    await bot.stop();
  }
  rmSync(data, { recursive: true, force: true });
  return rows;
}
