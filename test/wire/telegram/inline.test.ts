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
    for (const { slug } of await world.world.shelf.readable()) {
      await world.pass(1);
      expect((await ada.asksInline(slug)).length).toBeGreaterThan(0);
    }
  });

  it('searches only so often for one person, whoever else asks, and soon again', async () => {
    const [ada, bo] = [world.person('Ada'), world.person('Bo')];
    const found: number[] = [];
    for (let letter = 0; letter < 60; letter++) found.push((await ada.asksInline('adaboost')).length);
    expect(found.slice(0, 30)).not.toContain(0);
    expect(found.slice(30)).toEqual(Array(30).fill(0));
    const answers = world.server.requested('answerInlineQuery');
    expect(answers).toHaveLength(60);
    // Telegram may hand out the empty answer for a moment only.
    expect(answers.at(-1)?.cache_time).toBeLessThanOrEqual(5);
    expect(await bo.asksInline('adaboost')).not.toEqual([]);
    await world.pass(5);
    expect(await ada.asksInline('adaboost')).not.toEqual([]);
  });
});
