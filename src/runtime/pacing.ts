import { setTimeout as wait } from 'node:timers/promises';
import type { Millis } from '../kernel/time.ts';

/** Waits as long as it is told, or until the signal aborts. */
export async function sleep(time: Millis, signal: AbortSignal): Promise<void> {
  try {
    await wait(time, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
