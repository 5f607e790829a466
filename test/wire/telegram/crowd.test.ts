import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { TelegramWorld, until } from '../../support/telegram-world.ts';

describe('a crowd', () => {
  let world: TelegramWorld;
  let ticking: NodeJS.Timeout | undefined;
  afterEach(async () => {
    clearInterval(ticking);
    await world.close();
  });

  /** From here on time passes as it does outside, so that many who wait do not add up. */
  function timeIsReal(): void {
    let before = performance.now();
    ticking = setInterval(() => {
      const passed = Math.floor(performance.now() - before);
      world.world.clock.jump(world.world.clock.now() + passed);
      before += passed;
    }, 2);
  }

  it('of 200 who press at once, one request in twenty answered with 429 or 5xx, every update told twice, and a long poll that is lost with what it brings: each press is answered in time and counted once', async () => {
    world = await TelegramWorld.open({
      seed: process.env.CROWD_SEED ?? 'crowd',
      telegram: { sleep: (time) => (ticking ? wait(time) : world.fly(time)) },
    });
    const people = Array.from({ length: 200 }, (_, index) => world.person(`P${index}`));
    const [host] = people;
    if (!host) throw new Error('nobody is there');
    const group = world.town.group('Study group', people, { admins: [host] });
    await host.says('/quiz kd-tree 30 60s', { in: group });
    await world.settled();
    const join = host.button('Join', group);
    await host.presses('Start', { in: group });
    await world.settled();
    await world.skipTo('choice', group, [host]);
    world.server.troubles.rates = { tooMany: 0.025, server: 0.025, retryAfter: 1, delay: 3 };
    world.server.repeat = 2;
    const { met, asked } = world.server.troubles;
    const board = () => world.world.store.tables.scores.board(`telegram:${group.id}` as never, null, null);
    const answeredBefore = (await board()).reduce((sum, { asked }) => sum + asked, 0);
    const before = world.server.state.callbacks.size;
    timeIsReal();

    const all = (pressing: readonly (typeof host)[], { message, button }: typeof join) => {
      const pressed = pressing.map((person) => person.pressesOn(message, 'callback_data' in button ? button.callback_data : ''));
      // The first hundred get lost on their way to the bot, the next request for them is refused, and then all connections go.
      world.server.losePolls = 1;
      world.server.troubles.order('getUpdates', { kind: '5xx' });
      setTimeout(() => world.server.dropConnections(), 5);
      return Promise.all(pressed);
    };
    await all(people.slice(1), join);
    await world.settled();
    const { right, session } = await world.open(group);
    expect(session.active).toBe(200);
    const [move] = right;
    const message = group.messages.findLast((one) => one.text?.startsWith('Question'));
    const button = message?.reply_markup?.inline_keyboard.flat()[move?.kind === 'option' ? move.position : 0];
    if (!message || !button) throw new Error('nothing was asked');
    await all(people, { message, button });
    await world.settled();

    const callbacks = [...world.server.state.callbacks.values()].slice(before);
    await until(() => callbacks.every((callback) => callback.answer !== null));
    const slowest = Math.max(...callbacks.map((callback) => (callback.answeredAt ?? Number.POSITIVE_INFINITY) - callback.at));
    const { troubles } = world.server;
    const share = (troubles.met - met) / (troubles.asked - asked);
    console.log(`the slowest answer took ${slowest} ms; ${troubles.met - met} of ${troubles.asked - asked} requests were refused`);
    expect(callbacks).toHaveLength(399);
    expect(share).toBeGreaterThan(0.03);
    expect(world.server.lostPolls).toBe(2);
    expect(slowest).toBeLessThan(10_000);
    const recorded = callbacks.slice(-200).filter((callback) => callback.answer?.text.startsWith('Recorded'));
    expect(recorded).toHaveLength(200);
    clearInterval(ticking);
    ticking = undefined;
    world.server.troubles.rates = {};
    await world.pass(20);
    expect(host.reads(group).join('\n')).toContain('█████ 200');
    const places = await board();
    expect(places).toHaveLength(200);
    expect(places.filter((place) => place.name !== 'P0').every((place) => place.asked === 1)).toBe(true);
    expect(places.reduce((sum, { asked }) => sum + asked, 0)).toBe(answeredBefore + 200);
    expect(world.server.unpublished).toEqual([]);
    expect(world.server.rates.refused).toBe(0);
  }, 120_000);
});
