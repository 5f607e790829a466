import { DeliveryError } from '../chat/transport.ts';
import { after, between, type Clock, type Instant, instant, type Millis, millis } from '../kernel/time.ts';
import { telegramRates } from './limits.ts';

export interface Pace {
  /** Waits until a message may go to this chat. @throws DeliveryError `later` where that is too long to wait for here */
  turn(chat: number): Promise<void>;
  /** Takes the turn for an edit where it is free now, else says how long it is not. Edits leave a part of a group's minute to posts. */
  edit(chat: number): Millis;
  /** Telegram asked to wait. Under a load near the limit over all chats it is taken to mean all of them. */
  refused(chat: number, wait: Millis): void;
}

type Rates = typeof telegramRates;

/** Chats known before the quiet ones are forgotten. */
const REMEMBERED = 2_000;

/** Keeps to the published rates before they are hit. Only time decides: the same clock gives the same turns. */
export function createPace(
  clock: Clock,
  sleep: (time: Millis) => Promise<void>,
  rates: Rates = telegramRates,
): Pace {
  const { overall, chat: single, group, kept, patience } = rates;
  const all: Instant[] = [];
  const chats = new Map<number, { sent: Instant[]; closedUntil: Instant }>();
  let closedUntil = instant(0);

  const of = (chat: number) => {
    const known = chats.get(chat);
    if (known) return known;
    if (chats.size >= REMEMBERED) forget();
    const fresh = { sent: [], closedUntil: instant(0) };
    chats.set(chat, fresh);
    return fresh;
  };

  /** Chats that nothing counts against any more. */
  function forget(): void {
    const now = clock.now();
    for (const [chat, { sent, closedUntil: until }] of chats) {
      if (until <= now && (sent.at(-1) ?? 0) <= now - group.window) chats.delete(chat);
    }
  }

  /** When the next message may go, if it keeps `spare` of the group's minute. */
  function next(chat: number, spare: number): Instant {
    const now = clock.now();
    const known = of(chat);
    while (all[0] !== undefined && all[0] <= now - overall.window) all.shift();
    while (known.sent[0] !== undefined && known.sent[0] <= now - group.window) known.sent.shift();
    const waits: number[] = [now, closedUntil, known.closedUntil];
    const crowded = all[all.length - overall.most];
    if (crowded !== undefined) waits.push(crowded + overall.window);
    const burst = known.sent[known.sent.length - single.burst];
    if (burst !== undefined) waits.push(burst + single.burst * single.every);
    const full = chat < 0 ? known.sent[known.sent.length - (group.most - spare)] : undefined;
    if (full !== undefined) waits.push(full + group.window);
    return instant(Math.max(...waits));
  }

  function take(chat: number): void {
    const now = clock.now();
    all.push(now);
    of(chat).sent.push(now);
  }

  return {
    async turn(chat) {
      for (let waited = 0; ; ) {
        const wait = between(clock.now(), next(chat, 0));
        if (wait <= 0) return take(chat);
        if (waited + wait > patience) throw new DeliveryError({ kind: 'later', wait, why: 'the limits of Telegram are used up for now' });
        waited += wait;
        await sleep(wait);
      }
    },
    edit(chat) {
      const wait = between(clock.now(), next(chat, kept));
      if (wait > 0) return wait;
      take(chat);
      return millis(0);
    },
    refused(chat, wait) {
      const until = after(clock.now(), wait);
      const busy = all.length > overall.most / 2;
      if (busy) closedUntil = instant(Math.max(closedUntil, until));
      of(chat).closedUntil = instant(Math.max(of(chat).closedUntil, until));
    },
  };
}
