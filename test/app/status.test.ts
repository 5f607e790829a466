import { afterEach, expect, it } from 'vitest';
import { healthReport, type StatusParts, statusReport } from '../../src/app/status.ts';
import type { Platform } from '../../src/chat/place.ts';
import type { Transport, TransportState } from '../../src/chat/transport.ts';
import { instant } from '../../src/kernel/time.ts';
import { dueQueue } from '../../src/store/due-queue.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { usageLedger } from '../../src/store/summaries.ts';
import { openMessages } from '../../src/voice.ts';
import { ChatServer } from '../support/chat-server.ts';
import { World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

type States = readonly (readonly [Platform, TransportState])[];

async function statusOf(...states: States): Promise<StatusParts> {
  world = await World.open();
  const { db } = world.database;
  const transports = states.map(([platform, state]): Transport => ({ ...new ChatServer(platform).transport, state: () => state }));
  const messages = openMessages(new URL('../../content', import.meta.url).pathname);
  return {
    version: '1.2.3',
    started: world.clock.now(),
    clock: world.clock,
    store: world.store,
    outbox: outboxQueue(db),
    due: dueQueue(db),
    parts: { shelf: world.shelf, messages, defaultLocale: 'en' } as unknown as StatusParts['parts'],
    transports: () => transports,
    usage: usageLedger(db, world.clock),
    model: null,
  };
}

async function report(...states: States) {
  const status = await statusOf(...states);
  return { health: await healthReport(status), page: await statusReport(status, 'en') };
}

it('a platform without a token is off, and every other says how it is, for machines and for people', async () => {
  const since = instant(1_795_000_000_000);
  const { health, page } = await report(['web', { kind: 'ready' }], ['telegram', { kind: 'degraded', since, why: 'the token is refused' }]);
  const telegram = { kind: 'degraded', since, why: 'the token is refused' };
  expect(health).toMatchObject({ status: 'degraded', platforms: { discord: { kind: 'off' }, telegram, web: { kind: 'ready' } } });
  expect(page.platforms).toEqual([
    { platform: 'discord', state: { kind: 'off' } },
    { platform: 'telegram', state: telegram },
    { platform: 'web', state: { kind: 'ready' } },
  ]);
});

it('all is well where nothing is degraded', async () => {
  const { health } = await report(['web', { kind: 'ready' }], ['discord', { kind: 'connecting' }]);
  expect(health).toMatchObject({ status: 'ok', platforms: { discord: { kind: 'connecting' }, telegram: { kind: 'off' } } });
});

it('schedules are told in the reader’s language', async () => {
  const status = await statusOf(['web', { kind: 'ready' }]);
  const ada = world.person('Ada', { manager: true });
  await ada.says('/schedule digest 08:30 mon-fri');
  await world.pass(3600);
  const [en] = (await statusReport(status, 'en')).schedules;
  expect(en).toMatchObject({ kind: 'digest', cadence: '08:30, Mon–Fri', timeZone: 'Asia/Shanghai', last: { outcome: 'sent' } });
  const [zh] = (await statusReport(status, 'zh')).schedules;
  expect(zh).toMatchObject({ kind: '早读', cadence: '周一至周五 08:30', last: { outcome: '已发' } });
});
