export const LOCALES = ['zh', 'en'] as const;
/** The languages the bot speaks and the library is written in. */
export type Locale = (typeof LOCALES)[number];
/** The same sentence in each language. */
export type Both<T = string> = Readonly<Record<Locale, T>>;

export const isLocale = (value: string): value is Locale => (LOCALES as readonly string[]).includes(value);

/** The supported language of a BCP 47 tag (`zh-Hant-TW` -> zh), or null. */
export function localeOf(tag: string | null | undefined): Locale | null {
  const language = tag?.toLowerCase().split(/[-_]/)[0] ?? '';
  return isLocale(language) ? language : null;
}
