import type { Clock, Instant } from '../kernel/time.ts';

export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket: true while there is one to take. */
export type Bucket = () => boolean;

export function bucket(rate: Rate, clock: Clock): Bucket {
  let left = rate.burst;
  let filled: Instant = clock.now();
  return () => {
    const now = clock.now();
    left = Math.min(rate.burst, left + (Math.max(0, now - filled) / 1000) * rate.perSecond);
    filled = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

/** A bucket for each name; the ones unused for longest are forgotten, so that many names cost no memory. */
export function buckets(rate: Rate, clock: Clock, most = 5_000): (name: string) => boolean {
  const known = new Map<string, Bucket>();
  return (name) => {
    const taken = known.get(name) ?? bucket(rate, clock);
    known.delete(name);
    known.set(name, taken);
    const oldest = known.keys().next();
    if (known.size > most && !oldest.done) known.delete(oldest.value);
    return taken();
  };
}
