import { type Client, Events, GatewayCloseCodes } from 'discord.js';
import type { TransportState } from '../chat/transport.ts';
import { after, type Clock, type Instant, type Millis, millis } from '../kernel/time.ts';
import { isUnauthorized } from './faults.ts';
import { reconnecting, retryFirst, retryMost } from './limits.ts';

export interface Gateway {
  state(): TransportState;
  /** Connects, and goes on trying; resolves at once. */
  start(): void;
  stop(): Promise<void>;
  /** The connection of now; null before the first. */
  client(): Client | null;
  /** Discord said that the token is no longer good. */
  refuse(): void;
}

type Standing =
  | { readonly at: 'off' }
  | { readonly at: 'up' }
  /** `first`: it has not been up since the start. */
  | { readonly at: 'down'; readonly since: Instant; readonly first: boolean; readonly why: string }
  | { readonly at: 'refused'; readonly since: Instant; readonly why: string };

/** Close codes after which discord.js gives up, with what the operator can do. */
const FINAL: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'the token is refused',
  [GatewayCloseCodes.DisallowedIntents]: 'the intents are refused',
  [GatewayCloseCodes.InvalidIntents]: 'the intents are refused',
  [GatewayCloseCodes.InvalidAPIVersion]: 'this version of the API is no longer served',
  [GatewayCloseCodes.InvalidShard]: 'the shard is refused',
  [GatewayCloseCodes.ShardingRequired]: 'the bot is in too many servers for one connection',
};

const TOKEN_ADVICE =
  'DISCORD_TOKEN is refused by Discord: copy it again from the developer portal (your application, Bot, Reset Token). The other platforms go on.';

/**
 * Keeps one connection to Discord. discord.js reconnects and resumes by itself; what it gives up on, and a start that fails, is tried
 * again with a whole new client. `dress` gives each client its listeners before it connects.
 */
export function createGateway(input: {
  token: string;
  make: () => Client;
  dress: (client: Client) => void;
  clock: Clock;
  sleep: (time: Millis, signal: AbortSignal) => Promise<void>;
  report: (what: string, error?: unknown) => void;
}): Gateway {
  const { token, clock, report } = input;
  let standing: Standing = { at: 'off' };
  let current: Client | null = null;
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const down = (why: string) => {
    if (standing.at === 'refused' || standing.at === 'off') return;
    standing = {
      at: 'down',
      since: standing.at === 'down' ? standing.since : clock.now(),
      first: standing.at === 'down' && standing.first,
      why,
    };
  };
  const refuse = () => {
    if (standing.at === 'refused' || standing.at === 'off') return;
    standing = { at: 'refused', since: clock.now(), why: 'the token is refused' };
    report(TOKEN_ADVICE);
  };

  /** One client, from its login to its end. Says whether another is worth trying. */
  async function live(client: Client, signal: AbortSignal): Promise<'again' | 'over'> {
    const ended = Promise.withResolvers<'again' | 'over'>();
    const away = new Set<number>();
    const up = (shard: number) => {
      away.delete(shard);
      if (away.size === 0) standing = { at: 'up' };
    };
    client.on(Events.ShardReady, up);
    client.on(Events.ShardResume, up);
    client.on(Events.ShardReconnecting, (shard) => {
      away.add(shard);
      down('reconnecting');
    });
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (code === GatewayCloseCodes.AuthenticationFailed) refuse();
      else {
        const why = FINAL[code] ?? `the connection was closed with ${code}`;
        down(why);
        report(`Discord ended the connection: ${why}`);
      }
      ended.resolve(standing.at === 'refused' ? 'over' : 'again');
    });
    client.on(Events.Error, (error) => report('discord.js reports an error', error));
    client.on(Events.ShardError, (error) => {
      if (!isTokenProblem(error)) report('the connection to Discord has trouble', error);
    });
    const abort = () => ended.resolve('over');
    signal.addEventListener('abort', abort, { once: true });
    input.dress(client);
    client.login(token).catch((error: unknown) => {
      if (signal.aborted) return;
      if (isTokenProblem(error)) refuse();
      else {
        down(error instanceof Error ? error.message : String(error));
        report('Discord cannot be reached; it is tried again', error);
      }
      ended.resolve(standing.at === 'refused' ? 'over' : 'again');
    });
    const verdict = await ended.promise;
    signal.removeEventListener('abort', abort);
    await quit(client, input.sleep);
    return verdict;
  }

  async function run(signal: AbortSignal): Promise<void> {
    let wait = retryFirst;
    while (!signal.aborted) {
      const began = clock.now();
      current = input.make();
      if ((await live(current, signal)) === 'over') return;
      if (clock.now() > after(began, retryMost)) wait = retryFirst;
      await input.sleep(wait, signal);
      wait = millis(Math.min(retryMost, wait * 2));
    }
  }

  return {
    state() {
      switch (standing.at) {
        case 'off':
          return { kind: 'off' };
        case 'up':
          return { kind: 'ready' };
        case 'refused':
          return { kind: 'degraded', since: standing.since, why: standing.why };
        case 'down': {
          const short = clock.now() < after(standing.since, reconnecting);
          if (short) return { kind: standing.first ? 'connecting' : 'ready' };
          return { kind: 'degraded', since: standing.since, why: standing.why };
        }
      }
    },
    client: () => current,
    refuse,
    start() {
      stopping = new AbortController();
      standing = { at: 'down', since: clock.now(), first: true, why: 'not connected yet' };
      running = run(stopping.signal).catch((error) => report('the connection to Discord ended in an unforeseen way', error));
    },
    async stop() {
      standing = { at: 'off' };
      stopping.abort();
      await running;
    },
  };
}

/** The other side may not answer the closing of the connection. */
async function quit(client: Client, sleep: (time: Millis, signal: AbortSignal) => Promise<void>): Promise<void> {
  const done = new AbortController();
  await Promise.race([client.destroy().catch(() => {}), sleep(millis(2_000), done.signal)]);
  done.abort();
  client.removeAllListeners();
  client.on(Events.Error, () => {});
}

function isTokenProblem(error: unknown): boolean {
  if (isUnauthorized(error)) return true;
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'TokenInvalid') || error.message === 'Authentication failed';
}
