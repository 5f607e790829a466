import { between, hours, type Instant, minutes } from '../kernel/time.ts';
import { type Cadence, nextDue } from './cadence.ts';

/** The heartbeat ticks once a minute, and a busy queue may add to that. */
const PUNCTUAL = minutes(2);
const TOO_OLD = hours(6);

/** What to do with a due time, looked at now: missed by less than six hours it is still sent, once; older it is skipped. */
export function decide(due: Instant, now: Instant): 'on-time' | 'late' | 'skip' {
  const missed = between(due, now);
  if (missed < PUNCTUAL) return 'on-time';
  return missed < TOO_OLD ? 'late' : 'skip';
}

/** The next `count` due times after `from`. */
export function upcoming(cadence: Cadence, zone: string, from: Instant, count: number): readonly Instant[] {
  const times: Instant[] = [];
  for (let last = from; times.length < count; times.push(last)) last = nextDue(cadence, zone, last);
  return times;
}
