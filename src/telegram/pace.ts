import { DeliveryError } from '../chat/transport.ts';
import { after, between, type Clock, type Instant, instant, type Millis, millis } from '../kernel/time.ts';
import { telegramRates } from './limits.ts';

export interface Pace {
  /** Waits until a message may go to this chat. @throws DeliveryError `later` where that is too long to wait for here */
  turn(chat: number): Promise<void>;
  /** Takes the turn for an edit where nobody else wants it now, else says how long to stay away. */
  edit(chat: number): Millis;
  /** Telegram asked to wait. Under a load near the limit over all chats it is taken to mean all of them. */
  refused(chat: number, wait: Millis): void;
}

type Rates = typeof telegramRates;

/** Chats known before the quiet ones are forgotten. */
const REMEMBERED = 2_000;
/** A message may go so much later than its turn, and the next is on time all the same. */
const FORGIVEN = millis(15);

/**
 * Keeps to the published rates before they are hit. Over all chats one message leaves after the other, evenly: however many wait, hardly
 * more than one is on its way at a time. Only time decides: the same clock gives the same turns.
 */
export function createPace(clock: Clock, sleep: (time: Millis) => Promise<void>, rates: Rates = telegramRates): Pace {
  const { every, chat: single, group, kept, patience } = rates;
  const chats = new Map<number, { turns: Instant[]; closedUntil: Instant }>();
  /**
   * When the next message over all may go. One that went late leaves a little of its lateness to the next, so that slow moments do not add
   * up, and no more, so that they lead to no burst: thirty turns still take more than a second.
   */
  let free = instant(0);
  /** Who waits for that, each as a promise that ends when they have had their turn. */
  const line: Promise<void>[] = [];

  const of = (chat: number) => {
    const known = chats.get(chat);
    if (known) return known;
    if (chats.size >= REMEMBERED) forget();
    const fresh = { turns: [], closedUntil: instant(0) };
    chats.set(chat, fresh);
    return fresh;
  };

  /** Chats that nothing counts against any more. */
  function forget(): void {
    const now = clock.now();
    for (const [chat, { turns, closedUntil }] of chats) {
      if (closedUntil <= now && (turns.at(-1) ?? 0) <= now - group.window) chats.delete(chat);
    }
  }

  /** When this chat takes its next message, if it keeps `spare` of a group's minute. */
  function open(chat: number, spare: number): Instant {
    const { turns, closedUntil } = of(chat);
    const now = clock.now();
    while (turns[0] !== undefined && turns[0] <= now - group.window) turns.shift();
    const times: number[] = [now, closedUntil];
    const burst = turns[turns.length - single.burst];
    if (burst !== undefined) times.push(burst + single.burst * single.every);
    const full = chat < 0 ? turns[turns.length - (group.most - spare)] : undefined;
    if (full !== undefined) times.push(full + group.window);
    return instant(Math.max(...times));
  }

  function take(chat: number): void {
    const now = clock.now();
    free = instant(Math.max(free, now - FORGIVEN) + every);
    of(chat).turns.push(now);
  }

  const later = (wait: Millis) => new DeliveryError({ kind: 'later', wait, why: 'the limits of Telegram are used up for now' });

  return {
    async turn(chat) {
      for (let patient: number = patience; ; ) {
        const wait = between(clock.now(), open(chat, 0));
        if (wait + line.length * every > patient) throw later(wait);
        patient -= wait;
        // Who waits for its chat holds no place in the line of all.
        if (wait > 0) await sleep(wait);
        else if (await inLine(chat)) return;
      }
    },
    edit(chat) {
      const wait = between(clock.now(), instant(Math.max(open(chat, kept), free)));
      if (wait > 0 || line.length > 0) return millis(Math.max(wait, every));
      take(chat);
      return millis(0);
    },
    refused(chat, wait) {
      const until = after(clock.now(), wait);
      // Where messages stand in line, the limit that was hit may be the one over all.
      if (line.length > 0 || free > clock.now()) free = instant(Math.max(free, until));
      of(chat).closedUntil = instant(Math.max(of(chat).closedUntil, until));
    },
  };

  /** Waits in the line of all chats and takes the turn. False where the chat is closed by then. */
  async function inLine(chat: number): Promise<boolean> {
    const before = line.at(-1);
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    line.push(left);
    await before;
    for (let wait = between(clock.now(), free); wait > 0; wait = between(clock.now(), free)) await sleep(wait);
    const usable = open(chat, 0) <= clock.now();
    if (usable) take(chat);
    line.splice(line.indexOf(left), 1);
    leave();
    return usable;
  }
}
