import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, HttpError, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Millis, millis } from '../../../src/kernel/time.ts';
import { faultOf } from '../../../src/telegram/faults.ts';
import { forGrammy } from '../../../src/telegram/signals.ts';
import { type CallAfter, createWire } from '../../../src/telegram/wire.ts';

const TOKEN = '4242:loopback';
const heard: { readonly url: string; readonly type: string; readonly body: string }[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
const fine = (response: ServerResponse) => response.end(JSON.stringify({ ok: true, result: true }));

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  heard.push({ url: request.url ?? '', type: request.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() });
  answer(response, request);
});
beforeEach(async () => {
  heard.length = 0;
  answer = fine;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function client(lasts: Millis, path = ''): Api {
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const wire = createWire(root, TOKEN, callAfter);
  const api = new Api(TOKEN, { apiRoot: root, fetch: wire.fetch(lasts) });
  api.config.use(wire.direct(lasts));
  return api;
}

const callAfter: CallAfter = (time, call) => {
  const timer = setTimeout(call, time);
  return () => clearTimeout(timer);
};

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const kindOf = (error: unknown) => faultOf(error, () => '').kind;

it('reaches a server of somebody’s own, below a path', async () => {
  await client(millis(1_000), '/telegram').deleteWebhook({ drop_pending_updates: false });
  expect(heard.at(-1)).toMatchObject({
    url: `/telegram/bot${TOKEN}/deleteWebhook`,
    type: 'application/json',
    body: '{"drop_pending_updates":false}',
  });
});

it('sends files as grammY writes them', async () => {
  await client(millis(1_000)).sendPhoto(1, new InputFile(Buffer.from('picture'), 'a.png'), { caption: '标题' });
  expect(heard[0]?.type).toContain('multipart/form-data');
  expect(heard[0]?.body).toContain('picture');
  expect(heard[0]?.body).toContain('标题');
});

it('gives up on a server that says nothing, and nobody knows whether it was carried out', async () => {
  answer = () => {};
  const error = await failure(client(millis(100)).deleteMessage(1, 2));
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ error: { code: 'ETIMEDOUT' } });
  expect(kindOf(error)).toBe('unsure');
});

it('gives up in the middle of an answer', async () => {
  answer = (response) => response.write('{"ok":');
  expect(await failure(client(millis(100)).deleteMessage(1, 2))).toMatchObject({ error: { code: 'ETIMEDOUT' } });
});

it('stops when it is told to, before and during a request', async () => {
  answer = () => {};
  const api = client(millis(10_000));
  const stop = new AbortController();
  const waiting = failure(api.getUpdates({ timeout: 30 }, forGrammy(stop.signal)));
  while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  stop.abort();
  expect(await waiting).toMatchObject({ error: { code: 'ABORT_ERR' } });
  expect(await failure(api.getUpdates({}, forGrammy(stop.signal)))).toBeInstanceOf(HttpError);
  expect(heard).toHaveLength(1);
});

it('does not send what was given up while it stood in line', async () => {
  const open: ServerResponse[] = [];
  answer = (response) => void open.push(response);
  const api = client(millis(10_000));
  const first = Array.from({ length: 64 }, (_, index) => api.deleteMessage(1, index + 1));
  while (open.length < 64) await new Promise((resolve) => setTimeout(resolve, 5));
  const stop = new AbortController();
  const late = failure(api.deleteMessage(1, 100, forGrammy(stop.signal)));
  const last = api.deleteMessage(1, 101);
  stop.abort();
  const error = await late;
  expect(error).toMatchObject({ error: { code: 'NOT_SENT' } });
  expect(kindOf(error)).toBe('later');
  answer = fine;
  for (const response of open) fine(response);
  await Promise.all([...first, last]);
  expect(heard).toHaveLength(65);
  expect(heard.map(({ body }) => JSON.parse(body).message_id)).not.toContain(100);
});

it('knows when all that was asked for is on the wire', async () => {
  const open: ServerResponse[] = [];
  answer = (response) => void open.push(response);
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wire = createWire(root, TOKEN, callAfter);
  const api = new Api(TOKEN, { apiRoot: root });
  api.config.use(wire.direct(millis(10_000)));
  expect(wire.unwritten()).toBeNull();
  const all = Array.from({ length: 65 }, (_, index) => api.deleteMessage(1, index + 1));
  let isWritten = false;
  const written = wire.unwritten()?.then(() => {
    isWritten = true;
  });
  while (open.length < 64) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isWritten).toBe(false);
  fine(open[0] as ServerResponse);
  await written;
  expect(wire.unwritten()).toBeNull();
  while (open.length < 65) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const response of open.slice(1)) fine(response);
  await Promise.all(all);
});

it.each([
  ['a connection that is cut', (_: ServerResponse, request: IncomingMessage) => void request.socket.destroy()],
  ['what is no JSON', (response: ServerResponse) => void response.writeHead(502).end('<html>Bad Gateway</html>')],
])('takes %s for a failure of the network', async (_, how) => {
  answer = how;
  const error = await failure(client(millis(1_000)).deleteMessage(1, 2));
  expect(error).toBeInstanceOf(HttpError);
  expect(kindOf(error)).toBe('unsure');
});

it('knows that nothing has left where nobody listens', async () => {
  const api = client(millis(1_000));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(kindOf(await failure(api.deleteMessage(1, 2)))).toBe('later');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
