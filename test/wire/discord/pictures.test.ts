import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../../src/chat/picture.ts';
import type { Block } from '../../../src/chat/view.ts';
import { paragraph } from '../../../src/kernel/prose.ts';
import { seconds } from '../../../src/kernel/time.ts';
import { DiscordAdapter } from '../../support/discord-adapter.ts';
import { DiscordWorld } from '../../support/discord-world.ts';
import type { FakeGuild } from '../../support/fake-discord/guild.ts';
import type { Person } from '../../support/fake-discord/person.ts';
import { drawSmall } from '../../support/small-picture.ts';

const standings = (title: string): Block => ({
  kind: 'drawing',
  of: { kind: 'card', card: { kind: 'standings', title, ranks: [], more: '' } },
  alt: `${title} in short`,
  instead: [paragraph(`${title} in words`)],
});
const [picture, words] = [(title: string) => `(picture: ${title} in short)`, (title: string) => `${title} in words`];
const filler = (): Block[] => Array.from({ length: 7 }, (_, index) => paragraph(`${index}: `, 'word '.repeat(100)));

describe('pictures in a channel', () => {
  let all: DiscordAdapter;
  beforeEach(async () => {
    all = await DiscordAdapter.open();
    all.draw = drawSmall;
  });
  afterEach(async () => {
    await all.close();
    expect(all.troubles).toEqual([]);
  });
  const wait = (time: number) => all.clock.pass(seconds(time), async () => {});
  const change = async (ref: Awaited<ReturnType<typeof all.post>>, title: string) => {
    await wait(3);
    await all.transport.edit(ref, all.parcel({ blocks: [standings(title)] }));
  };

  const files = () => all.ada.messages.map(({ attachments }) => attachments.length);

  it('come with posts, changes, and private answers of every kind', async () => {
    const ref = await all.post({ blocks: [standings('one')] });
    await change(ref, 'two');
    all.core = async () => 'talk';
    await all.ada.types('/help');
    await all.whisper('', { blocks: [standings('three')] });
    await all.whisper('', { blocks: [standings('four')] });
    expect(all.ada.sees()).toEqual([picture('two'), picture('three'), picture('four')]);
    expect(files()).toEqual([1, 1, 1]);
  });

  it('come ten with a message, and those that are more with the next', async () => {
    const titles = Array.from({ length: 23 }, (_, index) => `«${index}»`);
    const ref = await all.post({ blocks: titles.map(standings) });
    expect(files()).toEqual([10, 10, 3]);
    await wait(3);
    await all.transport.edit(ref, all.parcel({ blocks: titles.slice(0, 12).map(standings) }));
    expect(files()).toEqual([10, 2]);
    expect(all.ada.sees().join('\n')).toBe(titles.slice(0, 12).map(picture).join('\n'));
    all.core = async () => 'talk';
    await all.ada.types('/help');
    await all.whisper('', { blocks: titles.map(standings) });
    expect(files()).toEqual([10, 2, 10, 10, 3]);
  });

  it.each([1_024, 1_025, 1_900, 3_000])('keep an alternative text of %i characters whole, beside them or below', async (length) => {
    const alt = `${'word '.repeat(length / 5 - 1)}${'x'.repeat(5 + (length % 5))}`;
    const drawing = { ...standings('one'), alt } as Block;
    const ref = await all.post({ blocks: [drawing] });
    expect(all.ada.seesLast()).toBe(length > 1_024 ? `(picture: )\n${alt}` : `(picture: ${alt})`);
    await wait(3);
    await all.transport.edit(ref, all.parcel({ blocks: [paragraph('new'), drawing] }));
    expect(all.ada.seesLast()).toContain(alt);
  });

  it('are refused by the fake where a file or a request is larger than any server takes', async () => {
    const sized = (size: number) => {
      all.draw = async (order) => ({ ...(await drawSmall(order)), bytes: new Uint8Array(size) }) as Image;
    };
    sized(10 * 2 ** 20 + 1);
    expect(await all.fault(all.post({ blocks: [standings('one')] }))).toMatchObject({ kind: 'refused' });
    sized(9 * 2 ** 20);
    expect(await all.fault(all.post({ blocks: ['one', 'two', 'three'].map(standings) }))).toMatchObject({ kind: 'refused' });
    expect(all.discord.broken.splice(0)).toEqual(['a file that is too large', expect.stringContaining('a request of')]);
  });

  it('come as text where the bot may attach no files, and again when it may', async () => {
    all.guild.deny(all.ada.channel, 'AttachFiles');
    await all.discord.heard();
    const ref = await all.post({ blocks: [standings('one')] });
    expect(all.ada.sees()).toEqual([words('one')]);
    await change(ref, 'two');
    expect(all.ada.sees()).toEqual([words('two')]);
    all.guild.allow(all.ada.channel, 'AttachFiles');
    await all.discord.heard();
    await change(ref, 'three');
    await all.post({ blocks: [standings('four')] });
    expect(all.ada.sees()).toEqual([picture('three'), picture('four')]);
    expect(files()).toEqual([1, 1]);
    all.guild.deny(all.ada.channel, 'AttachFiles');
    await all.discord.heard();
    await change(ref, 'five');
    expect(all.ada.sees()).toEqual([words('five'), picture('four')]);
    expect(files()).toEqual([0, 1]);
    expect(all.discord.requests.filter(({ status }) => status === 403)).toEqual([]);
  });

  describe('of which the gateway told nothing', () => {
    /** An archived thread is no news at the start: whether files may be attached there shows only when it is tried. */
    const quietThread = () => {
      const thread = all.discord.records.addChannel({ name: 'old', type: 11, guild: all.guild.id, parent: all.ada.channel.id });
      all.guild.deny(all.ada.channel, 'AttachFiles');
      return thread;
    };
    const refusals = () => all.discord.requests.filter(({ status }) => status === 403).length;

    it('are replaced by words as soon as Discord refuses them, and tried again after a while', async () => {
      const thread = quietThread();
      await all.post({ in: thread, blocks: [standings('one')] });
      await all.post({ in: thread, blocks: [standings('two')] });
      expect(all.ada.at(thread).sees()).toEqual(['one in short', words('two')]);
      expect(refusals()).toBe(1);
      all.guild.allow(all.ada.channel, 'AttachFiles');
      await wait(11 * 60);
      await all.post({ in: thread, blocks: [standings('three')] });
      expect(all.ada.at(thread).seesLast()).toBe(picture('three'));
    });

    it('are replaced in the middle of a post of several messages, and nothing is lost or said twice', async () => {
      const thread = quietThread();
      const ref = await all.post({ in: thread, blocks: [...filler(), standings('one'), ...filler(), standings('two')] });
      const seen = all.ada.at(thread).sees();
      expect(seen.join('\n').match(/one in short|two in short|\d: word/g)).toEqual([
        ...Array.from({ length: 7 }, (_, index) => `${index}: word`),
        'one in short',
        ...Array.from({ length: 7 }, (_, index) => `${index}: word`),
        'two in short',
      ]);
      expect(ref.split(',')).toHaveLength(seen.length);
    });

    it('are replaced in a change', async () => {
      const thread = quietThread();
      const ref = await all.post({ in: thread, says: 'short' });
      await wait(3);
      await all.transport.edit(ref, all.parcel({ in: thread, blocks: [paragraph('first'), standings('one')] }));
      expect(all.ada.at(thread).sees()).toEqual(['first\n\none in short']);
    });

    it('are not what a channel is refused for where nothing may be posted at all', async () => {
      const thread = quietThread();
      all.guild.deny(all.ada.channel, 'SendMessagesInThreads');
      expect(await all.fault(all.post({ in: thread, blocks: [standings('one')] }))).toMatchObject({ kind: 'closed' });
    });
  });
});

