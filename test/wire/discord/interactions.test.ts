import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paragraph, prose } from '../../../src/kernel/prose.ts';
import { DiscordAdapter } from '../../support/discord-adapter.ts';
import { FLAGS } from '../../support/fake-discord/state.ts';

describe('what people do on Discord', () => {
  let all: DiscordAdapter;
  beforeEach(async () => {
    all = await DiscordAdapter.open();
  });
  afterEach(async () => {
    await all.close();
    expect(all.troubles).toEqual([]);
  });

  const button = (token = 'j.g1', asks?: string) => ({
    kind: 'actions' as const,
    choices: [{ token, label: prose('Join'), ...(asks === undefined ? {} : { asks }) }],
  });

  it('arrives with when it was done, where, by whom, and in which language', async () => {
    const 小明 = all.discord.person('小明', { in: all.guild, locale: 'zh-CN' });
    const made = 小明.sends('/search words:梯度');
    all.clock.jump('2026-11-20T08:00:02Z');
    await all.discord.until('it arrives', () => all.arrived.length === 1);
    expect(all.last).toMatchObject({
      kind: 'command',
      id: `discord:${made.id}`,
      name: 'search',
      args: { words: '梯度' },
      at: Date.parse('2026-11-20T08:00:00Z'),
      room: {
        id: `discord:${小明.channel.id}`,
        group: `discord:${all.guild.id}`,
        kind: 'group',
        title: '#general',
        locale: null,
        postable: true,
      },
      person: { id: `discord:${小明.user.id}`, name: '小明', locale: 'zh-CN', manager: false },
    });
  });

  it('arrives with the language of the server only where the server could choose one', async () => {
    const community = all.discord.guild('Community', { community: true, locale: 'zh-CN' });
    await all.discord.person('Bo', { in: community }).types('/help');
    expect(all.last.room.locale).toBe('zh-CN');
  });

  it('is acknowledged at once, however long the core takes', async () => {
    let done = () => {};
    all.core = () => new Promise((resolve) => (done = () => resolve('quiet')));
    const record = await all.ada.types('/help');
    expect(record).toMatchObject({ response: 5 });
    expect(record.acknowledged).toBeLessThan(1_000);
    expect(all.ada.seesLast()).toBe('(thinking…)');
    done();
    await all.discord.settle();
    expect(all.ada.sees()).toEqual([]);
  });

  it('is answered in the place of the deferral first, and behind it after that', async () => {
    all.core = async () => 'talk';
    await all.ada.types('/help');
    await all.whisper('first');
    await all.whisper('second');
    expect(all.ada.whispers()).toEqual(['first', 'second']);
    expect(all.ada.messages.every((message) => (message.flags & FLAGS.ephemeral) !== 0)).toBe(true);
    expect(all.discord.person('Bo', { in: all.guild }).sees()).toEqual([]);
  });

  it('is answered for all by a post, and the sign of thinking goes', async () => {
    all.core = async (inbound) => {
      await all.post({ says: 'for all', reply: inbound.reply });
      return 'quiet';
    };
    await all.ada.types('/leaderboard');
    expect(all.ada.sees()).toEqual(['for all']);
  });

  it('is answered once, however often a delivery is repeated', async () => {
    all.core = async () => 'talk';
    await all.ada.types('/help');
    const parcel = all.parcel({ says: 'once', to: all.last.person.id, reply: all.last.reply });
    await all.transport.send(parcel);
    await all.transport.send(parcel);
    expect(all.ada.whispers()).toEqual(['once']);
  });

  it('is answered by the next process too, in the right place', async () => {
    all.core = async () => 'talk';
    await all.ada.types('/help');
    const { reply, person } = all.last;
    await all.transport.stop();
    await all.start();
    await all.ready();
    await all.post({ says: 'late, but here', to: person.id, reply });
    expect(all.ada.whispers()).toEqual(['late, but here']);
    await all.post({ says: 'and more', to: person.id, reply });
    expect(all.ada.whispers()).toEqual(['late, but here', 'and more']);
  });

  it('gets no answer after a quarter of an hour, and the core is told why', async () => {
    await all.ada.types('/help');
    all.clock.jump('2026-11-20T08:14:31Z');
    expect(await all.fault(all.whisper('too late'))).toMatchObject({ kind: 'closed' });
  });

  it('is handed on once more where Discord tells of it twice, and not acknowledged twice to anybody’s harm', async () => {
    await all.post({ blocks: [paragraph('Join us'), button()] });
    const record = all.ada.pushes('Join');
    all.ada.repeats(record, { custom_id: 'j.g1', component_type: 2 }, all.ada.messages.at(-1) ?? null);
    await all.discord.until('both arrive', () => all.arrived.length === 2);
    await all.discord.settle();
    expect(all.arrived[0]?.id).toBe(all.arrived[1]?.id);
    all.discord.broken.length = 0;
  });

  it('is a press with the token of its button, acknowledged without a word, and answered only to who pressed', async () => {
    const ref = await all.post({ blocks: [paragraph('Join us'), button('j.game7')] });
    all.core = async (inbound) => {
      if (inbound.reply) await all.transport.toast(inbound.reply, inbound.person.id, inbound.room.id, 'You are in. *Good* luck!');
      return 'talk';
    };
    const bo = all.discord.person('Bo', { in: all.guild });
    await bo.presses('Join');
    expect(all.last).toMatchObject({ kind: 'press', token: 'j.game7', on: ref });
    expect(bo.whisper()).toBe('You are in. *Good* luck!');
    expect(all.ada.whispers()).toEqual([]);
  });

  it('opens a window where the button asks for text, and is a press when it is filled', async () => {
    await all.post({ blocks: [paragraph('How many?'), button('a.g.0.t', 'A number, please')] });
    const window = await all.ada.presses('Join');
    expect(all.arrived).toEqual([]);
    expect(window).toMatchObject({ title: 'Your answer', fields: ['A number, please'] });
    await window?.submits(' 0.55 ');
    expect(all.last).toMatchObject({ kind: 'press', token: 'a.g.0.t', typed: ' 0.55 ' });
  });

  it('is a command to read where a topic was named', async () => {
    const link = { kind: 'link', text: 'AdaBoost', href: 'topic:adaboost#votes' } as const;
    await all.post({ blocks: [paragraph('See ', link)] });
    await all.ada.presses('AdaBoost');
    expect(all.last).toMatchObject({ kind: 'command', name: 'read', args: { topic: 'adaboost#votes' } });
  });

  it('names another channel as a room of the same server', async () => {
    const news = all.guild.channel('news');
    all.discord.gateway.dispatch('CHANNEL_CREATE', {
      id: news.id,
      type: 0,
      name: 'news',
      guild_id: all.guild.id,
      permission_overwrites: [],
      position: 1,
    });
    await all.ada.types('/schedule digest time:08:30 channel:#news');
    const room = { id: `discord:${news.id}`, group: `discord:${all.guild.id}`, title: '#news' };
    expect(all.last).toMatchObject({ args: { time: '08:30', room: room.id }, rooms: [room] });
  });

  it('comes from threads and posts of a forum like from any channel', async () => {
    const thread = all.guild.thread('homework', all.guild.channel('questions', 15));
    await all.ada.at(thread).types('/quiz start');
    expect(all.last.room).toMatchObject({ id: `discord:${thread.id}`, title: '#homework', postable: true });
    await all.post({ says: 'in the thread', in: thread });
    expect(all.ada.at(thread).sees()).toEqual(['in the thread']);
  });

  it('in a private chat is answered openly, and everybody manages there', async () => {
    const bo = all.discord.person('Bo');
    all.core = async () => 'talk';
    await bo.types('/help');
    expect(all.last).toMatchObject({ room: { kind: 'direct', group: `discord:${bo.channel.id}`, title: '@Bo' } });
    await all.whisper('between us');
    expect(bo.sees()).toEqual(['between us']);
    expect(bo.whispers()).toEqual([]);
  });

  it('in a place that has not got the bot is answered, and what would be posted is declined', async () => {
    const bo = all.discord.person('Bo');
    bo.brings = true;
    all.core = async () => 'talk';
    await bo.types('/search words:gradient');
    expect(all.last.room).toMatchObject({ id: `discord:@${bo.user.id}`, kind: 'direct' });
    await all.whisper('found');
    expect(bo.whispers()).toEqual(['found']);
    expect(() => bo.sends('/quiz start')).toThrow('not offered');
    await all.post({ says: 'for all there', room: all.last.room.id, reply: all.last.reply });
    expect(bo.whispers()).toEqual(['found', 'for all there']);
  });

  it('is completed while it is typed, without asking the core', async () => {
    expect(await all.ada.completes('/read topic:gr')).toEqual([{ name: 'The gradient', value: 'gradient' }]);
    expect((await all.ada.completes('/schedule quiz time:20:00 days:mon')).map(({ value }) => value)).toContain('mon-fri');
    expect(all.arrived).toEqual([]);
  });

  it('is declined with what the bot lacks, and where to grant it, before anything is tried', async () => {
    all.guild.deny(all.ada.channel, 'SendMessages');
    await all.ada.types('/quiz start');
    expect(all.arrived).toEqual([]);
    expect(all.ada.whisper()).toContain('I cannot post in #general: I lack “Send Messages”. Grant it in Server Settings → Roles');
    const thread = all.guild.thread('homework', all.ada.channel);
    all.guild.deny(all.ada.channel, 'SendMessagesInThreads', 'ViewChannel');
    await all.ada.at(thread).types('/quiz start');
    expect(all.ada.at(thread).whisper()).toContain('“View Channel”, “Send Messages in Threads”');
  });

  it('is declined for a chosen channel where the bot may not write', async () => {
    const news = all.guild.channel('news');
    all.discord.gateway.dispatch('CHANNEL_CREATE', {
      id: news.id,
      type: 0,
      name: 'news',
      guild_id: all.guild.id,
      permission_overwrites: [],
      position: 1,
    });
    all.guild.deny(news, 'SendMessages');
    await all.ada.types('/schedule digest time:08:30 channel:#news');
    expect(all.ada.whisper()).toContain('I cannot post in #news: I lack “Send Messages”');
  });

  it('goes on with a word to managers where only pictures and previews are lacking', async () => {
    all.guild.deny(all.ada.channel, 'AttachFiles', 'EmbedLinks');
    const bo = all.discord.person('Bo', { in: all.guild });
    await all.ada.types('/quiz start');
    expect(all.last).toMatchObject({ name: 'quiz start' });
    expect(all.ada.whisper()).toContain('In #general I lack “Embed Links”, “Attach Files”');
    await bo.types('/quiz start');
    expect(bo.whispers()).toEqual([]);
  });

  it('needs no rights where only who asked is answered', async () => {
    all.guild.deny(all.ada.channel, 'SendMessages', 'ViewChannel');
    all.core = async () => 'talk';
    await all.ada.types('/help');
    await all.whisper('here it is');
    expect(all.ada.whispers()).toEqual(['here it is']);
  });

  it('has no name that could be a mark or a page of text', async () => {
    const long = all.discord.person(`**Zoë**\n${'很'.repeat(100)}`, { in: all.guild });
    await long.types('/help');
    expect(all.last.person.name.length).toBeLessThanOrEqual(64);
    expect(all.last.person.name).toContain('**Zoë** 很');
    await all.discord.person('\u202eevil\u202c', { in: all.guild }).types('/help');
    expect(all.last.person.name).toBe('evil');
    await all.discord.person('\u200b \u2060', { in: all.guild }).types('/help');
    expect(all.last.person.name).toBe('somebody');
  });

  it('tells the operator when this machine’s clock is wrong', async () => {
    const record = all.ada.sends('/help');
    all.clock.jump('2026-11-20T07:59:50Z');
    await all.discord.until('it arrives', () => record.acknowledged !== null && all.arrived.length === 1);
    expect(all.last.at).toBe(all.clock.now());
    expect(all.reports.splice(0)).toEqual([expect.stringContaining('clock is 10 s behind Discord')]);
  });

  it('that is no interaction of ours breaks nothing', async () => {
    all.discord.gateway.dispatch('INTERACTION_CREATE', { id: '1', type: 99, token: 'x', data: {} });
    all.discord.gateway.dispatch('INTERACTION_CREATE', { id: '2', type: 3, token: 'x', data: { component_type: 99 } });
    await all.discord.settle();
    await all.ada.types('/help');
    expect(all.arrived).toHaveLength(1);
    expect(all.reports.splice(0)).toEqual([expect.stringContaining('an interaction could not be read')]);
  });
});
