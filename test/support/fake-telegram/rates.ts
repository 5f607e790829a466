import type { Clock } from '../../../src/kernel/time.ts';
import { ApiRefusal, type FakeChat } from './state.ts';

/**
 * core.telegram.org/bots/faq: about 30 messages a second over all, no more than one a second in a chat (short bursts are let through), no
 * more than 20 a minute in a group. An edit counts as a message.
 */
const OVERALL = { most: 30, window: 1_000 };
const BURST = { most: 3, window: 1_000 };
const CHAT = { most: 63, window: 60_000 };
const GROUP = { most: 20, window: 60_000 };

/** Counts what was let through and refuses the rest, with the time to wait. Refused requests are counted too, so that a test can ask for none. */
export class Rates {
  refused = 0;
  /** The most messages in any one second, so far. */
  peak = 0;
  readonly #clock: Clock;
  #all: number[] = [];
  readonly #chats = new Map<number, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(chat: FakeChat): void {
    const now = this.#clock.now();
    const own = (this.#chats.get(chat.id) ?? []).filter((at) => at > now - GROUP.window);
    this.#all = this.#all.filter((at) => at > now - OVERALL.window);
    const limits: [readonly number[], { most: number; window: number }][] = [
      [this.#all, OVERALL],
      [own, BURST],
      [own, chat.type === 'private' ? CHAT : GROUP],
    ];
    for (const [log, { most, window }] of limits) {
      const recent = log.filter((at) => at > now - window);
      const first = recent[recent.length - most];
      if (first === undefined) continue;
      this.refused += 1;
      const wait = Math.max(1, Math.ceil((first + window - now) / 1000));
      throw new ApiRefusal(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait });
    }
    own.push(now);
    this.#all.push(now);
    this.#chats.set(chat.id, own);
    this.peak = Math.max(this.peak, this.#all.length);
  }
}
