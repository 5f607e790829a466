import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Handled, Item } from '../../src/app/engine.ts';
import type { DueRow } from '../../src/app/ports.ts';
import { after, seconds } from '../../src/kernel/time.ts';
import { createBot } from '../../src/runtime/bot.ts';
import { dueQueue } from '../../src/store/due-queue.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { GROUP_ROOM, World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

/** A bot whose engine fails with all that holds a bad item. */
async function botThatFails(bad: (item: Item) => boolean) {
  const handled: string[] = [];
  const logged: string[] = [];
  const nameOf = (item: Item) => (item.kind === 'inbound' ? item.inbound.id : item.kind);
  const note = (_: object, message: string) => void logged.push(message);
  const bot = createBot({
    engine: {
      async handle(items): Promise<Handled> {
        // As a transaction that takes a moment: what arrives meanwhile waits, and is the next batch.
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (items.some(bad)) throw new Error('on purpose');
        handled.push(items.map(nameOf).join());
        return {
          toasts: [],
          taken: new Set(items.flatMap((one) => (one.kind === 'inbound' ? [one.inbound] : []))),
          quiet: new Set(),
          posted: [],
          counters: false,
        };
      },
    },
    store: world.store,
    parts: { newId: () => 'id', messages: { in: () => Object.assign((key: string) => key, {}) } } as never,
    outbox: outboxQueue(world.database.db),
    due: dueQueue(world.database.db),
    transports: [world.server.transport],
    clock: world.clock,
    timer: world.clock.timer,
    log: { debug: () => {}, info: () => {}, warn: note, error: note },
    chance: () => 0.5,
  });
  const says = (id: string) =>
    bot.receive({
      id,
      at: world.clock.now(),
      room: GROUP_ROOM,
      person: { id: 'web:ada', name: 'Ada', locale: 'en', manager: false },
      reply: null,
      kind: 'text',
      text: id,
    } as never);
  return { bot, handled, logged, says };
}

it('an arrival that fails takes no other of its batch down', async () => {
  const { handled, logged, says } = await botThatFails((item) => item.kind === 'inbound' && item.inbound.id === 'bad');
  const answers = await Promise.all(['first', 'good', 'bad', 'better'].map(says));
  expect(handled).toEqual(['first', 'good', 'better']);
  expect(answers).toEqual(['taken', 'taken', 'talk', 'taken']);
  expect(logged).toEqual(['an arrival could not be handled']);
});

it('what falls due and fails takes no arrival of its batch down, and comes again', async () => {
  let isBad = true;
  const { bot, handled, logged, says } = await botThatFails((item) => item.kind === 'due' && isBad);
  const row: DueRow = { key: 'game.x', kind: 'game', room: GROUP_ROOM.id, at: world.clock.now(), payload: 'x' };
  await world.store.tables.due.put(row);
  const [first] = [says('first')];
  await bot.start();
  await new Promise((resolve) => setTimeout(resolve, 1));
  const second = says('second');
  expect(await Promise.all([first, second])).toEqual(['taken', 'taken']);
  await bot.drain();
  expect(logged).toEqual(['what fell due could not be done; it is tried again']);
  expect(handled).toEqual(['first', 'second']);
  expect((await dueQueue(world.database.db).all(5)).find(({ key }) => key === 'game.x')?.at).toBe(after(world.clock.now(), seconds(5)));
  isBad = false;
  await world.clock.pass(seconds(6), () => bot.drain());
  await bot.stop();
  expect(handled.slice(2)).toContain('due');
});
