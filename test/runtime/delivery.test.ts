import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxQueue, Posting } from '../../src/app/ports.ts';
import type { DeliveryFault } from '../../src/chat/transport.ts';
import { messageRef, personId, roomId } from '../../src/kernel/ids.ts';
import { paragraph } from '../../src/kernel/prose.ts';
import { instant, millis, minutes, seconds } from '../../src/kernel/time.ts';
import { createDelivery, type Delivery } from '../../src/runtime/delivery.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { createStore } from '../../src/store/store.ts';
import { ChatServer } from '../support/chat-server.ts';
import { ManualClock } from '../support/clock.ts';
import { temporaryDatabase } from '../support/database.ts';
import { GROUP_ROOM } from '../support/world.ts';

type Setup = Awaited<ReturnType<typeof setUp>>;

async function setUp(exactlyOnce = true) {
  const database = await temporaryDatabase();
  const clock = new ManualClock('2026-11-20T08:00:00Z');
  const server = new ChatServer('web', { exactlyOnce });
  await server.transport.start(async () => 'talk');
  const store = createStore(database, { timeZone: 'UTC' });
  await store.tables.rooms.touch(GROUP_ROOM, clock.now());
  const queue = outboxQueue(database.db);
  const process = (read: OutboxQueue = queue): Delivery =>
    createDelivery({
      queue: read,
      rooms: store.tables.rooms,
      transport: () => server.transport,
      clock,
      timer: clock.timer(),
      log: { debug() {}, info() {}, warn() {}, error() {} },
      chance: () => 1,
    });
  const delivery = process();
  await delivery.start();
  const post = async (key: string, more: Partial<Posting> = {}) => {
    const view = { blocks: [paragraph(more.edits ? `${key} again` : key)], audience: more.to ? 'person' : 'room' } as const;
    const base = {
      key,
      room: GROUP_ROOM.id,
      to: null,
      reply: null,
      view,
      locale: 'en',
      timeZone: 'UTC',
      edits: null,
      unsure: 'repeat',
    } as const;
    await store.tables.outbox.add({ ...base, ...more }, clock.now());
    delivery.nudge();
    await delivery.drain();
  };
  const pass = (wait: number) => clock.pass(seconds(wait), () => delivery.drain());
  const fails = (fault: DeliveryFault, shown = false) => server.faults.push({ fault, shown });
  return { database, clock, server, store, queue, delivery, process, post, pass, fails };
}

