import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Block } from '../../src/chat/view.ts';
import { type PersonId, personId } from '../../src/kernel/ids.ts';
import { math, paragraph, prose, text } from '../../src/kernel/prose.ts';
import { type Instant, instant } from '../../src/kernel/time.ts';
import { compileFormula } from '../../src/render/formula.ts';
import { LOCAL_ROOM } from '../../src/web/local-room.ts';
import { createWeb, type Web } from '../../src/web/transport.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { demoCore } from '../support/demo-core.ts';
import { mainRoom, openRoom, type TestRoom } from '../support/web-room.ts';

const wallClock = { now: (): Instant => instant(Date.now()) };

describe.skipIf(!chromiumPath)('the page', () => {
  let browser: Browser;
  const webs: Web[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    for (const web of webs.splice(0)) await web.close();
    expect(faults.splice(0)).toEqual([]);
  });

  async function room(...given: Parameters<typeof openRoom>): Promise<TestRoom> {
    const made = await openRoom({
      clock: wallClock,
      core: demoCore(wallClock),
      formula: compileFormula,
      ...given[0],
    });
    webs.push(made.web);
    return made;
  }

  /** A fresh browser profile with one tab. Whatever the page complains of fails the test. */
  async function tab(here: Pick<TestRoom, 'address'>, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1100, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    context.on('page', (page) => {
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Uncaught|TypeError/.test(message.text())) faults.push(message.text());
      });
    });
    const page = await context.newPage();
    await page.goto(here.address);
    return page;
  }

  async function enterAs(page: Page, name: string): Promise<Page> {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Enter the room' }).click();
    await page.getByText('Connected').waitFor();
    return page;
  }

  const joined = async (here: TestRoom, name: string, options: BrowserContextOptions = {}) => enterAs(await tab(here, options), name);
  const field = (page: Page) => page.getByRole('combobox', { name: 'Message' });
  const say = async (page: Page, line: string) => {
    await field(page).fill(line);
    await field(page).press('Enter');
  };
  const log = (page: Page) => page.getByRole('log');
  const post = (here: TestRoom, key: string, blocks: readonly Block[], to: PersonId | null = null) =>
    here.web.send({
      key,
      room: mainRoom.id,
      to,
      reply: null,
      view: { blocks, audience: to ? 'person' : 'room' },
      locale: 'en',
      timeZone: 'Asia/Shanghai',
    });

  test('asks for a name once a tab; the first person is offered to organise', async () => {
    const here = await room();
    const ada = await tab(here);
    expect(await ada.getByRole('checkbox').isChecked()).toBe(true);
    await enterAs(ada, 'Ada');
    await ada.reload();
    await ada.getByText('The channel is open').waitFor();
    await say(ada, 'still me');
    await log(ada).getByText('still me').waitFor();

    const second = await ada.context().newPage();
    await second.goto(here.address);
    await second.getByRole('button', { name: 'Continue as Ada' }).waitFor();
    expect(await second.getByRole('checkbox').isChecked()).toBe(false);
    await second.getByLabel('Or use a new name').fill('ada');
    await second.getByRole('button', { name: 'Enter the room' }).click();
    await second.getByText('Somebody here has that name already').waitFor();
    await second.getByLabel('Or use a new name').fill('Bob');
    await second.getByRole('button', { name: 'Enter the room' }).click();
    await log(second).getByText('still me').waitFor();
    await say(second, 'and I am Bob');
    await log(ada).getByText('and I am Bob').waitFor();
    expect(here.received.map(({ person }) => [person.name, person.manager])).toEqual([
      ['Ada', true],
      ['Bob', false],
    ]);
  });

  test('shows what is private only to whom it is for', async () => {
    const here = await room();
    const [ada, bob] = [await joined(here, 'Ada'), await joined(here, 'Bob')];
    await say(ada, '/help');
    await log(ada).getByText('/today').waitFor();
    expect(await log(ada).getByText('Only you see this').count()).toBe(2);
    await say(ada, '0.5493');
    await log(ada).getByText('0.5493').waitFor();
    await say(ada, 'hello all');
    await log(bob).getByText('hello all').waitFor();
    expect(await log(bob).textContent()).not.toMatch(/\/today|\/help|0\.5493/);
  });

  test('marks a press, answers it next to its message, and changes the message under the hand without moving it', async () => {
    const here = await room();
    const [ada, bob] = [await joined(here, 'Ada'), await joined(here, 'Bob')];
    await say(ada, '/quiz');
    await bob.getByText('已作答 0 / 3 人').waitFor();
    const option = bob.locator('[data-token="answer.1"]');
    await option.focus();
    const before = await option.boundingBox();
    await bob.keyboard.press('Enter');
    await bob.locator('.toast', { hasText: '已记录：B' }).waitFor();
    await bob.getByText('已作答 1 / 3 人').waitFor();
    await ada.getByText('已作答 1 / 3 人').waitFor();
    expect(await option.boundingBox()).toEqual(before);
    expect(await bob.evaluate('document.activeElement.dataset.token')).toBe('answer.1');
    expect(await ada.getByText('已记录').count()).toBe(0);
    await ada.locator('time.countdown', { hasText: /^2\d秒(钟)?后$/ }).waitFor();
  });

  test('keeps open what the reader opened while the rest of a message changes', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada');
    const blocks = (count: string): Block[] => [
      paragraph(text(count)),
      { kind: 'spoiler', title: prose('Why'), blocks: [paragraph('Because.')] },
      { kind: 'options', choices: [{ token: 't', label: prose('Type'), asks: 'Two decimals' }] },
    ];
    const message = await post(here, 'm', blocks('one'));
    await ada.getByText('Why').click();
    await ada.getByRole('button', { name: 'Type', exact: true }).click();
    await ada.getByRole('textbox', { name: 'Two decimals' }).fill('0.5');
    await here.web.edit(message, {
      key: 'm2',
      room: mainRoom.id,
      to: null,
      reply: null,
      view: { blocks: blocks('two'), audience: 'room' },
      locale: 'en',
      timeZone: 'UTC',
    });
    await ada.getByText('two').waitFor();
    expect(await ada.getByText('Because.').isVisible()).toBe(true);
    await ada.keyboard.type('5');
    await ada.keyboard.press('Enter');
    await expect.poll(() => here.received.at(-1)).toMatchObject({ kind: 'press', token: 't', typed: '0.55', on: message });
  });

  test('draws formulas, says them, and gives their source when they are copied', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada');
    await ada.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await post(here, 'f', [
      paragraph('When ', math('e_m < 1/2'), ' it helps.'),
      { kind: 'math', tex: '\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}' },
      paragraph('Broken: ', math('\\frac{1')),
    ]);
    const inline = ada.getByRole('img', { name: 'e_m < 1/2' });
    await inline.locator('svg path').first().waitFor();
    const [formula, line] = [await inline.boundingBox(), await ada.getByText('When').boundingBox()];
    expect(formula?.height).toBeLessThan(line?.height ?? 0);
    expect(await ada.locator('.math.source').textContent()).toBe('\\frac{1');
    await ada.getByText('it helps').click({ clickCount: 3 });
    await ada.keyboard.press('ControlOrMeta+c');
    expect(await ada.evaluate('navigator.clipboard.readText()')).toBe('When $e_m < 1/2$ it helps.');
    await ada.locator('.formula-box').click();
    await ada.getByRole('button', { name: 'Copy formula' }).click();
    await expect.poll(() => ada.evaluate('navigator.clipboard.readText()')).toBe('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}');
  });

  test('shows text as text, whatever it looks like', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada <b>bold</b>');
    const hostile = '<img src=x onerror="document.title=1">[a](javascript:1) $x$ \u202Eabc';
    await post(here, 'h', [
      paragraph(text(hostile), { kind: 'link', text: 'a link', href: 'javascript:document.title=2' }),
      { kind: 'code', text: '</code><script>1</script>' },
    ]);
    await say(ada, hostile);
    await log(ada).getByText('<img src=x').nth(1).waitFor();
    expect(await ada.locator('.entry img, .entry script, .entry b').count()).toBe(0);
    expect(await ada.locator('.entry a').count()).toBe(0);
    expect(await ada.title()).toBe(mainRoom.title);
  });

  test('completes commands by keyboard', async () => {
    const here = await room({ completeTopics: (prefix) => (prefix === 'ada' ? [{ value: 'adaboost', label: 'AdaBoost' }] : []) });
    const ada = await joined(here, 'Ada');
    const input = field(ada);
    await input.pressSequentially('/qu');
    await ada.getByRole('option', { name: '/quiz stop' }).waitFor();
    await input.press('Tab');
    expect(await input.inputValue()).toBe('/quiz ');
    await input.pressSequentially('ada');
    await ada.getByRole('option', { name: 'AdaBoost' }).waitFor();
    await input.press('ArrowDown');
    expect(await input.getAttribute('aria-activedescendant')).toBe('suggestion-0');
    await input.press('Enter');
    expect(await input.inputValue()).toBe('/quiz adaboost ');
    await input.press('Escape');
    expect(await input.getAttribute('aria-expanded')).toBe('false');
    await input.press('Enter');
    await expect.poll(() => here.received[0]).toMatchObject({ kind: 'command', name: 'quiz', args: 'adaboost' });
    await input.press('ArrowUp');
    expect(await input.inputValue()).toBe('/quiz adaboost');
  });

  test('a link to a topic asks to read it, and the welcome runs a command', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada');
    await ada.getByRole('button', { name: '/help' }).click();
    await expect.poll(() => here.received.at(-1)).toMatchObject({ kind: 'command', name: 'help' });
    await post(here, 'l', [paragraph('See ', { kind: 'link', text: 'gradients', href: 'topic:gradient#chain-rule' })]);
    await ada.getByRole('button', { name: 'gradients' }).click();
    await expect.poll(() => here.received.at(-1)).toMatchObject({ kind: 'command', name: 'read', args: 'gradient#chain-rule' });
  });

  test('comes back by itself, sends what was written meanwhile once, and shows what it missed', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada');
    await say(ada, 'before');
    await log(ada).getByText('before').waitFor();
    await here.web.close();
    await ada.getByText('Connection lost').waitFor();
    await say(ada, 'written meanwhile');
    await ada.locator('.queue').getByText('written meanwhile').waitFor();
    await here.log.append({
      key: 'missed',
      room: mainRoom.id,
      to: null,
      body: JSON.stringify({ kind: 'line', by: { id: personId('web:bob'), name: 'Bob' }, text: 'you missed this' }),
      at: wallClock.now(),
    });
    const lines: string[] = [];
    const again = createWeb({ ...here.parts, port: Number(new URL(here.address).port) });
    webs.push(again);
    await again.start(async (inbound) => {
      lines.push(inbound.kind === 'text' ? inbound.text : inbound.kind);
      return 'talk';
    });
    expect(await again.listen()).toMatchObject({ ok: true });
    await log(ada).getByText('you missed this').waitFor();
    await log(ada).getByText('written meanwhile').waitFor();
    await ada.getByText('Connected').waitFor();
    expect(lines).toEqual(['written meanwhile']);
    expect(await ada.locator('.queue p').count()).toBe(0);
    expect(await log(ada).getByText('before').count()).toBe(1);
  });

  test('leads back to the door when the password has changed', async () => {
    const here = await room({ password: 'correct horse' });
    const ada = await tab(here);
    await ada.getByLabel('Password').fill('correct horse');
    await ada.getByRole('button', { name: 'Enter' }).click();
    await enterAs(ada, 'Ada');
    await here.web.close();
    const again = createWeb({ ...here.parts, password: 'battery staple', port: Number(new URL(here.address).port) });
    webs.push(again);
    await again.listen();
    await ada.getByLabel('Password').waitFor();
  });

  test('leaves a reader in peace who reads further up', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada');
    for (let i = 0; i < 30; i++) await post(here, `p${i}`, [paragraph(`line ${i}`)]);
    await ada.getByText('line 29').waitFor();
    await expect
      .poll(() =>
        ada
          .getByText('line 29')
          .boundingBox()
          .then((box) => box && box.y < 800),
      )
      .toBe(true);
    await ada.getByText('line 29').hover();
    await ada.mouse.wheel(0, -5_000);
    await expect
      .poll(() =>
        ada
          .getByText('line 2', { exact: true })
          .boundingBox()
          .then((box) => box && box.y > 0),
      )
      .toBe(true);
    const where = async () => (await ada.getByText('line 2', { exact: true }).boundingBox())?.y;
    const before = await where();
    await post(here, 'new', [paragraph('something new')]);
    await ada.getByRole('button', { name: 'New messages' }).waitFor();
    expect(await where()).toBe(before);
    await ada.getByRole('button', { name: 'New messages' }).click();
    await expect
      .poll(() =>
        ada
          .getByText('something new')
          .boundingBox()
          .then((box) => box && box.y < 700),
      )
      .toBe(true);
  });

  test('speaks the other language and remembers it, with the look', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada');
    await field(ada).fill('half a thought');
    await ada.getByRole('button', { name: '切换到中文' }).click();
    await ada.getByText('已连接').waitFor();
    expect(await ada.getByRole('combobox').inputValue()).toBe('half a thought');
    await ada.getByRole('button', { name: '外观：跟随系统' }).click();
    await ada.getByRole('button', { name: '外观：浅色' }).click();
    await ada.reload();
    await ada.getByText('已连接').waitFor();
    expect(await ada.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await ada.locator('html').getAttribute('lang')).toBe('zh-Hans');
    expect(await ada.evaluate('getComputedStyle(document.body).colorScheme')).toBe('dark');
  });

  test('fits a phone, with every kind of block', async () => {
    const here = await room();
    const ada = await joined(here, 'Ada', { viewport: { width: 360, height: 700 }, isMobile: true, hasTouch: true });
    // The hint in the empty field stays on one line.
    expect(await field(ada).evaluate((one) => one.clientHeight)).toBeLessThan(50);
    await say(ada, '/blocks');
    await say(ada, '/today');
    await say(ada, '/reveal');
    await ada.getByText('答案是 A').waitFor();
    await ada.locator('.formula-box svg').first().waitFor();
    expect(
      await ada.evaluate(
        '[document.documentElement.scrollWidth, document.querySelector("main.log").scrollWidth - document.querySelector("main.log").clientWidth]',
      ),
    ).toEqual([360, 0]);
    for (const button of await ada.locator('.option, .action, .tool, .send').all())
      expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(38);
    await ada.getByRole('button', { name: 'Type a command' }).tap();
    await ada.getByRole('option', { name: '/today' }).tap();
    expect(await field(ada).inputValue()).toBe('/today');
  });

  test.each([390, 360])('shows all of its title on a phone of %i pixels', async (width) => {
    const here = await room({ rooms: [LOCAL_ROOM] });
    for (const name of ['Bo', '小明']) await joined(here, name);
    const ada = await joined(here, 'Ada', { viewport: { width, height: 700 }, isMobile: true, hasTouch: true });
    const title = ada.getByRole('heading', { name: LOCAL_ROOM.title });
    expect(await title.evaluate((one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight])).toEqual([0, 0]);
    // No word is broken: the longest fits in a line.
    const lines = 'const all = document.createRange(); all.selectNodeContents(document.querySelector("h1")); all.getClientRects().length';
    expect(await ada.evaluate(lines)).toBe(2);
    expect((await ada.locator('header.top').boundingBox())?.height ?? 0).toBeLessThan(76);
  });

  test('can be used with the keyboard alone', async () => {
    const here = await room();
    const ada = await tab(here);
    await ada.getByLabel('Name', { exact: true }).waitFor();
    await ada.keyboard.type('Ada');
    await ada.keyboard.press('Enter');
    await ada.getByText('Connected').waitFor();
    await ada.keyboard.type('/quiz ');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('Enter');
    await ada.locator('[data-token="answer.0"]').waitFor();
    for (let i = 0; i < 12 && !(await ada.evaluate('document.activeElement.dataset.token === "answer.3"')); i++)
      await ada.keyboard.press('Shift+Tab');
    expect(await ada.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await ada.keyboard.press('Space');
    await ada.locator('.toast', { hasText: '已记录：D' }).waitFor();
    await ada.keyboard.press('Tab');
    for (let i = 0; i < 20 && !(await ada.evaluate('document.activeElement.matches(".skip")')); i++) await ada.keyboard.press('Shift+Tab');
    await ada.keyboard.press('Enter');
    expect(await ada.evaluate('document.activeElement.id')).toBe('field');
  });

  test('the status page fits a phone and refreshes itself', async () => {
    let calls = 0;
    const here = await room();
    const counting = await room({
      status: async () => ({
        ...(await here.parts.status('en')),
        usage: { model: 'm', calls: ++calls, tokensToday: 1, tokensAllowed: null, circuit: 'open' },
      }),
    });
    const page = await tab({ address: `${counting.address}/status` }, { viewport: { width: 360, height: 700 } });
    await page.getByText('No schedules yet').waitFor();
    const shown = page.locator('dt', { hasText: 'Calls' }).locator('+ dd');
    await expect.poll(() => shown.textContent(), { timeout: 10_000 }).toBe('2');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('the status page tells its times in the language and the zone of the browser, and names the zone', async () => {
    const asked: string[] = [];
    const at = instant(Date.parse('2026-11-20T08:30:00Z'));
    const here = await room();
    const dated = await room({
      status: async (locale) => {
        asked.push(locale);
        const schedule = { room: 'Main', kind: 'digest', cadence: '08:30', timeZone: 'Asia/Shanghai', next: at, last: null };
        return { ...(await here.parts.status(locale)), schedules: [schedule] };
      },
    });
    const address = `${dated.address}/status`;
    const english = await tab({ address }, { locale: 'en-GB', timezoneId: 'America/New_York' });
    await english.getByText('times in America/New_York').waitFor();
    await english.getByText('20 Nov 2026, 03:30').waitFor();
    const chinese = await tab({ address }, { locale: 'zh-CN', timezoneId: 'Asia/Tokyo' });
    await chinese.getByText('时区 Asia/Tokyo').waitFor();
    await chinese.getByText('2026年11月20日 17:30').waitFor();
    expect(new Set(asked)).toEqual(new Set(['en', 'zh']));
  });

  test('the password page works, also without a script', async () => {
    const here = await room({ password: 'correct horse' });
    const page = await tab(here, { javaScriptEnabled: false });
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Enter' }).click();
    expect(new URL(page.url()).pathname).toBe('/r/main');
  });
});
