import type { CommandLines } from '../chat/command-line.ts';
import type { Platform } from '../chat/place.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Inline, Prose } from '../kernel/prose.ts';

export type SayValue = string | number | Inline | Prose;

/** The bot's voice in one language on one platform: content/messages. A missing key is a bug that a test finds; at run time the key itself is said. */
export interface Say {
  readonly locale: Locale;
  /** How commands are written here. */
  readonly commands: CommandLines;
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  /** As a line of a View: `**…**` and `` `…` `` of the message become styles, values stay what they are and are never read as markup. */
  rich(key: string, values?: Readonly<Record<string, SayValue>>): Prose;
}

export interface Messages {
  in(locale: Locale, platform: Platform): Say;
}
