import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admission } from '../../src/app/admission.ts';
import { topicCards } from '../../src/app/cards.ts';
import type { TopicCards } from '../../src/chat/card.ts';
import { openMessages } from '../../src/voice.ts';
import { viewText } from '../support/view-text.ts';
import { World } from '../support/world.ts';

describe('topic cards', () => {
  let world: World;
  let cards: TopicCards;
  beforeAll(async () => {
    world = await World.open();
    const messages = openMessages(new URL('../../content', import.meta.url).pathname);
    cards = topicCards({ shelf: world.shelf, messages, defaultLocale: 'en' });
  });
  afterAll(() => world.close());

  it('begin with the topic that the words name, in the asker’s language', async () => {
    const [card] = await cards('kd 树', 'zh-Hant', 5);
    expect(card).toMatchObject({ slug: 'kd-tree' });
    expect(card && viewText(card.view)).toMatch(/\p{Script=Han}/u);
    const [english] = await cards('kd 树', 'fr', 5);
    expect(english && viewText(english.view)).not.toMatch(/\p{Script=Han}/u);
  });

  it('are also found by what an article says, each topic once, and no more than asked for', async () => {
    const found = await cards('gradient', 'en', 3);
    expect(found.length).toBe(3);
    expect(new Set(found.map((card) => card.slug)).size).toBe(3);
  });

  it('are some to start with where nothing is typed, and none for nonsense', async () => {
    expect(await cards('  ', null, 4)).toHaveLength(4);
    expect(await cards('zzqqxx', 'en', 4)).toEqual([]);
  });

  it('have no buttons: where they are sent, the bot may not be', async () => {
    for (const card of await cards('', 'en', 60))
      expect(card.view.blocks.some((block) => block.kind === 'options' || block.kind === 'actions')).toBe(false);
  });

  it('are for nobody where the operator lets only some groups in, unless private chats are among them', async () => {
    const messages = openMessages(new URL('../../content', import.meta.url).pathname);
    const within = (allowed: readonly string[]) =>
      topicCards({ shelf: world.shelf, messages, defaultLocale: 'en', admits: admission(new Set(allowed)).admits });
    expect(await within(['telegram:-100'])('', 'en', 4)).toEqual([]);
    expect(await within(['telegram:-100', 'telegram:direct'])('', 'en', 4)).toHaveLength(4);
  });
});
