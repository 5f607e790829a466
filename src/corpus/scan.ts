import { foldChar } from './fold.ts';
import { stem } from './stem.ts';

export interface Word {
  /** `han`: a run of Chinese characters, not yet cut into words. */
  readonly kind: 'latin' | 'han';
  /** Folded; a Latin word is stemmed. */
  readonly text: string;
  /** Folded, as it was written. */
  readonly written: string;
  /** Place in `Scan.compact`. */
  readonly at: number;
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

type Joint = 'none' | 'space' | 'hyphen' | 'apostrophe';

export function scan(text: string): Scan {
  const edge: boolean[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const words: Word[] = [];
  let compact = '';
  let word = '';
  let wordFrom = 0;
  let joint: Joint = 'none';
  let run = '';
  let runAt = 0;

  const put = (letters: string, start: number, end: number): void => {
    for (let i = 0; i < letters.length; i++) {
      edge.push(i === 0);
      from.push(start);
      to.push(end);
    }
    compact += letters;
  };
  const endWord = (end: number): void => {
    if (word === '') return;
    const possessive = word === 's' && joint === 'apostrophe';
    if (!possessive) {
      const joined = joint === 'hyphen' || joint === 'apostrophe';
      const stemmed = stem(word);
      words.push({ kind: 'latin', text: stemmed, written: word, at: compact.length, joined });
      put(stemmed, wordFrom, end);
    }
    word = '';
    joint = 'none';
  };
  const endRun = (): void => {
    if (run === '') return;
    words.push({ kind: 'han', text: run, written: run, at: runAt, joined: false });
    run = '';
  };
  const barrier = (at: number): void => {
    if (compact !== '' && !compact.endsWith(' ')) put(' ', at, at);
  };

  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const size = codePoint > 0xffff ? 2 : 1;
    const char = foldChar(codePoint);
    switch (char.kind) {
      case 'word':
        endRun();
        if (word === '') wordFrom = at;
        word += char.text;
        break;
      case 'nothing':
        break;
      case 'sign':
        endWord(at);
        endRun();
        word = char.text;
        wordFrom = at;
        endWord(at + size);
        break;
      case 'han':
        endWord(at);
        if (run === '') runAt = compact.length;
        for (const letter of char.text) {
          run += letter;
          put(letter, at, at + size);
        }
        joint = 'none';
        break;
      case 'barrier':
        if (text[at] === '.' && isDecimal(word, text.charCodeAt(at + 1))) {
          word += '.';
          break;
        }
        endWord(at);
        endRun();
        barrier(at);
        joint = 'none';
        break;
      default: {
        const open = word !== '';
        endWord(at);
        endRun();
        joint = open || joint === 'none' ? char.kind : 'space';
      }
    }
    at += size;
  }
  endWord(text.length);
  endRun();
  edge.push(true);
  return { compact, edge, from, to, words };
}

/** `k1.5`, `0.001`: the point is part of the word. */
function isDecimal(word: string, next: number): boolean {
  const last = word.charCodeAt(word.length - 1);
  return last >= 48 && last <= 57 && next >= 48 && next <= 57;
}
