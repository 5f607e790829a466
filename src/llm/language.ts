import type { Locale } from '../kernel/locale.ts';

/** Chinese prose about models is full of Latin names; a whole English sentence is not. */
const LEAST_HAN = 0.3;
/** An English sentence may quote a Chinese term. */
const MOST_HAN = 0.15;
/** Kana, Hangul, Cyrillic …: a letter or two may be a symbol. */
const MOST_FOREIGN = 0.05;

/** Whether a text (without its formulas) is in the language, by the share of Han characters among Han characters and Latin words. */
export function isIn(text: string, locale: Locale): boolean {
  const han = count(text, /\p{Script=Han}/gu);
  const latin = count(text, /\p{Script=Latin}+/gu);
  const letters = count(text, /\p{L}/gu);
  const foreign = count(text, /(?![\p{Script=Han}\p{Script=Latin}\p{Script=Greek}ー])\p{L}/gu);
  if (han + latin === 0 || foreign > letters * MOST_FOREIGN) return false;
  const share = han / (han + latin);
  return locale === 'zh' ? share >= LEAST_HAN : share <= MOST_HAN;
}

/** The words that say what a text is about: Latin ones of four letters or more, and pairs of Han characters. */
export function topicWords(text: string): readonly string[] {
  const latin = text.toLowerCase().match(/\p{Script=Latin}{4,}/gu) ?? [];
  const han = (text.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap((run) => {
    const chars = [...run];
    return chars.slice(1).map((char, index) => `${chars[index]}${char}`);
  });
  return [...latin, ...han];
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;
