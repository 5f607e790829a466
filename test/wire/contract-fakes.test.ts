import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import type { FakeGuild } from '../support/fake-discord/guild.ts';
import type { Person } from '../support/fake-discord/person.ts';
import { FakeDiscord } from '../support/fake-discord/server.ts';
import { TelegramTown } from '../support/fake-telegram/people.ts';
import { FakeTelegram } from '../support/fake-telegram/server.ts';
import type { FakeChat } from '../support/fake-telegram/state.ts';

/** What the other tests lean on: that our servers refuse what the platforms refuse. */
describe('our Discord', () => {
  let discord: FakeDiscord;
  let guild: FakeGuild;
  let ada: Person;
  beforeEach(async () => {
    discord = await FakeDiscord.start({ now: () => 1_795_000_000_000, pace: 1 });
    guild = discord.guild('Study group');
    ada = discord.person('Ada', { in: guild });
  });
  afterEach(() => discord.close());

  async function asks(method: string, path: string, body: unknown, token = discord.token): Promise<string> {
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.text()) || '{}';
    return `${response.status} ${(JSON.parse(answer) as { code?: number }).code ?? ''}`.trim();
  }
  const post = (components: unknown, more: object = {}) =>
    asks('POST', `/channels/${ada.channel.id}/messages`, { flags: 32_768, components, nonce: 'n', enforce_nonce: true, ...more });
  const words = (content: string) => ({ type: 10, content });
  const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Join', custom_id: 'j', ...more });
  const row = (...components: object[]) => ({ type: 1, components });

  it.each([
    ['4,001 characters', [words('x'.repeat(2_000)), words('x'.repeat(2_001))]],
    ['41 components', Array.from({ length: 41 }, () => words('x'))],
    ['nothing to see', []],
    ['blank text', [words(' ')]],
    ['six buttons in a row', [row(...Array.from({ length: 6 }, (_, index) => button({ custom_id: `${index}` })))]],
    ['one custom_id twice', [row(button(), button())]],
    ['a custom_id of 101', [row(button({ custom_id: 'x'.repeat(101) }))]],
    ['a label of 81', [row(button({ label: 'x'.repeat(81) }))]],
    ['a container in a container', [{ type: 17, components: [{ type: 17, components: [words('x')] }] }]],
    ['a file that did not come', [{ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }]],
  ])('refuses %s', async (_, components) => {
    expect(await post(components)).toBe('400 50035');
  });

  it('refuses what goes on in the wrong place, and by strangers', async () => {
    expect(await post([words('x')], { content: 'both' })).toBe('400 50035');
    expect(await post([words('x')], { nonce: 'n'.repeat(26) })).toBe('400 50035');
    expect(await asks('POST', '/channels/1/messages', {})).toBe('404 10003');
    expect(await asks('POST', `/channels/${ada.channel.id}/messages`, {}, 'another')).toBe('401 0');
    guild.deny(ada.channel, 'SendMessages');
    expect(await post([words('x')])).toBe('403 50013');
    guild.deny(ada.channel, 'ViewChannel');
    expect(await post([words('x')])).toBe('403 50001');
  });

  it('takes one acknowledgement, and that within three seconds', async () => {
    const acknowledge = (id: string, token: string) => asks('POST', `/interactions/${id}/${token}/callback`, { type: 6 });
    const press = () => {
      const [id = ''] = [...discord.records.interactions.keys()].slice(-1);
      const record = discord.records.interactions.get(id);
      if (!record) throw new Error('nobody pressed');
      return record;
    };
    await post([row(button())]);
    ada.pushes('Join');
    const first = press();
    expect(await acknowledge(first.id, first.token)).toBe('204');
    expect(await acknowledge(first.id, first.token)).toBe('400 40060');
    ada.pushes('Join');
    const late = press();
    (late as { sent: number }).sent -= 3_001;
    expect(await acknowledge(late.id, late.token)).toBe('404 10062');
    expect(await acknowledge(late.id, 'guessed')).toBe('404 10062');
  });

  it('lets five posts into a channel at once, and knows a nonce again', async () => {
    const answers = await Promise.all(Array.from({ length: 7 }, (_, index) => post([words('x')], { nonce: `${index % 5}` })));
    expect(answers.filter((answer) => answer === '200')).toHaveLength(5);
    expect(answers.filter((answer) => answer.startsWith('429'))).toHaveLength(2);
    expect(ada.sees().length).toBeLessThanOrEqual(5);
    expect(discord.limited).toBe(2);
  });
});

