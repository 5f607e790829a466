import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { WebSocket } from 'ws';
import type { Signature } from '../../src/chat/command.ts';
import type { Inbound, Room } from '../../src/chat/place.ts';
import type { StatusReport } from '../../src/chat/status.ts';
import type { Received } from '../../src/chat/transport.ts';
import { groupId, roomId } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { ok } from '../../src/kernel/result.ts';
import type { Instant } from '../../src/kernel/time.ts';
import type { WebParts } from '../../src/web/parts.ts';
import type { Entered, Entry, FromPage, ToPage } from '../../src/web/protocol.ts';
import { createWeb, type Web } from '../../src/web/transport.ts';
import { ManualClock } from './clock.ts';
import { memoryPeople, memoryRoomLog } from './memory-room-log.ts';

export const mainRoom: Room = {
  id: roomId('web:main'),
  platform: 'web',
  kind: 'group',
  group: groupId('web:main'),
  title: '机器学习晨读',
  locale: null,
};

export const someCommands: readonly Signature[] = [
  { name: 'help', params: {}, allowed: 'anyone' },
  { name: 'today', params: {}, allowed: 'anyone' },
  { name: 'read', params: { topic: { kind: 'topic' }, page: { kind: 'integer', optional: true, least: 1, most: 20 } }, allowed: 'anyone' },
  {
    name: 'quiz start',
    standard: true,
    params: {
      topic: { kind: 'topic', optional: true },
      questions: { kind: 'integer', optional: true, least: 1, most: 20 },
      seconds: { kind: 'seconds', optional: true, least: 10, most: 120 },
      mode: { kind: 'choice', optional: true, values: ['speed', 'calm'] },
    },
    allowed: 'anyone',
  },
  { name: 'quiz stop', params: {}, allowed: 'anyone' },
  { name: 'schedule digest', params: { time: { kind: 'clock' }, days: { kind: 'days', optional: true } }, allowed: 'managers' },
  { name: 'settings timezone', params: { zone: { kind: 'zone' } }, allowed: 'managers' },
];

/** The page's words as they are written in content/messages; what else is looked up is its own key. */
export function describe(locale: Locale, key: string): string {
  bundles[locale] ??= readBundle(locale);
  const pattern = bundles[locale].getMessage(key)?.value;
  return pattern ? bundles[locale].formatPattern(pattern) : key;
}

const bundles: Partial<Record<Locale, FluentBundle>> = {};

function readBundle(locale: Locale): FluentBundle {
  const bundle = new FluentBundle(locale, { useIsolating: false });
  bundle.addResource(new FluentResource(readFileSync(new URL(`../../content/messages/web.${locale}.ftl`, import.meta.url), 'utf8')));
  return bundle;
}

export const emptyStatus = (now: Instant): StatusReport => ({
  version: '0.1.0',
  now,
  started: now,
  platforms: [{ platform: 'web', state: { kind: 'ready' } }],
  schedules: [],
  due: [],
  deliveries: { pending: 0, oldest: null, failed: [] },
  usage: { model: null, calls: 0, tokensToday: 0, tokensAllowed: null, circuit: 'closed' },
  corpus: { topics: 0, articles: 0, imported: 0, questions: 0, terms: 0 },
});

let numbers = 0;

export interface TestRoom {
  readonly web: Web;
  readonly address: string;
  readonly parts: WebParts;
  readonly log: ReturnType<typeof memoryRoomLog>;
  readonly people: ReturnType<typeof memoryPeople>;
  readonly clock: ManualClock;
  /** All that reached the core. */
  readonly received: readonly Inbound[];
  readonly reported: readonly string[];
}

type Core = (inbound: Inbound, web: Web) => Promise<Received | undefined>;

/** A room that listens on a free port, with a core of the test's own. */
export async function openRoom({ core, ...changed }: Partial<WebParts> & { core?: Core } = {}): Promise<TestRoom> {
  const received: Inbound[] = [];
  const reported: string[] = [];
  const room = { log: memoryRoomLog(), people: memoryPeople(), clock: new ManualClock('2026-11-20T08:00:00Z') };
  const parts: WebParts = {
    host: '127.0.0.1',
    port: 0,
    password: null,
    rooms: [mainRoom],
    locale: 'zh',
    ...room,
    newId: () => `id${String(++numbers).padStart(20, '0')}`,
    commands: someCommands,
    describe,
    completeTopics: (prefix) => [{ value: 'adaboost', label: `AdaBoost (${prefix})` }],
    formula: (tex) => ok({ svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -700 1000 900"><title>${tex.length}</title></svg>` }),
    draw: async () => null,
    picture: async () => null,
    health: async () => ({ status: 'ok' }),
    status: async () => emptyStatus(room.clock.now()),
    report: (what, error) => reported.push(`${what}: ${error}`),
    ...changed,
  };
  const web = createWeb(parts);
  await web.start(async (inbound) => {
    received.push(inbound);
    return (await core?.(inbound, web)) ?? 'talk';
  });
  const listening = await web.listen();
  if (!listening.ok) throw new Error(listening.error.problem);
  return { web, parts, ...room, received, reported, address: listening.value.address };
}

export async function enter(room: Pick<TestRoom, 'address'>, name: string, manager = false): Promise<Entered> {
  const response = await post(room, '/r/main/enter', { name, manager });
  if (!response.ok) throw new Error(`${name} was not let in: ${response.status} ${await response.text()}`);
  return (await response.json()) as Entered;
}

export const post = (
  room: Pick<TestRoom, 'address'>,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(room.address + path, {
    method: 'POST',
    headers: { origin: room.address, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A browser's side of the WebSocket: everything heard is kept, in order. */
export interface TestPage {
  readonly heard: readonly ToPage[];
  readonly socket: WebSocket;
  say(message: FromPage | string): void;
  /** The first message, heard already or still to come, that fits. */
  until<K extends ToPage['kind']>(
    kind: K,
    fits?: (message: Extract<ToPage, { kind: K }>) => boolean,
  ): Promise<Extract<ToPage, { kind: K }>>;
  /** The first entry whose JSON holds the text. */
  entry(text: string): Promise<Entry>;
  closed(): Promise<number>;
  close(): Promise<void>;
}

export function openPage(room: Pick<TestRoom, 'address'>, headers: Record<string, string> = {}): TestPage {
  const socket = new WebSocket(`${room.address.replace('http', 'ws')}/r/main/socket`, { headers: { origin: room.address, ...headers } });
  const heard: ToPage[] = [];
  const listeners = new Set<() => void>();
  const closing = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => {});
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as ToPage);
    for (const listener of listeners) listener();
  });
  const page: TestPage = {
    heard,
    socket,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    until(kind, fits = () => true) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = heard.find(
            (message): message is Extract<ToPage, { kind: typeof kind }> => message.kind === kind && fits(message as never),
          );
          if (!found) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        closing.then((code) => reject(new Error(`closed with ${code} while waiting for ${kind}`)));
      });
    },
    async entry(text) {
      return (await page.until('entry', ({ entry }) => JSON.stringify(entry).includes(text))).entry;
    },
    closed: () => closing,
    async close() {
      socket.close();
      await closing;
    },
  };
  return page;
}

/** Opens a page as somebody and waits until the room is shown. */
export async function joinAs(room: TestRoom, person: Entered, has: { run: string; revision: number } | null = null): Promise<TestPage> {
  const page = openPage(room);
  await new Promise((resolve) => page.socket.on('open', resolve));
  page.say({ kind: 'hello', secret: person.secret, locale: 'zh-CN', has });
  await page.until('ready');
  return page;
}
