import { inspect } from 'node:util';
import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError, type DeliveryFault, type Parcel } from '../../../src/chat/transport.ts';
import type { Block } from '../../../src/chat/view.ts';
import { personId, roomId } from '../../../src/kernel/ids.ts';
import { prose } from '../../../src/kernel/prose.ts';
import { faultOf } from '../../../src/telegram/faults.ts';
import { replyTo } from '../../../src/telegram/ids.ts';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import type { FakeChat } from '../../support/fake-telegram/state.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('delivery on Telegram', () => {
  let world: TelegramWorld;
  let ada: TelegramPerson;
  let group: FakeChat;
  beforeEach(async () => {
    world = await TelegramWorld.open();
    ada = world.person('Ada');
    group = world.town.group('Study group', [ada], { admins: [ada] });
  });
  afterEach(async () => {
    expect(world.server.unpublished).toEqual([]);
    expect(JSON.stringify([world.world.faults, world.reports])).not.toContain(world.server.token);
    await world.close();
  });

  let parcels = 0;
  const parcel = (...blocks: Block[]): Parcel => ({
    key: `test.${++parcels}`,
    room: roomId(`telegram:${group.id}`),
    to: null,
    reply: null,
    view: { blocks, audience: 'room' },
    locale: 'en',
    timeZone: 'Asia/Shanghai',
  });
  const line = (text: string): Block => ({ kind: 'paragraph', content: prose(text) });
  const pages = (count: number, mark = 'p'): Block[] =>
    Array.from({ length: count }, (_, page) => line(`${mark}${page} ${'word '.repeat(750)}`));
  const fault = async (work: Promise<unknown>): Promise<DeliveryFault> => {
    const error = await work.then(
      () => null,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(DeliveryError);
    return (error as DeliveryError).fault;
  };
  const starts = () => group.messages.map((message) => message.text?.split(' ')[0]);

  describe('that fails', () => {
    it.each([
      ['429', { kind: '429', after: 7 }, { kind: 'later', wait: 7_000 }],
      ['a 5xx', { kind: '5xx' }, { kind: 'later' }],
      ['a connection cut before it was carried out', { kind: 'cut-before' }, { kind: 'unsure' }],
      ['a connection cut after', { kind: 'cut-after' }, { kind: 'unsure' }],
    ] as const)('by %s says what to do about it', async (_, trouble, expected) => {
      world.server.troubles.order('sendMessage', trouble);
      expect(await fault(world.telegram.send(parcel(line('hello'))))).toMatchObject(expected);
    });

    it('by 429 leaves its chat alone for as long as Telegram asks for', async () => {
      world.server.troubles.order('sendMessage', { kind: '429', after: 2 });
      const refusedAt = world.now;
      await fault(world.telegram.send(parcel(line('first'))));
      await world.telegram.send(parcel(line('second')));
      const went = world.server.requests.find(({ payload }) => payload.text === 'second');
      expect((went?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(2_000);
    });

    it('to be answered in time says that nobody knows', async () => {
      const hasty = new Api(world.server.token, { apiRoot: world.server.apiRoot, timeoutSeconds: 0.05 });
      world.server.lag = 300;
      const error = await hasty.sendMessage(group.id, 'hello').catch((thrown: unknown) => thrown);
      world.server.lag = 0;
      expect(faultOf(error, () => '')).toMatchObject({ kind: 'unsure' });
      expect(starts()).toEqual(['hello']);
    });

    it('because nobody is there to answer is tried again: it never left', async () => {
      const { apiRoot } = world.server;
      await world.server.close();
      expect(await fault(world.telegram.send(parcel(line('hello'))))).toMatchObject({ kind: 'later' });
      await world.server.listen(Number(new URL(apiRoot).port));
    });

    it('tells no log the token or what was said', async () => {
      await ada.starts();
      await world.settled();
      const reply = replyTo({ kind: 'message', of: 'answer', id: 1, at: { chat: ada.user.id, thread: null } });
      for (const trouble of [{ kind: 'cut-before' }, { kind: '5xx' }] as const) {
        for (let round = 0; round < 4; round++) world.server.troubles.order('sendMessage', trouble);
        const thrown = await world.telegram
          .toast(reply, personId(`telegram:${ada.user.id}`), roomId(`telegram:${group.id}`), 'a secret')
          .catch((error: Error) => inspect(error, { depth: 9, showHidden: true }));
        expect(thrown).toMatch(/sendMessage/);
        expect(thrown).not.toMatch(/a secret|loopback_only/);
        world.server.troubles.order('sendMessage', trouble);
        const error = await world.telegram
          .send(parcel(line('a secret')))
          .catch((failed: Error) => inspect(failed, { depth: 9, showHidden: true }));
        expect(error).not.toMatch(/a secret|loopback_only/);
      }
    });

    it('in a group that is gone closes it, in the words of its managers', async () => {
      world.server.state.chats.delete(group.id);
      expect(await fault(world.telegram.send(parcel(line('hello'))))).toEqual({ kind: 'closed', why: 'the chat cannot be found any more' });
    });

    it('with a digest is tried until it is there, once', async () => {
      await ada.says('/schedule_digest 08:30', { in: group });
      await world.settled();
      for (const trouble of [{ kind: '5xx' }, { kind: '429', after: 3 }, { kind: '5xx' }] as const)
        world.server.troubles.order('sendMessage', trouble);
      await world.pass(1_800 + 60);
      expect(starts().filter((start) => start === '📡')).toHaveLength(1);
    });

    it('with a digest of which nobody knows whether it arrived is not tried again', async () => {
      await ada.says('/schedule_digest 08:30', { in: group });
      await world.settled();
      world.server.troubles.order('sendMessage', { kind: 'cut-after' });
      await world.pass(1_800 + 600);
      expect(starts().filter((start) => start === '📡')).toHaveLength(1);
    });

    it('with a question of which nobody knows is sent again: rather twice than never', async () => {
      await ada.says('/quiz kd-tree 1 20s', { in: group });
      await world.settled();
      world.server.troubles.order('sendMessage', { kind: 'cut-after' });
      await ada.presses('Start', { in: group });
      await world.pass(3);
      expect(group.messages.filter((message) => message.text?.startsWith('Question 1'))).toHaveLength(2);
      const { right } = await world.open(group);
      expect(await world.answers(ada, right, group)).toContain('Recorded');
    });
  });

  describe('of a View that is several messages', () => {
    it('goes on where it was broken off', async () => {
      const long = parcel(...pages(3));
      for (let round = 0; round < 2; round++) {
        world.server.troubles.order('sendMessage', { kind: '429', after: 1 });
        await world.telegram.send(long).catch(() => {});
        await world.pass(2);
      }
      await world.telegram.send(long);
      expect(starts()).toEqual(['p0', 'p1', 'p2']);
    });

    it('grows message by message: a change that is broken off goes on behind the last one, and doubles none', async () => {
      const ref = await world.telegram.send(parcel(line('short')));
      await world.pass(10);
      const change = parcel(...pages(12));
      for (let round = 0; round < 60; round++) {
        const error = await world.telegram.edit(ref, change).catch((thrown: DeliveryError) => thrown);
        if (!error) break;
        expect(error.fault.kind).toBe('later');
        await world.pass(3);
      }
      expect(starts()).toEqual(Array.from({ length: 12 }, (_, page) => `p${page}`));
    });

    it('is changed message by message; what is over goes, what is missing is added', async () => {
      const ref = await world.telegram.send(parcel(...pages(3)));
      const change = async (...blocks: Block[]) => {
        for (let round = 0; round < 60; round++) {
          const error = await world.telegram.edit(ref, parcel(...blocks)).catch((thrown: DeliveryError) => thrown);
          if (!error) return;
          await world.pass(2);
        }
        throw new Error('it is never changed');
      };
      await change(...pages(1, 'q'));
      expect(starts()).toEqual(['q0']);
      await change(...pages(2, 'r'));
      expect(starts()).toEqual(['r0', 'r1']);
      const before = world.server.requested('editMessageText').length;
      await change(...pages(1, 'r'), ...pages(2, 's').slice(1));
      expect(starts()).toEqual(['r0', 's1']);
      expect(world.server.requested('editMessageText').length - before).toBe(1);
    });
  });

  describe('of changes', () => {
    it('sends only the newest of those that come too quickly', async () => {
      const people = Array.from({ length: 8 }, (_, index) => world.person(`P${index}`));
      for (const { user } of people) group.members.set(user.id, { status: 'member', user });
      await ada.says('/quiz kd-tree 1 20s', { in: group });
      await world.settled();
      for (const person of people) {
        await person.presses('Join', { in: group });
        await world.settled();
      }
      const before = world.server.requested('editMessageText').length;
      await world.pass(4);
      const edits = world.server.requested('editMessageText');
      expect(edits.length - before).toBe(1);
      expect(edits.length).toBeLessThanOrEqual(2);
      expect(ada.readsLast(group)).toContain('In (9)');
      expect(world.server.rates.refused).toBe(0);
    });

    it('keeps them three seconds apart in one message', async () => {
      const ref = await world.telegram.send(parcel(line('a')));
      await world.pass(10);
      await world.telegram.edit(ref, parcel(line('b')));
      await world.pass(2);
      const early = await fault(world.telegram.edit(ref, parcel(line('c'))));
      expect(early).toMatchObject({ kind: 'later', wait: 1_000 });
      await world.pass(1);
      await world.telegram.edit(ref, parcel(line('d')));
      expect(starts()).toEqual(['d']);
    });

    it('takes a message that is so already, or that somebody deleted, for done', async () => {
      const ref = await world.telegram.send(parcel(line('hello')));
      await world.pass(10);
      await world.telegram.edit(ref, parcel(line('hello')));
      group.messages.splice(0);
      await world.pass(10);
      await world.telegram.edit(ref, parcel(line('goodbye')));
    });

    it('keeps no post waiting', async () => {
      await ada.says('/quiz kd-tree 2 20s', { in: group });
      await world.settled();
      await ada.presses('Start', { in: group });
      await world.settled();
      world.server.troubles.order('editMessageText', { kind: '5xx' });
      const { right } = await world.open(group);
      await world.answers(ada, right, group);
      expect(ada.readsLast(group)).toContain('The answer');
    });
  });
});
