import type { PageWord, StatusWord } from '../words.ts';

let words: Readonly<Record<string, string>> = {};

export function setWords(next: Readonly<Record<string, string>>): void {
  words = next;
}

/** What the page says, in the reader's language. */
export const word = (key: PageWord | StatusWord): string => words[key] ?? key;