describe('a server that lets the bot attach no files', () => {
  let all: DiscordWorld;
  let guild: FakeGuild;
  let ada: Person;
  beforeEach(async () => {
    const prepare = (discord: DiscordWorld['discord']) => {
      guild = discord.guild('Study group');
      ada = discord.person('Ada', { in: guild, manager: true });
    };
    all = await DiscordWorld.open(prepare, { draw: drawSmall });
  });
  afterEach(async () => {
    await all.close();
    expect(all.discord.broken).toEqual([]);
    expect(all.reports).toEqual([]);
    expect(all.world.faults).toEqual([]);
  });
  const posts = () => ada.messages.filter(({ to }) => to === null);
  const files = () => posts().filter(({ attachments }) => attachments.length > 0).length;

  it('gets its digest in words, and with pictures again when it lets it', async () => {
    guild.deny(ada.channel, 'AttachFiles');
    await ada.types('/schedule digest time:08:30');
    expect(ada.whisper()).toContain('In #general I lack “Attach Files”, so what I post there may come as text');
    await all.pass(3600);
    expect(ada.sees().join()).toContain('📡');
    expect(files()).toBe(0);
    await ada.types('/schedule list');
    expect(ada.whisper()).not.toContain('Rests');
    guild.allow(ada.channel, 'AttachFiles');
    const before = posts().length;
    await all.pass(24 * 3600);
    expect(posts().length).toBeGreaterThan(before);
    expect(files()).toBeGreaterThan(0);
  });

  it('plays a quiz to its end in words', async () => {
    guild.deny(ada.channel, 'AttachFiles');
    await ada.types('/quiz start topic:adaboost questions:3 seconds:10');
    await all.pass(120);
    const text = ada.sees().join('\n');
    expect(text).toContain('Question 3 of 3');
    expect(text).toContain('Nobody');
    expect(files()).toBe(0);
    expect(await all.world.store.tables.rooms.closed('discord')).toEqual([]);
  });
});
