import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { millis } from '../../../src/kernel/time.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { BotProcess } from '../../support/bot-process.ts';
import { digestsDue, hasDigest, isDoubled, telegramRoom } from '../../support/due-digests.ts';
import { TelegramTown } from '../../support/fake-telegram/people.ts';
import { FakeTelegram } from '../../support/fake-telegram/server.ts';
import { until } from '../../support/telegram-world.ts';

const GROUPS = 300;
const folder = mkdtempSync(join(tmpdir(), 'it-telegram-'));
const server = new FakeTelegram(systemClock);
const running: BotProcess[] = [];
afterEach(async () => {
  for (const bot of running) await bot.kill();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('kill -9 in the middle of a digest to 300 groups doubles none, and at most the one that was about to leave is missing', async () => {
  await server.listen();
  const town = new TelegramTown(server);
  const chats = Array.from({ length: GROUPS }, (_, index) => town.group(`Group ${index}`, []));
  const rooms = chats.map(({ id, title }) => telegramRoom(id, title));
  await digestsDue(folder, 'telegram', rooms, systemClock.now());
  const sent = () => chats.filter(hasDigest).length;
  const start = async () => {
    const bot = await BotProcess.start(folder, { TELEGRAM_TOKEN: server.token, TELEGRAM_API_ROOT: server.apiRoot });
    running.push(bot);
    return bot;
  };
  // Receipts take a moment, so that a message is there of which the process dies before it hears.
  server.lag = 20;

  const first = await start();
  await until(() => sent() >= 120, millis(60_000));
  await first.kill();
  const before = sent();
  const onTheirWay = roomsInFlight();
  const second = await start();
  let seen = -1;
  await until(() => sent() >= GROUPS - onTheirWay.length, millis(60_000));
  // Whatever is still to come, comes within a second.
  while (seen !== sent()) {
    seen = sent();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await second.stop()).toBe(0);

  const missing = chats.filter((chat) => !hasDigest(chat)).map(({ id }) => `telegram:${id}`);
  console.log(`killed after ${before} of ${GROUPS}; ${onTheirWay.length} on its way, ${missing.length} missing`);
  expect(before).toBeLessThan(GROUPS);
  expect(chats.filter(isDoubled)).toEqual([]);
  // Turns come 34 ms apart, 17 where one came late: of those on their way at most the newest had not left.
  expect(missing.length).toBeLessThanOrEqual(1);
  expect(onTheirWay).toEqual(expect.arrayContaining(missing));
  // Answers take 20 ms, so that the one before may be without its answer yet, and no third.
  expect([1, 2]).toContain(onTheirWay.length);
  expect(server.rates.refused).toBe(0);
  expect(server.unpublished).toEqual([]);
}, 180_000);

/** What the dead process had sent off without hearing of it again. */
function roomsInFlight(): string[] {
  const database = new Sqlite(join(folder, 'bot.sqlite'));
  const rooms = database.prepare("select room from outbox where state = 'sending'").pluck().all() as string[];
  database.close();
  return rooms;
}