describe('our Telegram', () => {
  let clock: ManualClock;
  let telegram: FakeTelegram;
  let town: TelegramTown;
  let group: FakeChat;
  beforeEach(async () => {
    clock = new ManualClock('2026-11-20T08:00:00Z');
    telegram = new FakeTelegram(clock);
    town = new TelegramTown(telegram);
    group = town.group('Study group', []);
    await telegram.listen();
  });
  afterEach(() => telegram.close());

  async function asks(method: string, payload: object, token = telegram.token): Promise<string> {
    const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    const { ok, error_code: code, description } = (await response.json()) as { ok: boolean; error_code?: number; description?: string };
    return ok ? 'ok' : `${code} ${description}`;
  }
  const send = (more: object) => asks('sendMessage', { chat_id: group.id, text: 'hello', ...more });
  const data = (callback_data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', callback_data }]] } });
  const poll = (more: object) => {
    clock.jump(clock.now() + 2_000);
    const payload = { question: 'Which?', options: [{ text: 'a' }, { text: 'b' }], type: 'quiz', correct_option_ids: [0], ...more };
    return asks('sendPoll', { chat_id: group.id, ...payload });
  };

  it.each([
    ['4,097 UTF-16 units', { text: '𝐱'.repeat(2_049) }, 'too long'],
    ['blank text', { text: ' \n' }, 'empty'],
    ['stretches that cross', { entities: [entity('bold', 0, 3), entity('italic', 2, 3)] }, 'cross'],
    ['looks in code', { entities: [entity('code', 0, 5), entity('bold', 0, 2)] }, 'combined'],
    ['a quotation in a quotation', { entities: [entity('blockquote', 0, 5), entity('blockquote', 1, 2)] }, 'nested'],
    ['a stretch behind the text', { entities: [entity('bold', 3, 3)] }, 'behind'],
    ['half a character', { text: '👍x', entities: [entity('bold', 1, 2)] }, 'splits'],
    ['101 stretches', { text: 'x'.repeat(101), entities: Array.from({ length: 101 }, (_, at) => entity('bold', at, 1)) }, 'ENTITIES'],
    ['callback_data of 66 bytes', data('好'.repeat(22)), 'BUTTON_DATA_INVALID'],
    ['a reply to nothing', { reply_parameters: { message_id: 99 } }, 'replied'],
    ['a topic that there is none of', { message_thread_id: 7 }, 'thread not found'],
  ])('refuses %s', async (_, payload, why) => {
    expect(await send(payload)).toMatch(new RegExp(`^400 .*${why}`));
  });

  it('takes callback_data of 64 bytes and what is allowed together', async () => {
    expect(await send(data('x'.repeat(64)))).toBe('ok');
    expect(await send({ entities: [entity('bold', 0, 5), entity('italic', 1, 2)] })).toBe('ok');
  });

  it('refuses polls beyond what is published', async () => {
    expect(await poll({ options: Array.from({ length: 13 }, (_, index) => ({ text: `${index}` })) })).toMatch(/^400 .*1-12/);
    expect(await poll({ options: [{ text: 'x'.repeat(101) }] })).toMatch(/^400 .*100/);
    expect(await poll({ explanation: 'a\nb\nc\nd' })).toMatch(/^400/);
    expect(await poll({ correct_option_ids: [2] })).toMatch(/^400/);
    expect(await poll({ close_date: Math.floor(clock.now() / 1000) + 6 })).toMatch(/^400/);
    expect(await poll({ question_entities: [] })).toMatch(/^400/);
  });

  it('lets three messages into a chat at once and twenty a minute into a group', async () => {
    const burst: string[] = [];
    for (let count = 0; count < 4; count++) burst.push(await send({}));
    expect(burst.map((answer) => answer.slice(0, 3))).toEqual(['ok', 'ok', 'ok', '429']);
    for (let count = 3; count < 20; count++) {
      clock.jump(clock.now() + 1_000);
      expect(await send({})).toBe('ok');
    }
    clock.jump(clock.now() + 1_000);
    expect(await send({})).toMatch(/^429 .*retry after \d+/);
  });

  it('lets thirty a second out over all chats', async () => {
    const groups = Array.from({ length: 31 }, (_, index) => town.group(`G${index}`, []));
    const answers = await Promise.all(groups.map(({ id }) => send({ chat_id: id })));
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(30);
  });

  it('knows who may write where, one reader of updates, and its own bot', async () => {
    const ada = town.person('Ada');
    expect(await send({ chat_id: ada.user.id })).toMatch(/^403 .*initiate/);
    ada.direct.started = true;
    ada.direct.blocked = true;
    expect(await send({ chat_id: ada.user.id })).toMatch(/^403 .*blocked/);
    expect(await send({ chat_id: 12 })).toMatch(/^400 .*chat not found/);
    expect(await asks('getMe', {}, '1:another')).toMatch(/^401/);
    const first = asks('getUpdates', { timeout: 5 });
    while (telegram.requested('getUpdates').length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = asks('getUpdates', { timeout: 5 });
    expect(await first).toMatch(/^409/);
    telegram.dropConnections();
    await second.catch(() => {});
  });
});

function entity(type: string, offset: number, length: number): object {
  return { type, offset, length };
}
