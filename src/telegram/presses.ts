import { type Api, GrammyError } from 'grammy';
import { clip } from '../chat/length.ts';
import { type Millis, millis, seconds } from '../kernel/time.ts';
import { isPassing, isTooOld, retryAfter } from './faults.ts';
import { telegramLimits } from './limits.ts';
import { quiet } from './writing.ts';

export interface PressAnswer {
  readonly text?: string;
  /** Opens the private chat with the bot. */
  readonly url?: string;
}

export interface Presses {
  /** A press came in and waits for its one answer. */
  open(query: string): void;
  /** False where it was answered before, or Telegram no longer takes an answer. */
  answer(query: string, answer: PressAnswer): Promise<boolean>;
}

const TRIES = 4;
/** A press whose answer would have to wait longer than this has been given up by the app. */
const PATIENCE = seconds(10);
const MOST = 20_000;

/** The queries behind pressed buttons: each is answered exactly once, however often that has to be tried. */
export function createPresses(api: Api, sleep: (time: Millis) => Promise<void>): Presses {
  const done = new Map<string, boolean>();
  const mark = (query: string, answered: boolean) => {
    done.set(query, answered);
    const oldest = done.keys().next();
    if (done.size > MOST && !oldest.done) done.delete(oldest.value);
  };

  return {
    open: (query) => {
      if (!done.has(query)) mark(query, false);
    },
    async answer(query, { text, url }) {
      if (done.get(query)) return false;
      mark(query, true);
      const shown = text === undefined ? {} : { text: clip(quiet(text), telegramLimits.alert, 'utf16') };
      const alert = text !== undefined && (text.length > telegramLimits.glance || text.includes('\n')) ? { show_alert: true } : {};
      for (let round = 1; ; round++) {
        try {
          await api.answerCallbackQuery(query, { ...shown, ...alert, ...(url === undefined ? {} : { url }) });
          return true;
        } catch (error) {
          if (isTooOld(error)) return false;
          const wait = error instanceof GrammyError && error.error_code === 429 ? retryAfter(error) : millis(50 * round);
          // An answer that did arrive, though its receipt did not, is refused the second time: that is as good.
          if (!isPassing(error)) return round > 1;
          if (round >= TRIES || wait > PATIENCE) return false;
          await sleep(wait);
        }
      }
    },
  };
}
