import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Seat, Session } from '../../src/quiz/session.ts';
import { BotProcess } from '../support/bot-process.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';

/** Pictures of the evening: SHOTS names the folder, else they go with the test. */
const QUESTIONS = 5;

describe.skipIf(!chromiumPath)('an evening in the browser', () => {
  const data = mkdtempSync(join(tmpdir(), 'it-evening-'));
  const shots = process.env.SHOTS ?? join(data, 'shots');
  let browser: Browser;
  let bot: BotProcess;
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    [browser, bot] = await Promise.all([openBrowser(), BotProcess.start(data)]);
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  async function enter(name: string, look: { dark?: boolean; phone?: boolean; locale?: string } = {}): Promise<Page> {
    const context = await browser.newContext({
      locale: look.locale ?? 'en-GB',
      colorScheme: look.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      viewport: look.phone ? { width: 390, height: 844 } : { width: 1100, height: 860 },
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(bot.address);
    await page.getByRole('textbox').first().fill(name);
    await page.getByRole('button', { name: /Enter the room|进入/ }).click();
    await page.getByRole('combobox').waitFor();
    return page;
  }

  const log = (page: Page) => page.getByRole('log');
  const say = async (page: Page, line: string) => {
    await page.getByRole('combobox').fill(line);
    await page.getByRole('combobox').press('Enter');
  };
  const shot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`) });
  const press = (page: Page, label: string) => log(page).getByRole('button', { name: label, exact: true }).last().click();

  /** The question as the game keeps it. */
  function drawn(number: number): Session['questions'][number] | undefined {
    const db = new Sqlite(join(data, 'bot.sqlite'), { readonly: true });
    const session = db.prepare('select session from game where active = 1').pluck().get() as string;
    db.close();
    return (JSON.parse(session) as Session).questions[number - 1];
  }

  /** Answers the newest open question in whatever way it wants, rightly or not; a number with `typed`. */
  async function answer(page: Page, token: string, typed = '0.5'): Promise<void> {
    await page.locator(`[data-token="${token}"]`).last().click();
    if (!token.endsWith('.t')) return;
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
  }

  test('three people read a digest and play a quiz to the podium; one leaves and comes back, one presses late', async () => {
    const ada = await enter('Ada', { dark: true });
    const chen = await enter('陈晨', { phone: true, locale: 'zh-CN' });
    let bo = await enter('Bo');

    // A digest, posted by its schedule.
    await say(ada, '/schedule digest 08:30');
    await log(ada).getByText('The digest comes here').waitFor();
    const edit = new Sqlite(join(data, 'bot.sqlite'));
    edit.prepare('update schedule set next_at = ?').run(Date.now() - 1000);
    edit.prepare("update due set at = ? where kind = 'schedule'").run(Date.now() - 1000);
    edit.close();
    await say(ada, '/schedule list');
    await log(chen).getByText('📡').first().waitFor({ timeout: 70_000 });
    await shot(ada, 'digest-dark');
    await shot(chen, 'digest-phone');
    await log(bo).locator('[data-token^="w."]').first().click();
    await log(bo)
      .getByText(/is right|is not right/)
      .first()
      .waitFor();
    expect(await log(ada).innerText()).not.toMatch(/is right\.|is not right/);
    await log(chen).getByRole('button', { name: 'Read on' }).click();
    await log(chen)
      .getByText(/第 1 页/)
      .waitFor();
    await shot(chen, 'article-phone');

    // The quiz.
    await say(ada, `/quiz kd-tree ${QUESTIONS} 12s`);
    await log(bo).getByRole('button', { name: 'Join' }).waitFor();
    await press(bo, 'Join');
    await press(chen, 'Join');
    await log(ada).getByText('In (3)').waitFor();
    await shot(ada, 'lobby-dark');
    await press(ada, 'Start now');
    for (let number = 1; number <= QUESTIONS; number++) {
      await log(ada).getByText(`Question ${number} of ${QUESTIONS}`).waitFor({ timeout: 30_000 });
      const tokens = await log(ada)
        .locator(`[data-token^="a."]`)
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-token') ?? ''));
      const open = tokens.filter((token) => token.split('.')[2] === String(number - 1));
      const one = open.find((token) => token.endsWith('.t')) ?? open[0] ?? '';
      // Ada is right wherever one press or one number is all, so that somebody stands on the podium.
      const asked = drawn(number);
      const at = asked?.key.kind === 'choice' ? asked.order.indexOf(asked.key.right) : -1;
      const right = open.find((token) => token.endsWith(`.${at}`));
      await answer(ada, right ?? one, asked?.key.kind === 'numeric' ? String(asked.key.answer) : '0.5');
      if (number === 2) {
        // Bo closes the page in the middle, opens it again, and is still in the game.
        const { context, url } = { context: bo.context(), url: bo.url() };
        const again = await context.newPage();
        await bo.close();
        await again.goto(url);
        await again.getByRole('button', { name: 'Continue as Bo' }).click();
        await again.getByRole('combobox').waitFor();
        bo = again;
      }
      await log(bo).locator(`[data-token="${one}"]`).last().waitFor();
      await answer(bo, one);
      if (number === 1) await shot(bo, 'question-light');
      if (number === 3) {
        // Chen holds the button until the time is up: an old page, a slow thumb.
        expect(await chen.locator(`[data-token="${one}"]`).count()).toBe(1);
        await log(ada).getByText(`${number}. The answer`).first().waitFor({ timeout: 30_000 });
        await shot(ada, 'reveal-dark');
        await say(chen, '/quiz answer B');
        await log(chen).getByText('现在没有开着的题').waitFor();
      } else {
        await log(chen).locator(`[data-token="${one}"]`).last().waitFor();
        await answer(chen, one);
      }
    }
    // The podium is a picture, which says the same to who does not see it.
    await log(ada).getByRole('img', { name: 'The quiz is over' }).waitFor({ timeout: 40_000 });
    await shot(ada, 'podium-dark');
    await shot(bo, 'podium-light');
    await press(chen, 'Practise what I missed');
    await say(chen, '/me');
    await log(chen).getByRole('img', { name: '分 · 答对' }).first().waitFor();
    await shot(chen, 'me-phone');

    await ada.goto(`${bot.address}/status`);
    await ada.getByText('digest').first().waitFor();
    await shot(ada, 'status-dark');

    const db = new Sqlite(join(data, 'bot.sqlite'), { readonly: true });
    const seats = (db.prepare('select seat from seat').pluck().all() as string[]).map((seat) => JSON.parse(seat) as Seat);
    expect(seats.map((seat) => seat.name).sort()).toEqual(['Ada', 'Bo', '陈晨'].sort());
    for (const seat of seats) {
      const counted = db.prepare('select count(*) from award where person = ?').pluck().get(seat.person);
      expect(counted, `${seat.name} was judged on every question once`).toBe(QUESTIONS);
    }
    db.close();
    expect(complaints).toEqual([]);
  }, 240_000);
});
