import { setImmediate as turn } from 'node:timers/promises';
import type { Admission } from '../app/admission.ts';
import type { createEngine, Handled, Item, Toast } from '../app/engine.ts';
import { refused } from '../app/engine.ts';
import { runFormula } from '../app/jobs/formula.ts';
import { runPreview, runSchedule } from '../app/jobs/schedule.ts';
import type { Parts } from '../app/parts.ts';
import type { DueQueue, DueRow, OutboxQueue, Store } from '../app/ports.ts';
import { spokenLanguage } from '../app/spoken-language.ts';
import type { Refusal } from '../chat/command.ts';
import { clip } from '../chat/length.ts';
import { type Inbound, type Platform, platformOf } from '../chat/place.ts';
import type { Received, Transport } from '../chat/transport.ts';
import type { RoomId } from '../kernel/ids.ts';
import { localeOf } from '../kernel/locale.ts';
import { unreachable } from '../kernel/result.ts';
import { after, type Clock, days, millis, seconds } from '../kernel/time.ts';
import { type Alarm, createAlarm } from './alarm.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { Log } from './log.ts';
import { createRoomQueue } from './room-queue.ts';
import type { Timer } from './timer.ts';

/** What fell due and failed together with arrivals comes again; alone, the alarm knows better when. */
const AGAIN = seconds(5);
/** Arrivals are remembered for so long: no platform repeats an event after a day. Sent messages as long, so that they can be edited. */
const REMEMBERED = days(3);

/**
 * What was said is on its way first: looking for more keeps the process busy for a moment. Two turns of the event loop, for a request
 * on a connection that was idle is written one after it was made (undici looks first whether the connection is still good).
 */
async function answersFirst(): Promise<void> {
  await turn();
  await turn();
}

