import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { COMMANDS } from '../../src/app/commands/index.ts';
import type { Notes } from '../../src/chat/notes.ts';
import type { Inbound } from '../../src/chat/place.ts';
import type { Telegram, TelegramParts } from '../../src/telegram/parts.ts';
import { createTelegram } from '../../src/telegram/transport.ts';
import { ManualClock } from './clock.ts';
import { TelegramTown } from './fake-telegram/people.ts';
import { FakeTelegram } from './fake-telegram/server.ts';

/** What is open in this file of tests. */
const open: { server: FakeTelegram; telegrams: Telegram[] }[] = [];

/** After each test. */
export async function closePrograms(): Promise<void> {
  for (const { server, telegrams } of open.splice(0)) {
    for (const telegram of telegrams) await telegram.stop();
    await server.close();
  }
}

const forgetful = (): Notes => {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key) ?? null,
    put: async (key, text) => void kept.set(key, text),
    remove: async (key) => void kept.delete(key),
  };
};

/** A server, and adapters without a bot that talk to it. */
export async function setUp() {
  const clock = new ManualClock('2026-11-20T08:00:00Z');
  const server = new FakeTelegram(clock);
  await server.listen();
  const telegrams: Telegram[] = [];
  open.push({ server, telegrams });
  const reports: string[] = [];
  const received: Inbound[] = [];
  const program = (changed: Partial<TelegramParts> = {}) => {
    const telegram = createTelegram({
      token: server.token,
      apiRoot: server.apiRoot,
      webhookUrl: null,
      clock,
      sleep: async (time, signal) => {
        if (signal.aborted) return;
        const end = clock.now() + time;
        // Retries come quickly here, but not at once.
        await new Promise((resolve) => setTimeout(resolve, 5));
        clock.jump(Math.max(clock.now(), end));
      },
      notes: forgetful(),
      commands: COMMANDS,
      describe: (_, key) => key,
      locale: 'en',
      languageOf: async () => 'en',
      cards: async () => [],
      draw: async () => null,
      report: (what) => reports.push(what),
      ...changed,
    });
    telegrams.push(telegram);
    return telegram;
  };
  const receive = async (inbound: Inbound) => {
    received.push(inbound);
    return 'talk' as const;
  };
  return { clock, server, town: new TelegramTown(server), program, receive, received, reports };
}

/** One that Telegram brings its updates to, over a web server of its own. */
export async function withWebhook(changed: Partial<TelegramParts> = {}) {
  const world = await setUp();
  const telegram = world.program({ webhookUrl: 'https://bot.example.org/telegram', ...changed });
  const app = new Hono();
  telegram.mount(app);
  const http = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()));
  const { port } = http.address() as AddressInfo;
  world.server.webhookPort = port;
  return {
    ...world,
    telegram,
    app,
    address: `http://127.0.0.1:${port}/telegram`,
    close: () => new Promise((resolve) => http.close(resolve)),
  };
}
