import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import { type FakeChat, restricted } from '../../support/fake-telegram/state.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('questions as native polls', () => {
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

  const says = async (line: string) => {
    await ada.says(line, { in: group });
    await world.settled();
  };
  const polls = () => [...world.server.state.polls.values()];

  /** Starts a quiz and lets questions pass until one comes as a poll. */
  async function untilPoll(mode = 'speed', rounds = 30): Promise<boolean> {
    await says(`/quiz 30 20s ${mode}`);
    await ada.presses('Start', { in: group });
    await world.settled();
    for (let round = 0; round < rounds && polls().length === 0; round++) {
      const { right } = await world.open(group);
      await world.answers(ada, right, group);
      await world.nextQuestion(group);
    }
    return polls().length > 0;
  }

  it('come only where the group wants them', async () => {
    expect(await untilPoll('speed', 8)).toBe(false);
  });

  it('do not come in the calm mode, in which an answer can be changed', async () => {
    await says('/settings_polls on');
    expect(await untilPoll('calm', 8)).toBe(false);
  });

  it('take a vote as an answer, seat who votes first, and are closed at the end', async () => {
    await says('/settings_polls on');
    expect(await untilPoll()).toBe(true);
    const [poll] = polls();
    if (!poll) throw new Error('no poll');
    const { right, session } = await world.open(group);
    const chosen = right.flatMap((move) => (move.kind === 'option' ? (poll.poll.options[move.position]?.text ?? []) : []));
    expect((poll.poll as { correct_option_ids?: number[] }).correct_option_ids).toEqual(
      right.flatMap((move) => (move.kind === 'option' ? [move.position] : [])).sort((a, b) => a - b),
    );
    expect(await bo.votes(chosen, { in: group })).toBe(true);
    await world.settled();
    const seats = await world.world.store.tables.games.seats(session.id, 'all');
    expect([...seats.values()].map((seat) => [seat.name, seat.answer !== null])).toContainEqual(['Bo', true]);
    expect(await ada.votes(chosen, { in: group })).toBe(true);
    await world.settled();
    await world.pass(1);
    expect(ada.reads(group).at(-1)).toContain('█████ 2');
    expect(poll.poll.is_closed).toBe(true);
    expect(world.server.state.pings).toEqual([]);
  });

  it('come to the forum topic in which the quiz is, and are counted and closed there', async () => {
    group = world.town.group('Study group', [ada, bo], { admins: [ada], forum: true });
    const topic = world.town.topic(group, 'Quiz corner');
    const inTopic = async (line: string) => {
      await ada.says(line, { in: group, topic });
      await world.settled();
    };
    await inTopic('/settings_polls on');
    for (let round = 0; round < 30; round++) {
      await inTopic('/quiz 5 20s speed');
      await ada.presses('Start', { in: group });
      await world.settled();
      if (polls().length > 0) break;
      await inTopic('/quiz_stop');
      await world.pass(15);
    }
    const [poll] = polls();
    if (!poll) throw new Error('no poll');
    expect(poll.message.message_thread_id).toBe(topic);
    const { right } = await world.open(group, topic);
    const chosen = right.flatMap((move) => (move.kind === 'option' ? (poll.poll.options[move.position]?.text ?? []) : []));
    for (const person of [bo, ada]) expect(await person.votes(chosen, { in: group })).toBe(true);
    await world.settled();
    await world.pass(1);
    expect(ada.readsLast(group, topic)).toContain('█████ 2');
    expect(poll.poll.is_closed).toBe(true);
  });

  it('take no vote after the deadline', async () => {
    await says('/settings_polls on');
    expect(await untilPoll()).toBe(true);
    const [poll] = polls();
    await world.pass(21);
    expect(await bo.votes([poll?.poll.options[0]?.text ?? ''], { in: group })).toBe(false);
  });

  it('have buttons instead where the bot may send no polls', async () => {
    await says('/settings_polls on');
    group.members.set(world.server.state.bot.id, restricted(world.server.state.bot, { messages: true, polls: false }));
    expect(await untilPoll()).toBe(false);
    expect(world.server.requested('sendPoll').length).toBeGreaterThan(0);
  });

  it('are a manager’s choice', async () => {
    await bo.says('/settings_polls on', { in: group });
    await world.settled();
    expect(bo.readsLast(group)).toContain('Only those who manage this group');
  });
});
