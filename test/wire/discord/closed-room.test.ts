import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiscordWorld } from '../../support/discord-world.ts';
import type { FakeGuild } from '../../support/fake-discord/guild.ts';
import type { Person } from '../../support/fake-discord/person.ts';

describe('a channel that no longer lets the bot in', () => {
  let all: DiscordWorld;
  let guild: FakeGuild;
  let ada: Person;
  const digests = () => ada.sees().filter((text) => text.includes('📡')).length;
  const day = () => all.pass(24 * 3600);

  beforeEach(async () => {
    all = await DiscordWorld.open((discord) => {
      guild = discord.guild('Study group', { channels: ['general', 'office'] });
      ada = discord.person('Ada', { in: guild, manager: true });
    });
    await ada.types('/schedule digest time:08:30');
    await all.pass(3600);
    expect(digests()).toBe(1);
  });
  afterEach(async () => {
    await all.close();
    expect(all.discord.broken).toEqual([]);
  });

  it('lets its schedules rest, says why to managers, and gets the next digest when it lets the bot in again', async () => {
    guild.deny(ada.channel, 'SendMessages');
    await day();
    const office = ada.at(guild.channel('office'));
    await office.types('/schedule list');
    expect(office.whisper()).toContain('Rests, because I cannot post there: I lack “Send Messages” there');
    await day();
    await office.types('/schedule list');
    expect(office.whisper()).toContain('left out, because I could not post there');
    expect(digests()).toBe(1);
    guild.allow(ada.channel, 'SendMessages');
    await all.settle();
    await office.types('/schedule list');
    expect(office.whisper()).not.toContain('Rests');
    await day();
    expect(digests()).toBe(2);
  });

  it('is not taken for open because somebody asks there, as long as the bot may not write', async () => {
    guild.deny(ada.channel, 'SendMessages');
    await day();
    await ada.types('/schedule list');
    expect(ada.whisper()).toContain('Rests');
  });

  it('because the bot was thrown out, is open again when it is taken back', async () => {
    guild.kicksBot();
    await day();
    expect(digests()).toBe(1);
    guild.invitesBot();
    await all.settle();
    await ada.types('/schedule list');
    expect(ada.whisper()).not.toContain('Rests');
    await day();
    expect(digests()).toBe(2);
  });
});

describe('a private chat with somebody who has left all servers of the bot', () => {
  it('lets its schedules rest until they act there again', async () => {
    let ada!: Person;
    const all = await DiscordWorld.open((discord) => {
      ada = discord.person('Ada', { in: discord.guild('Study group') }).alone();
    });
    const digests = () => ada.sees().filter((text) => text.includes('📡')).length;
    await ada.types('/schedule digest time:08:30');
    await all.pass(3600);
    expect(digests()).toBe(1);
    all.discord.blocks(ada.user.id, 50_278);
    await all.pass(24 * 3600);
    const [closed] = await all.world.store.tables.rooms.closed('discord');
    expect(closed?.id).toBe(`discord:${ada.channel.id}`);
    all.discord.unblocks(ada.user.id);
    await all.pass(24 * 3600);
    expect(digests()).toBe(1);
    await ada.types('/schedule list');
    expect(ada.seesLast()).toContain('08:30');
    expect(ada.seesLast()).not.toContain('Rests');
    await all.pass(24 * 3600);
    expect(digests()).toBe(2);
    await all.close();
    expect(all.discord.broken).toEqual([]);
  });
});

describe('a server that takes the bot in', () => {
  it('is greeted once, in the first channel where it may write, with what to do first', async () => {
    let guild!: FakeGuild;
    let ada!: Person;
    const all = await DiscordWorld.open((discord) => {
      guild = discord.guild('New here', { channels: ['rules', 'general'] });
      guild.deny(guild.channel('rules'), 'SendMessages');
      ada = discord.person('Ada', { in: guild, manager: true }).at(guild.channel('general'));
      guild.kicksBot();
    });
    guild.invitesBot();
    await all.settle();
    await all.discord.until('it is greeted', () => ada.sees().length > 0);
    expect(ada.seesLast()).toContain('Hello, this is Incoming Transmission');
    expect(ada.seesLast()).toContain('/schedule digest time:08:30');
    guild.kicksBot();
    await all.settle();
    guild.invitesBot();
    await all.settle();
    expect(ada.sees()).toHaveLength(1);
    await all.close();
  });
});
