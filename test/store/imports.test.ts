import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportedArticle } from '../../src/corpus/article.ts';
import { slug } from '../../src/kernel/ids.ts';
import { paragraph } from '../../src/kernel/prose.ts';
import { instant } from '../../src/kernel/time.ts';
import { articleOf, type Draft } from '../../src/sources/draft.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { importShelf } from '../../src/store/imports.ts';
import { temporaryDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof temporaryDatabase>>;
let other: Database;
beforeEach(async () => {
  database = await temporaryDatabase();
  // As the bot has it: a connection of its own to the same file.
  other = openDatabase(database.file);
});
afterEach(async () => {
  await other.close();
  await database.remove();
});

function article(text: string, change: Partial<Draft> = {}, name = 'kite-imported'): ImportedArticle {
  const sections = [{ anchor: 'top', title: 'Kites', blocks: [paragraph(text)] }];
  return articleOf(
    { locale: 'en', title: 'Kites', aliases: [], sections, area: null, source: 'a.md', facts: {}, topic: null, ...change },
    slug(name),
  );
}
const at = instant;

describe('the shelf of imported articles', () => {
  it('takes an article once', async () => {
    const shelf = importShelf(database);
    expect(await shelf.put(article('A kite flies.'), at(1))).toBe('new');
    expect(await shelf.put(article('A kite flies.'), at(2))).toBe('same');
    expect(await shelf.current()).toEqual([article('A kite flies.')]);
    expect(await shelf.versions(slug('kite-imported'))).toEqual([
      { version: article('A kite flies.').version, locale: 'en', title: 'Kites', current: true, at: at(1) },
    ]);
  });

  it('keeps the old version of a text that changed, and takes it back when it returns', async () => {
    const shelf = importShelf(database);
    const [first, second] = [article('A kite flies.'), article('A kite falls.')];
    await shelf.put(first, at(1));
    expect(await shelf.put(second, at(2))).toBe('changed');
    expect(await shelf.current()).toEqual([second]);
    expect((await shelf.versions(first.slug)).map(({ version, current }) => [version, current])).toEqual([
      [second.version, true],
      [first.version, false],
    ]);
    expect(await shelf.put(first, at(3))).toBe('changed');
    expect(await shelf.current()).toEqual([first]);
    expect(await shelf.versions(first.slug)).toHaveLength(2);
  });

  it('has one current version of a slug, whatever its language', async () => {
    const shelf = importShelf(database);
    await shelf.put(article('A kite flies.'), at(1));
    expect(await shelf.put(article('风筝在飞。', { locale: 'zh' }), at(2))).toBe('changed');
    expect((await shelf.current()).map(({ locale }) => locale)).toEqual(['zh']);
    expect(await shelf.get(slug('kite-imported'), 'en')).toBeNull();
    expect(await shelf.get(slug('kite-imported'), 'zh')).toMatchObject({ locale: 'zh' });
    expect(await shelf.get(slug('else-imported'), 'zh')).toBeNull();
  });

  it('learns new facts of a text without making a version of them', async () => {
    const shelf = importShelf(database);
    await shelf.put(article('A kite flies.'), at(1));
    expect(await shelf.put(article('A kite flies.', { facts: { date: '2026-01-11' } }), at(2))).toBe('same');
    expect(await shelf.current()).toMatchObject([{ facts: { date: '2026-01-11' } }]);
    expect(await shelf.versions(slug('kite-imported'))).toHaveLength(1);
  });

  it('is ordered by slug', async () => {
    const shelf = importShelf(database);
    for (const name of ['b', 'c', 'a']) await shelf.put(article('A kite flies.', {}, name), at(1));
    expect((await shelf.current()).map((one) => one.slug)).toEqual(['a', 'b', 'c']);
  });
});

describe('a bot on another connection', () => {
  it('notices every change once it has happened, and nothing else', async () => {
    const [bot, importer] = [importShelf(other), importShelf(database)];
    expect(await bot.current()).toEqual([]);
    expect(await bot.changed()).toBe(false);
    const changes = [
      article('A kite flies.'),
      article('A kite falls.'),
      article('A kite falls.', { source: 'b.md' }),
      article('A kite flies.'),
      article('A wheel turns.', {}, 'wheel-imported'),
    ];
    for (const one of changes) {
      // All at one moment: the clock is not what tells.
      await importer.put(one, at(5));
      expect(await bot.changed()).toBe(true);
      await bot.current();
      expect(await bot.changed()).toBe(false);
      await importer.put(one, at(6));
      expect(await bot.changed()).toBe(false);
    }
  });

  it('notices what it has put itself, and has read nothing before its first look', async () => {
    const bot = importShelf(other);
    expect(await bot.changed()).toBe(true);
    await bot.current();
    await bot.put(article('A kite flies.'), at(1));
    expect(await bot.changed()).toBe(true);
  });

  it('sees what was there before or what is there after, never an article without its current version', async () => {
    const [bot, importer] = [importShelf(other), importShelf(database)];
    await importer.put(article('A kite flies 0.'), at(0));
    const writing = (async () => {
      for (let edition = 1; edition <= 50; edition++) await importer.put(article(`A kite flies ${edition}.`), at(edition));
    })();
    for (let look = 0; look < 50; look++) expect(await bot.current()).toHaveLength(1);
    await writing;
    expect(await bot.current()).toEqual([article('A kite flies 50.')]);
  });
});
