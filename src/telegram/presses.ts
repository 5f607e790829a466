import type { Api } from 'grammy';
import { clip } from '../chat/length.ts';
import type { Millis } from '../kernel/time.ts';
import { isPassing, isTooOld } from './faults.ts';
import { telegramLimits } from './limits.ts';
import { persist } from './tries.ts';
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
      let rounds = 0;
      const request = () => {
        rounds += 1;
        return api.answerCallbackQuery(query, { ...shown, ...alert, ...(url === undefined ? {} : { url }) });
      };
      try {
        return await persist(request, sleep);
      } catch (error) {
        // An answer that did arrive, though its receipt did not, is refused the second time: that is as good.
        return !isTooOld(error) && !isPassing(error) && rounds > 1;
      }
    },
  };
}
