import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createDeflate, createZstdCompress, deflate } from 'node:zlib';
import { type WebSocket, WebSocketServer } from 'ws';

interface Session {
  readonly id: string;
  readonly shard: number;
  /** All events, so that those that were missed can be told again. */
  readonly events: { readonly s: number; readonly t: string; readonly d: unknown }[];
  line: Line | null;
}

/** One connection: what is said goes out in order, compressed if it was asked for. */
interface Line {
  readonly socket: WebSocket;
  say(payload: object): void;
  /** Identify asked for single payloads to be compressed. */
  squeeze: boolean;
}

export interface GatewayEvents {
  readonly token: () => string;
  /** The READY payload without session and address, and the servers of a connection. */
  readonly hello: (has: (guild: string) => boolean) => { readonly ready: object; readonly guilds: readonly object[] };
  readonly broken: (what: string) => void;
}

/** Close codes: discord.com/developers, Gateway Close Event Codes. */
const CLOSE = {
  unknownOpcode: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  authentication: 4004,
  already: 4005,
  rate: 4008,
  shard: 4010,
  sharding: 4011,
  intents: 4013,
  disallowed: 4014,
};
const GUILDS_INTENT = 1;
const SENDS_A_MINUTE = 120;

/** A gateway with sessions that can be resumed: hello, heartbeats, identify, resume, invalid session, reconnect. */
export class FakeGateway {
  readonly #events: GatewayEvents;
  readonly #sessions = new Map<string, Session>();
  readonly #server = new WebSocketServer({ noServer: true });
  /** The newest session of each shard. */
  readonly #current = new Map<number, Session>();
  /** How many connections are asked for; each is told of its own servers. */
  shards = 1;
  #count = 0;
  /** Milliseconds between heartbeats. */
  interval = 41_250;
  /** Turns new connections away, as an outage does. */
  refusing = false;
  /** Heartbeats are not answered. */
  deaf = false;
  readonly seen = { identifies: 0, resumes: 0, heartbeats: 0, replayed: 0 };
  #address = '';

  constructor(events: GatewayEvents) {
    this.#events = events;
  }

