import { join, resolve } from 'node:path';
import { configOrExit } from './config/command-line.ts';
import { backup } from './store/backup.ts';

const [target, ...rest] = process.argv.slice(2);
if (!target || target.startsWith('-') || rest.length > 0) {
  console.error('Usage: npm run backup -- FILE');
  process.exit(2);
}
const { dataDir } = configOrExit();
const done = await backup(join(dataDir, 'bot.sqlite'), resolve(target));
if (done.ok) console.log(`Saved ${target} (${(done.value.bytes / 1024 / 1024).toFixed(1)} MiB).`);
else {
  console.error(`No backup was made: ${done.error}.`);
  process.exit(1);
}
