import { setImmediate as turn } from 'node:timers/promises';
import type { DueQueue, DueRow } from '../app/ports.ts';
import { after, type Clock, millis, minutes, seconds } from '../kernel/time.ts';
import type { Log } from './log.ts';
import type { Timer } from './timer.ts';

/** While a row is being worked on nobody else takes it; a process that dies gives it back by this time. */
const LEASE = minutes(3);
const AT_ONCE = 64;
const FIRST_WAIT = seconds(5);
const LONGEST_WAIT = minutes(10);

export interface Alarm {
  /** Something was committed: the nearest due time may have changed. */
  nudge(): void;
  start(): Promise<void>;
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs what is due: claims rows with a lease and hands them on; a failed one comes back later and later. */
export function createAlarm(input: { queue: DueQueue; run: (row: DueRow) => Promise<void>; clock: Clock; timer: Timer; log: Log }): Alarm {
  const { queue, clock, timer, log } = input;
  const working = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;
  let again = false;
  let open = false;

  const nudge = () => {
    if (!open) return;
    again = true;
    looking ??= look().finally(() => {
      looking = null;
      if (again) nudge();
    });
  };

  async function look(): Promise<void> {
    let looked = clock.now();
    while (again && open) {
      again = false;
      // One after the other, with a turn for all else in between: a thousand digests at one moment keep no press waiting.
      await turn();
      if (!open || working.size >= AT_ONCE) return;
      looked = clock.now();
      const rows = await queue.claim(looked, after(looked, LEASE), 1);
      if (rows.length > 0) again = true;
      for (const row of rows) {
        const done = work(row).finally(() => {
          working.delete(done);
          nudge();
        });
        working.add(done);
      }
    }
    // What has fallen due since was not found, and is next.
    timer.set(await queue.next(looked), nudge);
  }

  async function work(row: DueRow & { attempts: number }): Promise<void> {
    try {
      await input.run(row);
    } catch (error) {
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(row.attempts - 1, 10));
      log.error({ error, key: row.key, attempts: row.attempts, wait }, 'what fell due could not be done; it is tried again');
      await queue.release(row.key, after(clock.now(), millis(wait)));
    }
  }

  return {
    nudge,
    async start() {
      await queue.reclaim();
      open = true;
      nudge();
    },
    async drain() {
      do {
        await looking;
        await Promise.all(working);
      } while (looking || working.size > 0);
    },
    async stop() {
      open = false;
      timer.set(null, nudge);
      await looking;
      await Promise.all(working);
    },
  };
}
