import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { millis } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { BotProcess } from '../support/bot-process.ts';
import { digestsDue, discordRoom, hasDigest, isDoubled, telegramRoom } from '../support/due-digests.ts';
import { FakeDiscord } from '../support/fake-discord/server.ts';
import { TelegramTown } from '../support/fake-telegram/people.ts';
import { FakeTelegram } from '../support/fake-telegram/server.ts';
import { until } from '../support/telegram-world.ts';

const GROUPS = 120;

describe('SIGTERM in the middle of deliveries on both networks', () => {
  let folder: string;
  let telegram: FakeTelegram;
  let discord: FakeDiscord;
  const running: BotProcess[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'it-stop-'));
    discord = await FakeDiscord.start({ now: systemClock.now, pace: 1 });
    telegram = new FakeTelegram(systemClock);
    await telegram.listen();
  });
  afterEach(async () => {
    for (const bot of running.splice(0)) await bot.kill();
    await telegram.close();
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<BotProcess> {
    const bot = await BotProcess.start(folder, {
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    });
    running.push(bot);
    return bot;
  }

  /** A digest is due in so many groups of each. Gives how many messages each of them holds. */
  async function groupsAreDue(): Promise<{ telegram: () => number[]; discord: () => number[] }> {
    const town = new TelegramTown(telegram);
    const chats = Array.from({ length: GROUPS }, (_, index) => town.group(`Group ${index}`, []));
    const guilds = Array.from({ length: GROUPS }, (_, index) => discord.guild(`Server ${index}`));
    const channels = guilds.map((guild) => guild.channel('general').id);
    const now = systemClock.now();
    const theirs = chats.map(({ id, title }) => telegramRoom(id, title));
    await digestsDue(folder, 'telegram', theirs, now);
    const others = guilds.map(({ id, record }, index) => discordRoom(id, channels[index] ?? '', record.name));
    await digestsDue(folder, 'discord', others, now);
    return {
      telegram: () => chats.map((chat) => (isDoubled(chat) ? 2 : hasDigest(chat) ? 1 : 0)),
      discord: () => channels.map((id) => discord.records.messages.filter(({ channel }) => channel === id).length),
    };
  }

  /** What the process that ended had sent off without hearing of it again. */
  function inFlight(platform: string): number {
    const database = new Sqlite(join(folder, 'bot.sqlite'));
    const count = database.prepare("select count(*) from outbox where state = 'sending' and room like ? || ':%'").pluck().get(platform);
    database.close();
    return Number(count);
  }

  it.each([
    ['whose receipts take half a second: what is under way is finished', 500, 0],
    ['that never answer again: it does not wait for them, and only what hung on Telegram may be missing', 60_000, 1],
  ] as const)(
    '%s; the process ends within ten seconds, and after the next start each group has one',
    async (_, lag, code) => {
      const held = await groupsAreDue();
      const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
      const first = await start();
      // Each from its first digest on: the other may be slower to begin, and must not find it done.
      const slows = async (network: { lag: number }, counts: () => number[]) => {
        await until(() => sum(counts()) > 0, millis(60_000));
        network.lag = lag;
      };
      await Promise.all([slows(telegram, held.telegram), slows(discord, held.discord)]);
      const heard = telegram.requests.length;
      await until(() => telegram.requests.length >= heard + 6 && sum(held.discord()) >= 10, millis(60_000));
      const asked = performance.now();
      expect(await first.stop()).toBe(code);
      const took = performance.now() - asked;
      const before = [sum(held.telegram()), sum(held.discord())];

      const hung = inFlight('telegram');
      [telegram.lag, discord.lag] = [0, 0];
      const second = await start();
      const without = () => held.telegram().filter((count) => count === 0).length;
      await until(() => without() <= hung && Math.min(...held.discord()) > 0, millis(120_000));
      expect(await second.stop()).toBe(0);
      console.log(`stopped in ${took.toFixed(0)} ms with ${before.join(' and ')} of ${GROUPS} sent, ${hung} hung, ${without()} missing`);
      expect(took).toBeLessThan(10_000);
      expect(Math.max(...before)).toBeLessThan(GROUPS);
      if (code === 0) expect(hung).toBe(0);
      expect(held.discord()).toEqual(held.discord().map(() => 1));
      expect(Math.max(...held.telegram())).toBe(1);
    },
    240_000,
  );
});
