import type { Syntax } from '../chat/command-line.ts';
import type { Capabilities } from '../chat/transport.ts';
import { type Millis, minutes, seconds } from '../kernel/time.ts';

/** docs.discord.com/developers (API v10, Components V2); README.md says which number stands where. */
export const discordLimits = {
  components: 40,
  text: 4_000,
  customId: 100,
  label: 80,
  buttonsPerRow: 5,
  menuOptions: 25,
  menuOptionText: 100,
  menuPlaceholder: 150,
  modal: { title: 45, label: 45, typed: 400 },
  nonce: 25,
  autocomplete: { choices: 25, name: 100, value: 100 },
  command: { about: 100, choices: 25, choiceName: 100, words: 6_000 },
  /** A person's name as we show it, in UTF-16 units. */
  name: 64,
} as const;

/** The same as the core must know it. */
export const discordCapabilities: Capabilities = {
  platform: 'discord',
  // The unit of "characters" is not published: UTF-16 is never less than what they may count.
  unit: 'utf16',
  text: discordLimits.text,
  // Zero-width spaces between two runs that touch, and in a code block that holds a fence.
  reserve: 100,
  // Of 40, without the containers (up to 3) and the buttons or menus of topic links (up to 6).
  blocks: 31,
  counting: 'components',
  runs: 10_000,
  label: discordLimits.label,
  choicesPerRow: discordLimits.buttonsPerRow,
  rows: 5,
  choices: 20,
  letters: 'text',
  math: 'text',
  table: 'text',
  columns: 0,
  heading: 'native',
  picture: 'native',
  figure: 'text',
  // Files of one message.
  pictures: 10,
  caption: null,
  alt: 1_024,
  formulaInLabel: false,
  styleInLabel: false,
  textNeeded: false,
  // `<t:1234567890:R>` is 16; `### ` is 4; a fence is three on either side with its line breaks.
  markup: {
    escaped: '\\*_~`|<>[]#+-:@.)',
    style: 6,
    link: 7,
    addresses: true,
    time: 18,
    line: 4,
    fence: 10,
    spoiler: 0,
    divider: 0,
    gap: 2,
  },
  toast: 2_000,
  exactlyOnce: true,
  // Five in five seconds in a channel, and other messages of it may have to change too.
  editEvery: seconds(2),
};

/** Slash commands: subcommands with named options, called as they are registered in the reader's language. */
export const discordSyntax = {
  values: 'options',
  option: (name: string) => `discord-option-${name}`,
  choice: (name: string, value: string) => `discord-choice-${[name, value].join('-')}`,
} as const satisfies Syntax;

/** A reply is taken for so long; a little less, so that it is not sent in vain. */
export const replyLasts: Millis = minutes(14.5);
/** Discord waits for an acknowledgement so long. */
export const ackWithin: Millis = seconds(3);
/** One try at it. */
export const ackTry: Millis = seconds(1.4);
/** Acknowledgements under way at the same time, and answers behind them. */
export const acksAtOnce = 40;
export const answersAtOnce = 20;
/** Turns of the event loop until discord.js has written a request to the wire. */
export const untilWritten = 4;
/** So few of them the core's work does not hold up. */
export const acksAtEase = 4;
/** The core waits at most so long for the acknowledgements that are under way: its work could hold them up. */
export const ackFirst: Millis = seconds(1.2);
/** A line to who acted is tried so often, with growing waits. */
export const tellTries = 4;
export const tellPause: Millis = seconds(0.25);
/** Any other request. */
export const requestLasts: Millis = seconds(15);
/** Waits of a rate limit up to this are sat out in the request; for longer ones the outbox tries again later. */
export const patience: Millis = seconds(6);
/** Where files were refused although the gateway told of no lack, text is posted for so long. */
export const refusalLasts: Millis = minutes(10);
/** A gateway that is away for less is only reconnecting, as it does every few hours. */
export const reconnecting: Millis = seconds(15);
/** What is still under way when the bot stops is waited for at most so long. */
export const stopWithin: Millis = seconds(6);
/** The first wait before a failed start is tried again, doubled each time. */
export const retryFirst: Millis = seconds(2);
export const retryMost: Millis = minutes(2);
