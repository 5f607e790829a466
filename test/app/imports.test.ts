import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportedArticle } from '../../src/corpus/article.ts';
import { slug } from '../../src/kernel/ids.ts';
import { paragraph } from '../../src/kernel/prose.ts';
import { instant } from '../../src/kernel/time.ts';
import { followImports } from '../../src/sources/shelf.ts';
import { importShelf } from '../../src/store/imports.ts';
import { World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
  world.shelf.reload([imported('notes-on-boosting', 'Notes on boosting', 'adaboost'), imported('zebra-finches', 'Zebra finches', null)]);
});
afterEach(() => world.close());

function imported(name: string, title: string, topic: string | null): ImportedArticle {
  const lines = [
    `${title} are worth a note.`,
    'A quagga is an extinct subspecies of the plains zebra.',
    'This is said once more, with other words.',
  ];
  return {
    origin: 'imported',
    slug: slug(name),
    locale: 'en',
    title,
    aliases: [],
    version: '1',
    area: null,
    source: 'notes.md',
    facts: {},
    topic: topic === null ? null : slug(topic),
    sections: [{ anchor: 'top', title: '', blocks: lines.map((line) => paragraph(line)) }],
  };
}

it('what was imported is listed, read and found', async () => {
  const ada = world.person('Ada');
  await ada.says('/topics');
  expect(ada.seesLast()).toContain('Imported (2)');
  await ada.says('/read zebra finches');
  expect(ada.seesLast()).toContain('Imported from notes.md');
  await ada.says('/search quagga');
  expect(ada.seesLast()).toContain('Zebra finches');
});

it('a group that wants it gets imports first in the digest, with a question of the topic they are about', async () => {
  const ada = world.person('Ada', { manager: true });
  await ada.says('/settings imports on');
  await ada.says('/schedule digest 08:30');
  await world.pass(86_400 * 2);
  const digests = world.server.messages.filter((message) => message.key.startsWith('d.'));
  expect(digests.map((message) => ada.titleOf(message))).toEqual(['📡 Notes on boosting', '📡 Zebra finches']);
  expect(ada.textOf(digests[0])).toContain('Warm-up');
  expect(ada.textOf(digests[1])).not.toContain('Warm-up');
});

it('what another process imports is there at the next look, and nothing is read where nothing was put', async () => {
  const imports = importShelf(world.database);
  const follow = () => followImports(imports, world.shelf, world.database.alone);
  await follow();
  await importShelf(world.database).put(imported('okapi', 'Okapi', null), instant(1));
  await follow();
  const ada = world.person('Ada');
  await ada.says('/search quagga');
  expect(ada.seesLast()).toContain('Okapi');
  world.shelf.reload([]);
  await follow();
  await ada.says('/search quagga');
  expect(ada.seesLast()).toContain('Nothing found');
});

it('what is gone from the imports is gone from the index', async () => {
  const ada = world.person('Ada');
  world.shelf.reload([]);
  await ada.says('/search quagga');
  expect(ada.seesLast()).toContain('Nothing found');
});
