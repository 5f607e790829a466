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
  readonly #holders = new Map<string, Set<number>>();
  readonly #members: ReadonlySet<string>[][] = [];

  open(): number {
    return this.#members.push([]) - 1;
  }

  add(group: number, shingles: ReadonlySet<string>): void {
    this.#members[group]?.push(shingles);
    for (const shingle of shingles) {
      const holders = this.#holders.get(shingle);
      if (holders) holders.add(group);
      else this.#holders.set(shingle, new Set([group]));
    }
  }

  /** The group that has the most in common with a text, or null where none has enough. */
  find(shingles: ReadonlySet<string>): number | null {
    const shared = new Map<number, number>();
    for (const shingle of shingles) for (const group of this.#holders.get(shingle) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1);
    let best: number | null = null;
    let most = 0;
    for (const group of shared.keys()) {
      const kinship = Math.max(...(this.#members[group] ?? []).map((member) => kinshipOf(shingles, member)));
      if (kinship > most) [best, most] = [group, kinship];
    }
    return best;
  }
}

/** 0 for texts that are not the same article's. */
export function kinshipOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size);
  const share = a.intersection(b).size / Math.max(1, smaller);
  return share >= (smaller < FEW ? KIN_OF_FEW : KIN) ? share : 0;
}
