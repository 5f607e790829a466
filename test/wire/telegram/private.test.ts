import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import type { FakeChat } from '../../support/fake-telegram/state.ts';
import { administrator, kicked, member } from '../../support/fake-telegram/state.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('what only one person sees', () => {
  let world: TelegramWorld;
  let ada: TelegramPerson;
  let bo: TelegramPerson;
  let group: FakeChat;
  beforeEach(async () => {
    world = await TelegramWorld.open();
    ada = world.person('Ada');
    bo = world.person('Bo');
    group = world.town.group('Study group', [ada, bo], { admins: [ada] });
  });
  afterEach(async () => {
    expect(world.server.unpublished).toEqual([]);
    expect(world.world.faults).toEqual([]);
    await world.close();
  });

  const says = async (person: TelegramPerson, line: string, chat?: FakeChat) => {
    await person.says(line, chat ? { in: chat } : {});
    await world.settled();
  };

  it('goes to the private chat where that is open', async () => {
    await bo.starts();
    await says(bo, '/topics', group);
    expect(bo.reads().join('\n')).toContain('The library');
    expect(ada.reads(group).join()).not.toContain('The library');
  });

  it('waits behind a button where it is not, and only for its reader', async () => {
    await says(bo, '/topics', group);
    expect(bo.readsLast(group)).toContain('This is for you only');
    const { button } = bo.button('Open private chat', group);
    const link = 'url' in button ? button.url : '';
    await ada.follows(link);
    await world.settled();
    expect(ada.readsLast()).toContain('This is no longer here');
    await bo.follows(link);
    await world.settled();
    expect(bo.reads().join('\n')).toContain('The library');
  });

  it('kept behind a button, comes as plain text where the server takes no rich messages any more', async () => {
    await says(ada, '/settings richmath on', group);
    await says(bo, '/define focal loss', group);
    world.server.without.add('sendRichMessage');
    const { button } = bo.button('Open private chat', group);
    await bo.follows('url' in button ? button.url : '');
    await world.settled();
    expect(bo.readsLast()).toContain('Cross-entropy times (1 − p)ᵞ, which');
  });

  it('is one line in the group where a command was answered with one line', async () => {
    await says(bo, '/schedule_digest 08:30', group);
    expect(bo.readsLast(group)).toContain('Only those who manage this group');
    expect(group.messages.at(-1)?.reply_to_message?.text).toBe('/schedule_digest 08:30');
  });

  it('is a link to the private chat after a press, where that was never opened', async () => {
    await says(ada, '/quiz kd-tree 1 20s', group);
    await ada.presses('Start', { in: group });
    await world.pass(35);
    const seen = await ada.presses('Practise what I missed', { in: group });
    await world.settled();
    const { answer } = [...world.server.state.callbacks.values()].at(-1) ?? {};
    expect(seen.text).toBe('');
    expect(answer?.url).toMatch(/^https:\/\/t\.me\/transmission_bot\?start=v_/);
    await ada.follows(answer?.url ?? '');
    await world.settled();
    expect(ada.readsLast()).toContain('1 to go');
  });

  it('said privately, belongs to the group all the same: a press there counts there', async () => {
    await ada.starts();
    await bo.starts();
    await says(ada, '/schedule_digest 08:30', group);
    await world.pass(1_800);
    const digest = group.messages.at(-1);
    await says(bo, '/today', group);
    await world.pass(1);
    expect(bo.readsLast()).toContain('[A.');
    await bo.presses('A.');
    await world.settled();
    expect(bo.readsLast()).toMatch(/is right|is not right/);
    expect(digest?.text).toBeDefined();
    const stored = await world.world.store.tables.digests.on(`telegram:${group.id}` as never, '2026-11-20');
    expect(await world.world.store.tables.digests.tally(stored?.id ?? 0)).toMatchObject({ answered: 1 });
  });

  it('is an answer that nobody else reads: the button leads to the private chat', async () => {
    await says(ada, '/quiz gradient 30 60s', group);
    await bo.presses('Join', { in: group });
    await ada.presses('Start', { in: group });
    await world.settled();
    await world.skipTo('numeric', group, [ada]);
    const { right } = await world.open(group);
    const [move] = right;
    await bo.presses('Type an answer', { in: group });
    expect(bo.readsLast()).toContain('just reply to this message');
    await says(bo, move?.kind === 'typed' ? move.text : '');
    expect(bo.readsLast()).toContain('Recorded');
    expect(ada.reads(group).join()).not.toContain('Recorded');
    expect((await world.open(group)).session.answered).toBe(1);
  });

  it('is not what somebody writes in the group: it does not count where it cannot be taken away', async () => {
    await says(ada, '/quiz gradient 30 60s', group);
    await ada.presses('Start', { in: group });
    await world.settled();
    await world.skipTo('numeric', group, [ada]);
    const { right } = await world.open(group);
    const [move] = right;
    const question = group.messages.at(-1);
    if (!question) throw new Error('nothing was asked');
    await ada.says(move?.kind === 'typed' ? move.text : '', { in: group, replyTo: question });
    await world.settled();
    expect(ada.readsLast(group)).toContain('it does not count');
    expect((await world.open(group)).session.answered).toBe(0);
    expect((await ada.presses('Open private chat', { in: group })).url).toContain('?start=a_');
  });

  it('does not count either as a command typed in the group', async () => {
    await says(ada, '/quiz gradient 30 60s', group);
    await ada.presses('Start', { in: group });
    await world.settled();
    await says(ada, '/quiz_answer 1', group);
    expect(ada.readsLast(group)).toContain('Answer with the button under the question');
    expect((await world.open(group)).session.answered).toBe(0);
  });

  it('is taken away from the group where the bot may, and counts', async () => {
    group.members.set(world.server.state.bot.id, administrator(world.server.state.bot, { can_delete_messages: true }));
    await says(ada, '/quiz gradient 30 60s calm', group);
    await ada.presses('Start', { in: group });
    await world.settled();
    await world.skipTo('numeric', group, [ada]);
    const { right } = await world.open(group);
    const [move] = right;
    const question = group.messages.at(-1);
    if (!question) throw new Error('nothing was asked');
    const line = await ada.says(move?.kind === 'typed' ? move.text : '', { in: group, replyTo: question });
    await world.settled();
    expect(group.messages).not.toContainEqual(expect.objectContaining({ message_id: line.message_id }));
    expect((await world.open(group)).session.answered).toBe(1);
  });

  it('takes the next line only: talk after an answer is no second answer', async () => {
    await says(ada, '/quiz gradient 30 60s calm', group);
    await ada.presses('Start', { in: group });
    await world.settled();
    await world.skipTo('numeric', group, [ada]);
    await ada.presses('Type an answer', { in: group });
    const prompt = ada.direct.messages.at(-1);
    await says(ada, '1');
    expect(ada.readsLast()).toContain('Recorded: 1');
    const before = ada.reads().length;
    await says(ada, '2');
    expect(ada.reads().slice(before)).toEqual(['2']);
    if (prompt) await ada.says('3', { replyTo: prompt });
    await world.settled();
    expect(ada.readsLast()).toContain('Changed to 3');
  });

  it('waits for an answer a quarter of an hour, not for ever', async () => {
    await says(ada, '/quiz gradient 30 60s', group);
    await ada.presses('Start', { in: group });
    await world.settled();
    await world.skipTo('numeric', group, [ada]);
    await ada.presses('Type an answer', { in: group });
    await world.pass(16 * 60);
    const before = ada.reads().length;
    await says(ada, '5');
    expect(ada.reads().slice(before)).toEqual(['5']);
  });

  it('is everything in a private chat: there a quiz is played alone, and a line is an answer', async () => {
    await ada.starts();
    await says(ada, '/quiz gradient 30 60s');
    await ada.presses('Start');
    await world.settled();
    await world.skipTo('numeric', ada.direct, [ada]);
    const { right } = await world.open(ada.direct);
    const [move] = right;
    await says(ada, move?.kind === 'typed' ? move.text : '');
    expect(ada.reads().join('\n')).toContain('Recorded');
    expect(world.server.state.callbacks.size).toBeGreaterThan(0);
  });

  it('is said in the person’s language, and a post in the group’s', async () => {
    const wen = world.person('Wen', { language: 'zh-hans' });
    await wen.starts();
    await says(wen, '/topics', group);
    expect(wen.reads().join('\n')).toContain('书库');
    await says(wen, '/leaderboard', group);
    expect(wen.readsLast(group)).toContain('Leaderboard');
    await says(ada, '/settings_language zh', group);
    await says(wen, '/leaderboard', group);
    expect(wen.readsLast(group)).toContain('排行榜');
    await wen.starts();
    await says(wen, '/language en');
    await says(wen, '/topics', group);
    expect(wen.reads().join('\n')).toContain('The library');
  });

  it('opens a topic that somebody follows a link to', async () => {
    await bo.starts('topic_adaboost');
    await world.settled();
    expect(bo.readsLast()).toMatch(/^AdaBoost[\s\S]*Page 1 of/);
    await bo.starts('topic_adaboost__not-there');
    await world.settled();
    expect(bo.readsLast()).toContain('AdaBoost');
  });

  it('has its schedules rest while the bot is blocked, and go on when it is not', async () => {
    await bo.starts();
    await says(bo, '/schedule_digest 08:30');
    const digests = () => bo.reads().filter((text) => text.startsWith('📡')).length;
    bo.direct.blocked = true;
    await world.town.membership(bo.direct, bo, kicked(world.server.state.bot));
    await world.pass(3_600);
    expect(digests()).toBe(0);
    bo.direct.blocked = false;
    await world.town.membership(bo.direct, bo, member(world.server.state.bot));
    await world.pass(86_400);
    expect(digests()).toBe(1);
  });

  it('is open to who was made an administrator a moment ago', async () => {
    await bo.starts();
    await says(bo, '/schedule_digest 08:30', group);
    expect(bo.readsLast()).toContain('Only those who manage this group');
    group.members.set(bo.user.id, administrator(bo.user));
    await world.pass(30);
    await says(bo, '/schedule_digest 08:30', group);
    expect(bo.readsLast()).toContain('The digest comes here');
  });
});
