import type { Locale } from '../kernel/locale.ts';

/** The language of a text: Chinese where it has at least as many Chinese characters as words in Latin letters. Formulas should be out of it. */
export function languageOf(text: string): Locale {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.replaceAll(/https?:\/\/\S+/g, ' ').match(/\p{Script=Latin}{2,}/gu)?.length ?? 0;
  return characters > 0 && characters >= words ? 'zh' : 'en';
}
