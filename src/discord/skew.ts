import { between, type Instant, type Millis, seconds } from '../kernel/time.ts';

/** Beyond this our clock is wrong, and not the network slow. */
const WRONG: Millis = seconds(2);
/** Acts in a row that must all seem old before a clock is blamed: after a broken line many come late together. */
const ENOUGH = 25;

/** Watches when acts arrive and when Discord says they were made. Tells once when our clock must be wrong, by how many seconds. */
export function watchSkew(tell: (seconds: number) => void): (made: Instant, now: Instant) => void {
  let told = false;
  let least = Number.POSITIVE_INFINITY;
  let count = 0;

  return (made, now) => {
    if (told) return;
    const lag = between(made, now);
    least = Math.min(least, lag);
    count = lag > WRONG ? count + 1 : 0;
    if (lag <= WRONG && lag >= -WRONG) least = Number.POSITIVE_INFINITY;
    if (lag >= -WRONG && count < ENOUGH) return;
    told = true;
    tell(Math.round(least / 1000));
  };
}
