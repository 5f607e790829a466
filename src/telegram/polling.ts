import { setImmediate as turn } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { type Millis, millis, seconds } from '../kernel/time.ts';
import { retryAfter } from './faults.ts';
import { createHanded } from './handed.ts';
import { UPDATES } from './incoming.ts';
import { failuresBorne, pollFor } from './limits.ts';
import { forGrammy } from './signals.ts';

/** Why no more updates are asked for. */
export type Ending = 'stopped' | 'conflict' | 'unauthorised';

export interface PollingParts {
  readonly api: Api;
  /** Resolves, and does so always, when all that the update brought has been saved. */
  readonly take: (update: Update) => Promise<void>;
  /** Resolves soon, or when the signal says so. */
  readonly aWhile: (signal: AbortSignal) => Promise<void>;
  readonly sleep: (time: Millis, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Null: all is well again. */
  readonly health: (trouble: string | null) => void;
}

const LONGEST_WAIT = seconds(30);

/**
 * Asks for updates until it is stopped. An update is confirmed by asking for a later one, and that is done only when all it brought has
 * been saved: what was under way when the process died comes again, and its dedupe key is known.
 */
export async function poll({ api, take, aWhile, sleep, signal, health }: PollingParts): Promise<Ending> {
  const handed = createHanded(take, aWhile);
  for (let failures = 0; !signal.aborted; ) {
    try {
      // After a failure, one short request: that all is well again is to be known now, not when the next long one ends.
      const timeout = failures > 0 ? 0 : pollFor / 1000;
      const updates = await api.getUpdates({ offset: handed.offset(), timeout, allowed_updates: UPDATES }, forGrammy(signal));
      if (failures > 0) health(null);
      failures = 0;
      handed.take(updates);
      // The answers are on their way first, and as a rule nothing is left to save by then. Undici writes a turn after it was asked to.
      await turn();
      await turn();
      await handed.some(signal);
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof GrammyError && error.error_code === 409) return 'conflict';
      if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) return 'unauthorised';
      failures += 1;
      const why = error instanceof GrammyError ? error.description : 'the connection failed';
      if (failures >= failuresBorne) health(`Telegram does not hand out updates: ${why}`);
      const limited = error instanceof GrammyError && error.error_code === 429;
      await sleep(limited ? retryAfter(error) : millis(Math.min(LONGEST_WAIT, 250 * 2 ** failures)), signal);
    }
  }
  await handed.all();
  if (handed.offset() > 0) await confirm(api, handed.offset());
  return 'stopped';
}

/** So that a start right after the stop is not told the same again; it would know it, but why bother. */
async function confirm(api: Api, offset: number): Promise<void> {
  await api.getUpdates({ offset, limit: 1, timeout: 0 }, forGrammy(AbortSignal.timeout(1_000))).catch(() => {});
}
