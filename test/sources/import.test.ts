import { chmodSync, renameSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slug } from '../../src/kernel/ids.ts';
import { MOST_BYTES } from '../../src/sources/files.ts';
import { type ImportReport, importPaths, rehearsal } from '../../src/sources/import.ts';
import { importShelf } from '../../src/store/imports.ts';
import { ManualClock } from '../support/clock.ts';
import { temporaryDatabase } from '../support/database.ts';
import { putFiles, temporaryFolder } from '../support/folder.ts';
import { excerpt, gibberish, page, register, SUBJECTS, wholeText } from '../support/listing.ts';

let database: Awaited<ReturnType<typeof temporaryDatabase>>;
beforeEach(async () => {
  database = await temporaryDatabase();
});
afterEach(() => database.remove());

const bring = (...paths: readonly string[]): Promise<ImportReport> =>
  importPaths(paths, { library: register, shelf: importShelf(database), clock: new ManualClock('2026-11-20T08:00:00Z') });
const outcomes = ({ items }: ImportReport) => items.map(({ outcome, title }) => `${outcome} ${title}`);
const current = () => importShelf(database).current();

const note = (title: string, seed = title): string =>
  `# ${title}\n\n${gibberish(seed, 80)}。\n\n## 细节\n\n${gibberish(`${seed} 2`, 80)}。\n`;
const [kite, compass, wheel] = SUBJECTS.map((subject) => excerpt(wholeText(subject))) as [string, string, string];

describe('a folder', () => {
  it('gives its notes and listing pages, those of folders in it too, without what is hidden or is no text', async () => {
    const folder = temporaryFolder({
      'a.md': note('甲'),
      'deep/er/b.markdown': note('乙'),
      'pages/1.txt': page('1', kite, compass).text,
      'plain.txt': `${gibberish('plain', 90)}。\n\n${gibberish('plain 2', 90)}。`,
      '.obsidian/workspace.md': note('丙'),
      '.hidden.md': note('丁'),
      'node_modules/x/readme.md': note('戊'),
      'picture.png': new Uint8Array([1, 2, 3]),
    });
    const report = await bring(folder);
    expect(outcomes(report)).toEqual(['new 风筝', 'new 指南针', 'new 甲', 'new 乙', 'new plain']);
    expect(report).toMatchObject({ failures: [], files: 4, ignored: 1 });
    const top = basename(folder);
    expect(report.items.map(({ source }) => source)).toEqual(
      ['pages/1.txt', 'pages/1.txt', 'a.md', 'deep/er/b.markdown', 'plain.txt'].map((path) => `${top}/${path}`),
    );
  });

  it('that is named twice, or in part, is read once', async () => {
    const folder = temporaryFolder({ 'a.md': note('甲'), 'b.md': note('乙') });
    expect(await bring(folder, join(folder, 'a.md'), `${folder}/`)).toMatchObject({ files: 2, items: { length: 2 } });
  });

  it('that leads back to itself ends', async () => {
    const folder = temporaryFolder({ 'in/a.md': note('甲') });
    symlinkSync(folder, join(folder, 'in', 'again'));
    symlinkSync(join(folder, 'in', 'a.md'), join(folder, 'in', 'linked.md'));
    expect(outcomes(await bring(folder))).toEqual(['new 甲', 'same 甲']);
  });
});

describe('importing again', () => {
  it('changes nothing', async () => {
    const folder = temporaryFolder({ 'a.md': note('甲'), 'b.md': note('乙'), 'p.txt': page('p', kite, compass).text });
    await bring(folder);
    const before = await current();
    const shelf = importShelf(database);
    await shelf.current();
    expect(outcomes(await bring(folder))).toEqual(['same 风筝', 'same 指南针', 'same 甲', 'same 乙']);
    expect(await current()).toEqual(before);
    expect(await shelf.changed()).toBe(false);
  });

  it('makes a new version of a note that was edited, and keeps the old one under the same slug', async () => {
    const folder = temporaryFolder({ 'kites.md': note('纸鸢') });
    const [before] = (await bring(folder)).items;
    putFiles(folder, { 'kites.md': `${note('纸鸢')}\n又及。\n` });
    expect((await bring(folder)).items).toMatchObject([{ outcome: 'changed', slug: before?.slug }]);
    expect(await importShelf(database).versions(before?.slug ?? slug(''))).toMatchObject([{ current: true }, { current: false }]);
  });

  it('knows a note by its place where the title changed, and by its title where the text did', async () => {
    const folder = temporaryFolder({ 'a.md': note('甲'), 'b.md': note('乙') });
    await bring(folder);
    putFiles(folder, { 'a.md': note('甲一', '甲'), 'b.md': note('乙', '全新') });
    expect(outcomes(await bring(folder))).toEqual(['changed 甲一', 'changed 乙']);
    expect(await current()).toHaveLength(2);
  });

  it('knows a note that was moved', async () => {
    const folder = temporaryFolder({ 'a.md': note('甲') });
    await bring(folder);
    putFiles(folder, { 'deep/x': '' });
    renameSync(join(folder, 'a.md'), join(folder, 'deep', 'other.md'));
    expect(outcomes(await bring(folder))).toEqual(['same 甲']);
  });

  it('knows a note when its folder alone is imported', async () => {
    const folder = temporaryFolder({ 'deep/a.md': note('甲') });
    await bring(folder);
    putFiles(folder, { 'deep/a.md': `${note('甲')}\n又及。\n` });
    expect(outcomes(await bring(join(folder, 'deep')))).toEqual(['changed 甲']);
    expect(outcomes(await bring(join(folder, 'deep', 'a.md')))).toEqual(['same 甲']);
  });

  it('takes notes at the same place of two folders for two articles, however often', async () => {
    const [one, two] = [
      temporaryFolder({ 'notes/todo.md': note('待办', 'one') }),
      temporaryFolder({ 'notes/todo.md': note('待办', 'two') }),
    ];
    const both = [join(one, 'notes'), join(two, 'notes')];
    expect(outcomes(await bring(...both))).toEqual(['new 待办', 'new 待办']);
    expect(outcomes(await bring(...both))).toEqual(['same 待办', 'same 待办']);
    expect(outcomes(await bring(...both.toReversed()))).toEqual(['same 待办', 'same 待办']);
    expect(new Set((await current()).map((article) => article.slug)).size).toBe(2);
  });

  it('takes another note with the same file name for another article', async () => {
    const folder = temporaryFolder({ 'x/index.md': note('甲'), 'y/index.md': note('乙') });
    expect(outcomes(await bring(join(folder, 'x', 'index.md')))).toEqual(['new 甲']);
    expect(outcomes(await bring(join(folder, 'y', 'index.md')))).toEqual(['new 乙']);
    expect(outcomes(await bring(folder))).toEqual(['same 甲', 'same 乙']);
  });

  it('makes a new version of an excerpt that was edited', async () => {
    const folder = temporaryFolder({ 'p.txt': page('p', kite, compass).text });
    await bring(folder);
    putFiles(folder, { 'p.txt': page('p', kite.replace('来历', '由来'), compass, wheel).text });
    expect(outcomes(await bring(folder))).toEqual(['changed 风筝', 'same 指南针', 'new 水车']);
  });
});

