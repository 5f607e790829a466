import type { Hono } from 'hono';
import type { TopicCards } from '../chat/card.ts';
import type { Signature } from '../chat/command.ts';
import type { Notes } from '../chat/notes.ts';
import type { DrawPicture } from '../chat/picture.ts';
import type { LanguageOf } from '../chat/place.ts';
import type { Transport } from '../chat/transport.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Clock, Millis } from '../kernel/time.ts';
import type { Describe } from './desk.ts';

/** What the Telegram platform is made of; all of it comes from outside. */
export interface TelegramParts {
  /** From BotFather. */
  readonly token: string;
  /** Null: Telegram's own. Without a slash at the end. */
  readonly apiRoot: string | null;
  /** Null: the platform asks for updates itself. */
  readonly webhookUrl: string | null;
  readonly clock: Clock;
  /** Ends early where the signal says so. */
  readonly sleep: (time: Millis, signal: AbortSignal) => Promise<void>;
  readonly notes: Notes;
  readonly commands: readonly Signature[];
  readonly describe: Describe;
  /** The operator's. */
  readonly locale: Locale;
  readonly languageOf: LanguageOf;
  readonly cards: TopicCards;
  readonly draw: DrawPicture;
  /** Told what went wrong at the edge, in words for the operator; nobody's text and no token is in it. */
  readonly report: (what: string, error?: unknown) => void;
}

export interface Telegram extends Transport {
  /** Until nothing is left to do of what updates brought. */
  drain(): Promise<void>;
  /** Where a webhook is set up, takes its requests on the web server. */
  mount(app: Hono): void;
}
