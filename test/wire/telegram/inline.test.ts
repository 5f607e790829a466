import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('inline mode', () => {
  let world: TelegramWorld;
  beforeEach(async () => {
    world = await TelegramWorld.open();
  });
  afterEach(async () => {
    expect(world.server.unpublished).toEqual([]);
    expect(world.server.refusals).toEqual([]);
    await world.close();
  });

  it('offers topic cards in the asker’s language, with a way to read on', async () => {
    const ada = world.person('Ada');
    const [card] = await ada.asksInline('adaboost');
    expect(card).toMatchObject({ title: 'AdaBoost', reply_markup: { inline_keyboard: [[{ text: 'Read the article' }]] } });
    const content = card?.input_message_content as { message_text: string };
    expect(content.message_text).toContain('AdaBoost');
    const button = card?.reply_markup?.inline_keyboard[0]?.[0];
    await ada.follows(button && 'url' in button ? button.url : null);
    await world.settled();
    expect(ada.readsLast()).toContain('AdaBoost');
    const [chinese] = await world.person('博', { language: 'zh-hans' }).asksInline('adaboost');
    expect(JSON.stringify(chinese)).toContain('阅读全文');
  });

  it('finds topics by what their articles say', async () => {
    const found = await world.person('Ada').asksInline('weak learner');
    expect(found.map((card) => card.title)).toContain('AdaBoost');
  });

  it('offers something before anything is typed, and nothing for nonsense', async () => {
    const ada = world.person('Ada');
    expect((await ada.asksInline('')).length).toBeGreaterThan(3);
    expect(await ada.asksInline('zzqqxx')).toEqual([]);
  });

  it('is possible for every article, as one message each', async () => {
    const ada = world.person('Ada', { language: 'zh' });
    for (const { slug } of await world.world.shelf.readable()) expect((await ada.asksInline(slug)).length).toBeGreaterThan(0);
  });
});