describe('delivery', () => {
  let it_: Setup;
  beforeEach(async () => {
    it_ = await setUp();
  });
  afterEach(async () => {
    await it_.delivery.stop();
    await it_.database.remove();
  });

  it('sends a message once, however often it is put out', async () => {
    await it_.post('a');
    await it_.post('a');
    expect(it_.server.texts()).toEqual(['a']);
  });

  it('keeps the order of a room while the first message waits for its retry', async () => {
    it_.fails({ kind: 'later', wait: seconds(30), why: 'slow down' });
    await it_.post('a');
    await it_.post('b');
    expect(it_.server.texts()).toEqual([]);
    await it_.pass(29);
    expect(it_.server.texts()).toEqual([]);
    await it_.pass(2);
    expect(it_.server.texts()).toEqual(['a', 'b']);
  });

  describe('of what was just committed', () => {
    const base = { room: GROUP_ROOM.id, to: null, reply: null, locale: 'en', timeZone: 'UTC', edits: null, unsure: 'repeat' } as const;
    const put = (key: string, more: Partial<Posting> = {}) =>
      it_.store.transaction((tables) =>
        tables.outbox.add({ ...base, key, view: { blocks: [paragraph(key)], audience: 'room' }, ...more }, it_.clock.now()),
      );
    /** A process that counts how often it reads the outbox. */
    const counting = () => {
      const reads: unknown[] = [];
      const delivery = it_.process({
        ...it_.queue,
        async ready(...asked) {
          reads.push(asked);
          return it_.queue.ready(...asked);
        },
      });
      return { delivery, reads };
    };

    it('sends the first of a lane without looking for it, as new', async () => {
      await it_.delivery.stop();
      const { delivery, reads } = counting();
      await delivery.start();
      await delivery.drain();
      const before = reads.length;
      const row = await put('a');
      expect(row).toMatchObject({ key: 'a', attempts: 0, revision: 0 });
      const fresh: boolean[] = [];
      const { send } = it_.server.transport;
      it_.server.transport.send = (parcel) => {
        fresh.push(parcel.fresh === true);
        expect(reads.length).toBe(before);
        return send(parcel);
      };
      delivery.hand(row ? [row] : []);
      await delivery.drain();
      it_.server.transport.send = send;
      await delivery.stop();
      expect(it_.server.texts()).toEqual(['a']);
      expect(fresh).toEqual([true]);
    });

    it('hands nothing on that stands behind another, changes another, or was there before', async () => {
      expect(await put('a')).not.toBeNull();
      expect(await put('a')).toBeNull();
      expect(await put('b')).toBeNull();
      expect(await put('b.edit', { edits: 'b' })).toBeNull();
      expect(await put('p', { to: personId('web:ada') })).not.toBeNull();
      it_.delivery.nudge();
      await it_.delivery.drain();
      expect(it_.server.texts()).toEqual(['a', 'b.edit']);
    });

    it('leaves it to who is reading the outbox at this moment, so that it is sent once', async () => {
      await it_.delivery.stop();
      const reading = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      let isHeld = true;
      const delivery = it_.process({
        ...it_.queue,
        async ready(...asked) {
          const rows = await it_.queue.ready(...asked);
          if (isHeld && rows.length > 0) {
            isHeld = false;
            reading.resolve();
            await go.promise;
          }
          return rows;
        },
      });
      await delivery.start();
      await delivery.drain();
      const row = await put('a');
      delivery.nudge();
      await reading.promise;
      const { send } = it_.server.transport;
      let sends = 0;
      it_.server.transport.send = (parcel) => {
        sends += 1;
        return send(parcel);
      };
      delivery.hand(row ? [row] : []);
      go.resolve();
      await delivery.drain();
      it_.server.transport.send = send;
      await delivery.stop();
      expect(sends).toBe(1);
    });

    it('keeps it for the next start where the bot is stopping', async () => {
      await it_.delivery.stop();
      const row = await put('a');
      it_.delivery.hand(row ? [row] : []);
      await it_.delivery.drain();
      expect(it_.server.texts()).toEqual([]);
      const next = it_.process();
      await next.start();
      await next.drain();
      await next.stop();
      expect(it_.server.texts()).toEqual(['a']);
    });
  });

  it('does not miss what falls due while the outbox is read', async () => {
    const { clock, queue, store } = it_;
    await it_.post('a');
    await it_.delivery.stop();
    const slow: OutboxQueue = {
      ...queue,
      async ready(...asked) {
        const rows = await queue.ready(...asked);
        if (asked[3] === 'web') clock.jump(clock.now() + 1_000);
        return rows;
      },
    };
    const base = { room: GROUP_ROOM.id, to: null, reply: null, locale: 'en', timeZone: 'UTC', edits: null, unsure: 'repeat' } as const;
    const soon = instant(clock.now() + 500);
    await store.tables.outbox.add({ ...base, key: 'b', view: { blocks: [paragraph('b')], audience: 'room' } }, soon);
    const delivery = it_.process(slow);
    await delivery.start();
    await clock.pass(seconds(3), () => delivery.drain());
    await delivery.stop();
    expect(it_.server.texts()).toEqual(['a', 'b']);
  });

  it('does not let one room wait for another', async () => {
    it_.fails({ kind: 'later', wait: minutes(5), why: 'slow down' });
    await it_.post('a');
    await it_.post('b', { room: roomId('web:other') });
    expect(it_.server.texts()).toEqual(['b']);
  });

  it('waits longer with each failure, and at least as long as the platform says', async () => {
    for (let i = 0; i < 3; i++) it_.fails({ kind: 'later', wait: millis(0), why: '502' });
    await it_.post('a');
    await it_.pass(1 + 2);
    expect(it_.server.texts()).toEqual([]);
    await it_.pass(5);
    expect(it_.server.texts()).toEqual(['a']);
  });

  it('waits as long as the platform names, however often, and longer each time where it names nothing', async () => {
    const limited: DeliveryFault = { kind: 'later', wait: seconds(7), why: '429' };
    for (let i = 0; i < 6; i++) it_.fails(limited);
    await it_.post('a');
    await it_.pass(6 * 7);
    expect(it_.server.texts()).toEqual([]);
    await it_.pass(6);
    expect(it_.server.texts()).toEqual(['a']);
    for (let i = 0; i < 6; i++) it_.fails({ ...limited, wait: seconds(1), guessed: true });
    await it_.post('b');
    await it_.pass(60);
    expect(it_.server.texts()).toEqual(['a']);
    await it_.pass(4);
    expect(it_.server.texts()).toEqual(['a', 'b']);
  });

  it('rests between two attempts, however short the wait that is named', async () => {
    for (let i = 0; i < 100; i++) it_.fails({ kind: 'later', wait: millis(1), why: 'not your turn' });
    await it_.post('a');
    await it_.pass(10);
    expect(it_.server.faults.length).toBeGreaterThan(75);
  });

  it('keeps a message for six hours and no longer, however often it was tried', async () => {
    for (let i = 0; i < 500; i++) it_.fails({ kind: 'later', wait: minutes(1), why: '429' });
    await it_.post('a');
    await it_.pass(5 * 3_600 + 3_000);
    expect((await it_.queue.counts()).waiting).toBe(1);
    await it_.pass(1_200);
    expect((await it_.queue.counts()).failed.map((one) => one.why)).toEqual(['429']);
    expect(it_.server.texts()).toEqual([]);
  });

  it('repeats what may have been sent, where the platform knows the key', async () => {
    it_.fails({ kind: 'unsure', why: 'the connection broke' }, true);
    await it_.post('a', { unsure: 'drop' });
    await it_.pass(10);
    expect(it_.server.texts()).toEqual(['a']);
  });

  it('sends only the newest of the edits that were not yet sent', async () => {
    await it_.post('a');
    it_.server.editFaults.push({ kind: 'later', wait: seconds(10), why: 'slow down' });
    await it_.post('a.edit', { edits: 'a', view: { blocks: [paragraph('one')], audience: 'room' } });
    await it_.post('a.edit', { edits: 'a', view: { blocks: [paragraph('two')], audience: 'room' } });
    await it_.pass(11);
    expect(it_.server.messages[0]).toMatchObject({ edits: 1 });
    expect(it_.server.texts()[0]).toBe('two');
  });

  it('closes a room that does not let us in, and drops what waits for it', async () => {
    it_.fails({ kind: 'closed', why: 'bot was kicked' });
    await it_.post('a');
    await it_.post('b');
    expect((await it_.store.tables.rooms.get(GROUP_ROOM.id))?.closed?.why).toBe('bot was kicked');
    expect((await it_.queue.counts()).failed.map((one) => one.why)).toContain('bot was kicked');
  });

  it('still gives private answers where posts are no longer let in', async () => {
    it_.fails({ kind: 'closed', why: 'no rights' });
    it_.fails({ kind: 'later', wait: seconds(5), why: 'slow down' });
    await it_.post('post');
    await it_.post('answer', { to: personId('web:ada') });
    it_.fails({ kind: 'closed', why: 'no rights' });
    await it_.post('another post');
    await it_.pass(10);
    expect(it_.server.texts(personId('web:ada'))).toEqual(['answer']);
  });

  it('does not close a room because a private reply does not get through', async () => {
    it_.fails({ kind: 'closed', why: 'blocked' });
    await it_.post('a', { to: personId('web:ada') });
    expect((await it_.store.tables.rooms.get(GROUP_ROOM.id))?.closed).toBeNull();
  });

  it('gives up a message that is refused, and goes on with the next', async () => {
    it_.fails({ kind: 'refused', why: 'too long' });
    await it_.post('a');
    await it_.post('b');
    expect(it_.server.texts()).toEqual(['b']);
  });
});

