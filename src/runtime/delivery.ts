import { setImmediate as turn } from 'node:timers/promises';
import type { OutboxQueue, Outgoing, Tables } from '../app/ports.ts';
import { PLATFORMS, type Platform, platformOf } from '../chat/place.ts';
import { DeliveryError, type DeliveryFault, type Parcel, type Transport } from '../chat/transport.ts';
import { unreachable } from '../kernel/result.ts';
import { after, between, type Clock, hours, type Instant, millis, minutes, seconds } from '../kernel/time.ts';
import type { Log } from './log.ts';
import type { Timer } from './timer.ts';

/** Lanes of a platform that are sent at the same time: one that is slow or at its limits keeps no other waiting. */
const WIDTH = 32;
/** Of those, so many for what nobody waits for: who asks for something is not behind a row of digests. */
const UNHURRIED = 16;
const FIRST_WAIT = seconds(1);
const LONGEST_WAIT = minutes(5);
/** Added to a wait that was named, at most: so that not all come back in one moment. And no wait is so short that trying never rests. */
const SPREAD = seconds(1);
const SHORTEST_WAIT = seconds(0.5);
/** A message that could not be delivered for so long is of no use to anybody. */
const KEPT = hours(6);

type Later = Extract<DeliveryFault, { kind: 'later' }>;

export interface Delivery {
  /** Something was committed: look at the outbox, at what is for this platform or for all. */
  nudge(platform?: Platform): void;
  /** Was just committed and is the first of its lane: it leaves without being looked for, where there is room. */
  hand(rows: readonly Outgoing[]): void;
  /** Settles what the last process left in mid-air, then delivers. */
  start(): Promise<void>;
  /** Waits until nothing that is due is left, or nothing more can be done now. */
  drain(): Promise<void>;
  /** Takes nothing new; what is in flight is finished. */
  stop(): Promise<void>;
}

/**
 * Sends what the outbox holds: in order within a lane, one message of a lane at a time. Posts of a room are one lane; that a counter may
 * not be edited yet, or that one person cannot be reached, keeps no post waiting.
 */
