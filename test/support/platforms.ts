import type { Capabilities } from '../../src/chat/transport.ts';
import { millis, seconds } from '../../src/kernel/time.ts';
import { webCapabilities } from '../../src/web/limits.ts';

/** Platforms as they could be, to try `fit` on; the adapters have limits of their own. */

const bare = { escaped: '', style: 0, link: 0, addresses: false, time: 24, line: 0, fence: 0, spoiler: 0, divider: 3, gap: 2 };

/** A chat that counts components, and writes looks as marks in the text. */
export const discordLike: Capabilities = {
  platform: 'discord',
  unit: 'utf16',
  text: 4_000,
  reserve: 40,
  blocks: 39,
  counting: 'components',
  runs: 10_000,
  label: 80,
  choicesPerRow: 5,
  rows: 5,
  choices: 25,
  letters: 'text',
  math: 'text',
  table: 'text',
  columns: 0,
  heading: 'native',
  picture: 'native',
  figure: 'text',
  pictures: 10,
  caption: null,
  alt: 1_024,
  formulaInLabel: false,
  styleInLabel: false,
  textNeeded: false,
  markup: {
    escaped: '\\*_~`|<>[]()#-+.:@',
    style: 4,
    link: 4,
    addresses: true,
    time: 16,
    line: 4,
    fence: 8,
    spoiler: 4,
    divider: 0,
    gap: 2,
  },
  toast: 200,
  exactlyOnce: true,
  editEvery: seconds(1),
};

/** A chat of plain text with stretches of looks beside it. */
export const telegramLike: Capabilities = {
  platform: 'telegram',
  unit: 'utf16',
  text: 4_096,
  reserve: 64,
  blocks: 1_000,
  counting: 'blocks',
  runs: 100,
  label: 64,
  labelColumns: 36,
  choicesPerRow: 4,
  rows: 25,
  choices: 40,
  letters: 'text',
  math: 'text',
  table: 'text',
  columns: 0,
  heading: 'text',
  picture: 'text',
  figure: 'text',
  pictures: 1,
  caption: 1_024,
  alt: 0,
  formulaInLabel: false,
  styleInLabel: false,
  textNeeded: true,
  markup: bare,
  toast: 200,
  exactlyOnce: false,
  editEvery: seconds(3),
};

/** As narrow as Capabilities allow, counted in bytes. */
export const tiny: Capabilities = {
  ...telegramLike,
  unit: 'bytes',
  text: 256,
  reserve: 0,
  blocks: 8,
  counting: 'components',
  runs: 16,
  label: 4,
  choicesPerRow: 2,
  rows: 2,
  choices: 4,
  heading: 'native',
  picture: 'native',
  alt: 10,
  markup: { ...bare, escaped: '*', style: 2, line: 2, fence: 8, spoiler: 4 },
  editEvery: millis(0),
};

/** Small messages on a platform that has everything. */
export const compact: Capabilities = { ...webCapabilities, unit: 'points', text: 400, blocks: 12, choices: 7, rows: 1, columns: 4 };

export const platforms: readonly (readonly [string, Capabilities])[] = [
  ['a chat like Discord', discordLike],
  ['a chat like Telegram', telegramLike],
  ['the local room', webCapabilities],
  ['a tiny chat', tiny],
  ['a compact room', compact],
];
