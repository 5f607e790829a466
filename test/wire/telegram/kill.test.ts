import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { groupId, roomId } from '../../../src/kernel/ids.ts';
import { millis } from '../../../src/kernel/time.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { migrate, openDatabase } from '../../../src/store/database.ts';
import { createStore } from '../../../src/store/store.ts';
import { BotProcess } from '../../support/bot-process.ts';
import { TelegramTown } from '../../support/fake-telegram/people.ts';
import { FakeTelegram } from '../../support/fake-telegram/server.ts';
import type { FakeChat } from '../../support/fake-telegram/state.ts';
import { until } from '../../support/telegram-world.ts';

const GROUPS = 300;
const folder = mkdtempSync(join(tmpdir(), 'it-telegram-'));
const server = new FakeTelegram(systemClock);
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Groups whose digest is due now, as the last process left them. */
async function groupsAreDue(town: TelegramTown): Promise<FakeChat[]> {
  const database = openDatabase(join(folder, 'bot.sqlite'));
  await migrate(database);
  const { tables } = createStore(database, { timeZone: 'UTC' });
  const now = systemClock.now();
  const chats: FakeChat[] = [];
  for (let index = 0; index < GROUPS; index++) {
    const chat = town.group(`Group ${index}`, []);
    const [room, group] = [roomId(`telegram:${chat.id}`), groupId(`telegram:${chat.id}`)];
    await tables.rooms.touch({ id: room, platform: 'telegram', kind: 'group', group, title: chat.title, locale: null }, now);
    const cadence = { minuteOfDay: Math.floor(now / 60_000) % 1440, days: [1, 2, 3, 4, 5, 6, 7] };
    const { id } = await tables.schedules.add({ group, room, kind: 'digest', cadence, paused: false, next: now, last: null });
    await tables.due.put({ key: `schedule.${id}`, kind: 'schedule', room, at: now, payload: String(id) });
    chats.push(chat);
  }
  await database.close();
  return chats;
}

it('kill -9 in the middle of a digest to 300 groups doubles none and loses at most what was on its way that moment', async () => {
  await server.listen();
  const chats = await groupsAreDue(new TelegramTown(server));
  const env = { TELEGRAM_TOKEN: server.token, TELEGRAM_API_ROOT: server.apiRoot };
  const sent = () => chats.reduce((sum, chat) => sum + chat.messages.length, 0);
  const first = await BotProcess.start(folder, env);
  await until(() => sent() >= 120, millis(20_000));
  await first.kill();
  const before = sent();
  const second = await BotProcess.start(folder, env);
  let seen = -1;
  await until(() => sent() >= GROUPS - 2, millis(25_000));
  // Whatever is still to come, comes within a second.
  while (seen !== sent()) {
    seen = sent();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await second.stop()).toBe(0);
  expect(before).toBeLessThan(GROUPS);
  expect(chats.filter((chat) => chat.messages.length > 1)).toEqual([]);
  expect(chats.filter((chat) => chat.messages.length === 0).length).toBeLessThanOrEqual(2);
  expect(server.rates.refused).toBe(0);
  expect(server.unpublished).toEqual([]);
});
