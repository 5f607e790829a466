import type { Hono } from 'hono';
import type { Signature } from '../chat/command.ts';
import type { DrawPicture, Image } from '../chat/picture.ts';
import type { Room } from '../chat/place.ts';
import type { LocalPeople, RoomLog } from '../chat/room-log.ts';
import type { StatusReport } from '../chat/status.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Result } from '../kernel/result.ts';
import type { Clock, Millis } from '../kernel/time.ts';
import type { Describe } from './commands.ts';
import type { TopicHint } from './protocol.ts';

/** What the local room is made of; all of it comes from outside. */
export interface WebParts {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Asked for once by every page. Must be there where others than this machine can connect. */
  readonly password: string | null;
  /** The rooms, at `/r/<name>` where the id is `web:<name>`; `/` leads to the first. */
  readonly rooms: readonly [Room, ...Room[]];
  readonly locale: Locale;
  readonly log: RoomLog;
  readonly people: LocalPeople;
  readonly clock: Clock;
  /** Unguessable: ids and secrets are made of it. At least 128 bits of chance, of `A-Z a-z 0-9 - _`. */
  readonly newId: () => string;
  readonly commands: readonly Signature[];
  readonly describe: Describe;
  readonly completeTopics: (prefix: string, locale: Locale, most: number) => readonly TopicHint[];
  /** SVG in `currentColor`. */
  readonly formula: (tex: string, display: boolean) => Result<{ readonly svg: string }, { readonly message: string }>;
  readonly draw: DrawPicture;
  /** A picture that was drawn before; null where it is not kept any more. */
  readonly picture: (name: string) => Promise<Image | null>;
  readonly health: () => Promise<object>;
  /** In the reader's language. */
  readonly status: (locale: Locale) => Promise<StatusReport>;
  /** Told what went wrong at the edge; a person's text is never in it. */
  readonly report: (what: string, error: unknown) => void;
  /** Further routes, in front of password and origin checks: they check their callers themselves. */
  readonly mount?: (app: Hono) => void;
  /** How often open pages are asked whether they are still there. */
  readonly heartbeat?: Millis;
}
