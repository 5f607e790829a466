import { GrammyError } from 'grammy';
import { DeliveryError } from '../chat/transport.ts';
import { type Millis, millis, seconds } from '../kernel/time.ts';
import { isPassing, retryAfter } from './faults.ts';

const TRIES = 4;
/** Who waits for longer than this has given up. */
const PATIENCE = seconds(10);

/** Makes a request again where waiting is all there is to it: for what no outbox comes again with. Better twice than never. */
export async function persist<T>(request: () => Promise<T>, sleep: (time: Millis) => Promise<void>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await request();
    } catch (error) {
      const wait = waitAfter(error, round);
      if (wait === null || wait > PATIENCE || round >= TRIES) throw error;
      await sleep(wait);
    }
  }
}

/** Null: it would fail again. */
function waitAfter(error: unknown, round: number): Millis | null {
  if (error instanceof DeliveryError) return error.fault.kind === 'later' ? error.fault.wait : null;
  if (!isPassing(error)) return null;
  // 0.1 s, 0.5 s, 2.5 s
  return error instanceof GrammyError && error.error_code === 429 ? retryAfter(error) : millis(100 * 5 ** (round - 1));
}
