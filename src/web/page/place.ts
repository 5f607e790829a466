import type { Locale } from '../../kernel/locale.ts';

/** Where something on the page stands, and what can be done from there. */
export interface Place {
  /** The entry's number. */
  readonly seq: number;
  /** The language of the message, which need not be the page's. */
  readonly locale: Locale;
  /** The group's time zone, as IANA names it. */
  readonly timeZone: string;
  say(text: string): void;
  /** Ends when the server has it, or has refused it. */
  press(token: string, on: number, typed?: string): Promise<void>;
}
