import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiscordWorld } from '../../support/discord-world.ts';
import type { FakeGuild } from '../../support/fake-discord/guild.ts';
import type { Person } from '../../support/fake-discord/person.ts';
import { readMessage } from '../../support/fake-discord/reading.ts';

describe('the Discord app', () => {
  let all: DiscordWorld;
  let guild: FakeGuild;
  let ada: Person;
  let bo: Person;
  let eve: Person;
  let 小明: Person;

  beforeAll(async () => {
    all = await DiscordWorld.open((discord) => {
      guild = discord.guild('Study group', { channels: ['general', 'news'] });
      ada = discord.person('Ada', { in: guild, manager: true });
      bo = discord.person('Bo **the** @everyone', { in: guild });
      eve = discord.person('Eve', { in: guild, locale: 'fr' });
      小明 = discord.person('小明', { in: guild, locale: 'zh-CN' });
    });
  });
  afterAll(async () => {
    await all.close();
    expect(all.discord.broken).toEqual([]);
    expect(all.discord.limited).toBe(0);
    expect(all.reports).toEqual([]);
    expect(all.world.faults).toEqual([]);
    for (const one of all.discord.records.interactions.values()) expect(one.acknowledged).toBeLessThan(3_000);
    if (!all.discord.checksSpec)
      console.log('Requests were not held against the published API: set API_SPECS to a folder with discord-openapi.json.');
  });
  beforeEach(() => all.settle());

  it('offers everybody the commands, and managers’ commands to managers', async () => {
    await ada.types('/schedule list');
    expect(() => bo.sends('/schedule list')).toThrow('Bo **the** @everyone is not offered /schedule');
    expect(ada.whisper()).toContain('Nothing is scheduled');
  });

  it('has managers’ commands checked again, also in a server that offers them to everybody', async () => {
    const { commands } = all.discord.records;
    const before = commands.get('global') ?? [];
    commands.set(
      'global',
      before.map((one) => ({ ...one, default_member_permissions: null })),
    );
    await bo.types('/settings language language:zh');
    expect(bo.whisper()).toContain('Only those who manage this group');
    await bo.types('/leaderboard');
    expect(bo.seesLast()).toContain('Leaderboard');
    commands.set('global', before);
  });

  it('helps privately, each in the language of their app', async () => {
    await bo.types('/help');
    expect(bo.whisper()).toContain('What I can do');
    await 小明.types('/help');
    expect(小明.whisper()).toContain('我会做什么');
    expect(ada.sees().join()).not.toContain('What I can do');
  });

  it('offers topics while they are typed, in any language', async () => {
    expect((await bo.completes('/read topic:grad')).map(({ value }) => value)).toContain('gradient');
    expect((await 小明.completes('/read 主题:梯度')).map(({ value }) => value)).toContain('gradient');
  });

  it('reads an article page by page, by buttons', async () => {
    await bo.types('/read topic:gradient');
    expect(bo.whisper()).toContain('Page 1 of');
    await bo.presses('Next');
    expect(bo.whisper()).toContain('Page 2 of');
    expect(ada.whispers().join()).not.toContain('Page 2');
  });

  it('finds words, and opens what was found by a button', async () => {
    await bo.types('/search words:weak learners vote');
    expect(bo.whisper()).toContain('Found for “weak learners vote”');
    await bo.presses('AdaBoost');
    expect(bo.whisper()).toMatch(/AdaBoost[\s\S]*Page \d+ of/);
  });

  it('lists all topics, and opens one from a menu', async () => {
    await bo.types('/topics');
    expect(bo.whispers().join('\n')).toContain('The library');
    await bo.chooses('AdamW');
    expect(bo.whisper()).toContain('Page 1 of');
  });

  it('explains a message: searches for what it says', async () => {
    const said = ada.says('what **is** a receptive field, <@1>?');
    await bo.uses('Explain this', said);
    expect(bo.whisper()).toMatch(/Found for “what is a receptive field, \?”\n(.*\n)*.*receptive field/);
    await 小明.uses('解释这段', ada.says(''));
    expect(小明.whisper()).toContain('没有我能查的文字');
  });

  it('takes a number by a window', async () => {
    await bo.types('/quiz start topic:gradient questions:30 seconds:60');
    await bo.presses('Start now');
    await all.world.bot.drain();
    await playUntilNumeric();
    const window = await bo.presses('Type an answer');
    expect(window?.title).toBe('Your answer');
    expect(window?.fields).toEqual(['Your answer']);
    await window?.submits('not a number');
    expect(bo.whisper()).toContain('That is no number I can read');
    const { drawn } = await openQuestion();
    await (await bo.presses('Type an answer'))?.submits(String('answer' in drawn.key ? drawn.key.answer : ''));
    expect(bo.whisper()).toContain('Recorded');
    await bo.types('/quiz stop');
    await all.pass(20);
  });

  it('schedules a digest in another channel, and changes the language of the server', async () => {
    await ada.types('/schedule digest time:08:30 days:mon-fri channel:#news');
    expect(ada.whisper()).toContain('The digest goes to #news: 08:30, Mon–Fri (Asia/Shanghai)');
    await ada.types('/settings language language:zh');
    expect(ada.whisper()).toContain('Posts in this group are in Chinese');
    await all.pass(16 * 3600);
    await all.pass(9 * 3600);
    const news = bo.at(guild.channel('news'));
    expect(news.seesLast()).toContain('热身题');
    await all.settle();
  });

  it('answers the digest’s question privately, the first answer counts', async () => {
    const news = bo.at(guild.channel('news'));
    const message = news.messages.at(-1);
    const option = /\[(B\. [^\]]{0,20})/.exec(readMessage(message ?? { content: '', components: [], flags: 0 }))?.[1] ?? '';
    await news.presses(option);
    expect(news.whisper()).toMatch(/\*?B\*? is (not )?right/);
    await news.presses('继续读');
    expect(news.whisper()).toContain('Page 1 of');
  });

  it('exports and forgets what is stored of a person', async () => {
    await eve.types('/export');
    expect(eve.whispers().join('\n')).toContain('"name": "Eve"');
    await eve.types('/forget');
    // Her app speaks French: she is spoken to in the language of the server.
    await eve.presses('全部删除');
    expect(eve.whisper()).toContain('与你有关的数据已全部删除');
  });

  it('has a digest come to a post of a forum, and a quiz to another channel, as they were chosen', async () => {
    const forum = guild.channel('reading', 15);
    const thread = guild.thread('daily', forum);
    const quizzes = guild.channel('quizzes');
    await ada.types('/schedule digest time:10:30 channel:#daily');
    expect(ada.whisper()).toContain('The digest goes to #daily');
    await ada.types('/schedule quiz time:10:40 channel:#quizzes');
    expect(ada.whisper()).toContain('A quiz starts in #quizzes');
    await all.pass(7200);
    expect(ada.at(thread).seesLast()).toContain('📡');
    expect(ada.at(quizzes).sees()).not.toEqual([]);
    await ada.types('/schedule off');
    expect(() => ada.sends('/schedule digest time:08:30 channel:#reading')).toThrow('no channel #reading to choose');
  });

  async function openQuestion() {
    const session = await all.world.store.tables.games.active(`discord:${ada.channel.id}` as never);
    if (session?.phase.at !== 'question') throw new Error('no question is open');
    const drawn = session.questions[session.phase.index];
    if (!drawn) throw new Error('the open question is not in the game');
    return { drawn, session };
  }

  /** Answers the open question rightly, by its buttons. */
  async function answer(person: Person): Promise<void> {
    const { drawn } = await openQuestion();
    const { key, order } = drawn;
    const letter = (own: number) => `${String.fromCharCode(65 + order.indexOf(own))}`;
    const press = (own: number) => person.presses(`${letter(own)}`);
    if (key.kind === 'choice') await press(key.right);
    if (key.kind === 'several') {
      for (const own of key.right) await press(own);
      await person.presses('Lock in');
    }
    if (key.kind === 'order') for (let own = 0; own < key.length; own++) await press(own);
    if (key.kind === 'numeric') await (await person.presses('Type an answer'))?.submits(String(key.answer));
    if (key.kind === 'short') await (await person.presses('Type an answer'))?.submits(key.accepted[0] ?? '');
  }

  async function playUntilNumeric(): Promise<void> {
    for (;;) {
      const { drawn } = await openQuestion();
      if (drawn.key.kind === 'numeric') return;
      await answer(bo);
      await all.pass(12);
    }
  }
});
