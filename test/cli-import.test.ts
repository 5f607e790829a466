import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/store/database.ts';
import { importShelf } from '../src/store/imports.ts';
import { putFiles, temporaryFolder } from './support/folder.ts';
import { goodLibrary, writeLibrary } from './support/mini-library.ts';

const CLI = fileURLToPath(new URL('../src/cli-import.ts', import.meta.url));

function workplace() {
  const folder = temporaryFolder({ 'vault/sea-lights.md': '# 海边的灯\n\n灯塔很高。\n', 'vault/broken.md': new Uint8Array([0, 1, 2]) });
  const content = writeLibrary(goodLibrary());
  const run = (...args: readonly string[]) => {
    const env = { PATH: process.env.PATH, DATA_DIR: 'data', CONTENT_DIR: content };
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, env, encoding: 'utf8' });
    return { code: status, lines: stdout.trimEnd().split('\n'), error: stderr };
  };
  return { folder, run, file: join(folder, 'data', 'bot.sqlite') };
}

test('an import lists what is new and what failed, and the next one that nothing changed', () => {
  const { run, folder } = workplace();
  expect(run('vault')).toEqual({
    code: 0,
    error: '',
    lines: [
      'new      海边的灯  sea-lights-imported    vault/sea-lights.md',
      'failed   vault/broken.md: binary, or text in an encoding that is not known; save it as UTF-8',
      '',
      '1 new, 0 changed, 0 same, 1 failed (2 files read)',
      'A running bot takes them up within a minute.',
    ],
  });
  expect(run('vault').lines.at(-1)).toBe('0 new, 0 changed, 1 same, 1 failed (2 files read)');
  putFiles(folder, { 'vault/sea-lights.md': '# 海边的灯\n\n灯塔很高，也很亮。\n' });
  expect(run('vault').lines[0]).toMatch(/^changed {2}海边的灯/);
});

test('the bot, which has the file open, notices', async () => {
  const { run, file } = workplace();
  run('vault');
  const database = openDatabase(file);
  const shelf = importShelf(database);
  await shelf.current();
  putFiles(join(file, '..', '..'), { 'vault/two.md': '# 水车\n\n水车在转。\n' });
  expect(run('vault').code).toBe(0);
  expect(await shelf.changed()).toBe(true);
  expect((await shelf.current()).map(({ title }) => title)).toEqual(['海边的灯', '水车']);
  await database.close();
});

test('a dry run tells the same and writes nothing', async () => {
  const { run, file, folder } = workplace();
  expect(run('vault', '--dry-run').lines.slice(-2)).toEqual([
    '1 new, 0 changed, 0 same, 1 failed (2 files read)',
    'Dry run: nothing was written.',
  ]);
  expect(existsSync(file)).toBe(false);
  run('vault');
  putFiles(folder, { 'vault/sea-lights.md': '# 海边的灯\n\n灯塔很低。\n' });
  expect(run('--dry-run', 'vault').lines[0]).toMatch(/^changed/);
  expect(run('vault').lines[0]).toMatch(/^changed/);
});

test('for machines there is JSON', () => {
  const { lines } = workplace().run('vault', '--json');
  expect(JSON.parse(lines.join('\n'))).toEqual({
    dryRun: false,
    counts: { new: 1, changed: 0, same: 0, failed: 1 },
    items: [{ outcome: 'new', slug: 'sea-lights-imported', title: '海边的灯', topic: null, source: 'vault/sea-lights.md' }],
    failures: [{ source: 'vault/broken.md', reason: expect.stringContaining('binary') }],
    files: 2,
    ignored: 0,
  });
});

test('the exit code is 1 only where nothing could be imported, and 2 where nothing was asked for', () => {
  const { run } = workplace();
  expect(run('nowhere', 'vault')).toMatchObject({ code: 0 });
  expect(run('nowhere')).toMatchObject({
    code: 1,
    lines: ['failed   nowhere: not there', '', expect.anything(), expect.stringContaining('Nothing was imported')],
  });
  expect(run()).toMatchObject({ code: 2, error: expect.stringContaining('Usage') });
  expect(run('--frobnicate')).toMatchObject({ code: 2, error: expect.stringContaining('Usage') });
});
