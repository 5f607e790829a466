import type { Syntax } from '../chat/command-line.ts';
import type { Capabilities } from '../chat/transport.ts';
import { type Millis, millis, minutes, seconds } from '../kernel/time.ts';

/** core.telegram.org/bots/api (Bot API 10.1) and /bots/faq; README.md says which number stands where. */
export const telegramCapabilities: Capabilities = {
  platform: 'telegram',
  unit: 'utf16',
  text: 4_096,
  reserve: 0,
  blocks: 100,
  counting: 'blocks',
  // 100 are published; the rest is for what an encoder cannot merge.
  runs: 90,
  // Not published; longer ones are cut by the apps on a phone.
  label: 64,
  choicesPerRow: 4,
  rows: 25,
  // 100 are taken; so many can be found again.
  choices: 40,
  letters: 'text',
  math: 'text',
  table: 'text',
  columns: 0,
  heading: 'native',
  picture: 'native',
  figure: 'text',
  pictures: 1,
  caption: 1_024,
  // Of a caption's 1,024, so that the text that belongs to a picture has room besides.
  alt: 600,
  formulaInLabel: false,
  styleInLabel: false,
  textNeeded: true,
  // Looks travel beside the text as entities. Every `@` gets a character more, so that it calls nobody.
  markup: { escaped: '@', style: 0, link: 0, addresses: false, time: 32, line: 0, fence: 0, spoiler: 0, divider: 5, gap: 2 },
  toast: 200,
  exactlyOnce: false,
  editEvery: seconds(3),
  paced: true,
};

/** Typed, as in the local room; menus know no spaces. */
export const telegramSyntax: Syntax = { values: 'words', joint: '_' };

export const telegramLimits = {
  /** Bytes of `callback_data`. */
  data: 64,
  /** Characters of a `start` parameter, of `A-Z a-z 0-9 _ -`. */
  start: 64,
  /** Formatted stretches of one message; the apps show no more. */
  entities: 100,
  /** UTF-16 units. */
  alert: 200,
  /** A toast longer than this is shown as an alert, which stays until it is closed. */
  glance: 60,
  placeholder: 64,
  command: 32,
  commandAbout: 256,
  poll: { question: 300, description: 1_024, options: 12, option: 100, explanation: 200, lineFeeds: 2, shortest: seconds(5) },
  /** Height by width. Twenty are taken; but apps show photos at most 1,280 pixels long, and what is longer is not read any more. */
  photoRatio: 2.5,
  inlineResults: 10,
  /** A person's name, in code points. */
  name: 64,
  /** Bytes of a webhook's body; an update of ours is some kilobytes. */
  update: 1_048_576,
} as const;

/** Messages: sending and editing alike. */
export const telegramRates = {
  /** 30 a second, whatever their chats, and so the time between two of them. */
  overall: { most: 30, window: seconds(1) },
  every: millis(34),
  /** One a second in a chat; short bursts are let through: a digest is up to three messages. */
  chat: { burst: 3, every: millis(1_000) },
  /** 20 a minute in a group. */
  group: { most: 20, window: minutes(1) },
  /** Of those, edits leave so many to posts. */
  kept: 8,
  /** Longer than this nobody waits inside the adapter: the outbox tries again later. */
  patience: seconds(3),
} as const;

/** A request for updates is held open for so long. */
export const pollFor: Millis = seconds(50);
/** Any other request. */
export const requestLasts: Millis = seconds(20);
/** What is still under way when the bot stops is waited for at most so long. */
export const stopWithin: Millis = seconds(6);
/** A press that got no answer by then is told that it was heard. */
export const answeredBy: Millis = seconds(2);
/** Failures in a row after which the platform counts as degraded. */
export const failuresBorne = 3;

/** How long the adapter remembers. */
export const kept = {
  /** Where a message in a private chat belongs, what a deep link stands for. */
  link: minutes(14 * 24 * 60),
  /** What waits for somebody to open the private chat. */
  held: minutes(24 * 60),
  /** That the next line is an answer. */
  prompt: minutes(15),
  poll: minutes(3 * 24 * 60),
  /** A picture's id on Telegram's servers: it is uploaded once. */
  photo: minutes(60 * 24 * 60),
  /** That a chat allows no photos, before it is tried again. */
  plain: minutes(60),
  /** That the server refused a rich message, before it is tried again. */
  poor: minutes(24 * 60),
  chat: minutes(400 * 24 * 60),
} as const;

/** Of one person: prompts for typed answers, links into the private chat, and what else the adapter answers without the core. */
export const ownAnswers = { burst: 6, perSecond: 0.5 } as const;

/** Administrators as last asked: for a command, and for everything else. */
export const adminsFresh = { command: seconds(20), otherwise: minutes(10) } as const;
/** A message that was changed later than this is no new command. */
export const editedWithin: Millis = minutes(2);
