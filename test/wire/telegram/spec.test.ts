import { afterAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../support/fake-telegram/methods.ts';
import { HOW_TO_GET_THE_SPEC, telegramSpec } from '../../support/telegram-spec.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

const spec = telegramSpec();
if (!spec) console.warn(`Requests are not held against the published Bot API. ${HOW_TO_GET_THE_SPEC}`);

describe.skipIf(!spec)('the published Bot API', () => {
  let world: TelegramWorld | null = null;
  afterAll(() => world?.close());

  it('has every method that our server plays', () => {
    for (const method of [...Object.keys(METHODS), 'getUpdates']) {
      expect(spec?.check(method, {}).filter((problem) => problem.includes('is not published'))).toEqual([]);
    }
  });

  it.each([
    ['a method that there is none of', 'sendMesage', { chat_id: 1, text: 'a' }],
    ['a missing field', 'sendMessage', { chat_id: 1 }],
    ['a field that there is none of', 'sendMessage', { chat_id: 1, text: 'a', txt: 'b' }],
    ['a wrong type', 'sendMessage', { chat_id: 1, text: 5 }],
    ['a wrong type deep inside', 'sendMessage', { chat_id: 1, text: 'a', entities: [{ type: 'bold', offset: '0', length: 1 }] }],
    ['a union that nothing of fits', 'sendMessage', { chat_id: 1, text: 'a', reply_markup: { keybord: [] } }],
  ])('refuses %s', (_, method, payload) => {
    expect(spec?.check(method, payload)).not.toEqual([]);
  });

  it('takes all that an hour in a group sends', async () => {
    world = await TelegramWorld.open();
    const ada = world.person('Ada');
    const group = world.town.group('Study group', [ada], { admins: [ada] });
    await ada.starts();
    for (const line of ['/settings_polls on', '/schedule_digest 08:30', '/topics', '/search gradient', '/quiz kd-tree 3 20s'])
      await ada.says(line, { in: group });
    await ada.asksInline('gradient');
    await world.pass(3_600);
    const used = new Set(world.server.requests.map((request) => request.method));
    for (const method of ['sendMessage', 'editMessageText', 'answerInlineQuery', 'setMyCommands', 'getChatAdministrators', 'getUpdates'])
      expect(used).toContain(method);
    expect(world.server.unpublished).toEqual([]);
  });
});
