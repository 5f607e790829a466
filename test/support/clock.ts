import { type Clock, type Instant, instant, type Millis, millis } from '../../src/kernel/time.ts';
import type { Timer } from '../../src/runtime/timer.ts';

/** A clock that goes only when it is told to, with the timers that were set on it. */
export class ManualClock implements Clock {
  #now: Instant;
  readonly #timers = new Set<{ at: Instant; run: () => void }>();

  constructor(start: string | number) {
    this.#now = instant(typeof start === 'number' ? start : Date.parse(start));
  }

  now = (): Instant => this.#now;

  timer = (): Timer => {
    let mine: { at: Instant; run: () => void } | null = null;
    return {
      set: (at, run) => {
        if (mine) this.#timers.delete(mine);
        mine = at === null ? null : { at, run };
        if (mine) this.#timers.add(mine);
      },
    };
  };

  /** Lets time pass, stopping at every timer on the way; `settle` runs after each. */
  async pass(wait: Millis, settle: () => Promise<void>): Promise<void> {
    const end = millis(this.#now + wait);
    await settle();
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = instant(Math.max(this.#now, next.at));
      next.run();
      await settle();
    }
    this.#now = instant(end);
    await settle();
  }

  jump(to: string | number): void {
    this.#now = instant(typeof to === 'number' ? to : Date.parse(to));
  }
}
