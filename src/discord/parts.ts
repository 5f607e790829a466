import type { Signature } from '../chat/command.ts';
import type { Notes } from '../chat/notes.ts';
import type { DrawPicture } from '../chat/picture.ts';
import type { LanguageOf, Room } from '../chat/place.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Clock, Millis } from '../kernel/time.ts';
import type { CompleteTopics } from './suggest.ts';
import type { Words } from './words.ts';

/** What the Discord adapter is made of; all of it comes from outside. */
export interface DiscordParts {
  readonly token: string;
  /** Null: Discord's own. Without the version: `https://discord.com/api`. */
  readonly apiUrl: string | null;
  /** The one server that gets the commands. Null: all. */
  readonly devGuild: string | null;
  readonly commands: readonly Signature[];
  readonly words: Words;
  /** For people and servers of whose language nothing is known. */
  readonly locale: Locale;
  readonly languageOf: LanguageOf;
  readonly completeTopics: CompleteTopics;
  readonly draw: DrawPicture;
  /** The rooms of this platform that were closed to us. */
  readonly closedRooms: () => Promise<readonly Room[]>;
  readonly notes: Notes;
  readonly clock: Clock;
  /** Until the time is over or the signal aborts. Absent: real time. */
  readonly sleep?: (time: Millis, signal: AbortSignal) => Promise<void>;
  /** Told what went wrong at the edge, in words for the operator; nobody's text and no token is in it. */
  readonly report: (what: string, error?: unknown) => void;
}
