import { join, resolve } from 'node:path';
import { configOrExit } from './config/command-line.ts';
import { restore } from './store/backup.ts';

const [source, ...rest] = process.argv.slice(2);
if (!source || source.startsWith('-') || rest.length > 0) {
  console.error('Usage: npm run restore -- FILE   (stop the bot first)');
  process.exit(2);
}
const { dataDir } = configOrExit();
const file = join(dataDir, 'bot.sqlite');
const done = restore(resolve(source), file, `${file}.before-restore`);
if (done.ok) console.log(`${file} is now what ${source} was.${done.value.kept ? ` The old one is kept as ${done.value.kept}.` : ''}`);
else {
  console.error(`Nothing was changed: ${done.error}.`);
  process.exit(1);
}
