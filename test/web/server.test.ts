import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { err, ok } from '../../src/kernel/result.ts';
import { seconds } from '../../src/kernel/time.ts';
import { createWeb, type Web } from '../../src/web/transport.ts';
import { enter, openPage, openRoom, post, type TestRoom } from '../support/web-room.ts';

const opened: Web[] = [];
afterEach(async () => {
  for (const web of opened.splice(0)) await web.close();
});

async function room(...given: Parameters<typeof openRoom>): Promise<TestRoom> {
  const made = await openRoom(...given);
  opened.push(made.web);
  return made;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Unlike fetch this one may say any Host it likes. */
function ask(here: TestRoom, path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(here.address + path, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('listening', () => {
  test('gives the address', async () => {
    expect((await room()).address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('on a taken port is an error that names PORT', async () => {
    const here = await room();
    const port = Number(new URL(here.address).port);
    const second = createWeb({ ...here.parts, port });
    expect(await second.listen()).toEqual(err({ setting: 'PORT', problem: expect.stringContaining(`Port ${port} is taken`) }));
    await second.close();
  });

  test('for others than this machine needs a password', async () => {
    const here = await room();
    for (const host of ['0.0.0.0', '::', '192.168.1.4']) {
      const web = createWeb({ ...here.parts, host, port: 0 });
      expect(await web.listen(), host).toMatchObject({ error: { setting: 'ROOM_PASSWORD' } });
    }
  });

  test('on an address that is not here is an error that names HOST', async () => {
    const here = await room();
    const web = createWeb({ ...here.parts, host: '203.0.113.7', password: 'long enough', port: 0 });
    expect(await web.listen()).toMatchObject({ error: { setting: 'HOST' } });
  });
});

describe('the pages', () => {
  test('lead to the room', async () => {
    const here = await room();
    const root = await ask(here, '/');
    expect([root.status, root.headers.location]).toEqual([302, '/r/main']);
    const page = await ask(here, '/r/main', { 'accept-language': 'fr, en-GB;q=0.9, zh;q=0.8' });
    expect(page.body).toContain('<title>机器学习晨读</title>');
    expect(page.body).toContain('data-locale="en"');
    expect((await ask(here, '/r/main')).body).toContain('data-locale="zh"');
  });

  test('ask for files that are there, and keep them', async () => {
    const here = await room();
    const { body } = await ask(here, '/r/main');
    const files = [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const answer = await ask(here, file);
      expect(answer.status, file).toBe(200);
      if (file.startsWith('/page/')) expect(answer.headers['cache-control']).toContain('immutable');
    }
    expect((await ask(here, '/page/x/tsconfig.json')).status).toBe(404);
    expect((await ask(here, '/page/x/..%2Fserver.ts')).status).toBe(404);
  });

  test('allow no script but their own and no frame around them', async () => {
    const { headers } = await ask(await room(), '/r/main');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('get their words, commands and topics in the language asked for', async () => {
    const here = await room();
    const setup = async (locale: string) => JSON.parse((await ask(here, `/r/main/setup?locale=${locale}`)).body);
    expect((await setup('en')).words['web-only-you']).toBe('Only you see this');
    expect((await setup('zh')).words['web-only-you']).toBe('仅你可见');
    expect((await setup('xx')).words['web-only-you']).toBe('仅你可见');
    expect((await setup('en')).first).toBe(true);
    await enter(here, 'Ada');
    expect((await setup('en')).first).toBe(false);
    expect(JSON.parse((await ask(here, '/topics?locale=en&prefix=ada')).body)).toEqual([{ value: 'adaboost', label: 'AdaBoost (ada)' }]);
  });

  test('write a title as text', async () => {
    const here = await room();
    const hostile = await room({ rooms: [{ ...here.parts.rooms[0], title: '<script>"&' }] });
    expect((await ask(hostile, '/r/main')).body).toContain('<title>&lt;script&gt;&quot;&amp;</title>');
  });

  test('that break say so and are reported', async () => {
    const here = await room({ status: async () => Promise.reject(new Error('no table')) });
    expect((await ask(here, '/status.json')).status).toBe(500);
    expect(here.reported.join()).toContain('no table');
  });
});

describe('formulas and pictures', () => {
  test('come as drawings', async () => {
    const here = await room();
    const answer = await ask(here, `/formula?display=1&tex=${encodeURIComponent('\\frac{1}{2}')}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect(answer.headers['cache-control']).toContain('max-age');
  });

  test('that are broken or far too long say so', async () => {
    const here = await room({ formula: () => err({ message: 'Missing close brace' }) });
    expect(await ask(here, '/formula?tex=%7B')).toMatchObject({ status: 422, body: 'Missing close brace' });
    expect((await ask(here, `/formula?tex=${'x'.repeat(4_001)}`)).status).toBe(422);
  });

  test('are drawn no faster than the server can bear, and the page is told to wait', async () => {
    const here = await room();
    const statuses = new Set<number>();
    for (let i = 0; i < 401; i++) statuses.add((await ask(here, `/formula?tex=${i}`)).status);
    expect([...statuses]).toEqual([200, 429]);
    here.clock.jump(here.clock.now() + seconds(1));
    expect((await ask(here, '/formula?tex=400')).status).toBe(200);
  });

  test('are found by name', async () => {
    const here = await room({
      picture: async (name) =>
        name === 'podium-1' ? { name, type: 'image/png', bytes: new Uint8Array([1, 2]), width: 1, height: 1 } : null,
    });
    expect(await ask(here, '/picture/podium-1')).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
    expect((await ask(here, '/picture/other')).status).toBe(404);
  });
});

describe('strangers', () => {
  test('that come by another name of this machine are refused', async () => {
    const here = await room();
    for (const path of ['/', '/r/main', '/r/main/setup', '/status.json']) {
      expect((await ask(here, path, { host: 'evil.example' })).status, path).toBe(421);
      expect((await ask(here, path, { host: 'localhost:9' })).status, path).toBeLessThan(400);
    }
  });

  test('on pages elsewhere can neither post nor listen nor embed', async () => {
    const here = await room();
    for (const origin of ['http://evil.example', 'null', 'http://localhost:1']) {
      expect((await post(here, '/r/main/enter', { name: 'Eve' }, { origin })).status, origin).toBe(403);
      expect(await openPage(here, { origin }).closed(), origin).toBe(1006);
    }
    expect((await ask(here, '/r/main/enter', { 'content-type': 'application/json' }, 'POST', '{"name":"Eve"}')).status).toBe(403);
    expect((await ask(here, '/formula?tex=x', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
    expect((await ask(here, '/r/main', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200);
    expect(here.people.known.size).toBe(0);
  });

  test('cannot send much, nor try names without end', async () => {
    const here = await room();
    expect((await post(here, '/r/main/enter', { name: 'a'.repeat(5_000) })).status).toBe(413);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await post(here, '/r/main/enter', { name: `n${i}` })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe('with a password', () => {
  const locked = () => room({ password: 'correct horse' });
  const login = (here: TestRoom, password: string, to = '/r/main') =>
    ask(
      here,
      '/login',
      { origin: here.address, 'content-type': 'application/x-www-form-urlencoded' },
      'POST',
      new URLSearchParams({ password, to }).toString(),
    );

  test('nothing is open but health, the door and its looks', async () => {
    const here = await locked();
    for (const path of ['/r/main/setup', '/status', '/status.json', '/topics', '/formula?tex=x', '/picture/x', '/r/main'])
      expect((await ask(here, path)).status, path).toBe(401);
    expect((await post(here, '/r/main/enter', { name: 'Eve' })).status).toBe(401);
    expect(await openPage(here).closed()).toBe(1006);
    for (const path of ['/healthz', '/login', '/favicon.svg', '/page/x/base.css']) expect((await ask(here, path)).status, path).toBe(200);
  });

  test('people are led to the door and from there to where they wanted to go', async () => {
    const here = await locked();
    const sent = await ask(here, '/r/main', { accept: 'text/html' });
    expect([sent.status, sent.headers.location]).toEqual([303, '/login?to=%2Fr%2Fmain']);
    expect((await ask(here, '/login?to=%2Fr%2Fmain')).body).toContain('name="to" value="/r/main"');
    const let_in = await login(here, 'correct horse');
    expect([let_in.status, let_in.headers.location]).toEqual([303, '/r/main']);
    const cookie = String(let_in.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const pass = cookie.split(';')[0] ?? '';
    expect((await ask(here, '/r/main', { cookie: pass })).status).toBe(200);
    expect((await post(here, '/r/main/enter', { name: 'Ada' }, { cookie: pass })).status).toBe(200);
    const page = openPage(here, { cookie: pass });
    await new Promise((resolve) => page.socket.on('open', resolve));
    await page.close();
  });

  test('a wrong one is told so, and after some tries one has to wait', async () => {
    const here = await locked();
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await login(here, `guess ${i}`)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect((await login(here, 'correct horse')).status).toBe(429);
    here.clock.jump(here.clock.now() + seconds(10));
    expect((await login(here, 'correct horse')).status).toBe(303);
  });

  test('the door leads nowhere else', async () => {
    const let_in = await login(await locked(), 'correct horse', '//evil.example');
    expect(let_in.headers.location).toBe('/');
  });

  test('any name of the machine will do', async () => {
    expect((await ask(await locked(), '/login', { host: 'study.example' })).status).toBe(200);
  });
});

test('health and status are told as JSON', async () => {
  const here = await room({ health: async () => ({ status: 'ok', articles: 16 }) });
  expect(JSON.parse((await ask(here, '/healthz')).body)).toEqual({ status: 'ok', articles: 16 });
  expect(JSON.parse((await ask(here, '/status.json')).body)).toMatchObject({ version: '0.1.0', platforms: [{ platform: 'web' }] });
  expect((await ask(here, '/status')).body).toContain('status.ts');
});

test('a guest route is reached without the room\u2019s checks, and hides none of its pages', async () => {
  const here = await room({ password: 'correct horse', mount: (app) => app.post('/telegram/hook', (c) => c.text('taken')) });
  expect(await ask(here, '/telegram/hook', { host: 'bot.example' }, 'POST', '{}')).toMatchObject({ status: 200, body: 'taken' });
  expect((await ask(here, '/r/main')).status).toBe(401);
});

test('a room that is closed listens no more', async () => {
  const here = await openRoom({ formula: () => ok({ svg: '<svg/>' }) });
  await here.web.close();
  await expect(fetch(here.address)).rejects.toThrow();
});
