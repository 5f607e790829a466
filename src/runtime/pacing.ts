import { setTimeout as wait } from 'node:timers/promises';
import type { Millis } from '../kernel/time.ts';
import { chance } from './random-id.ts';

/** Resolves when the time is over or the signal aborts, whichever is first. */
export async function sleep(time: Millis, signal: AbortSignal): Promise<void> {
  await wait(time, undefined, { signal }).catch(() => {});
}

/** Waiting and chance for whoever retries. */
export const pacing = { sleep, random: chance };
