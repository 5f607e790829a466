import { afterEach, describe, expect, it } from 'vitest';
import { DiscordWorld } from '../../support/discord-world.ts';
import type { FakeGuild } from '../../support/fake-discord/guild.ts';
import type { Person } from '../../support/fake-discord/person.ts';

/** What stands as code and begins as a command does, as Discord is sent it. */
const commandsIn = ({ components }: Person['messages'][number]): string[] =>
  [...JSON.stringify(components).matchAll(/`(\/[^`]+)`/g)].map(([, line = '']) => line);

describe.each([
  ['en-US', /Posts in this group are in English/, 'Start a quiz with /quiz start'],
  ['zh-CN', /本群的帖子用中文/, '用 /quiz start 开一局吧'],
] as const)('what a server is told it can do (%s)', (locale, done, hint) => {
  let all: DiscordWorld;
  afterEach(() => all.close());

  it('can be sent as it stands: each line of the greeting and each example of /help', async () => {
    let guild!: FakeGuild;
    let ada!: Person;
    all = await DiscordWorld.open((discord) => {
      guild = discord.guild('New here', { community: true, locale });
      ada = discord.person('Ada', { in: guild, manager: true, locale });
      guild.kicksBot();
    });
    guild.invitesBot();
    await all.discord.until('it is greeted', () => ada.sees().length > 0);
    const steps = ada.messages.flatMap(commandsIn);
    expect(steps).toHaveLength(5);
    for (const line of steps.slice(0, 3)) await ada.types(line);
    expect(ada.whispers().join('\n')).toMatch(done);
    await ada.types('/leaderboard');
    expect(ada.sees().join('\n')).toContain(hint);
    await ada.types('/help');
    const examples = ada.messages.flatMap(commandsIn).filter((line) => line.includes(':') && !line.includes('…'));
    expect(examples.length).toBeGreaterThanOrEqual(8);
    for (const line of new Set(examples)) await ada.types(line);
    expect(all.discord.broken).toEqual([]);
  });
});