describe('delivery to several platforms', () => {
  it('keeps nobody waiting on one while another hardly answers', async () => {
    const { store, queue, clock, server, database, delivery: idle } = await setUp();
    await idle.stop();
    const answers = Promise.withResolvers<void>();
    const slow = { ...server.transport, send: () => answers.promise.then(() => messageRef('late')) };
    const delivery = createDelivery({
      queue,
      rooms: store.tables.rooms,
      transport: (platform) => (platform === 'telegram' ? slow : server.transport),
      clock,
      timer: clock.timer(),
      log: { debug() {}, info() {}, warn() {}, error() {} },
      chance: () => 1,
    });
    const post = { to: null, reply: null, locale: 'en', timeZone: 'UTC', edits: null, unsure: 'repeat' } as const;
    const view = { blocks: [paragraph('hello')], audience: 'room' } as const;
    for (let chat = 1; chat <= 100; chat++) {
      const room = roomId(`telegram:-${chat}`);
      await store.tables.outbox.add({ ...post, view, key: room, room }, clock.now());
    }
    await store.tables.outbox.add({ ...post, view, key: 'web', room: GROUP_ROOM.id }, clock.now());
    await delivery.start();
    await expect.poll(() => server.texts()).toEqual(['hello']);
    answers.resolve();
    await delivery.drain();
    expect((await queue.counts()).waiting).toBe(0);
    await delivery.stop();
    await database.remove();
  });
});

describe('delivery after the process ended in the middle of a send', () => {
  const interrupted = async (exactlyOnce: boolean, unsure: 'repeat' | 'drop') => {
    const setup = await setUp(exactlyOnce);
    await setup.delivery.stop();
    await setup.store.tables.outbox.add(
      {
        key: 'a',
        room: GROUP_ROOM.id,
        to: null,
        reply: null,
        view: { blocks: [paragraph('a')], audience: 'room' },
        locale: 'en',
        timeZone: 'UTC',
        edits: null,
        unsure,
      },
      setup.clock.now(),
    );
    const [row] = await setup.queue.ready(setup.clock.now(), new Set(), 1, 'web');
    if (!row) throw new Error('nothing to send');
    await setup.queue.sending(row.key);
    await setup.server.transport.send({ key: 'a', room: row.room, to: null, reply: null, view: row.view, locale: 'en', timeZone: 'UTC' });
    const next = setup.process();
    await next.start();
    await next.drain();
    const shown = setup.server.texts();
    await next.stop();
    await setup.database.remove();
    return shown;
  };

  it('shows it once where the platform knows the key', async () => {
    expect(await interrupted(true, 'drop')).toEqual(['a']);
  });

  it('would rather show a digest once or not at all than twice elsewhere', async () => {
    expect(await interrupted(false, 'drop')).toEqual(['a']);
  });

  it('would rather show a question twice than not at all elsewhere', async () => {
    expect(await interrupted(false, 'repeat')).toEqual(['a', 'a']);
  });
});
