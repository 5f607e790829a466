import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../../src/chat/picture.ts';
import type { Block } from '../../../src/chat/view.ts';
import { faultOf } from '../../../src/discord/faults.ts';
import { type ProseBlock, paragraph, prose } from '../../../src/kernel/prose.ts';
import { DiscordAdapter, idOf } from '../../support/discord-adapter.ts';

const POSTS = /POST \/channels\/\d+\/messages/;
const EDITS = /PATCH \/channels\/\d+\/messages/;
const FOLLOW_UPS = /POST \/webhooks/;

describe('a delivery to Discord', () => {
  let all: DiscordAdapter;
  beforeEach(async () => {
    all = await DiscordAdapter.open();
  });
  afterEach(async () => {
    await all.close();
    expect(all.troubles).toEqual([]);
  });

  const long = (words: number): ProseBlock[] =>
    Array.from({ length: words / 100 }, (_, index) => paragraph(`${index}: `, 'word '.repeat(100)));

  it('that is repeated shows nothing twice: Discord knows the key', async () => {
    const parcel = all.parcel({ says: 'once' });
    const first = await all.transport.send(parcel);
    expect(await all.transport.send(parcel)).toBe(first);
    expect(all.ada.sees()).toEqual(['once']);
  });

  it('of which nobody knows whether it arrived can be repeated', async () => {
    const parcel = all.parcel({ says: 'once' });
    all.discord.trouble.next(POSTS, 'drop-after', 'drop-before', 'error', 'gateway');
    for (let attempt = 0; attempt < 4; attempt++) expect(await all.fault(all.transport.send(parcel))).toMatchObject({ kind: 'unsure' });
    await all.transport.send(parcel);
    expect(all.ada.sees()).toEqual(['once']);
  });

  it('that is not answered in time is one of which nobody knows', async () => {
    const hasty = new REST({ api: all.discord.apiUrl, timeout: 50, retries: 0 }).setToken(all.discord.token);
    const body = { content: 'hello', nonce: 'n', enforce_nonce: true, allowed_mentions: { parse: [] } };
    all.discord.lag = 300;
    const error = await hasty.post(Routes.channelMessages(all.ada.channel.id), { body }).catch((thrown: unknown) => thrown);
    all.discord.lag = 0;
    hasty.clearHashSweeper();
    hasty.clearHandlerSweeper();
    expect(faultOf(error, { lacking: () => [], say: (key) => key, names: () => '' })).toMatchObject({ kind: 'unsure' });
    expect(all.ada.sees()).toEqual(['hello']);
  });

  it('sits out a short limit, and comes back later for a long one', async () => {
    all.discord.trouble.next(POSTS, 'limited');
    await all.post({ says: 'a moment later' });
    expect(all.ada.sees()).toEqual(['a moment later']);
  });

  it('keeps the limits of a channel before they are hit', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => all.post({ says: `${index}` })));
    expect(all.ada.sees()).toHaveLength(12);
    expect(all.discord.limited).toBe(0);
  });

  it('of a View that is too long is several messages in order, and a repetition goes on where it broke', async () => {
    const parcel = all.parcel({ blocks: long(2_000) });
    all.discord.trouble.next(POSTS, 'error');
    expect(await all.fault(all.transport.send(parcel))).toMatchObject({ kind: 'unsure' });
    const ref = await all.transport.send(parcel);
    await all.transport.send(parcel);
    const seen = all.ada.sees();
    expect(seen.length).toBeGreaterThan(2);
    expect(ref.split(',')).toHaveLength(seen.length);
    expect([...seen.join('\n').matchAll(/(\d+): /g)].map((match) => Number(match[1]))).toEqual([...Array(20).keys()]);
  });

  /** Two messages where the card can be drawn, three where its text has to stand instead. */
  const withCard = (): Block[] => [
    ...long(600),
    {
      kind: 'drawing',
      of: { kind: 'card', card: { kind: 'standings', title: 'Standings', ranks: [], more: '' } },
      alt: 'Ada leads',
      instead: [paragraph('Ada leads, in words: ', 'word '.repeat(700))],
    },
    paragraph('last: ', 'word '.repeat(600)),
  ];
  const image: Image = { name: 'card-1', type: 'image/png', bytes: new Uint8Array(9), width: 3, height: 3 };

  it.each([
    ['the card', 'its text', true],
    ['the text', 'a card', false],
  ])('that is repeated with %s gone and %s in its place loses nothing and says nothing twice', async (_, __, first) => {
    const parcel = all.parcel({ blocks: withCard() });
    all.draw = async () => (first ? image : null);
    all.discord.trouble.after(1, POSTS, 'error');
    expect(await all.fault(all.transport.send(parcel))).toMatchObject({ kind: 'unsure' });
    all.draw = async () => (first ? null : image);
    // Longer than Discord knows a nonce.
    await all.clock.pass(600_000 as never, async () => {});
    const ref = await all.transport.send(parcel);
    const whole = all.ada.sees().join('\n');
    for (const mark of ['0: word', '5: word', 'Ada leads', 'last: ']) expect(whole.split(mark), mark).toHaveLength(2);
    expect(ref.split(',')).toHaveLength(all.ada.sees().length);
  });

  it('of a private answer that is divided differently the second time loses nothing and says nothing twice', async () => {
    all.core = async () => 'talk';
    await all.ada.types('/help');
    const parcel = all.parcel({ blocks: withCard(), to: all.last.person.id, reply: all.last.reply });
    all.draw = async () => image;
    all.discord.trouble.next(FOLLOW_UPS, 'error');
    expect(await all.fault(all.transport.send(parcel))).toMatchObject({ kind: 'unsure' });
    all.draw = async () => null;
    await all.transport.send(parcel);
    await all.transport.send(parcel);
    const whole = all.ada.whispers().join('\n');
    for (const mark of ['0: word', '5: word', 'Ada leads', 'last: ']) expect(whole.split(mark), mark).toHaveLength(2);
  });

  it('of a change replaces what is shown', async () => {
    const ref = await all.post({ says: 'one' });
    await all.transport.edit(ref, all.parcel({ says: 'two' }));
    expect(all.ada.sees()).toEqual(['two']);
  });

  it('of changes that follow too soon waits its turn', async () => {
    const ref = await all.post({ says: 'one' });
    await all.transport.edit(ref, all.parcel({ says: 'two' }));
    expect(await all.fault(all.transport.edit(ref, all.parcel({ says: 'three' })))).toEqual({
      kind: 'later',
      wait: 2_000,
      why: 'it was changed a moment ago',
    });
    await all.clock.pass(2_000 as never, async () => {});
    await all.transport.edit(ref, all.parcel({ says: 'four' }));
    expect(all.ada.sees()).toEqual(['four']);
  });

  it('of a change that is longer or shorter than before adds messages and takes them away', async () => {
    const ref = await all.post({ says: 'short' });
    const change = async (blocks: ProseBlock[]) => {
      await all.clock.pass(3_000 as never, async () => {});
      await all.transport.edit(ref, all.parcel({ blocks }));
      return all.ada.sees().length;
    };
    const most = await change(long(2_000));
    expect(most).toBeGreaterThan(1);
    expect(await change(long(1_200))).toBeLessThan(most);
    expect(await change([paragraph('short again')])).toBe(1);
    expect(await change(long(2_000))).toBe(most);
    expect(all.ada.sees()[0]).toContain('0: word');
  });

  it('of a change that grows and is broken off goes on behind the last message, and doubles none', async () => {
    const ref = await all.post({ says: 'short' });
    const change = all.parcel({ blocks: long(2_000) });
    all.discord.trouble.after(1, POSTS, 'error');
    expect(await all.fault(all.transport.edit(ref, change))).toMatchObject({ kind: 'unsure' });
    await all.clock.pass(3_000 as never, async () => {});
    await all.transport.edit(ref, change);
    expect(
      [
        ...all.ada
          .sees()
          .join('\n')
          .matchAll(/(\d+): /g),
      ].map((match) => Number(match[1])),
    ).toEqual([...Array(20).keys()]);
  });

  it('of a change to what somebody deleted is done with', async () => {
    const ref = await all.post({ says: 'one' });
    const [message] = all.ada.messages;
    if (message) message.deleted = true;
    await all.transport.edit(ref, all.parcel({ says: 'two' }));
    expect(all.ada.sees()).toEqual([]);
  });

  it('of a change in an archived thread is left out, and comes through when a post has opened the thread again', async () => {
    const thread = all.guild.thread('daily', all.ada.channel);
    const ref = await all.post({ in: thread, says: '0 answers' });
    const change = async (says: string) => {
      await all.clock.pass(3_000 as never, async () => {});
      await all.transport.edit(ref, all.parcel({ in: thread, says }));
    };
    thread.archived = true;
    await change('1 answer');
    expect(all.ada.at(thread).sees()).toEqual(['0 answers']);
    expect(thread.archived).toBe(true);
    await all.post({ in: thread, says: 'next digest' });
    await change('2 answers');
    expect(all.ada.at(thread).sees()).toEqual(['2 answers', 'next digest']);
  });

  it('to a channel that does not let it in says what is lacking, in the language of the message', async () => {
    all.guild.deny(all.ada.channel, 'SendMessages');
    await all.discord.settle();
    expect(await all.fault(all.post())).toEqual({ kind: 'closed', why: 'I lack “Send Messages” there', missing: '“Send Messages”' });
    expect(await all.fault(all.post({ locale: 'zh' }))).toMatchObject({ why: '我在那里缺少权限“发送消息”' });
    all.guild.deny(all.ada.channel, 'ViewChannel');
    expect(await all.fault(all.post())).toMatchObject({ kind: 'closed', missing: '“View Channel”' });
  });

  it('to a channel that is gone, or a thread that is locked, says so', async () => {
    const other = all.guild.channel('other');
    const thread = all.guild.thread('old', all.ada.channel);
    all.guild.lock(thread, true);
    all.guild.removeChannel(other);
    expect(await all.fault(all.post({ in: other }))).toEqual({ kind: 'closed', why: 'the channel is gone' });
    expect(await all.fault(all.post({ in: thread }))).toEqual({ kind: 'closed', why: 'the thread is locked or archived' });
  });

  it('to one person without anything to answer goes to their private chat, if they take messages', async () => {
    const bo = all.discord.person('Bo', { in: all.guild });
    await all.post({ says: 'for you', to: idOf(bo) });
    await all.post({ says: 'and more', to: idOf(bo) });
    expect(bo.alone().sees()).toEqual(['for you', 'and more']);
    all.discord.blocks(bo.user.id);
    expect(await all.fault(all.post({ to: idOf(bo) }))).toEqual({ kind: 'closed', why: 'this person takes no private messages from me' });
  });

  it('of a private answer gets through errors and cut lines', async () => {
    all.core = async () => 'talk';
    await all.ada.types('/help');
    const parcel = all.parcel({ says: 'first', to: all.last.person.id, reply: all.last.reply });
    all.discord.trouble.next(/PATCH \/webhooks/, 'drop-after', 'error');
    expect(await all.fault(all.transport.send(parcel))).toMatchObject({ kind: 'unsure' });
    expect(await all.fault(all.transport.send(parcel))).toMatchObject({ kind: 'unsure' });
    await all.transport.send(parcel);
    expect(all.ada.whispers()).toEqual(['first']);
    all.discord.trouble.next(FOLLOW_UPS, 'limited');
    await all.whisper('second');
    expect(all.ada.whispers()).toEqual(['first', 'second']);
  });

  it('of an acknowledgement gets through errors, limits and cut lines within its time', async () => {
    for (const mishap of ['drop-before', 'drop-after', 'error', 'gateway', 'limited'] as const) {
      all.discord.trouble.next(/callback/, mishap);
      const record = await all.ada.types('/help');
      expect(record.acknowledged, mishap).toBeLessThan(2_000);
    }
  });

  it('when Discord is away altogether is for later', async () => {
    const { apiUrl } = all.discord;
    await all.discord.close();
    expect(await all.fault(all.post())).toMatchObject({ kind: 'later' });
    expect(apiUrl).toContain('127.0.0.1');
    all.reports.length = 0;
  });

  it('never holds anything that calls somebody or could be taken for a mark', async () => {
    const name = '@everyone **x** <@1> :smile: [a](https://x.org) # y';
    await all.post({ blocks: [paragraph(name), { kind: 'list', ordered: false, items: [prose(name)] }] });
    expect(all.ada.seesLast()).toBe(`${name}\n• ${name}`);
  });

  it('to a room that is none of Discord’s is refused', async () => {
    expect(await all.fault(all.post({ room: 'discord:nowhere' as never }))).toMatchObject({ kind: 'refused' });
    expect(await all.fault(all.transport.edit('@12' as never, all.parcel()))).toMatchObject({ kind: 'refused' });
  });

  it('that repeats an edit after an error is tried again like any other', async () => {
    const ref = await all.post({ says: 'one' });
    all.discord.trouble.next(EDITS, 'drop-after');
    expect(await all.fault(all.transport.edit(ref, all.parcel({ says: 'two' })))).toMatchObject({ kind: 'unsure' });
    expect(all.ada.sees()).toEqual(['two']);
  });
});
