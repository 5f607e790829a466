import { type Scan, scan, type Word } from './scan.ts';

/** The words of a text in reading order: folded, English stemmed, Chinese cut, without punctuation. */
export interface Tokenizer {
  tokens(text: string): string[];
}

/** A text as search sees it. */
export interface Reading {
  readonly scan: Scan;
  readonly tokens: readonly string[];
  /** What else one may look for: words inside long Chinese words, hyphenated words written together. In no order. */
  readonly inner: readonly string[];
}

export interface SearchTokenizer extends Tokenizer {
  read(text: string): Reading;
}

/** Cuts Chinese. */
export interface Cutter {
  /** Runs of Chinese characters, a line each -> their words, in order; line feeds may come back as words. */
  cut(lines: string): readonly string[];
  /** The words inside a word, with or without itself. */
  parts(word: string): readonly string[];
}

export function createTokenizer(cutter: Cutter): SearchTokenizer {
  const read = (text: string): Reading => {
    const scanned = scan(text);
    const cuts = cutRuns(scanned.words, cutter);
    const tokens: string[] = [];
    const inner: string[] = [];
    scanned.words.forEach((word, i) => {
      if (word.kind === 'latin') tokens.push(word.text);
      for (const part of cuts.get(i) ?? []) {
        tokens.push(part);
        if (part.length > 2) inner.push(...cutter.parts(part).filter((piece) => piece !== part));
      }
    });
    inner.push(...joined(scanned.words));
    return { scan: scanned, tokens, inner };
  };
  return { read, tokens: (text) => [...read(text).tokens] };
}

/** All runs in one call: a call into native code costs as much as cutting a sentence. */
function cutRuns(words: readonly Word[], cutter: Cutter): ReadonlyMap<number, string[]> {
  const runs = words.flatMap((word, i) => (word.kind === 'han' ? [i] : []));
  const cuts = new Map<number, string[]>();
  if (runs.length === 0) return cuts;
  let run = 0;
  for (const part of cutter.cut(runs.map((i) => words[i]?.text).join('\n'))) {
    const at = runs[run];
    if (part === '\n') run++;
    else if (at !== undefined) {
      const parts = cuts.get(at);
      if (parts) parts.push(part);
      else cuts.set(at, [part]);
    }
  }
  return cuts;
}

/** `k-d` -> `kd`, `tf_export` -> `tfexport`. */
function joined(words: readonly Word[]): string[] {
  const found: string[] = [];
  let whole = '';
  for (const [i, word] of words.entries()) {
    whole = word.joined ? whole + word.text : word.text;
    if (word.joined && !words[i + 1]?.joined) found.push(whole);
  }
  return found;
}
