import { distance } from 'fastest-levenshtein';

/** How many letters must be put in, left out, replaced, or swapped with a neighbour to make one word of the other. */
export function edits(a: string, b: string): number {
  const plain = distance(a, b);
  return plain === 2 && isSwap(a, b) ? 1 : plain;
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** Edits after which a Latin word of that length is still taken for the other. */
export function tolerated(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}
