import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import { administrator, type FakeChat, kicked, left, member, restricted } from '../../support/fake-telegram/state.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('a Telegram group', () => {
  let world: TelegramWorld;
  let ada: TelegramPerson;
  let bo: TelegramPerson;
  /** Whether the world’s log may hold warnings: some of these tests are about trouble. */
  let troubled: boolean;
  beforeEach(async () => {
    troubled = false;
    world = await TelegramWorld.open();
    ada = world.person('Ada');
    bo = world.person('Bo');
  });
  afterEach(async () => {
    expect(world.server.unpublished).toEqual([]);
    if (!troubled) expect(world.world.faults).toEqual([]);
    await world.close();
  });

  const group = (options: Parameters<TelegramWorld['town']['group']>[2] = {}) =>
    world.town.group('Study group', [ada, bo], { admins: [ada], ...options });
  const says = async (person: TelegramPerson, line: string, chat: FakeChat, topic?: number) => {
    const message = await person.says(line, topic === undefined ? { in: chat } : { in: chat, topic });
    await world.settled();
    return message;
  };
  const bot = () => world.server.state.bot;
  const digests = (chat: FakeChat) => chat.messages.filter((message) => message.text?.startsWith('📡') && !message.text.includes('Hello'));

  describe('that lets the bot in', () => {
    it('is greeted once, with three first steps for its managers', async () => {
      const chat = group({ bot: left(bot()) });
      await world.town.membership(chat, ada, member(bot()));
      await world.settled();
      expect(ada.reads(chat)).toHaveLength(1);
      expect(ada.readsLast(chat)).toMatch(/Study group[\s\S]*1\. .*\n2\. .*08:30\n3\. .*\/quiz/);
      await world.town.membership(chat, ada, administrator(bot()));
      await world.town.membership(chat, ada, left(bot()));
      await world.town.membership(chat, ada, member(bot()));
      await world.settled();
      expect(ada.reads(chat)).toHaveLength(1);
    });

    it('as a channel is not bothered either where who added the bot cannot be reached', async () => {
      const channel = world.town.group('News', [], { type: 'channel', bot: left(bot()) });
      await world.town.membership(channel, ada, administrator(bot(), { can_post_messages: true }));
      await world.settled();
      expect(channel.messages).toEqual([]);
    });

    it('as a channel is not bothered: who added the bot is told privately', async () => {
      await ada.starts();
      const channel = world.town.group('News', [], { type: 'channel', bot: left(bot()) });
      await world.town.membership(channel, ada, administrator(bot(), { can_post_messages: true }));
      await world.settled();
      expect(channel.messages).toEqual([]);
      expect(ada.readsLast()).toContain('News');
    });
  });

  describe('that puts the bot out', () => {
    it('has its schedules rest, says why, and goes on when it lets the bot in again', async () => {
      troubled = true;
      const chat = group();
      await says(ada, '/schedule_digest 08:30', chat);
      await world.town.membership(chat, ada, kicked(bot()));
      await world.pass(1_800);
      expect(digests(chat)).toHaveLength(0);
      await world.town.membership(chat, ada, member(bot()));
      await says(ada, '/schedule_list', chat);
      await world.pass(86_400);
      expect(digests(chat)).toHaveLength(1);
    });

    it('without telling is found out, and the managers see the reason', async () => {
      troubled = true;
      const chat = group();
      await ada.starts();
      await says(ada, '/schedule_digest 08:30', chat);
      chat.members.set(bot().id, restricted(bot(), { messages: false, polls: false }));
      await world.pass(1_800);
      expect(digests(chat)).toHaveLength(0);
      const room = await world.world.store.tables.rooms.get(`telegram:${chat.id}` as never);
      expect(room?.closed?.why).toContain('I may not send messages here');
      await world.town.membership(chat, ada, member(bot()));
      await world.pass(86_400);
      expect(digests(chat)).toHaveLength(1);
    });
  });

  describe('that lets nobody write but its administrators', () => {
    it('has its schedules rest, shows the reason as long as it is so, and goes on when somebody acts after it', async () => {
      troubled = true;
      const chat = group();
      await ada.starts();
      await says(ada, '/schedule_digest 08:30', chat);
      chat.silent = true;
      await world.pass(1_800);
      expect(digests(chat)).toHaveLength(0);
      for (let look = 0; look < 2; look++) {
        await world.pass(60);
        await says(ada, '/schedule_list', chat);
        expect(ada.readsLast()).toContain('Rests, because I cannot post there: I may not send messages here');
      }
      chat.silent = false;
      await world.pass(60);
      await says(ada, '/schedule_list', chat);
      expect(ada.readsLast()).not.toContain('Rests');
      await world.pass(86_400);
      expect(digests(chat)).toHaveLength(1);
    });

    it('goes on by itself when a schedule falls due after it, in all its rooms, and is asked no more often than that', async () => {
      troubled = true;
      const chat = group({ forum: true });
      const corner = world.town.topic(chat, 'Quiz corner');
      const asked = () => world.server.requested('getChat').length;
      const lobbies = () => chat.messages.filter((message) => message.text?.startsWith('Quiz: '));
      await says(ada, '/schedule_digest 08:30', chat);
      await says(ada, '/schedule_quiz 08:30', chat, corner);
      chat.silent = true;
      await world.pass(1_800);
      expect(asked()).toBe(0);
      await world.pass(86_400);
      expect(asked()).toBe(1);
      chat.silent = false;
      await world.pass(80_000);
      expect(asked()).toBe(1);
      await world.pass(6_400);
      expect(digests(chat)).toHaveLength(1);
      expect(lobbies().map((message) => message.message_thread_id)).toEqual([corner]);
      await world.pass(86_400);
      expect(digests(chat)).toHaveLength(2);
      expect(asked()).toBe(2);
    });
  });

  describe('that becomes a supergroup', () => {
    async function withQuiz(told: boolean) {
      const chat = group({ type: 'group' });
      await says(ada, '/settings_language en', chat);
      await says(ada, '/schedule_digest 08:30', chat);
      await says(ada, '/quiz kd-tree 2 20s', chat);
      const next = await world.town.upgrade(chat, told);
      await world.settled();
      return { chat, next };
    }

    it('keeps its settings, schedules and running game', async () => {
      const { next } = await withQuiz(true);
      await world.pass(16);
      expect(ada.readsLast(next)).toContain('Question 1 of 2');
      const { right } = await world.open(next);
      expect(await world.answers(ada, right, next)).toContain('Recorded');
      await world.pass(2_000);
      expect(digests(next)).toHaveLength(1);
      await says(ada, '/leaderboard day', next);
      expect(ada.readsLast(next)).toContain('Ada');
      expect(await world.world.store.tables.schedules.of(`telegram:${next.id}` as never)).toHaveLength(1);
      await world.pass(60);
      const open = world.world.database.raw.prepare("select key from outbox where state in ('waiting', 'sending')").all();
      expect(open).toEqual([]);
    });

    it('without a word is found out by the next message to it, which arrives', async () => {
      const { chat, next } = await withQuiz(false);
      const before = chat.messages.length;
      await world.pass(16);
      expect(chat.messages).toHaveLength(before);
      expect(ada.readsLast(next)).toContain('Question 1 of 2');
      const { right } = await world.open(next);
      expect(await world.answers(ada, right, next)).toContain('Recorded');
    });
  });

  describe('with topics', () => {
    it('is answered in the topic, has a quiz in each, and a digest where it was ordered', async () => {
      const chat = group({ forum: true });
      const corner = world.town.topic(chat, 'Quiz corner');
      const news = world.town.topic(chat, 'News');
      await says(ada, '/schedule_digest 08:30', chat, news);
      await says(ada, '/quiz kd-tree 1 20s', chat, corner);
      await says(bo, '/quiz adaboost 1 20s', chat);
      expect(ada.readsLast(chat, corner)).toContain('Quiz: k-d tree');
      expect(ada.reads(chat).filter((line) => line.startsWith('Quiz: '))).toHaveLength(2);
      await world.pass(1_800);
      expect(digests(chat).map((message) => message.message_thread_id)).toEqual([news]);
      await says(ada, '/leaderboard', chat, corner);
      expect(ada.readsLast(chat, corner)).toContain('Leaderboard');
    });

    it('can be told the topic by its name', async () => {
      const chat = group({ forum: true });
      const news = world.town.topic(chat, 'News');
      await says(bo, '/leaderboard', chat, news);
      await says(ada, '/schedule_digest 08:30 #news', chat);
      await world.pass(1_800);
      expect(digests(chat).map((message) => message.message_thread_id)).toEqual([news]);
    });

    it('has a quiz come to the topic that was chosen', async () => {
      const chat = group({ forum: true });
      const corner = world.town.topic(chat, 'Quiz corner');
      await says(bo, '/leaderboard', chat, corner);
      await says(ada, '/schedule_quiz 08:30 #quiz-corner', chat);
      await world.pass(1_800);
      const lobby = chat.messages.findLast((message) => message.text?.startsWith('Quiz: '));
      expect(lobby?.message_thread_id).toBe(corner);
    });

    it('has a closed topic rest until it is opened again', async () => {
      troubled = true;
      const chat = group({ forum: true });
      const news = world.town.topic(chat, 'News');
      await says(ada, '/schedule_digest 08:30', chat, news);
      const topic = chat.topics.get(news);
      if (topic) topic.closed = true;
      await world.pass(1_800);
      const room = () => world.world.store.tables.rooms.get(`telegram:${chat.id}/${news}` as never);
      expect((await room())?.closed?.why).toContain('this topic is closed');
      await world.town.reopens(chat, news, ada);
      await world.settled();
      expect((await room())?.closed).toBeNull();
      await world.pass(86_400);
      expect(digests(chat)).toHaveLength(1);
    });

    it.each([
      ['closed', false],
      ['hidden', true],
    ])('has the general topic rest while it is %s', async (_, hidden) => {
      troubled = true;
      const chat = group({ forum: true });
      await says(ada, '/schedule_digest 08:30', chat);
      chat.generalClosed = true;
      await world.pass(1_800);
      expect(digests(chat)).toHaveLength(0);
      await world.town.reopensGeneral(chat, ada, hidden);
      await world.pass(86_400);
      expect(digests(chat)).toHaveLength(1);
    });
  });

  describe('where somebody speaks for a chat', () => {
    it('lets an anonymous administrator manage it', async () => {
      const chat = group();
      await ada.says('/schedule_digest 08:30', { in: chat }, chat);
      await world.settled();
      expect(ada.readsLast(chat)).toContain('The digest comes here');
    });

    it('does not take a channel that somebody writes as for a manager', async () => {
      const chat = group();
      const channel = world.town.group('Bo’s channel', [bo], { type: 'channel' });
      await bo.says('/schedule_digest 08:30', { in: chat }, channel);
      await world.settled();
      expect(bo.readsLast(chat)).toContain('Only those who manage this group');
    });

    it('posts the digest in a channel, whose readers answer its question privately', async () => {
      const channel = world.town.group('News', [bo], { type: 'channel' });
      await ada.says('/schedule_digest 08:30', { in: channel });
      await world.pass(1_800);
      expect(digests(channel)).toHaveLength(1);
      await bo.starts();
      expect((await bo.presses('A.', { in: channel })).text).toBe('');
      await world.settled();
      expect(bo.readsLast()).toMatch(/is right|is not right/);
      expect(channel.messages).toHaveLength(3);
    });
  });

  describe('where a command is edited', () => {
    it('carries out the corrected one, and nothing twice', async () => {
      const chat = group();
      const message = await says(ada, '/quiz adabost 5', chat);
      expect(ada.readsLast(chat)).toContain('adabost');
      const edit = async (text: string) => {
        await ada.edits(message, text);
        await world.settled();
      };
      await edit('/quiz adaboost 5');
      expect(ada.readsLast(chat)).toContain('Quiz: AdaBoost');
      const before = chat.messages.length;
      await edit('/quiz adaboost 5');
      expect(chat.messages).toHaveLength(before);
    });

    it('leaves old messages alone', async () => {
      const chat = group();
      const message = await says(ada, 'talk', chat);
      await world.pass(600);
      await ada.edits(message, '/quiz');
      await world.settled();
      expect(chat.messages).toHaveLength(1);
    });
  });

  it('hears nothing of its members’ talk, nor of other bots’ commands', async () => {
    const chat = group();
    world.server.state.bot.can_read_all_group_messages = true;
    for (const line of ['hello', '/roll 6', '/quiz@other_bot', 'what about /quiz']) await says(bo, line, chat);
    expect(chat.messages).toHaveLength(4);
    expect(world.server.requested('sendMessage')).toEqual([]);
  });

  it('never has its members called by what somebody is named', async () => {
    const eve = world.person('@bo_1002 wins', { username: 'eve' });
    const chat = world.town.group('Study group', [ada, bo, eve], { admins: [ada] });
    expect(bo.user.username).toBe('bo_1002');
    await says(eve, '/quiz kd-tree 1 20s', chat);
    expect(eve.readsLast(chat)).toContain('@bo_1002 wins');
    await world.pass(40);
    expect(world.server.state.pings).toEqual([]);
  });
});
