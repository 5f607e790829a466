import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roomId } from '../../../src/kernel/ids.ts';
import { replyTo } from '../../../src/telegram/ids.ts';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import { administrator } from '../../support/fake-telegram/state.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

let world: TelegramWorld;
let ada: TelegramPerson;
beforeEach(async () => {
  world = await TelegramWorld.open();
  ada = world.person('Ada');
});
afterEach(async () => {
  expect(world.server.unpublished).toEqual([]);
  expect(world.reports).toEqual([]);
  await world.close();
});

const toast = (reply: Parameters<typeof replyTo>[0], text: string) =>
  world.telegram.toast(replyTo(reply), `telegram:${ada.user.id}` as never, roomId(`telegram:${ada.user.id}`), text);

describe('what the adapter says itself is tried again', () => {
  /** As often as it may fail. */
  const trouble = (method = 'sendMessage') => {
    for (const kind of [{ kind: '429', after: 9 }, { kind: '5xx' }, { kind: 'cut-before' }] as const)
      world.server.troubles.order(method, kind);
  };

  it('when it asks for an answer', async () => {
    await ada.starts();
    await world.settled();
    const [message] = ada.direct.messages;
    if (!message) throw new Error('nothing was said');
    trouble();
    await ada.pressesOn(message, '?any');
    await world.settled();
    expect(ada.readsLast()).toContain('just reply to this message');
  });

  it('when it has a line to say', async () => {
    trouble();
    await ada.starts('v_nothing-there');
    await world.settled();
    expect(ada.readsLast()).toContain('This is no longer here');
  });

  it('when somebody comes for what waited', async () => {
    const group = world.town.group('Study group', [ada]);
    await ada.says('/topics', { in: group });
    await world.settled();
    trouble();
    await ada.presses('Open private chat', { in: group });
    await world.settled();
    expect(ada.reads().join('\n')).toContain('The library');
  });

  it('when a typed answer is told what it counts for', async () => {
    await ada.starts();
    await world.settled();
    trouble();
    await toast({ kind: 'message', of: 'answer', id: 1, at: { chat: ada.user.id, thread: null } }, 'Recorded');
    expect(ada.readsLast()).toBe('Recorded');
  });

  it('when it takes an answer away', async () => {
    const group = world.town.group('Study group', [ada], {
      admins: [ada],
      bot: administrator(world.server.state.bot, { can_delete_messages: true }),
    });
    await ada.says('/quiz gradient 30 60s calm', { in: group });
    await world.settled();
    await ada.presses('Start', { in: group });
    await world.settled();
    trouble('deleteMessage');
    const line = await ada.says('/quiz_answer 1', { in: group });
    await world.settled();
    expect(group.messages.map(({ message_id: id }) => id)).not.toContain(line.message_id);
  });
});

describe('a press', () => {
  it.each([
    ['a toast, where it is short', 'Recorded.', false],
    ['an alert that stays, where it is long', `${'Long '.repeat(20)}.`, true],
    ['an alert that stays, where it is two lines', 'One\ntwo', true],
  ])('is answered by %s', async (_, text, alert) => {
    const { state, clock } = world.server;
    const id = state.nextId();
    state.callbacks.set(id, { id, user: ada.user, at: clock.now(), answer: null, answeredAt: null });
    await toast({ kind: 'press', query: id, at: { chat: ada.user.id, thread: null } }, text);
    expect(ada.seen(id)).toMatchObject({ text, alert });
  });
});

it('a line that comes before the question for it is on the screen is the answer to it all the same, and once', async () => {
  const group = world.town.group('Study group', [ada], { admins: [ada] });
  await ada.says('/quiz gradient 30 60s calm', { in: group });
  await world.settled();
  await ada.presses('Start', { in: group });
  await world.settled();
  await world.skipTo('numeric', group, [ada]);
  const release = world.server.hold((method, { chat_id: chat }) => method === 'sendMessage' && chat === ada.user.id);
  await ada.presses('Type an answer', { in: group });
  await ada.says('1');
  release();
  await world.settled();
  expect(ada.readsLast()).toContain('Recorded: 1');
  const before = ada.reads().length;
  await ada.says('2');
  await world.settled();
  expect(ada.reads().slice(before)).toEqual(['2']);
});