export function createDelivery(input: {
  queue: OutboxQueue;
  rooms: Tables['rooms'];
  transport: (platform: Platform) => Transport | null;
  clock: Clock;
  timer: Timer;
  log: Log;
  /** 0 … 1, spreads retries. */
  chance: () => number;
}): Delivery {
  const { queue, rooms, clock, timer, log } = input;
  const busy: Readonly<Record<Platform, Map<string, { readonly row: Outgoing; readonly done: Promise<void> }>>> = {
    discord: new Map(),
    telegram: new Map(),
    web: new Map(),
  };
  const underway = (): Promise<void>[] => Object.values(busy).flatMap((lanes) => [...lanes.values()].map(({ done }) => done));
  let looking: Promise<void> | null = null;
  /** Platforms to look at once more. */
  const again = new Set<Platform>();
  /** The outbox is being read: what is found is not on its way yet. */
  let reading = false;
  let open = false;

  const nudge = (platform?: Platform) => {
    if (!open) return;
    for (const one of platform ? [platform] : PLATFORMS) if (input.transport(one)) again.add(one);
    begin();
  };

  const begin = () => {
    looking ??= look().finally(() => {
      looking = null;
      if (open && again.size > 0) begin();
    });
  };

  async function look(): Promise<void> {
    let looked = clock.now();
    while (again.size > 0 && open) {
      looked = clock.now();
      const platforms = [...again];
      again.clear();
      for (const platform of platforms) await fill(platform);
    }
    // What was found is on its way first. What has fallen due meanwhile was not found, and is next.
    await turn();
    if (open && again.size === 0) timer.set(await queue.next(looked), nudge);
  }

  async function fill(platform: Platform): Promise<void> {
    const lanes = busy[platform];
    const room = WIDTH - lanes.size;
    if (room <= 0) return;
    reading = true;
    try {
      const rows = await queue.ready(clock.now(), new Set(lanes.keys()), room, platform);
      let calm = [...lanes.values()].filter(({ row }) => unhurried(row)).length;
      for (const row of rows) {
        if (unhurried(row) && ++calm > UNHURRIED) break;
        launch(row, platform, false);
      }
    } finally {
      reading = false;
    }
  }

  function launch(row: Outgoing, platform: Platform, fresh: boolean): void {
    const lanes = busy[platform];
    const done = deliver(row, platform, fresh)
      .catch((error) => log.error({ error, key: row.key }, 'a delivery failed in an unforeseen way'))
      .finally(() => {
        lanes.delete(row.lane);
        nudge(platform);
      });
    lanes.set(row.lane, { row, done });
  }

  async function deliver(row: Outgoing, platform: Platform, fresh: boolean): Promise<void> {
    const transport = input.transport(platform);
    if (transport?.state().kind !== 'ready') return queue.later(row.key, after(clock.now(), seconds(5)), 'the platform is not connected');
    const target = row.edits === null ? null : await queue.message(row.edits);
    if (row.edits !== null && target === null) return queue.end(row.key, 'dropped', 'the message to change was never sent');
    // What is sent again after a crash in any case needs no note that it was on its way.
    const noted = !repeats(row, transport);
    let gone = false;
    let note: Promise<void> | null = null;
    const leaving = async () => {
      gone = true;
      if (noted) note ??= queue.sending(row.key);
      await note;
    };
    const landed = async () => {
      if (note || row.attempts > 0) await queue.landed(row.key);
      gone = false;
      note = null;
    };
    if (!transport.can.paced) await leaving();
    try {
      if (target === null) await queue.sent(row, await transport.send({ ...parcel(row, leaving, landed), fresh }), clock.now());
      else {
        await transport.edit(target, parcel(row, leaving, landed));
        await queue.sent(row, target, clock.now());
      }
    } catch (error) {
      const fault: DeliveryFault =
        error instanceof DeliveryError ? error.fault : { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
      // Where no note was made before, the attempt is counted now.
      if (gone && note === null) await queue.sending(row.key);
      await settle(row, fault, transport);
    }
  }

  async function settle(row: Outgoing, fault: DeliveryFault, transport: Transport): Promise<void> {
    const now = clock.now();
    switch (fault.kind) {
      case 'later':
        return retry(row, now, fault);
      case 'unsure':
        if (repeats(row, transport)) return retry(row, now, { kind: 'later', wait: millis(0), why: fault.why });
        log.warn({ key: row.key, why: fault.why }, 'nobody knows whether this was sent; it is not sent again');
        return queue.end(row.key, 'dropped', fault.why);
      case 'closed': {
        // A private reply that does not get through says nothing about the room.
        if (row.to !== null || row.edits !== null) return queue.end(row.key, 'failed', fault.why);
        await rooms.close(row.room, fault.why, now);
        const dropped = await queue.dropRoom(row.room, fault.why);
        log.warn({ room: row.room, why: fault.why, missing: fault.missing, dropped }, 'a room does not let us in; its schedules rest');
        return;
      }
      case 'refused':
        log.error({ key: row.key, why: fault.why, blocks: row.view.blocks.map((block) => block.kind) }, 'a message was refused');
        return queue.end(row.key, 'failed', fault.why);
      default:
        return unreachable(fault);
    }
  }

  async function retry(row: Outgoing, now: Instant, fault: Later): Promise<void> {
    const { why } = fault;
    if (between(row.since, now) > KEPT) {
      log.error({ key: row.key, why, attempts: row.attempts }, 'a message is given up');
      return queue.end(row.key, 'failed', why);
    }
    const wait = millis(Math.round(waitFor(fault, row.attempts, input.chance())));
    log.info({ key: row.key, why, wait }, 'a delivery is tried again');
    return queue.later(row.key, after(now, wait), why);
  }

  return {
    nudge,
    hand(rows) {
      if (!open) return;
      for (const row of rows) {
        const platform = platformOf(row.room);
        const lanes = busy[platform];
        // Whoever reads the outbox at this moment may have found it too.
        if (!reading && !lanes.has(row.lane) && lanes.size < WIDTH && !unhurried(row)) launch(row, platform, true);
      }
    },
    async start() {
      for (const row of await queue.interrupted()) {
        if (repeats(row, input.transport(platformOf(row.room))))
          await queue.later(row.key, clock.now(), 'the process ended while it was being sent');
        else {
          log.warn({ key: row.key }, 'the last process ended while this was being sent; it is not sent again');
          await queue.end(row.key, 'dropped', 'the process ended while it was being sent');
        }
      }
      open = true;
      nudge();
    },
    async drain() {
      do {
        await looking;
        await Promise.all(underway());
      } while (looking || underway().length > 0);
    },
    async stop() {
      open = false;
      timer.set(null, nudge);
      await looking;
      await Promise.all(underway());
    },
  };
}

/** As long as was named; where nothing was, longer with each attempt. */
function waitFor({ wait, guessed }: Later, attempts: number, chance: number): number {
  if (wait > 0 && !guessed) return Math.max(SHORTEST_WAIT, wait) + chance * Math.min(SPREAD, wait / 10);
  return Math.max(wait, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 12)) * (0.5 + chance / 2));
}

/** Nobody waits for a digest at this moment. */
const unhurried = ({ unsure }: Outgoing): boolean => unsure === 'drop';

/** Whether it is sent again where nobody knows whether it was: it may be doubled, or the platform knows its key and shows it once. */
const repeats = (row: Outgoing, transport: Transport | null): boolean =>
  row.unsure === 'repeat' || row.edits !== null || (transport?.can.exactlyOnce ?? false);

const parcel = (row: Outgoing, leaving: () => Promise<void>, landed: () => Promise<void>): Parcel => ({
  key: row.key,
  room: row.room,
  to: row.to,
  reply: row.reply,
  view: row.view,
  locale: row.locale,
  timeZone: row.timeZone,
  patient: unhurried(row),
  leaving,
  landed,
});
