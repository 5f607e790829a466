import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { createTokenizer, type SearchTokenizer } from '../corpus/tokens.ts';

/** Words whose parts are remembered; the dictionary has some 100,000 long ones. */
const REMEMBERED = 50_000;

/**
 * The tokenizer over jieba's own dictionary, which is loaded at the first Chinese text (0.2 s, 40 MB). New words are not guessed (jieba's HMM):
 * a guess depends on what stands around the word, so that a query and a text would be cut differently.
 */
export function jiebaTokenizer(): SearchTokenizer {
  let jieba: Jieba | null = null;
  const loaded = (): Jieba => {
    jieba ??= Jieba.withDict(dictionary());
    return jieba;
  };
  const remembered = new Map<string, readonly string[]>();
  const parts = (word: string): readonly string[] => {
    const known = remembered.get(word);
    if (known) return known;
    const found = loaded().cutForSearch(word, false);
    if (remembered.size < REMEMBERED) remembered.set(word, found);
    return found;
  };
  return createTokenizer({ cut: (lines) => loaded().cut(lines, false), parts });
}

/** Not the package's `dict` module: that one reads 6 MB of word frequencies as well, and keeps them. */
function dictionary(): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'));
}
