import { afterEach, expect, it } from 'vitest';
import { healthReport, type StatusParts, statusReport } from '../../src/app/status.ts';
import type { Transport, TransportState } from '../../src/chat/transport.ts';
import { instant } from '../../src/kernel/time.ts';
import { readMessages } from '../../src/sources/messages.ts';
import { dueQueue } from '../../src/store/due-queue.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { usageLedger } from '../../src/store/summaries.ts';
import { ChatServer } from '../support/chat-server.ts';
import { World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

async function report(...states: readonly (readonly ['discord' | 'telegram' | 'web', TransportState])[]) {
  world = await World.open();
  const { db } = world.database;
  const transports = states.map(([platform, state]): Transport => ({ ...new ChatServer(platform).transport, state: () => state }));
  const messages = readMessages(new URL('../../content/messages', import.meta.url).pathname);
  const status: StatusParts = {
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
  return { health: await healthReport(status), page: await statusReport(status) };
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
