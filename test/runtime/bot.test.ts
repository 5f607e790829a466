import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Handled, Item } from '../../src/app/engine.ts';
import type { DueRow } from '../../src/app/ports.ts';
import { tokenOf } from '../../src/app/tokens.ts';
import { arrivalId, personId } from '../../src/kernel/ids.ts';
import { after, seconds } from '../../src/kernel/time.ts';
import { createBot } from '../../src/runtime/bot.ts';
import { dueQueue } from '../../src/store/due-queue.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { viewText } from '../support/view-text.ts';
import { GROUP_ROOM, World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

/** A bot whose engine fails with all that holds a bad item. */
async function botThatFails(bad: (item: Item) => boolean) {
  const handled: string[] = [];
  const batches: string[][] = [];
  let gate: Promise<void> = Promise.resolve();
  /** Holds what is being handled until it is called. */
  const hold = (): (() => void) => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    return held.resolve;
  };
  const logged: string[] = [];
  const nameOf = (item: Item) => (item.kind === 'inbound' ? item.inbound.id : item.kind);
  const note = (_: object, message: string) => void logged.push(message);
  const bot = createBot({
    engine: {
      async handle(items): Promise<Handled> {
        batches.push(items.map(nameOf));
        // What arrives meanwhile waits, and is the next batch.
        await gate;
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
  return { bot, handled, batches, logged, says, hold };
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
  const { bot, handled, batches, logged, says, hold } = await botThatFails((item) => item.kind === 'due' && isBad);
  const row: DueRow = { key: 'game.x', kind: 'game', room: GROUP_ROOM.id, at: world.clock.now(), payload: 'x' };
  await world.store.tables.due.put(row);
  const go = hold();
  const first = says('first');
  while (batches.length === 0) await turn();
  await bot.start();
  const leased = () => world.database.raw.prepare('select leased_until from due where key = ?').pluck().get('game.x');
  while (leased() === null) await turn();
  const second = says('second');
  go();
  expect(await Promise.all([first, second])).toEqual(['taken', 'taken']);
  await bot.drain();
  expect(batches).toEqual([['first'], ['due', 'second'], ['due'], ['second']]);
  expect(logged).toEqual(['what fell due could not be done; it is tried again']);
  expect(handled).toEqual(['first', 'second']);
  expect((await dueQueue(world.database.db).all(5)).find(({ key }) => key === 'game.x')?.at).toBe(after(world.clock.now(), seconds(5)));
  isBad = false;
  await world.clock.pass(seconds(6), () => bot.drain());
  await bot.stop();
  expect(handled.slice(2)).toContain('due');
});

it('what is said to somebody who has all about them deleted in the same moment is not sent', async () => {
  const ada = { id: personId('web:ada'), name: 'Ada', locale: 'en', manager: false };
  const arrival = { at: world.clock.now(), room: GROUP_ROOM, person: ada, reply: null };
  await Promise.all([
    world.bot.receive({ ...arrival, id: arrivalId('one'), kind: 'command', name: 'me', args: '' }),
    world.bot.receive({ ...arrival, id: arrivalId('two'), kind: 'press', token: tokenOf({ do: 'forget' }), on: null }),
  ]);
  await world.bot.drain();
  const said = world.server.messages.filter(({ to }) => to === ada.id).map(({ view }) => viewText(view));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('deleted');
  const open = world.database.raw.prepare("select count(*) from outbox where state != 'sent'").pluck().get();
  expect(open).toBe(0);
});

it('counters that the last process owed are right after the next start', async () => {
  const [ada, bo] = [world.person('Ada'), world.person('Bo')];
  await ada.says('/quiz adaboost 3 20s');
  await bo.presses('Join');
  const lobby = () => world.server.messages.map(({ view }) => viewText(view)).find((text) => text.includes('Ada')) ?? '';
  expect(lobby()).toContain('Bo');
  // As if it had ended between the commit and the counters.
  const shown = world.server.messages.find(({ view }) => viewText(view).includes('Ada'));
  const view = shown?.view;
  if (!shown || !view) throw new Error('no lobby');
  shown.view = { blocks: [], audience: 'room' };
  await world.crash();
  await world.start();
  expect(viewText(shown.view)).toBe(viewText(view));
});
