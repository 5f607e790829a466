import { PLATFORMS, type Platform } from '../chat/place.ts';
import type { StatusReport } from '../chat/status.ts';
import type { Transport, TransportState } from '../chat/transport.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Clock, Instant } from '../kernel/time.ts';
import type { Parts } from './parts.ts';
import type { DueQueue, OutboxQueue, Store } from './ports.ts';
import { cadenceText } from './present/cadence.ts';
import type { UsageLedger } from './summariser.ts';

export interface StatusParts {
  readonly version: string;
  readonly started: Instant;
  readonly clock: Clock;
  readonly store: Store;
  readonly outbox: OutboxQueue;
  readonly due: DueQueue;
  readonly parts: Parts;
  readonly transports: () => readonly Transport[];
  readonly usage: UsageLedger;
  readonly model: {
    readonly name: string;
    readonly dailyTokens: number | null;
    readonly circuit: () => StatusReport['usage']['circuit'];
  } | null;
}

/** A platform without a token is off. */
const stateOf = (input: StatusParts, platform: Platform): TransportState =>
  input
    .transports()
    .find((transport) => transport.can.platform === platform)
    ?.state() ?? { kind: 'off' };

/** What /status shows, to a reader of a language. */
export async function statusReport(input: StatusParts, locale: Locale): Promise<StatusReport> {
  const { store, parts, clock, model } = input;
  const say = parts.messages.in(locale, 'web');
  const title = async (id: string | null) => (id === null ? null : ((await store.tables.rooms.get(id as never))?.title ?? id));
  const schedules = await Promise.all(
    (await store.tables.schedules.all()).map(async (one) => {
      const room = await store.tables.rooms.get(one.room);
      const group = await store.tables.groups.get(one.group, room?.platform ?? 'web');
      return {
        room: room?.title ?? one.room,
        kind: say(`schedule-kind-${one.kind}`),
        cadence: cadenceText(one.cadence, say),
        timeZone: group.timeZone,
        next: one.next,
        last: one.last && { at: one.last.at, outcome: say(`schedule-outcome-${one.last.outcome}`) },
      };
    }),
  );
  const due = await Promise.all(
    (await input.due.all(50)).map(async ({ kind, room, at, attempts }) => ({ kind, room: await title(room), at, attempts })),
  );
  const counts = await input.outbox.counts();
  const readable = await parts.shelf.readable();
  return {
    version: input.version,
    now: clock.now(),
    started: input.started,
    platforms: PLATFORMS.map((platform) => ({ platform, state: stateOf(input, platform) })),
    schedules,
    due,
    deliveries: {
      pending: counts.waiting,
      oldest: counts.oldest,
      failed: await Promise.all(
        counts.failed.map(async (one) => ({ room: (await title(one.room)) ?? one.room, kind: one.kind, at: one.at, why: one.why })),
      ),
    },
    usage: {
      model: model?.name ?? null,
      calls: await input.usage.callsToday(),
      tokensToday: await input.usage.today(),
      tokensAllowed: model?.dailyTokens ?? null,
      circuit: model?.circuit() ?? 'closed',
    },
    corpus: {
      topics: parts.shelf.topics.length,
      articles: readable.filter((one) => !one.imported).length,
      imported: readable.filter((one) => one.imported).length,
      questions: parts.shelf.questions(null).length,
      terms: parts.shelf.terms.length,
    },
  };
}

/** What /healthz answers: small, for a machine. */
export async function healthReport(input: StatusParts): Promise<object> {
  const { store, parts, outbox, due } = input;
  const readable = await parts.shelf.readable();
  const [next] = await due.all(1);
  const counts = await outbox.counts();
  const iso = (at: Instant | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString());
  return {
    status: input.transports().some((transport) => transport.state().kind === 'degraded') ? 'degraded' : 'ok',
    version: input.version,
    articles: readable.length,
    questions: parts.shelf.questions(null).length,
    rooms: await store.tables.rooms.count(),
    nextDue: next ? { kind: next.kind, at: iso(next.at) } : null,
    oldestUndelivered: iso(counts.oldest),
    platforms: Object.fromEntries(PLATFORMS.map((platform) => [platform, stateOf(input, platform)])),
  };
}
