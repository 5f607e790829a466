import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { BotProcess } from '../../support/bot-process.ts';
import { digestsDue, discordRoom } from '../../support/due-digests.ts';
import { FakeDiscord } from '../../support/fake-discord/server.ts';

const GROUPS = 300;
const folder = mkdtempSync(join(tmpdir(), 'it-discord-'));
let discord: FakeDiscord;
const running: BotProcess[] = [];
afterEach(async () => {
  for (const bot of running) await bot.kill();
  await discord.close();
  rmSync(folder, { recursive: true, force: true });
});

it('kill -9 in the middle of a digest to 300 servers: after the restart each has exactly one', async () => {
  discord = await FakeDiscord.start({ now: systemClock.now, pace: 1 });
  const guilds = Array.from({ length: GROUPS }, (_, index) => discord.guild(`Group ${index}`));
  const channels = guilds.map((guild) => guild.channel('general'));
  const rooms = guilds.map((guild, index) => discordRoom(guild.id, channels[index]?.id ?? '', guild.record.name));
  await digestsDue(folder, 'discord', rooms, systemClock.now());
  const posts = () => discord.records.messages.length;
  const asked = () => discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')).length;
  // Receipts are long under way, so that some messages are there of which the process dies before it hears.
  discord.lag = 60;
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const start = async () => {
    const bot = await BotProcess.start(folder, env);
    running.push(bot);
    return bot;
  };

  const first = await start();
  await discord.until('a third of them has it', () => posts() >= GROUPS / 3, 60_000);
  await first.kill();
  // What the dead process had sent on its way still arrives.
  await discord.settle(100);
  const before = posts();
  const second = await start();
  await discord.until('all have it', () => new Set(discord.records.messages.map(({ channel }) => channel)).size === GROUPS, 60_000);
  await discord.settle(1_000);
  expect(await second.stop()).toBe(0);

  console.log(`killed after ${before} of ${GROUPS}; ${asked() - GROUPS} sent twice, ${discord.limited} answered with 429`);
  expect(before).toBeLessThan(GROUPS);
  expect(asked(), 'some were sent a second time, and Discord knew them by their nonce').toBeGreaterThan(GROUPS);
  const perChannel = channels.map(({ id }) => discord.records.messages.filter(({ channel }) => channel === id).length);
  expect(perChannel).toEqual(channels.map(() => 1));
  expect([...new Set(discord.broken)]).toEqual([]);
}, 180_000);