export interface Bot {
  readonly delivery: Delivery;
  readonly alarm: Alarm;
  receive(inbound: Inbound): Promise<Received>;
  start(): Promise<void>;
  /** The heartbeat: looks at what is due, and forgets what is old. */
  beat(): Promise<void>;
  /** Until nothing is left to do now. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Ties the parts together: arrivals and due rows go through the room's queue into the engine; what was committed is delivered. */
export function createBot(input: {
  engine: ReturnType<typeof createEngine>;
  store: Store;
  parts: Parts;
  outbox: OutboxQueue;
  due: DueQueue;
  transports: readonly Transport[];
  clock: Clock;
  timer: () => Timer;
  log: Log;
  chance: () => number;
  /** Absent: everybody may do everything at any pace. */
  admission?: Admission;
}): Bot {
  const { engine, store, parts, clock, log } = input;
  const byPlatform = new Map(input.transports.map((transport) => [transport.can.platform, transport]));
  const transport = (platform: Platform) => byPlatform.get(platform) ?? null;
  const language = spokenLanguage(store.tables, parts.defaultLocale);
  const delivery = createDelivery({
    queue: input.outbox,
    rooms: store.tables.rooms,
    transport,
    clock,
    timer: input.timer(),
    log,
    chance: input.chance,
  });
  const alarm = createAlarm({ queue: input.due, run: runDue, clock, timer: input.timer(), log });
  const rooms = createRoomQueue<Item, Handled>(handleAll);

  /** The batch in one transaction; when one item of it fails, each by itself, so that it takes no other down. */
  async function handleAll(room: RoomId, items: readonly Item[]): Promise<Handled> {
    try {
      return settled(room, await engine.handle(items, clock.now()));
    } catch (error) {
      const [only] = items;
      if (items.length === 1 && only) return only.kind === 'due' ? Promise.reject(error) : failed(only, error);
      const results: Handled[] = [];
      for (const item of items)
        results.push(
          await engine.handle([item], clock.now()).then(
            (one) => settled(room, one),
            (one) => failed(item, one),
          ),
        );
      return {
        toasts: [],
        taken: new Set(results.flatMap((result) => [...result.taken])),
        quiet: new Set(results.flatMap((result) => [...result.quiet])),
        posted: [],
        counters: false,
      };
    }
  }

  /** At once and without waiting: what cannot be shown any more is lost. */
  function say({ reply, to, room, text }: Toast): void {
    const platform = transport(platformOf(room));
    const shown = platform?.toast(reply, to, room, clip(text, platform.can.toast, platform.can.unit));
    shown?.catch((error) => log.info({ error, room }, 'a private answer could not be shown'));
  }

  function settled(room: RoomId, handled: Handled): Handled {
    for (const toast of handled.toasts) say(toast);
    delivery.hand(handled.posted);
    void answersFirst().then(() => {
      delivery.nudge(platformOf(room));
      alarm.nudge();
      if (handled.counters) counters(room);
    });
    return handled;
  }

  function counters(room: RoomId): void {
    rooms.add(room, { kind: 'counters', room }).catch((error) => log.error({ error, room }, 'counters could not be brought up to date'));
  }

  /** A bug: logged with an id that the person is told. */
  async function failed(item: Item, error: unknown): Promise<Handled> {
    const nothing: Handled = { toasts: [], taken: new Set(), quiet: new Set(), posted: [], counters: false };
    if (item.kind === 'counters') {
      log.error({ error, room: item.room }, 'counters could not be brought up to date');
      return nothing;
    }
    if (item.kind === 'due') {
      log.error({ error, key: item.row.key }, 'what fell due could not be done; it is tried again');
      // Where even that fails, it comes again when its lease is over.
      await input.due.release(item.row.key, after(clock.now(), AGAIN)).catch(() => {});
      return nothing;
    }
    const { inbound } = item;
    const id = parts.newId().slice(0, 6);
    log.error({ error, id, kind: inbound.kind, room: inbound.room.id }, 'an arrival could not be handled');
    // The fault may be the storage's own.
    const locale = await language(inbound.person, inbound.room).catch(() => localeOf(inbound.person.locale) ?? parts.defaultLocale);
    const text = refused({ key: 'fault', values: { id } }, parts.messages.in(locale, inbound.room.platform));
    if (inbound.reply !== null) say({ reply: inbound.reply, to: inbound.person.id, room: inbound.room.id, text });
    return nothing;
  }

  /** Nothing is stored of who is not let in. */
  async function turnAway(inbound: Inbound, verdict: Refusal | 'silence'): Promise<Received> {
    if (verdict === 'silence' || inbound.reply === null) return 'quiet';
    const { room, person, reply } = inbound;
    const text = refused(verdict, parts.messages.in(await language(person, room), room.platform));
    say({ reply, to: person.id, room: room.id, text });
    return 'talk';
  }

  async function runDue(row: DueRow): Promise<void> {
    switch (row.kind) {
      case 'game':
        if (row.room) await rooms.add(row.room, { kind: 'due', row });
        return;
      case 'schedule':
        await runSchedule(row, clock.now(), store, parts, async (room) => (await transport(room.platform)?.letsIn?.(room.id)) ?? false);
        break;
      case 'preview':
        await runPreview(row, clock.now(), store, parts);
        break;
      case 'formula':
        await runFormula(row, clock.now(), store, parts);
        break;
      default:
        unreachable(row.kind);
    }
    delivery.nudge();
    alarm.nudge();
  }

  return {
    delivery,
    alarm,
    async receive(inbound) {
      const verdict = input.admission?.check(inbound) ?? 'in';
      if (verdict !== 'in') return turnAway(inbound, verdict);
      const handled = await rooms.add(inbound.room.id, { kind: 'inbound', inbound });
      return handled.taken.has(inbound) ? 'taken' : handled.quiet.has(inbound) ? 'quiet' : 'talk';
    },
    async start() {
      await delivery.start();
      await alarm.start();
      // The last process may have ended between an answer and its counters.
      for (const room of await store.tables.games.rooms()) counters(room);
    },
    async beat() {
      delivery.nudge();
      alarm.nudge();
      const before = after(clock.now(), millis(-REMEMBERED));
      await store.tables.arrivals.prune(before);
      await input.outbox.prune(before);
    },
    async drain() {
      await rooms.drain();
      await answersFirst();
      await alarm.drain();
      await rooms.drain();
      await answersFirst();
      await delivery.drain();
    },
    async stop() {
      await alarm.stop();
      await rooms.drain();
      await answersFirst();
      await rooms.drain();
      await delivery.stop();
    },
  };
}
