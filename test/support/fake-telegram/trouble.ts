import { below, next, type RandomState, seeded } from '../../../src/kernel/random.ts';

/** What goes wrong with a request: refused, carried out without an answer, or not even that. */
export type Trouble =
  | { readonly kind: '429'; readonly after: number }
  | { readonly kind: '5xx' }
  | { readonly kind: 'cut-before' | 'cut-after' };

export interface TroubleRates {
  /** Share of requests, 0 … 1. */
  readonly tooMany?: number;
  readonly server?: number;
  readonly cutBefore?: number;
  readonly cutAfter?: number;
  /** Seconds that a 429 asks for. */
  readonly retryAfter?: number;
  /** Real milliseconds that every answer takes, at most. */
  readonly delay?: number;
}

/** Trouble by rates, the same for the same seed; and trouble that was ordered for the next request of a kind. */
export class Troubles {
  rates: TroubleRates = {};
  /** Requests that met some, out of all. */
  met = 0;
  asked = 0;
  /** Nothing is answered but that the server is down. */
  outage = false;
  readonly #ordered: { readonly method: string; readonly trouble: Trouble }[] = [];
  #dice: RandomState;

  constructor(seed: string) {
    this.#dice = seeded(seed);
  }

  /** The next request of this method meets this. */
  order(method: string, trouble: Trouble): void {
    this.#ordered.push({ method, trouble });
  }

  of(method: string): Trouble | null {
    const trouble = this.#strike(method);
    this.asked += 1;
    if (trouble) this.met += 1;
    return trouble;
  }

  #strike(method: string): Trouble | null {
    if (this.outage) return { kind: '5xx' };
    const index = this.#ordered.findIndex((one) => one.method === method);
    if (index >= 0) return this.#ordered.splice(index, 1)[0]?.trouble ?? null;
    if (method === 'getUpdates' || method === 'getMe') return null;
    const { tooMany = 0, server = 0, cutBefore = 0, cutAfter = 0, retryAfter = 1 } = this.rates;
    const shares: readonly (readonly [number, Trouble])[] = [
      [tooMany, { kind: '429', after: retryAfter }],
      [server, { kind: '5xx' }],
      [cutBefore, { kind: 'cut-before' }],
      [cutAfter, { kind: 'cut-after' }],
    ];
    let left = this.#roll();
    for (const [share, trouble] of shares) {
      left -= share;
      if (left < 0) return trouble;
    }
    return null;
  }

  delay(): number {
    const { delay = 0 } = this.rates;
    if (delay === 0) return 0;
    const { value, state } = below(delay + 1, this.#dice);
    this.#dice = state;
    return value;
  }

  #roll(): number {
    const { word, state } = next(this.#dice);
    this.#dice = state;
    return word / 2 ** 32;
  }
}
