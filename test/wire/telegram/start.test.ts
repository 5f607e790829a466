import { afterEach, describe, expect, it } from 'vitest';
import type { Telegram } from '../../../src/telegram/parts.ts';
import { closePrograms, setUp, withWebhook } from '../../support/telegram-program.ts';
import { until } from '../../support/telegram-world.ts';

afterEach(closePrograms);

const kind = (telegram: Telegram) => telegram.state().kind;

describe('a start', () => {
  it('announces nothing and registers the menus once', async () => {
    const { server, program, receive } = await setUp();
    const telegram = program();
    expect(kind(telegram)).toBe('off');
    await telegram.start(receive);
    await until(() => server.state.commands.size === 9);
    expect(kind(telegram)).toBe('ready');
    expect(server.requested('sendMessage')).toEqual([]);
    await telegram.stop();
    expect(kind(telegram)).toBe('off');
    const before = server.requested('setMyCommands').length;
    await telegram.start(receive);
    await until(() => server.requested('getMyCommands').length === 18);
    expect(server.requested('setMyCommands')).toHaveLength(before);
  });

  it('with a wrong token is one line that names the setting, and no throw', async () => {
    const { program, receive, reports } = await setUp();
    const telegram = program({ token: '4242:wrong' });
    await telegram.start(receive);
    await until(() => kind(telegram) === 'degraded');
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatch(/^TELEGRAM_TOKEN: /);
    expect(reports.join()).not.toContain('4242:wrong');
  });

  it('registers the menus later where Telegram is busy', async () => {
    const { server, program, receive, reports } = await setUp();
    server.troubles.order('setMyCommands', { kind: '429', after: 1 });
    server.troubles.order('getMyCommands', { kind: '5xx' });
    await program().start(receive);
    await until(() => server.state.commands.size === 9);
    expect(reports).toEqual([]);
  });

  it('without a network goes on trying', async () => {
    const { server, program, receive } = await setUp();
    server.troubles.order('getMe', { kind: 'cut-before' });
    server.troubles.order('getMe', { kind: '5xx' });
    server.troubles.order('getMe', { kind: '429', after: 1 });
    const telegram = program();
    await telegram.start(receive);
    await until(() => kind(telegram) === 'ready');
  });
});

