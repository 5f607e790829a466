import type { Scan } from './scan.ts';

export interface Found<T> {
  readonly values: readonly T[];
  /** Place in `Scan.compact`. */
  readonly at: number;
  readonly length: number;
}

interface Needle<T> {
  readonly name: string;
  readonly values: T[];
}

/** Many names to be found in texts in one pass. A name is what `Scan.compact` of it reads. */
export class Needles<T> {
  /** By the first two characters; within, the longest first. */
  readonly #names = new Map<number, Map<number, Needle<T>[]>>();

  add(name: string, value: T): void {
    if (name === '') return;
    const seconds = this.#names.get(name.charCodeAt(0)) ?? new Map<number, Needle<T>[]>();
    this.#names.set(name.charCodeAt(0), seconds);
    const list = seconds.get(secondOf(name, 0)) ?? [];
    seconds.set(secondOf(name, 0), list);
    const same = list.find((needle) => needle.name === name);
    if (same) same.values.push(value);
    else list.push({ name, values: [value] });
    list.sort((a, b) => b.name.length - a.name.length);
  }

  /** From left to right, the longest at each place, none overlapping. A name begins and ends at the edges of words. */
  find({ compact, edge }: Scan): Found<T>[] {
    const found: Found<T>[] = [];
    for (let at = 0; at < compact.length; ) {
      const hit = edge[at] ? this.#at(compact, edge, at) : null;
      if (hit) found.push({ values: hit.values, at, length: hit.name.length });
      at += hit ? hit.name.length : 1;
    }
    return found;
  }

  #at(compact: string, edge: readonly boolean[], at: number): Needle<T> | null {
    const seconds = this.#names.get(compact.charCodeAt(at));
    if (!seconds) return null;
    const fits = (needle: Needle<T>): boolean => edge[at + needle.name.length] === true && compact.startsWith(needle.name, at);
    return seconds.get(secondOf(compact, at))?.find(fits) ?? seconds.get(-1)?.find(fits) ?? null;
  }
}

/** The second character's code, or -1 for a name of one character. */
function secondOf(text: string, at: number): number {
  return at + 1 < text.length ? text.charCodeAt(at + 1) : -1;
}
