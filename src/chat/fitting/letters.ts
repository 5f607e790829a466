/** A … Z, AA … AZ, BA … */
export function letterAt(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterAt(Math.floor(index / 26) - 1) + last;
}

/** Which letter labels begin with that carry their letters in order (`C`, or `C. text`); null where they do not. */
export function lettersBegin(labels: readonly string[]): number | null {
  const carried = labels.map((label) => /^([A-Z]{1,3})(?:\. |$)/.exec(label)?.[1] ?? null);
  const start = carried[0] ? indexOf(carried[0]) : -1;
  return start >= 0 && carried.every((letter, index) => letter === letterAt(start + index)) ? start : null;
}

const indexOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
