import type { Syntax } from '../chat/command-line.ts';
import type { Capabilities } from '../chat/transport.ts';
import { type Millis, millis, seconds } from '../kernel/time.ts';

/** The local room shows whole pages of an article; the limits keep one message readable, the browser has none. */
export const webCapabilities: Capabilities = {
  platform: 'web',
  unit: 'utf16',
  text: 20_000,
  reserve: 0,
  blocks: 200,
  counting: 'blocks',
  runs: 10_000,
  label: 200,
  choicesPerRow: 5,
  rows: 40,
  choices: 40,
  letters: 'native',
  math: 'native',
  table: 'native',
  columns: 20,
  heading: 'native',
  picture: 'native',
  figure: 'native',
  pictures: 100,
  caption: null,
  alt: 4_000,
  formulaInLabel: true,
  styleInLabel: true,
  textNeeded: false,
  markup: { escaped: '', style: 0, link: 0, addresses: false, time: 0, line: 0, fence: 0, spoiler: 0, divider: 0, gap: 1 },
  toast: 300,
  exactlyOnce: true,
  editEvery: millis(250),
};

export const webSyntax: Syntax = { values: 'words', joint: ' ' };

/** What one browser may do to the server. */
export const webLimits = {
  /** Bytes of one WebSocket message. */
  message: 16_384,
  /** UTF-16 units of a typed line. */
  line: 4_000,
  /** UTF-16 units typed into a button's field. */
  typed: 400,
  /** Bytes of a posted form. */
  form: 4_096,
  /** Characters as people count them. */
  name: 32,
  /** Topics suggested while somebody types. */
  topics: 8,
  /** Entries a page gets when it opens. */
  backlog: 200,
  /** More than this missed: the page starts afresh instead of catching up. */
  catchUp: 500,
  /** Revisions asked for again on a reconnect: entries are published as their writes end, not strictly in order. */
  overlap: 64,
  connections: 2_000,
  connectionsPerPerson: 20,
  /** Bytes waiting for a page that does not read; it is cut off and catches up when it comes back. */
  unread: 4_194_304,
  /** UTF-16 units of drawings kept: a few thousand formulas. */
  drawings: 16_000_000,
} as const;

/** Lines and presses of one connection: a burst, then so many a second. */
export const talkRate = { burst: 20, perSecond: 4 } as const;
/** Passwords and names tried from one address. */
export const doorRate = { burst: 10, perSecond: 0.1 } as const;
/** Formulas compiled that were not in the cache. */
export const formulaRate = { burst: 400, perSecond: 40 } as const;

export const heartbeat: Millis = seconds(20);
/** A connection that has said nothing for so long is gone. */
export const silence: Millis = seconds(65);
export const loginLasts: Millis = seconds(30 * 24 * 3600);
