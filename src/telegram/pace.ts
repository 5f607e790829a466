import { DeliveryError } from '../chat/transport.ts';
import { after, between, type Clock, type Instant, instant, type Millis, millis } from '../kernel/time.ts';
import { telegramRates } from './limits.ts';

/** Leave to send one message. */
export interface Turn {
  /** Telegram has answered, or never will. Until then it may count the message at any moment, and from then on it has counted it. */
  over(): void;
}

export interface Pace {
  /**
   * Waits until a message may go to this chat; who is patient lets all others go first. @throws DeliveryError `later` where that is too
   * long to wait for here
   */
  turn(chat: number, patient?: boolean): Promise<Turn>;
  /** The turn for an edit, where nobody else wants it now. @throws DeliveryError `later` with the time to stay away */
  edit(chat: number): Turn;
  /** Telegram asked to wait. Under a load near the limit over all chats it is taken to mean all of them. */
  refused(chat: number, wait: Millis): void;
}

type Rates = typeof telegramRates;

/** A message that has gone, and when it was counted at the latest: null while it is on its way. */
interface Sent {
  counted: Instant | null;
}

/** Chats known before the quiet ones are forgotten. */
const REMEMBERED = 2_000;
/** Turns that came late are made up for, as far as this. */
const FORGIVEN = millis(200);

/**
 * Keeps to the published rates before they are hit, however long requests are on their way and however unevenly they arrive: what counts
 * is not when a message left but when its answer came, for by then Telegram has counted it. Over all chats one message leaves after the
 * other, evenly: however many wait, hardly more than one is on its way at a time. Only time decides: the same clock gives the same turns.
 * `unwritten`: resolves when every request that was made is on the wire; null where that is so now. However late we are, none of those in
 * line is called before, so that a process that dies takes one with it and not several.
 */
export function createPace(
  clock: Clock,
  sleep: (time: Millis) => Promise<void>,
  rates: Rates = telegramRates,
  unwritten: () => Promise<void> | null = () => null,
): Pace {
  const { every, overall, chat: single, group, kept, patience } = rates;
  const chats = new Map<number, { turns: Sent[]; closedUntil: Instant }>();
  /** What may still count against the limit over all chats. */
  let recent: Sent[] = [];
  /** When the next message over all is due, and the earliest moment at which it may go where turns are made up for. */
  let due = instant(0);
  let earliest = instant(0);
  /** Who waits for that: each takes the turn when called. Patient ones are called when no others are there. */
  const line: (() => void)[] = [];
  const patientLine: (() => void)[] = [];
  let calling = false;

  const of = (chat: number) => {
    const known = chats.get(chat);
    if (known) return known;
    if (chats.size >= REMEMBERED) forget();
    const fresh = { turns: [], closedUntil: instant(0) };
    chats.set(chat, fresh);
    return fresh;
  };

  const counts = ({ counted }: Sent, since: number): boolean => counted === null || counted > since;

  /** Chats that nothing counts against any more. */
  function forget(): void {
    const now = clock.now();
    for (const [chat, { turns, closedUntil }] of chats) {
      if (closedUntil <= now && !turns.some((turn) => counts(turn, now - group.window))) chats.delete(chat);
    }
  }

  /** When `window` has passed since the last but `most` of these was counted. One that is on its way counts as of now. */
  function passed(turns: readonly Sent[], most: number, window: Millis): Instant {
    const now = clock.now();
    const times = turns.map(({ counted }) => counted ?? now).sort((a, b) => b - a);
    const last = times[most - 1];
    return last === undefined ? instant(0) : after(last, window);
  }

  /** When this chat takes its next message, if it keeps `spare` of a group's minute. */
  function open(chat: number, spare: number): Instant {
    const known = of(chat);
    const now = clock.now();
    known.turns = known.turns.filter((turn) => counts(turn, now - group.window));
    return latest(
      now,
      known.closedUntil,
      passed(known.turns, single.burst, millis(single.burst * single.every)),
      chat < 0 ? passed(known.turns, group.most - spare, group.window) : now,
    );
  }

  /** When the next message may go, whatever its chat. */
  function free(): Instant {
    recent = recent.filter((turn) => counts(turn, clock.now() - overall.window));
    return latest(due, earliest, passed(recent, overall.most, overall.window));
  }

  function take(chat: number): Turn {
    const now = clock.now();
    due = after(latest(due, after(now, millis(-FORGIVEN))), every);
    earliest = after(now, millis(every / 2));
    const sent: Sent = { counted: null };
    recent.push(sent);
    of(chat).turns.push(sent);
    return {
      over() {
        sent.counted ??= clock.now();
      },
    };
  }

  const isLine = (): boolean => line.length + patientLine.length > 0;
  const later = (wait: Millis, why: string) => new DeliveryError({ kind: 'later', wait, why });

  return {
    async turn(chat, patient = false) {
      for (let left: number = patience; ; ) {
        const wait = between(clock.now(), open(chat, 0));
        const before = line.length + (patient ? patientLine.length : 0);
        if (wait + before * every > left) throw later(wait, 'the limits of Telegram are used up for now');
        left -= wait;
        // Who waits for its chat holds no place in the line of all.
        if (wait > 0) await sleep(wait);
        else if (!isLine() && free() <= clock.now()) return take(chat);
        else {
          const turn = await inLine(chat, patient ? patientLine : line);
          if (turn) return turn;
        }
      }
    },
    edit(chat) {
      const wait = between(clock.now(), latest(open(chat, kept), free()));
      if (wait > 0 || isLine()) throw later(millis(Math.max(wait, every)), 'others want the turn before an edit');
      return take(chat);
    },
    refused(chat, wait) {
      const until = after(clock.now(), wait);
      // Where messages stand in line, the limit that was hit may be the one over all.
      if (isLine() || free() > clock.now()) due = latest(due, until);
      of(chat).closedUntil = latest(of(chat).closedUntil, until);
    },
  };

  /** Waits in a line and takes the turn. Null where the chat is closed by then. */
  function inLine(chat: number, among: (() => void)[]): Promise<Turn | null> {
    return new Promise((resolve) => {
      among.push(() => resolve(open(chat, 0) <= clock.now() ? take(chat) : null));
      if (!calling) void call();
    });
  }

  /** Calls one after the other, whenever a message may go, until nobody is left. */
  async function call(): Promise<void> {
    calling = true;
    while (isLine()) {
      const wait = between(clock.now(), free());
      if (wait > 0) await sleep(wait);
      else if (unwritten()) await unwritten();
      else (line.shift() ?? patientLine.shift())?.();
    }
    calling = false;
  }
}

const latest = (...times: readonly [Instant, ...Instant[]]): Instant => instant(Math.max(...times));
