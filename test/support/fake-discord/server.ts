import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { discordSpec, type SpecCheck } from '../discord-spec.ts';
import { createApi } from './api.ts';
import { type Answer, ApiError, type Call } from './call.ts';
import { FakeGateway } from './gateway.ts';
import { FakeGuild } from './guild.ts';
import { type Locale, Person } from './person.ts';
import { createRates } from './rates.ts';
import { guildJson, Records, userJson } from './records.ts';
import { readCall } from './request.ts';
import { REQUEST_SIZE } from './rules.ts';
import { Trouble } from './trouble.ts';

export interface FakeDiscordOptions {
  /** The bot's time, in ms: ids and moments are made of it. */
  readonly now: () => number;
  /** How long the windows of the rate limits are, of what is published: 0.02 of 5 s. The 50 a second are as published. */
  readonly pace?: number;
}

const TOKEN = 'MTk4.Cl2FMQ.fake-token';
/** Milliseconds of real time without a request, after which nothing more is expected. */
const QUIET = 15;

/** Discord on loopback: the gateway and the REST requests that the bot makes, with what is published enforced; and people who use it. */
export class FakeDiscord {
  readonly records: Records;
  readonly gateway: FakeGateway;
  readonly trouble = new Trouble();
  /** What Discord would have refused, and what we forbid ourselves. Empty when all is well. */
  readonly broken: string[] = [];
  readonly requests: { readonly method: string; readonly path: string; readonly status: number; readonly mishap: string | null }[] = [];
  /** Requests that came faster than the limits allow. */
  limited = 0;
  token = TOKEN;
  /** Each request takes so long to come (ms), and each answer so long to come back. */
  delay = 0;
  lag = 0;
  /** How people wait until all has come that will come; a test with a whole bot puts its own here. */
  calm: () => Promise<void> = () => this.settle();
  readonly #api: ReturnType<typeof createApi>;
  readonly #rates: ReturnType<typeof createRates>;
  readonly #spec: SpecCheck | null = discordSpec();
  readonly #http: Server;
  #open = 0;
  #last = 0;

