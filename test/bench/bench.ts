import { burst, commands } from './core.ts';
import { discordWire } from './discord-wire.ts';
import { print, type Row } from './measure.ts';
import { pictures } from './pictures.ts';
import { coldStart } from './process.ts';
import { search } from './search.ts';
import { telegramDigest } from './telegram-digest.ts';
import { telegramWire } from './telegram-wire.ts';

/** `npm run bench [-- --json] [-- NAME...]`: measures, prints, and judges nothing. */
const json = process.argv.includes('--json');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const parts: Record<string, () => Promise<Row[]>> = {
  commands,
  burst: async () => [await burst(100), await burst(1000), await burst(5000), await burst(5000, 1000)],
  process: coldStart,
  search,
  pictures,
  discord: discordWire,
  telegram: telegramWire,
  digest: telegramDigest,
};

const rows: Row[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (only.length === 0 || only.includes(name)) rows.push(...(await run()));
}
print(rows, json);
process.exit(0);
