/** Letters of a shingle: two Chinese words, or a short English one. */
const SIZE = 4;
/** Share of the smaller text's shingles that the larger one has. Excerpts of different articles share under 0.1, an edited one keeps far more. */
const KIN = 0.5;
/** Under so many shingles chance has a say. */
const FEW = 20;
const KIN_OF_FEW = 0.8;

export function shinglesOf(letters: string): ReadonlySet<string> {
  const shingles = new Set<string>();
  for (let at = 0; at + SIZE <= letters.length; at++) shingles.add(letters.slice(at, at + SIZE));
  return shingles.size === 0 && letters !== '' ? new Set([letters]) : shingles;
}

/** Finds the group of texts that a text belongs to, however many there are: only groups that share a shingle are looked at. */
export class Groups {
  readonly #holders = new Map<string, number[]>();
  /** Of each group, the shingles of all its texts. */
  readonly #shingles: Set<string>[] = [];

  open(): number {
    return this.#shingles.push(new Set()) - 1;
  }

  add(group: number, shingles: ReadonlySet<string>): void {
    const own = this.#shingles[group];
    for (const shingle of shingles) {
      if (own === undefined || own.has(shingle)) continue;
      own.add(shingle);
      const holders = this.#holders.get(shingle);
      if (holders) holders.push(group);
      else this.#holders.set(shingle, [group]);
    }
  }

  /** The group that has the most in common with a text, or null where none has enough. */
  find(shingles: ReadonlySet<string>): number | null {
    const shared = new Map<number, number>();
    for (const shingle of shingles) for (const group of this.#holders.get(shingle) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1);
    let best: number | null = null;
    let most = 0;
    for (const [group, count] of shared) {
      const kinship = share(count, shingles.size, this.#shingles[group]?.size ?? 0);
      if (kinship > most) [best, most] = [group, kinship];
    }
    return best;
  }
}

/** How much of the smaller text the larger one has; 0 for texts that are not the same article's. */
export const kinshipOf = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => share(a.intersection(b).size, a.size, b.size);

function share(shared: number, ...sizes: readonly [number, number]): number {
  const smaller = Math.min(...sizes);
  const part = shared / Math.max(1, smaller);
  return part >= (smaller < FEW ? KIN_OF_FEW : KIN) ? part : 0;
}
