import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askBlocks, letter } from '../../src/app/present/question.ts';
import { fit as fitted } from '../../src/chat/fit.ts';
import { measureAll } from '../../src/chat/measure.ts';
import type { Capabilities } from '../../src/chat/transport.ts';
import type { View } from '../../src/chat/view.ts';
import type { Question } from '../../src/corpus/article.ts';
import { LOCALES } from '../../src/kernel/locale.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { openMessages } from '../../src/voice.ts';
import { discordLike, telegramLike } from '../support/platforms.ts';
import { type Player, World } from '../support/world.ts';
import { shown } from '../support/writing.ts';

const CONTENT = new URL('../../content', import.meta.url).pathname;
const { library } = openLibrary(CONTENT);
const messages = openMessages(CONTENT);
const chats: readonly (readonly [string, Capabilities])[] = [
  ['Discord', discordLike],
  ['Telegram', telegramLike],
];

const orderOf = (question: Question): readonly number[] =>
  question.kind === 'order' ? [...question.items.keys()] : 'options' in question ? [...question.options.keys()] : [];

describe.each(chats)('on a chat like %s', (_, can) => {
  it('every question of the library is one message, with a button for each option and its letter', () => {
    for (const question of library.questions) {
      for (const locale of LOCALES) {
        const order = orderOf(question);
        const blocks = askBlocks(question, order, messages.in(locale, 'web'), (move) => JSON.stringify(move));
        const [asked, ...more] = fitted({ blocks, audience: 'room' }, can);
        expect(more, question.id).toEqual([]);
        const buttons = asked.blocks.find((block) => block.kind === 'options')?.choices ?? [];
        const letters = buttons.map(({ label }) =>
          shown({ blocks: [{ kind: 'paragraph', content: label }], audience: 'room' }).replace(/\..*$/s, ''),
        );
        expect(letters, question.id).toEqual(order.map((_, position) => letter(position)));
      }
    }
  });

  it('every section of every article is one message, and shows no LaTeX in its sentences but as code', () => {
    for (const article of library.articles) {
      for (const section of article.sections) {
        const [page, ...more] = fitted({ blocks: section.blocks, audience: 'person' }, can);
        expect(more, `${article.slug} ${section.anchor}`).toEqual([]);
        for (const block of page.blocks) {
          if (block.kind !== 'paragraph' && block.kind !== 'quote') continue;
          for (const node of block.content) if (node.kind === 'text' && !node.style) expect(node.text).not.toMatch(/\\[a-z]/);
        }
      }
    }
  });
});

describe('what the bot says', () => {
  let world: World;
  let ada: Player;
  beforeAll(async () => {
    world = await World.open();
    ada = world.person('Ada', { manager: true, locale: 'en' });
  });
  afterAll(() => world.close());

  async function said(line: string): Promise<View> {
    await ada.says(line);
    const last = world.server.messages.at(-1);
    if (!last) throw new Error('nothing was said');
    return last.view;
  }

  it('a page of an article: formulas read as text, code stays code, the buttons are below', async () => {
    const page = await said('/read kd-tree 5');
    const [one, ...more] = fitted(page, telegramLike).map(shown);
    expect(more).toEqual([]);
    expect(one).toContain('|qₛ − m| ≤ r');
    expect(one).toContain('search(node, q, best):');
    expect(one?.split('\n').at(-1)).toMatch(/^\[.+\] \[.+\]/);
  });

  it('a table of an article: each value with the name of its column where it is wide', async () => {
    const [page = ''] = fitted(await said('/read ddim 8'), telegramLike).map(shown);
    expect(page).toContain('• Steps S: 10 · FID, η = 0: 13.36 · FID, η = 1: 41.07');
    const native = fitted(await said('/read ddim 8'), { ...discordLike, table: 'native', columns: 5 });
    expect(native[0].blocks.some((block) => block.kind === 'table')).toBe(true);
  });

  it('the list of topics: as long as it is, its links stay within what a message may hold', async () => {
    const topics = await said('/topics');
    const many: View = { ...topics, blocks: [...topics.blocks, ...topics.blocks, ...topics.blocks, ...topics.blocks] };
    const parts = fitted(many, telegramLike);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(measureAll(part.blocks, telegramLike).runs).toBeLessThanOrEqual(telegramLike.runs);
    const links = (view: View): readonly string[] =>
      [...JSON.stringify(view.blocks).matchAll(/"href":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(parts.flatMap(links)).toEqual(links(many));
  });

  it('a digest: one message, with the warm-up question and the way to read on', async () => {
    for (const [, can] of chats) {
      const [digest, ...more] = fitted(await said('/today'), can);
      expect(more).toEqual([]);
      expect(digest.blocks.at(-1)?.kind).toBe('actions');
    }
  });

  it('help on a small screen: divided between lines, and nobody sees less of it', async () => {
    const help = await said('/help');
    const narrow: Capabilities = { ...telegramLike, text: 600, reserve: 0 };
    const parts = fitted(help, narrow);
    expect(parts.length).toBeGreaterThan(2);
    const words = (text: string): string => text.replaceAll(/\s/g, '');
    expect(words(parts.map(shown).join(''))).toBe(words(shown(help)));
    expect(parts.every((part) => part.audience === 'person')).toBe(true);
  });
});
