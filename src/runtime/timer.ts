import type { Clock, Instant } from '../kernel/time.ts';

/** A hint for one moment: setting it again replaces it. What is due is decided by rows, never by a timer. */
export interface Timer {
  set(at: Instant | null, run: () => void): void;
}

/** Node's timers overflow at 2^31 ms. */
const LONGEST = 2 ** 31 - 1;

export function systemTimer(clock: Clock): Timer {
  let handle: NodeJS.Timeout | undefined;
  return {
    set(at, run) {
      clearTimeout(handle);
      handle = at === null ? undefined : setTimeout(run, Math.min(LONGEST, Math.max(0, at - clock.now())));
      handle?.unref();
    },
  };
}
