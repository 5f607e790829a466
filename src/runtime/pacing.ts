import { setTimeout as wait } from 'node:timers/promises';
import type { Millis } from '../kernel/time.ts';
import { chance } from './random-id.ts';

/** Waiting and chance for whoever retries. */
export const pacing = {
  async sleep(time: Millis, signal: AbortSignal): Promise<void> {
    await wait(time, undefined, { signal }).catch(() => {});
  },
  random: chance,
};
