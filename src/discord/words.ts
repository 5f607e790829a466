import type { Locale } from '../kernel/locale.ts';

/** Says a message of content/messages. */
export type Words = (locale: Locale, key: string, values?: Readonly<Record<string, string | number>>) => string;
