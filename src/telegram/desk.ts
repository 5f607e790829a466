import type { Api } from 'grammy';
import type { DrawPicture } from '../chat/picture.ts';
import type { LanguageOf } from '../chat/place.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Clock, Millis } from '../kernel/time.ts';
import type { Admins } from './admins.ts';
import type { Errands } from './errands.ts';
import type { Memory } from './memory.ts';
import type { Pace } from './pace.ts';
import type { Presses } from './presses.ts';
import type { Voice } from './voice.ts';

/** A message in a language: `telegram-read`. */
export type Describe = (locale: Locale, key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What the parts of the adapter share. */
export interface Desk {
  readonly api: Api;
  /** Known once the platform has answered. */
  readonly bot: () => { readonly id: number; readonly username: string };
  readonly clock: Clock;
  readonly sleep: (time: Millis) => Promise<void>;
  readonly pace: Pace;
  readonly presses: Presses;
  readonly errands: Errands;
  readonly memory: Memory;
  readonly admins: Admins;
  readonly voice: Voice;
  readonly draw: DrawPicture;
  readonly describe: Describe;
  readonly locale: Locale;
  readonly languageOf: LanguageOf;
  /** Of this bot only: makes keys in links that nobody else can make. */
  readonly secret: string;
  readonly report: (what: string, error?: unknown) => void;
}