describe('taking updates', () => {
  it('goes on after failures, and the state says when it does not work', async () => {
    const { server, town, program, receive, received } = await setUp();
    const telegram = program();
    await telegram.start(receive);
    await until(() => kind(telegram) === 'ready');
    for (let failure = 0; failure < 40; failure++) server.troubles.order('getUpdates', { kind: '5xx' });
    server.dropConnections();
    await until(() => kind(telegram) === 'degraded');
    expect(telegram.state()).toMatchObject({ why: expect.stringContaining('Bad Gateway') });
    await until(() => kind(telegram) === 'ready');
    const ada = town.person('Ada');
    await ada.starts();
    expect(received.map((inbound) => inbound.kind)).toEqual(['command']);
  });

  it('confirms an update only when it was handled, and takes it again after a cut connection', async () => {
    const { server, town, program, receive, received } = await setUp();
    await program().start(receive);
    await until(() => server.requested('getUpdates').length > 0);
    server.troubles.order('getUpdates', { kind: 'cut-before' });
    server.dropConnections();
    await town.person('Ada').starts();
    expect(received).toHaveLength(1);
    expect(server.state.updates).toEqual([]);
  });

  it('keeps the order of a chat, and has each event named alike however often it comes', async () => {
    const { server, town, program, receive, received } = await setUp();
    await program().start(receive);
    await until(() => server.requested('getUpdates').length > 0);
    server.repeat = 2;
    const ada = town.person('Ada');
    ada.direct.started = true;
    await Promise.all(['/topics', '/me', '/help'].map((line) => ada.says(line)));
    const names = received.map((inbound) => (inbound.kind === 'command' ? inbound.name : ''));
    expect([...new Set(names)]).toEqual(['topics', 'me', 'help']);
    expect(received).toHaveLength(6);
    expect(new Set(received.map((inbound) => inbound.id)).size).toBe(3);
  });

  it('ends with one readable line when a second program reads the same updates', async () => {
    const { town, program, receive, received, reports } = await setUp();
    const [first, second] = [program(), program()];
    await first.start(receive);
    await until(() => kind(first) === 'ready');
    await second.start(receive);
    await until(() => kind(first) === 'degraded');
    expect(reports).toEqual([expect.stringMatching(/^TELEGRAM_TOKEN: another program .*409/)]);
    await town.person('Ada').starts();
    expect(received).toHaveLength(1);
    expect(kind(second)).toBe('ready');
  });

  it('stops at once, though a request for updates hangs', async () => {
    const { program, receive } = await setUp();
    const telegram = program();
    await telegram.start(receive);
    await until(() => kind(telegram) === 'ready');
    const before = performance.now();
    await telegram.stop();
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});

describe('a webhook', () => {
  it('goes the same way as asking: the same arrivals, once each', async () => {
    const { server, town, telegram, receive, received, close } = await withWebhook();
    await telegram.start(receive);
    await until(() => kind(telegram) === 'ready');
    server.repeat = 2;
    await town.person('Ada').starts('topic_adaboost');
    expect(received).toHaveLength(2);
    expect(new Set(received.map((inbound) => inbound.id)).size).toBe(1);
    expect(received[0]).toMatchObject({ kind: 'command', name: 'read', args: { topic: 'adaboost' } });
    expect(server.requested('getUpdates')).toEqual([]);
    await close();
  });

  it('keeps the order of a chat also where one line takes longer to read than the next', async () => {
    const { server, town, telegram, receive, received, close } = await withWebhook();
    await telegram.start(receive);
    await until(() => server.state.commands.size === 9);
    const ada = town.person('Ada');
    const group = town.group('Study group', [ada], { admins: [ada] });
    server.troubles.rates = { delay: 40 };
    // Whether Ada manages the group must be asked first; whoever speaks as the group does.
    await Promise.all([ada.says('/topics', { in: group }), ada.says('/me', { in: group }, group)]);
    expect(received.map((inbound) => (inbound.kind === 'command' ? inbound.name : ''))).toEqual(['topics', 'me']);
    await close();
  });

  it('takes nothing from anybody but Telegram', async () => {
    const { telegram, receive, received, address, close } = await withWebhook();
    const post = (headers: Record<string, string>) =>
      fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"update_id":1}' });
    expect((await post({})).status).toBe(401);
    expect((await post({ 'x-telegram-bot-api-secret-token': 'x'.repeat(43) })).status).toBe(401);
    await telegram.start(receive);
    await until(() => kind(telegram) === 'ready');
    expect((await post({ 'x-telegram-bot-api-secret-token': 'guess' })).status).toBe(401);
    expect(received).toEqual([]);
    await close();
  });

  it('asks Telegram to come again while it is not running', async () => {
    const { server, telegram, receive, address, close } = await withWebhook();
    await telegram.start(receive);
    await until(() => kind(telegram) === 'ready');
    await telegram.stop();
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': server.state.webhook?.secret ?? '' };
    const response = await fetch(address, { method: 'POST', headers, body: '{"update_id":1}' });
    expect(response.status).toBe(503);
    await close();
  });

  it('with an address that Telegram does not take is one line that names the setting', async () => {
    const { telegram, receive, reports, close } = await withWebhook({ webhookUrl: 'http://bot.example.org/telegram' });
    await telegram.start(receive);
    await until(() => kind(telegram) === 'degraded');
    expect(reports).toEqual([expect.stringMatching(/^TELEGRAM_WEBHOOK_URL: /)]);
    await close();
  });

  it('is taken down when the bot asks for updates itself again', async () => {
    const { server, program, receive } = await setUp();
    server.state.webhook = { url: 'https://bot.example.org/old', secret: null, allowed: [] };
    const telegram = program();
    await telegram.start(receive);
    await until(() => server.requested('getUpdates').length > 0);
    expect(server.state.webhook).toBeNull();
  });
});
