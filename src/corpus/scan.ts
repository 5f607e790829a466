import { type FoldedChar, foldChar } from './fold.ts';
import { stem } from './stem.ts';

export interface Word {
  /** `han`: a run of Chinese characters, not yet cut into words. */
  readonly kind: 'latin' | 'han';
  /** Folded; a Latin word is stemmed. */
  readonly text: string;
  /** Folded, as it was written. */
  readonly written: string;
  /** Written together with the word before it: `k-d`, `tf_export`. */
  readonly joined: boolean;
}

/**
 * A text made ready for finding names in it whatever their spelling: `k-d Trees`, `kd tree` and `KDTree` all read `kdtree` in `compact`.
 * What cannot stand inside a name is one space there.
 */
export interface Scan {
  readonly compact: string;
  /** `edge[i]`: a name may begin at, or end before, `compact[i]`. One longer than `compact`. */
  readonly edge: readonly boolean[];
  /** Where in the text the word or character of `compact[i]` begins, and where it ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly words: readonly Word[];
}

export function scan(text: string): Scan {
  const scanner = new Scanner();
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const end = at + (codePoint > 0xffff ? 2 : 1);
    scanner.take(foldChar(codePoint), at, end, text.slice(at, at + 2));
    at = end;
  }
  return scanner.finish(text.length);
}

class Scanner {
  readonly #edge: boolean[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #words: Word[] = [];
  #compact = '';
  /** The Latin word that is being read, and where it began. */
  #word = '';
  #wordFrom = 0;
  /** What stands between it and the word before. */
  #joint: 'none' | 'space' | 'hyphen' | 'apostrophe' = 'none';
  /** The Chinese run that is being read. */
  #run = '';

  /** `here`: the character as it stands, and the next. */
  take(char: FoldedChar, at: number, end: number, here: string): void {
    switch (char.kind) {
      case 'nothing':
        return;
      case 'word':
        this.#endRun();
        if (this.#word === '') this.#wordFrom = at;
        this.#word += char.text;
        return;
      case 'sign':
        this.#endBoth(at);
        this.#word = char.text;
        this.#wordFrom = at;
        this.#endWord(end);
        return;
      case 'han':
        this.#endWord(at);
        this.#joint = 'none';
        this.#run += char.text;
        for (const letter of char.text) this.#put(letter, at, end);
        return;
      case 'barrier':
        if (isDecimalPoint(this.#word, here)) {
          this.#word += '.';
          return;
        }
        this.#endBoth(at);
        this.#joint = 'none';
        if (this.#compact !== '' && !this.#compact.endsWith(' ')) this.#put(' ', at, at);
        return;
      case 'space':
      case 'hyphen':
      case 'apostrophe': {
        const first = this.#word !== '' || this.#joint === 'none';
        this.#endBoth(at);
        this.#joint = first ? char.kind : 'space';
      }
    }
  }

  finish(end: number): Scan {
    this.#endBoth(end);
    this.#edge.push(true);
    return { compact: this.#compact, edge: this.#edge, from: this.#from, to: this.#to, words: this.#words };
  }

  #endBoth(end: number): void {
    this.#endWord(end);
    this.#endRun();
  }

  #endWord(end: number): void {
    const written = this.#word;
    if (written === '') return;
    const joined = this.#joint === 'hyphen' || this.#joint === 'apostrophe';
    const possessive = written === 's' && this.#joint === 'apostrophe';
    this.#word = '';
    this.#joint = 'none';
    if (possessive) return;
    const text = stem(written);
    this.#words.push({ kind: 'latin', text, written, joined });
    this.#put(text, this.#wordFrom, end);
  }

  #endRun(): void {
    if (this.#run !== '') this.#words.push({ kind: 'han', text: this.#run, written: this.#run, joined: false });
    this.#run = '';
  }

  #put(letters: string, from: number, to: number): void {
    for (let i = 0; i < letters.length; i++) {
      this.#edge.push(i === 0);
      this.#from.push(from);
      this.#to.push(to);
    }
    this.#compact += letters;
  }
}

/** `k1.5`, `0.001`: the point is part of the word. */
const isDecimalPoint = (word: string, here: string): boolean => /\d$/.test(word) && /^\.\d/.test(here);
