import { afterEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../../src/chat/place.ts';
import type { Received } from '../../../src/chat/transport.ts';
import { personId, roomId } from '../../../src/kernel/ids.ts';
import { replyTo } from '../../../src/telegram/ids.ts';
import { closePrograms, setUp, withWebhook } from '../../support/telegram-program.ts';
import { until } from '../../support/telegram-world.ts';

afterEach(closePrograms);

const names = (received: readonly Inbound[]) => received.map((inbound) => (inbound.kind === 'command' ? inbound.name : inbound.kind));

describe('an update that takes long', () => {
  const asking = async () => {
    const world = await setUp();
    return { ...world, telegram: world.program(), close: async () => {} };
  };

  it.each([
    ['asked for', asking],
    ['brought by a webhook', withWebhook],
  ])('by what the adapter says itself holds up nobody, neither others nor the same chat, when updates are %s', async (_, open) => {
    const { server, town, telegram, receive, received, close } = await open();
    await telegram.start(receive);
    await until(() => telegram.state().kind === 'ready');
    const [ada, bo] = [town.person('Ada'), town.person('Bo')];
    bo.direct.started = true;
    const release = server.hold((method, { chat_id: chat }) => method === 'sendMessage' && chat === ada.user.id);
    await ada.starts('v_nothing-there');
    await bo.says('/topics');
    await ada.says('/me');
    expect(names(received)).toEqual(['topics', 'me']);
    expect(ada.reads()).not.toContain('telegram-view-gone');
    release();
    await until(() => ada.readsLast() === 'telegram-view-gone');
    await close();
  });

  it('because it must be found out who manages its chat holds up no other chat, and is not confirmed before it is saved', async () => {
    const { server, town, program, receive, received } = await setUp();
    await program().start(receive);
    const [ada, bo] = [town.person('Ada'), town.person('Bo')];
    const [slow, quick] = [town.group('Slow', [ada], { admins: [ada] }), town.group('Quick', [bo], { admins: [bo] })];
    const release = server.hold((method, { chat_id: chat }) => method === 'getChatAdministrators' && chat === slow.id);
    const first = ada.says('/topics', { in: slow });
    const second = ada.says('/help', { in: slow });
    void bo.says('/me', { in: quick });
    await until(() => received.length > 0);
    void bo.says('/today', { in: quick });
    await until(() => received.length > 1);
    expect(names(received)).toEqual(['me', 'today']);
    expect(server.state.updates).toHaveLength(4);
    release();
    await Promise.all([first, second]);
    await until(() => server.state.updates.length === 0);
    expect(names(received)).toEqual(['me', 'today', 'topics', 'help']);
  });

  it('to save is confirmed only then, and each is handed on once meanwhile', async () => {
    const { server, town, program } = await setUp();
    const begun: string[] = [];
    const saved = Promise.withResolvers<Received>();
    await program().start((inbound) => {
      begun.push(inbound.person.name);
      return begun.length === 1 ? saved.promise : Promise.resolve('talk');
    });
    const [ada, bo] = [town.person('Ada'), town.person('Bo')];
    const first = ada.starts();
    await until(() => begun.length === 1);
    const second = bo.starts();
    await until(() => begun.length === 2);
    const asked = server.requested('getUpdates').length;
    await until(() => server.requested('getUpdates').length > asked + 1);
    expect(server.state.updates).toHaveLength(2);
    saved.resolve('talk');
    await Promise.all([first, second]);
    expect(begun).toEqual(['Ada', 'Bo']);
  });
});

describe('the state of a webhook', () => {
  async function running() {
    const world = await withWebhook();
    await world.telegram.start(world.receive);
    // The menus are requests too, and these tests count failures in a row.
    await until(() => world.server.state.commands.size === 9);
    const ada = world.town.person('Ada');
    const asks = async () => {
      await ada.starts('v_nothing-there');
      await world.telegram.drain();
      return world.telegram.state();
    };
    return { ...world, asks };
  }

  it('says that the token was revoked, once to the operator, and that another try went well', async () => {
    const { server, reports, asks, close } = await running();
    expect(await asks()).toEqual({ kind: 'ready' });
    const before = reports.length;
    server.revoked = true;
    for (let round = 0; round < 2; round++) {
      expect(await asks()).toMatchObject({ kind: 'degraded', why: expect.stringMatching(/^TELEGRAM_TOKEN: /) });
    }
    expect(reports.slice(before).filter((line) => line.startsWith('TELEGRAM_TOKEN'))).toHaveLength(1);
    server.revoked = false;
    expect(await asks()).toEqual({ kind: 'ready' });
    await close();
  });

  it.each([
    ['nothing but errors comes back', { kind: '5xx' }, 'Bad Gateway'],
    ['connections break', { kind: 'cut-before' }, 'the connection failed'],
  ] as const)('says that %s, and when that is over', async (_, trouble, why) => {
    const { server, asks, close } = await running();
    server.troubles.order('sendMessage', trouble);
    expect(await asks()).toEqual({ kind: 'ready' });
    for (let round = 0; round < 4; round++) server.troubles.order('sendMessage', trouble);
    expect(await asks()).toMatchObject({ kind: 'degraded', why: expect.stringContaining(why) });
    expect(await asks()).toEqual({ kind: 'ready' });
    await close();
  });
});

describe('a stop', () => {
  it('waits for what is being saved, and confirms it', async () => {
    const { server, town, program } = await setUp();
    const telegram = program();
    const saved = Promise.withResolvers<Received>();
    let begun = false;
    await telegram.start(() => {
      begun = true;
      return saved.promise;
    });
    void town.person('Ada').starts();
    await until(() => begun);
    const stop = telegram.stop();
    expect(server.state.updates).toHaveLength(1);
    setTimeout(() => saved.resolve('talk'), 50);
    await stop;
    expect(server.state.updates).toEqual([]);
  });

  it('waits for what is being said', async () => {
    const { server, town, program, receive } = await setUp();
    const telegram = program();
    await telegram.start(receive);
    const ada = town.person('Ada');
    const release = server.hold((method) => method === 'sendMessage');
    await ada.starts('v_nothing-there');
    const stop = telegram.stop();
    setTimeout(release, 50);
    await stop;
    expect(ada.readsLast()).toBe('telegram-view-gone');
  });

  it('waits for a toast', async () => {
    const { server, town, program, receive } = await setUp();
    const telegram = program();
    await telegram.start(receive);
    const ada = town.person('Ada');
    await ada.starts();
    const release = server.hold((method) => method === 'sendMessage');
    const reply = replyTo({ kind: 'message', of: 'answer', id: 1, at: { chat: ada.user.id, thread: null } });
    void telegram.toast(reply, personId(`telegram:${ada.user.id}`), roomId(`telegram:${ada.user.id}`), 'Recorded');
    const stop = telegram.stop();
    setTimeout(release, 50);
    await stop;
    expect(ada.readsLast()).toBe('Recorded');
  });

  it('waits for what a webhook brought', async () => {
    const { server, town, telegram, close } = await withWebhook();
    const saved = Promise.withResolvers<Received>();
    let begun = false;
    await telegram.start(() => {
      begun = true;
      return saved.promise;
    });
    await until(() => server.state.webhook !== null && telegram.state().kind === 'ready');
    const told = town.person('Ada').starts();
    await until(() => begun);
    const order: string[] = [];
    const stop = telegram.stop().then(() => order.push('stopped'));
    setTimeout(() => {
      order.push('saved');
      saved.resolve('talk');
    }, 50);
    await Promise.all([stop, told]);
    expect(order).toEqual(['saved', 'stopped']);
    await close();
  });
});
