import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { BotProcess } from '../support/bot-process.ts';

const data = mkdtempSync(join(tmpdir(), 'it-forget-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

it('who asks to be forgotten is told so, is in no table any more, and nobody else loses anything', async () => {
  const bot = await BotProcess.start(data);
  const ada = await bot.visit(await bot.enter('Ada'));
  const bo = await bot.visit(await bot.enter('Bo'));
  ada.says('a word of Ada');
  bo.says('a word of Bo');
  await bo.until(() => bo.texts().includes('Bo: a word of Bo') && bo.texts().includes('Ada: a word of Ada'));
  ada.says('/forget');
  ada.presses(await ada.until(() => ada.button('Delete everything')));
  await ada.until(() => ada.texts().some((text) => text.includes('is deleted')));
  await bot.stop();
  const db = new Sqlite(join(data, 'bot.sqlite'), { readonly: true });
  const lines = (db.prepare('select body from room_log').pluck().all() as string[]).join('\n');
  expect(lines).toContain('a word of Bo');
  expect(lines).not.toContain('a word of Ada');
  expect(db.prepare('select name from local_person').pluck().all()).toEqual(['Bo']);
  expect(db.prepare('select name from person').pluck().all()).toEqual(['Bo']);
  db.close();
}, 60_000);

it('two bots do not run on one folder, and the second says so in one line', async () => {
  const bot = await BotProcess.start(data);
  await expect(BotProcess.start(data)).rejects.toThrow('DATA_DIR: another bot is running on');
  await bot.stop();
}, 60_000);

it('what cannot be used is named with its setting, in one line', async () => {
  await expect(BotProcess.start(join(data, 'x'), { CONTENT_DIR: '/nowhere' })).rejects.toThrow(
    'CONTENT_DIR is "/nowhere", where there is no library',
  );
  await expect(BotProcess.start('/etc/passwd')).rejects.toThrow('DATA_DIR is "/etc/passwd", which cannot be used');
  await expect(BotProcess.start(data, { PORT: 'http', HOST: '0.0.0.0' })).rejects.toThrow(/PORT[\s\S]*ROOM_PASSWORD/);
}, 60_000);