describe('a file that cannot be read', () => {
  it('is reported with the reason, and the rest goes on', async () => {
    const folder = temporaryFolder({
      'a.md': note('甲'),
      'binary.md': new Uint8Array([0, 1, 2, 3]),
      'empty.md': '',
      'large.md': 'x'.repeat(MOST_BYTES + 1),
      'z.md': note('乙'),
    });
    const report = await bring(folder, join(folder, 'missing'), join(folder, 'a.pdf'));
    expect(outcomes(report)).toEqual(['new 甲', 'new 乙']);
    expect(report.failures.map(({ source, reason }) => [basename(source), reason])).toEqual([
      ['missing', 'not there'],
      ['a.pdf', 'not there'],
      ['binary.md', expect.stringContaining('binary')],
      ['empty.md', 'nothing to read in it'],
      ['large.md', 'larger than 2 MiB'],
    ]);
  });

  it('is one of another kind that was named', async () => {
    const folder = temporaryFolder({ 'a.pdf': 'x' });
    expect((await bring(join(folder, 'a.pdf'))).failures).toMatchObject([{ reason: 'neither Markdown (.md) nor plain text (.txt)' }]);
  });

  it.skipIf(process.getuid?.() === 0)('is one that this user may not read', async () => {
    const folder = temporaryFolder({ 'a.md': note('甲'), 'in/b.md': note('乙') });
    chmodSync(join(folder, 'a.md'), 0);
    chmodSync(join(folder, 'in'), 0);
    const { failures } = await bring(folder);
    chmodSync(join(folder, 'in'), 0o700);
    expect(failures.map(({ reason }) => reason)).toEqual(['may not be read by this user', 'may not be read by this user']);
  });
});

it('GB18030 notes come in like others', async () => {
  const folder = temporaryFolder({
    'gb.md': new Uint8Array([0x23, 0x20, 0xb5, 0xc6, 0xcb, 0xfe, 0x0a, 0x0a, 0xcb, 0xae, 0xb3, 0xb5, 0xd7, 0xaa, 0xb6, 0xaf, 0xa1, 0xa3]),
  });
  await bring(folder);
  expect(await current()).toMatchObject([
    { title: '灯塔', topic: 'lighthouse', sections: [{ blocks: [{ content: [{ text: '水车转动。' }] }] }] },
  ]);
});

it('slugs never take the name of a topic, and none is given twice', async () => {
  const folder = temporaryFolder({ 'kite.md': note('Kite', 'a'), 'p.txt': page('p', kite, compass).text, 'x/kite.md': note('Kite', 'b') });
  const { items } = await bring(folder);
  expect(items.map((item) => item.slug)).toEqual(['kite-imported', 'compass-imported', 'kite-imported-2', 'kite-imported-3']);
});

it('progress is told from the first step to the last', async () => {
  const folder = temporaryFolder({ 'a.md': note('甲'), 'b.md': note('乙'), 'c.md': '' });
  const steps: [number, number][] = [];
  await importPaths([folder], {
    library: register,
    shelf: importShelf(database),
    clock: new ManualClock(0),
    progress: (done, of) => steps.push([done, of]),
  });
  expect(steps).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
    [4, 5],
    [5, 5],
  ]);
});

it('a rehearsal tells what an import would do, and does nothing', async () => {
  const folder = temporaryFolder({ 'a.md': note('甲'), 'b.md': note('乙') });
  await bring(folder);
  putFiles(folder, { 'b.md': note('乙', '全新'), 'c.md': note('丙') });
  const before = await current();
  const parts = { library: register, shelf: rehearsal(importShelf(database)), clock: new ManualClock(0) };
  expect(outcomes(await importPaths([folder], parts))).toEqual(['same 甲', 'changed 乙', 'new 丙']);
  expect(await current()).toEqual(before);
});
