import { upgradeWebSocket } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WebSocket } from 'ws';
import type { Room } from '../chat/place.ts';
import { personId, roomId } from '../kernel/ids.ts';
import { isLocale, type Locale, localeOf } from '../kernel/locale.ts';
import type { Asset, Assets } from './assets.ts';
import { bucket, buckets } from './bucket.ts';
import { commandHints } from './commands.ts';
import { type Connection, createConnection, type Desk } from './connection.ts';
import { formulaShelf } from './formulas.ts';
import { caller, type Env, givePass, headers, locked, ownPages, thisMachine } from './gates.ts';
import { type Door, hashSecret, localPath } from './guard.ts';
import { doorRate, formulaRate, webLimits } from './limits.ts';
import { personName, sameName } from './names.ts';
import type { WebParts } from './parts.ts';
import type { Entered, PageSetup } from './protocol.ts';
import { loginPage, roomPage, type Shell, statusPage } from './shell.ts';
import { pageWords, statusWords } from './words.ts';

/** Everything that is served. `door` is null where only this machine can connect and no password is set. */
export function routes(parts: WebParts, desk: Desk, door: Door | null, assets: Assets, connections: Set<Connection>): Hono<Env> {
  const app = new Hono<Env>();
  const room = (c: Context<Env>) => parts.rooms.find(({ id }) => id === `web:${c.req.param('room')}`);
  const shell = (c: Context<Env>): Shell => ({ locale: shellLocale(c, parts.locale), describe: parts.describe, assets });
  const wordsIn = (locale: Locale, keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, parts.describe(locale, key)]));

  app.use(headers);
  app.onError((error, c) => {
    parts.report('a request to the local room failed', error);
    return c.text('Something broke here; it is in the log.', 500);
  });
  const extra = new Hono();
  parts.mount?.(extra);
  app.route('/', extra);
  app.get('/healthz', async (c) => c.json(await parts.health(), 200, { 'cache-control': 'no-store' }));
  if (!door) app.use(thisMachine);
  app.use(ownPages);
  app.use(bodyLimit({ maxSize: webLimits.form, onError: (c) => c.text('Too long.', 413) }));

  app.get('/favicon.svg', (c) => sendAsset(c, assets.file('favicon.svg'), false));
  app.get('/page/:version/:file', (c) => sendAsset(c, assets.file(c.req.param('file')), c.req.param('version') === assets.version));

  const knocks = buckets(doorRate, parts.clock);
  if (door) {
    app.get('/login', (c) => c.html(loginPage(shell(c), localPath(c.req.query('to')), null), 200, { 'cache-control': 'no-store' }));
    app.post('/login', async (c) => {
      const form = await c.req.parseBody();
      const to = localPath(String(form.to ?? ''));
      if (!knocks(caller(c))) return c.html(loginPage(shell(c), to, 'web-login-too-fast'), 429);
      if (!door.opens(String(form.password ?? ''))) return c.html(loginPage(shell(c), to, 'web-login-wrong'), 401);
      givePass(c, door, parts.clock);
      return c.redirect(to, 303);
    });
    app.use(locked(door, parts.clock));
  }

  app.get('/', (c) => c.redirect(`/r/${nameOf(parts.rooms[0])}`));
  app.get('/r/:room', (c) => {
    const found = room(c);
    return found ? c.html(roomPage(shell(c), nameOf(found), found.title), 200, { 'cache-control': 'no-cache' }) : c.notFound();
  });
  app.get('/r/:room/setup', async (c) => {
    const found = room(c);
    if (!found) return c.notFound();
    const locale = queryLocale(c, parts.locale);
    const setup: PageSetup = {
      title: found.title,
      words: wordsIn(locale, pageWords),
      commands: commandHints(parts.commands, locale, parts.describe),
      first: await parts.people.none(),
    };
    return c.json(setup, 200, { 'cache-control': 'no-store' });
  });
  const newcomers = buckets(doorRate, parts.clock);
  app.post('/r/:room/enter', async (c) => {
    if (!room(c)) return c.notFound();
    if (!newcomers(caller(c))) return c.json({ problem: 'too-fast' }, 429);
    const asked: unknown = await c.req.json().catch(() => null);
    const { name: raw, manager } = { name: '', manager: false, ...(typeof asked === 'object' ? asked : {}) };
    const name = personName(String(raw));
    if (!name.ok) return c.json({ problem: name.error }, 422);
    const secret = parts.newId();
    // Where others than this machine can connect, the first to enter organises; here everybody may try both.
    const organises = manager === true && (door === null || (await parts.people.none()));
    const person = { id: personId(`web:${parts.newId()}`), name: name.value, manager: organises };
    const inUse = desk.hub.people(roomId(`web:${c.req.param('room')}`)).some((member) => sameName(member.name, name.value));
    const entered =
      (await parts.people.enter(person, hashSecret(secret), parts.clock.now())) ??
      (inUse ? null : await parts.people.comeBack(name.value, hashSecret(secret)));
    if (!entered) return c.json({ problem: 'taken' }, 409);
    return c.json({ id: entered.id, name: entered.name, manager: entered.manager, secret } satisfies Entered);
  });
  app.get(
    '/r/:room/socket',
    async (c, next) => {
      if (!room(c)) return c.notFound();
      if (connections.size >= webLimits.connections) return c.text('Too many pages are open.', 503);
      return next();
    },
    upgradeWebSocket(
      (c) => {
        let connection: Connection | null = null;
        return {
          onOpen(_, socket) {
            const found = room(c);
            if (!found || !socket.raw) return socket.close(1011);
            connection = createConnection(desk, found, wireOf(socket.raw as WebSocket));
            connections.add(connection);
          },
          onMessage(event) {
            connection?.hear(typeof event.data === 'string' ? event.data : '');
          },
          onClose() {
            if (!connection) return;
            connections.delete(connection);
            connection.gone();
          },
        };
      },
      { onError: (error) => parts.report('a WebSocket of the local room failed', error) },
    ),
  );

  app.get('/topics', (c) => {
    const prefix = (c.req.query('prefix') ?? '').slice(0, 100);
    const topics = parts.completeTopics(prefix, queryLocale(c, parts.locale), webLimits.topics);
    return c.json(topics, 200, { 'cache-control': 'private, max-age=60' });
  });
  const draw = formulaShelf(parts.formula, bucket(formulaRate, parts.clock));
  app.get('/formula', (c) => {
    const drawn = draw(c.req.query('tex') ?? '', c.req.query('display') === '1');
    if (drawn.kind === 'busy') return c.text('Later.', 429, { 'retry-after': '1' });
    if (drawn.kind === 'broken') return c.text(drawn.problem, 422);
    return c.body(drawn.svg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=86400' });
  });
  app.get('/picture/:name', async (c) => {
    const picture = await parts.picture(c.req.param('name'));
    return picture ? c.body(picture.bytes, 200, { 'content-type': picture.type, 'cache-control': 'private, max-age=86400' }) : c.notFound();
  });
  app.get('/status', (c) => c.html(statusPage(shell(c)), 200, { 'cache-control': 'no-cache' }));
  app.get('/status.json', async (c) => c.json(await parts.status(queryLocale(c, parts.locale)), 200, { 'cache-control': 'no-store' }));
  app.get('/status/words', (c) => c.json(wordsIn(queryLocale(c, parts.locale), [...statusWords, ...pageWords])));
  return app;
}

const nameOf = (room: Room): string => room.id.replace(/^web:/, '');

/** The page's own choice comes later, from what it remembers; until then what the browser asks for. */
function shellLocale(c: Context<Env>, standard: Locale): Locale {
  const asked = (c.req.header('accept-language') ?? '').split(',').map((tag) => localeOf(tag.trim()));
  return asked.find((locale) => locale !== null) ?? standard;
}

function queryLocale(c: Context<Env>, standard: Locale): Locale {
  const asked = c.req.query('locale') ?? '';
  return isLocale(asked) ? asked : standard;
}

function sendAsset(c: Context<Env>, asset: Asset | null, forEver: boolean): Response | Promise<Response> {
  if (!asset) return c.notFound();
  return c.body(asset.body, 200, {
    'content-type': asset.type,
    'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}

function wireOf(socket: WebSocket) {
  return {
    send: (text: string) => socket.send(text),
    close: (code: number, why: string) => socket.close(code, why),
    unread: () => socket.bufferedAmount,
  };
}
