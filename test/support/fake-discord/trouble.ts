import { next, type RandomState, seeded } from '../../../src/kernel/random.ts';

/** `before`: the request does nothing; `after`: it does all it should, and the answer is lost. */
export type Mishap = 'limited' | 'error' | 'gateway' | 'drop-before' | 'drop-after';

export interface Misfortune {
  /** 0 … 1: how many requests fare badly. */
  readonly rate: number;
  readonly seed: string;
  readonly kinds?: readonly Mishap[];
}

const KINDS: readonly Mishap[] = ['limited', 'error', 'gateway', 'drop-before', 'drop-after'];

/** What goes wrong on the way: by chance, with dice that always fall the same, or by order. */
export class Trouble {
  readonly #ordered: { readonly route: RegExp; readonly mishap: Mishap; spared: number }[] = [];
  #misfortune: Misfortune | null = null;
  #dice: RandomState = seeded('');
  /** How often something went wrong. */
  count = 0;
  /** Seconds that a 429 asks for. */
  retryAfter = 0.02;

  /** From now on. Null: no more. */
  chance(misfortune: Misfortune | null): void {
    this.#misfortune = misfortune;
    if (misfortune) this.#dice = seeded(misfortune.seed);
  }

  /** The next requests whose `METHOD /path` fits. */
  next(route: RegExp, ...mishaps: readonly Mishap[]): void {
    for (const mishap of mishaps) this.#ordered.push({ route, mishap, spared: 0 });
  }

  /** The one behind the next `spared` whose `METHOD /path` fits. */
  after(spared: number, route: RegExp, mishap: Mishap): void {
    this.#ordered.push({ route, mishap, spared });
  }

  strike(route: string): Mishap | null {
    const at = this.#ordered.findIndex((one) => one.route.test(route) && one.spared-- <= 0);
    const [ordered] = at < 0 ? [] : this.#ordered.splice(at, 1);
    const mishap = ordered?.mishap ?? this.#roll();
    if (mishap) this.count += 1;
    return mishap;
  }

  #roll(): Mishap | null {
    if (!this.#misfortune) return null;
    const rolled = next(this.#dice);
    this.#dice = rolled.state;
    if (rolled.word / 2 ** 32 >= this.#misfortune.rate) return null;
    const kinds = this.#misfortune.kinds ?? KINDS;
    return kinds[rolled.word % kinds.length] ?? null;
  }
}
