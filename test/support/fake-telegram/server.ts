import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Update } from 'grammy/types';
import type { Clock } from '../../../src/kernel/time.ts';
import { telegramSpec } from '../telegram-spec.ts';
import type { UpdateBody } from './messages.ts';
import { COUNTED, METHODS } from './methods.ts';
import { Rates } from './rates.ts';
import { ApiRefusal, FakeState } from './state.ts';
import { type Trouble, Troubles } from './trouble.ts';

type Payload = Readonly<Record<string, unknown>>;
type Matches = (method: string, payload: Payload) => boolean;

interface Poll {
  readonly offset: number;
  answer(updates: readonly Update[]): void;
  refuse(refusal: ApiRefusal): void;
}

const spec = telegramSpec();

/**
 * A Bot API server of our own on the loopback interface: it keeps chats, messages and polls, refuses what Telegram refuses, and can be
 * made to fail. Real clients talk to it by `apiRoot`.
 */
export class FakeTelegram {
  readonly token = '4242:AAF-loopback_only_0123456789abcdefghijk';
  readonly state = new FakeState();
  readonly troubles: Troubles;
  readonly rates: Rates;
  readonly clock: Clock;
  /** Requests that the published specification does not allow. */
  readonly unpublished: string[] = [];
  readonly requests: { readonly method: string; readonly payload: Payload; readonly at: number; readonly heard: number }[] = [];
  /** What was answered with 400, apart from what a well-behaved bot may run into. */
  readonly refusals: string[] = [];
  /** Methods that this server does not have: an older one of somebody's own. */
  readonly without = new Set<string>();
  /** Somebody had another token made. */
  revoked = false;
  /** Every update is handed out this often. */
  repeat = 1;
  /** The next updates that are handed out are lost on their way, so often. */
  losePolls = 0;
  lostPolls = 0;
  /** Real milliseconds that every answer takes to come back. */
  lag = 0;
  /** Set, updates go to the webhook's address on this port instead of the one that was registered. */
  webhookPort: number | null = null;
  apiRoot = '';
  readonly #server: Server;
  readonly #holds = new Set<{ readonly matches: Matches; readonly over: Promise<void> }>();
  readonly #sockets = new Set<Socket>();
  readonly #done = new Map<number, () => void>();
  #poll: Poll | null = null;

  constructor(clock: Clock, seed = 'telegram') {
    this.clock = clock;
    this.troubles = new Troubles(seed);
    this.rates = new Rates(clock);
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.apiRoot = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.dropConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Every open connection is cut, as when the network goes away for a moment. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Such requests are not carried out until what is returned is called. */
  hold(matches: Matches): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = { matches, over: promise };
    this.#holds.add(held);
    return () => {
      this.#holds.delete(held);
      resolve();
    };
  }

  /** Something happened in a chat. Resolves when the bot has taken note of it. */
  async happens(update: UpdateBody): Promise<void> {
    const numbered = { update_id: this.state.nextUpdate(), ...update } as Update;
    const kind = Object.keys(update)[0] ?? '';
    const wanted = this.state.webhook?.allowed ?? this.state.allowed;
    if (wanted.length > 0 && !wanted.includes(kind)) return;
    if (this.state.webhook) return this.#push(numbered);
    await new Promise<void>((resolve) => {
      this.#done.set(numbered.update_id, resolve);
      this.state.updates.push(numbered);
      this.#handOut();
    });
  }

  /** The requests for a method, newest last. */
  requested(method: string): readonly Payload[] {
    return this.requests.filter((one) => one.method === method).map((one) => one.payload);
  }