  attach(server: Server, address: string): void {
    this.#address = address;
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (this.refusing) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (open) =>
        this.#welcome(open, new URL(request.url ?? '/', 'http://x').searchParams),
      );
    });
  }

  get connected(): boolean {
    return this.#lines.length === this.shards;
  }

  get #lines(): Line[] {
    return [...this.#current.values()].flatMap(({ line }) => line ?? []);
  }

  /** By the published formula. What is of no server goes to the first. */
  #shardOf(t: string, d: unknown): number {
    const { guild_id, id } = d as { readonly guild_id?: string; readonly id?: string };
    const guild = guild_id ?? (t.startsWith('GUILD_') ? id : undefined);
    return guild === undefined ? 0 : Number((BigInt(guild) >> 22n) % BigInt(this.shards));
  }

  /** To the bot: at once, or when it resumes. */
  dispatch(t: string, d: unknown): void {
    const session = this.#current.get(this.#shardOf(t, d));
    if (session) tell(session, t, d);
  }

  /** The connection breaks without a word. */
  drop(): void {
    for (const line of this.#lines) line.socket.terminate();
  }

  close(code: number): void {
    for (const line of this.#lines) line.socket.close(code);
  }

  /** "Invalid session": with `resumable` false the bot has to begin anew. */
  invalidate(resumable: boolean): void {
    for (const session of this.#current.values()) {
      if (!resumable) this.#sessions.delete(session.id);
      session.line?.say({ op: 9, d: resumable });
    }
  }

  askToReconnect(): void {
    for (const line of this.#lines) line.say({ op: 7, d: null });
  }

  /** Asks for a heartbeat, which the bot gives in its turn: after what was told before. */
  askForBeat(): void {
    for (const line of this.#lines) line.say({ op: 1, d: null });
  }

  stop(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket, asked: URLSearchParams): void {
    if (asked.get('v') !== '10' || asked.get('encoding') !== 'json') this.#events.broken(`gateway: asked for ${asked}`);
    const line = lineOf(socket, asked.get('compress'));
    let session: Session | null = null;
    let sent = 0;
    line.say({ op: 10, d: { heartbeat_interval: this.interval, _trace: [] } });
    socket.on('message', (raw) => {
      sent += 1;
      if (sent > SENDS_A_MINUTE) {
        this.#events.broken('gateway: more than 120 payloads in a minute');
        socket.close(CLOSE.rate);
        return;
      }
      const payload = parse(String(raw));
      if (!payload) socket.close(CLOSE.decode);
      else session = this.#hear(payload, line, session);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (session?.line === line) session.line = null;
    });
  }

  #hear(payload: { op: number; d: unknown }, line: Line, session: Session | null): Session | null {
    const { socket } = line;
    switch (payload.op) {
      case 1:
        this.seen.heartbeats += 1;
        if (!this.deaf) line.say({ op: 11 });
        return session;
      case 2:
        return session ? refuse(socket, CLOSE.already) : this.#identify(payload.d as Identify, line);
      case 3:
      case 4:
      case 8:
        if (!session) socket.close(CLOSE.notAuthenticated);
        return session;
      case 6:
        return session ? refuse(socket, CLOSE.already) : this.#resume(payload.d as Resume, line);
      default:
        socket.close(CLOSE.unknownOpcode);
        return session;
    }
  }

  #identify(asked: Identify, line: Line): Session | null {
    this.seen.identifies += 1;
    if (asked.token !== this.#events.token()) return refuse(line.socket, CLOSE.authentication);
    if (asked.intents !== GUILDS_INTENT) {
      this.#events.broken(`gateway: intents ${asked.intents} instead of the Guilds intent alone`);
      if (asked.intents & ~0x1ffffff) return refuse(line.socket, CLOSE.intents);
      return refuse(line.socket, CLOSE.disallowed);
    }
    const [shard, shards] = asked.shard ?? [0, 1];
    if (shards !== this.shards) return refuse(line.socket, this.shards > 1 ? CLOSE.sharding : CLOSE.shard);
    line.squeeze = asked.compress === true;
    this.#count += 1;
    const session: Session = { id: `session${this.#count}`, shard, events: [], line };
    this.#sessions.set(session.id, session);
    this.#current.set(shard, session);
    const { ready, guilds } = this.#events.hello((id) => this.#shardOf('GUILD_CREATE', { id }) === shard);
    tell(session, 'READY', { ...ready, session_id: session.id, resume_gateway_url: this.#address, shard: asked.shard });
    for (const guild of guilds) tell(session, 'GUILD_CREATE', guild);
    return session;
  }

  #resume(asked: Resume, line: Line): Session | null {
    this.seen.resumes += 1;
    if (asked.token !== this.#events.token()) return refuse(line.socket, CLOSE.authentication);
    const session = this.#sessions.get(asked.session_id);
    if (!session) {
      line.say({ op: 9, d: false });
      return null;
    }
    session.line?.socket.terminate();
    session.line = line;
    this.#current.set(session.shard, session);
    const missed = session.events.filter(({ s }) => s > asked.seq);
    this.seen.replayed += missed.length;
    for (const event of missed) line.say({ op: 0, ...event });
    tell(session, 'RESUMED', { _trace: [] });
    return session;
  }
}

interface Identify {
  readonly token: string;
  readonly intents: number;
  readonly compress?: boolean;
  readonly shard?: readonly [number, number];
}

interface Resume {
  readonly token: string;
  readonly session_id: string;
  readonly seq: number;
}

/** To the bot: at once, or when it resumes. */
function tell(session: Session, t: string, d: unknown): void {
  const event = { s: session.events.length + 1, t, d };
  session.events.push(event);
  session.line?.say({ op: 0, ...event });
}

function refuse(socket: WebSocket, code: number): null {
  socket.close(code);
  return null;
}

function parse(raw: string): { op: number; d: unknown } | null {
  try {
    return JSON.parse(raw) as { op: number; d: unknown };
  } catch {
    return null;
  }
}

/** Payloads keep their order, also where compressing takes a moment. */
function lineOf(socket: WebSocket, compress: string | null): Line {
  const stream = compress === 'zlib-stream' ? createDeflate() : compress === 'zstd-stream' ? createZstdCompress() : null;
  const flush = compress === 'zlib-stream' ? constants.Z_SYNC_FLUSH : constants.ZSTD_e_flush;
  let turn: Promise<void> = Promise.resolve();
  const line: Line = {
    socket,
    squeeze: false,
    say(payload) {
      const text = JSON.stringify(payload);
      turn = turn.then(async () => {
        if (socket.readyState !== socket.OPEN) return;
        if (stream) socket.send(await pressed(stream, text, flush));
        else if (line.squeeze && text.length > 1_000) socket.send(await promisify(deflate)(text));
        else socket.send(text);
      });
      turn.catch(() => {});
    },
  };
  return line;
}

/** One payload of a stream that is never ended. */
function pressed(
  stream: ReturnType<typeof createDeflate> | ReturnType<typeof createZstdCompress>,
  text: string,
  flush: number,
): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer) => void chunks.push(chunk);
    stream.on('data', collect);
    stream.write(text);
    stream.flush(flush, () => {
      setImmediate(() => {
        stream.off('data', collect);
        resolve(Buffer.concat(chunks));
      });
    });
  });
}