  private constructor(options: FakeDiscordOptions) {
    this.records = new Records(options.now);
    const broken = (what: string) => void this.broken.push(what);
    this.gateway = new FakeGateway({ token: () => this.token, hello: (has) => this.#hello(has), broken });
    this.#api = createApi(this.records, { url: () => this.gatewayUrl, shards: () => this.gateway.shards }, broken, () => performance.now());
    this.#rates = createRates(options.pace ?? 0.02, () => performance.now());
    this.#http = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: FakeDiscordOptions): Promise<FakeDiscord> {
    const fake = new FakeDiscord(options);
    await new Promise<void>((resolve) => fake.#http.listen(0, '127.0.0.1', resolve));
    fake.gateway.attach(fake.#http, fake.gatewayUrl);
    return fake;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  get gatewayUrl(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get #port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** Whether the published description of the API is at hand. */
  get checksSpec(): boolean {
    return this.#spec !== null;
  }

  guild(
    name: string,
    more: { readonly locale?: string; readonly community?: boolean; readonly channels?: readonly string[] } = {},
  ): FakeGuild {
    return FakeGuild.create(this, name, more);
  }

  /** Whether a request is being answered. */
  get busy(): boolean {
    return this.#open > 0;
  }

  /** Somebody who is in a server, or only in the private chat with the bot. */
  person(name: string, more: { readonly in?: FakeGuild; readonly manager?: boolean; readonly locale?: Locale } = {}): Person {
    return Person.create(this, name, more);
  }

  /** Somebody takes no private messages from the bot any more. 50278: they share no server with it, or let none of its members write. */
  blocks(user: string, code: 50_007 | 50_278 = 50_007): void {
    this.#api.blocked.set(user, code);
  }

  unblocks(user: string): void {
    this.#api.blocked.delete(user);
  }

  /** Resolves when nothing has been asked or answered for a moment. */
  async settle(quiet = QUIET): Promise<void> {
    this.stir();
    for (;;) {
      const idle = performance.now() - this.#last;
      if (this.#open === 0 && idle >= quiet) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(2, quiet - idle)));
    }
  }

  /** @throws where it does not become true within real seconds */
  async until(what: string, holds: () => boolean, within = 10_000): Promise<void> {
    const end = performance.now() + within;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`it did not happen: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  }

  /** Resolves when the bot has heard all that the gateway has told. */
  async heard(): Promise<void> {
    const { seen } = this.gateway;
    const before = seen.heartbeats;
    this.gateway.askForBeat();
    await this.until('the bot has heard all', () => seen.heartbeats >= before + this.gateway.shards);
  }

  /** Something happened on the server's side: what `settle` waits for begins anew. */
  stir(): void {
    this.#last = performance.now();
  }

  async close(): Promise<void> {
    this.gateway.stop();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #hello(has: (guild: string) => boolean) {
    const { records } = this;
    const guilds = [...records.guilds.values()].filter(({ id, hasBot }) => hasBot && has(id));
    const ready = {
      v: 10,
      user: { ...userJson(records.bot), verified: true, mfa_enabled: false, flags: 0, email: null },
      application: { id: records.application, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_type: 'normal',
      relationships: [],
      private_channels: [],
      presences: [],
      geo_ordered_rtc_regions: [],
      _trace: [],
    };
    return { ready, guilds: guilds.map((guild) => guildJson(records, guild)) };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    this.stir();
    const call = await readCall(request, this.token);
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const mishap = this.trouble.strike(`${call.method} ${call.path}`);
    const answer = this.#answer(call, mishap);
    this.requests.push({ method: call.method, path: call.path, status: answer?.status ?? 0, mishap });
    if (this.lag > 0) await new Promise((resolve) => setTimeout(resolve, this.lag));
    if (answer === null) request.socket.destroy();
    else {
      const json = answer.json === undefined ? null : JSON.stringify(answer.json);
      response.writeHead(answer.status, { ...(json === null ? {} : { 'content-type': 'application/json' }), ...answer.headers });
      response.end(json ?? undefined);
    }
    this.#open -= 1;
    this.stir();
  }

  /** Null: the line is cut. */
  #answer(call: Call, mishap: string | null): (Answer & { headers?: Readonly<Record<string, string>> }) | null {
    if (mishap === 'drop-before') return null;
    if (mishap === 'error') return { status: 500, json: { message: '500: Internal Server Error', code: 0 } };
    if (mishap === 'gateway') return { status: 502, headers: { 'content-type': 'text/html' }, json: undefined };
    if (mishap === 'limited') return tooMany(this.trouble.retryAfter, false, { 'x-ratelimit-scope': 'shared' });
    if (call.size > REQUEST_SIZE) {
      this.broken.push(`${call.path}: a request of ${call.size} bytes`);
      return { status: 413, json: { message: 'Request entity too large', code: 40_005 } };
    }
    const verdict = this.#rates.check(call.method, call.path);
    if (!verdict.allowed) {
      this.limited += 1;
      return tooMany(verdict.retryAfter, verdict.global, verdict.headers);
    }
    for (const problem of this.#spec?.(call.method, call.path, call.body) ?? []) this.broken.push(`spec: ${problem}`);
    const answer = this.#handle(call);
    return mishap === 'drop-after' ? null : { ...answer, headers: verdict.headers };
  }

  #handle(call: Call): Answer {
    try {
      return this.#api.handle(call);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        this.broken.push(`the fake itself: ${error instanceof Error ? error.stack : error}`);
        return { status: 500, json: { message: 'fake', code: 0 } };
      }
      if (error.code === 50_035) this.broken.push(`${call.method} ${call.path}: ${error.message}`);
      return { status: error.status, json: { message: error.message, code: error.code } };
    }
  }
}

const tooMany = (retryAfter: number, global: boolean, headers: Readonly<Record<string, string>>) => ({
  status: 429,
  json: { message: 'You are being rate limited.', retry_after: retryAfter, global },
  headers: { ...headers, 'retry-after': String(Math.max(0.001, retryAfter)) },
});