  async #push(update: Update): Promise<void> {
    const { webhook } = this.state;
    if (!webhook) return;
    const url = new URL(webhook.url);
    const target = this.webhookPort === null ? webhook.url : `http://127.0.0.1:${this.webhookPort}${url.pathname}`;
    for (let round = 0; round < this.repeat; round++) {
      for (let attempt = 0; attempt < 5; attempt++) {
        const headers: Record<string, string> = { 'content-type': 'application/json', host: url.host };
        if (webhook.secret !== null) headers['x-telegram-bot-api-secret-token'] = webhook.secret;
        const response = await fetch(target, { method: 'POST', headers, body: JSON.stringify(update) });
        if (response.ok) break;
      }
    }
  }

  #handOut(): void {
    const poll = this.#poll;
    if (!poll) return;
    const waiting = this.state.updates.filter((update) => update.update_id >= poll.offset);
    if (waiting.length === 0) return;
    this.#poll = null;
    poll.answer(waiting.slice(0, 100).flatMap((update) => Array.from({ length: this.repeat }, () => update)));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token = '', method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const { body, heard } = await heardIn(request);
    const payload = await payloadOf(body, request);
    const delay = this.troubles.delay();
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const send = (status: number, value: object) => {
      if (response.destroyed) return;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const refuse = ({ code, message, parameters }: ApiRefusal) =>
      send(code, { ok: false, error_code: code, description: message, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) });
    try {
      if (!/^\d+:[\w-]+$/.test(token)) throw new ApiRefusal(404, 'Not Found');
      if (token !== this.token || this.revoked) throw new ApiRefusal(401, 'Unauthorized');
      const trouble = this.troubles.of(method);
      if (trouble && this.#meets(trouble, response)) return;
      this.requests.push({ method, payload, at: this.clock.now(), heard });
      for (const problem of spec?.check(method, payload) ?? []) this.unpublished.push(problem);
      for (const { matches, over } of this.#holds) if (matches(method, payload)) await over;
      if (method === 'getUpdates') return this.#longPoll(payload, { send, refuse }, response);
      const run = METHODS[method];
      if (!run || this.without.has(method)) throw new ApiRefusal(404, 'Not Found: method not found');
      if (COUNTED.has(method)) this.rates.take(this.state.chat(Number(payload.chat_id)));
      const result = run(this.state, payload, this.clock.now());
      if (this.lag > 0) await new Promise((resolve) => setTimeout(resolve, this.lag));
      if (trouble?.kind === 'cut-after') response.destroy();
      else send(200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof ApiRefusal)) {
        this.refusals.push(`${method}: ${error}`);
        send(500, { ok: false, error_code: 500, description: 'Internal Server Error' });
        return;
      }
      if (error.code === 400) this.refusals.push(`${method}: ${error.message}`);
      refuse(error);
    }
  }

  /** True where the request goes no further. */
  #meets(trouble: Trouble, response: ServerResponse): boolean {
    switch (trouble.kind) {
      case '429':
        throw new ApiRefusal(429, `Too Many Requests: retry after ${trouble.after}`, { retry_after: trouble.after });
      case '5xx':
        throw new ApiRefusal(502, 'Bad Gateway');
      case 'cut-before':
        response.destroy();
        return true;
      case 'cut-after':
        return false;
    }
  }

  #longPoll(
    payload: Payload,
    { send, refuse }: { send: (status: number, value: object) => void; refuse: (refusal: ApiRefusal) => void },
    response: ServerResponse,
  ): void {
    if (this.state.webhook)
      throw new ApiRefusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    this.#poll?.refuse(
      new ApiRefusal(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'),
    );
    if (payload.allowed_updates !== undefined) this.state.allowed = payload.allowed_updates as string[];
    const offset = Number(payload.offset ?? 0);
    for (const { update_id } of this.state.updates.filter((update) => update.update_id < offset)) {
      this.#done.get(update_id)?.();
      this.#done.delete(update_id);
    }
    this.state.updates = this.state.updates.filter((update) => update.update_id >= offset);
    const timer = setTimeout(() => poll.answer([]), Number(payload.timeout ?? 0) * 1000);
    const over = () => {
      clearTimeout(timer);
      if (this.#poll === poll) this.#poll = null;
    };
    const poll: Poll = {
      offset,
      answer: (updates) => {
        over();
        if (updates.length > 0 && this.losePolls > 0) {
          this.losePolls -= 1;
          this.lostPolls += 1;
          response.destroy();
        } else send(200, { ok: true, result: updates });
      },
      refuse: (refusal) => {
        over();
        refuse(refusal);
      },
    };
    response.on('close', over);
    this.#poll = poll;
    this.#handOut();
  }
}

/** A request's body, and when all of it was here. */
async function heardIn(request: IncomingMessage): Promise<{ readonly body: Buffer; readonly heard: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return { body: Buffer.concat(chunks), heard: performance.now() };
}

async function payloadOf(body: Buffer, request: IncomingMessage): Promise<Payload> {
  const type = request.headers['content-type'] ?? '';
  return type.startsWith('multipart/form-data') ? withFiles(body, type) : (JSON.parse(body.toString('utf8') || '{}') as Payload);
}

/** Files stand where `attach://` names them; everything else of a form is text, objects as JSON. */
async function withFiles(body: Buffer, type: string): Promise<Payload> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const files = new Map<string, Uint8Array>();
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else files.set(name, new Uint8Array(await value.arrayBuffer()));
  }
  const attached = (value: unknown): unknown => {
    if (typeof value === 'string' && value.startsWith('attach://')) return files.get(value.slice('attach://'.length)) ?? value;
    if (Array.isArray(value)) return value.map(attached);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, attached(one)]));
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, attached(parsed(name, value))]));
}

const parsed = (name: string, value: string): unknown =>
  name !== 'caption' && /^(?:[[{]|-?\d+$|true$|false$)/.test(value) ? JSON.parse(value) : value;
