import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { DeliveryError, type Parcel, type Receive, type Transport } from '../chat/transport.ts';
import { messageRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readAssets } from './assets.ts';
import type { Connection } from './connection.ts';
import { encodeParcel } from './encode.ts';
import { door, isLoopback } from './guard.ts';
import { createHub } from './hub.ts';
import { heartbeat, webCapabilities, webLimits } from './limits.ts';
import type { WebParts } from './parts.ts';
import { illustrated } from './pictures.ts';
import { routes } from './server.ts';

export interface Web extends Transport {
  /** Serves the pages; the room answers once it was started too. */
  listen(): Promise<Result<{ readonly address: string }, ListenProblem>>;
  close(): Promise<void>;
}

/** Which setting has to change. */
export interface ListenProblem {
  readonly setting: 'PORT' | 'HOST' | 'ROOM_PASSWORD';
  readonly problem: string;
}

/** The local room: a chat platform of its own, with a page in the browser as its app. */
export function createWeb(parts: WebParts): Web {
  const hub = createHub();
  const connections = new Set<Connection>();
  let receive: Receive | null = null;
  let listening = false;
  const lock = parts.password === null ? null : door(parts.password);
  const assets = readAssets();
  const desk = { parts, hub, run: parts.newId(), version: assets.version, receive: () => receive };
  const app = routes(parts, desk, lock, assets, connections);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: webLimits.message, perMessageDeflate: false });
  // The same thing by two names: ws declares what is optional less strictly.
  const server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: sockets as unknown as WebSocketServerLike },
  });
  let beating: NodeJS.Timeout | undefined;

  return {
    can: webCapabilities,
    state: () => (listening && receive ? { kind: 'ready' } : { kind: 'off' }),

    listen() {
      if (lock === null && !isLoopback(parts.host)) {
        const problem = `HOST=${parts.host} lets others connect: set ROOM_PASSWORD (at least 8 characters), or HOST=127.0.0.1.`;
        return Promise.resolve(err({ setting: 'ROOM_PASSWORD', problem }));
      }
      return new Promise((resolve) => {
        server.once('error', (error: NodeJS.ErrnoException) => resolve(err(listenProblem(error, parts))));
        server.listen(parts.port, parts.host, () => {
          listening = true;
          beating = setInterval(() => beat(connections), parts.heartbeat ?? heartbeat);
          server.on('error', (error) => parts.report('the local room has trouble with its port', error));
          resolve(ok({ address: addressOf(parts.host, server.address() as AddressInfo) }));
        });
      });
    },

    async start(take) {
      receive = take;
    },

    async stop() {
      receive = null;
      for (const connection of connections) connection.close();
    },

    close() {
      receive = null;
      clearInterval(beating);
      for (const connection of connections) connection.close();
      if (!listening) return Promise.resolve();
      listening = false;
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.clients) socket.terminate();
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },

    async send(parcel) {
      checkAudience(parcel);
      const { key, room, to } = parcel;
      const body = encodeParcel(await illustrated(parcel, parts.draw));
      const entry = await written(parts.log.append({ key, room, to, body, at: parts.clock.now() }));
      hub.publish(entry);
      return messageRef(String(entry.seq));
    },

    async edit(message, parcel) {
      checkAudience(parcel);
      const entry = await written(parts.log.replace(Number(message), encodeParcel(await illustrated(parcel, parts.draw))));
      if (!entry) throw new DeliveryError({ kind: 'refused', why: `no message ${message} in the room log` });
      hub.publish(entry);
    },

    async toast(reply, to, room, text) {
      hub.toast(room, to, reply === '' ? null : Number(reply), text);
    },
  };
}

function beat(connections: ReadonlySet<Connection>): void {
  for (const connection of connections) connection.beat();
}

/** The log knows what was written by its key: a write that failed is tried again. */
async function written<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw new DeliveryError({ kind: 'unsure', why: `the room log: ${error instanceof Error ? error.message : error}` }, error);
  }
}

function checkAudience({ view, to }: Parcel): void {
  if (view.audience === 'person' && to === null) throw new DeliveryError({ kind: 'refused', why: 'a private message without a person' });
}

function listenProblem(error: NodeJS.ErrnoException, { host, port }: WebParts): ListenProblem {
  switch (error.code) {
    case 'EADDRINUSE':
      return {
        setting: 'PORT',
        problem: `Port ${port} is taken by another program. Set PORT to a free one, for example PORT=${port + 1}.`,
      };
    case 'EACCES':
      return { setting: 'PORT', problem: `Port ${port} is not allowed for this user. Set PORT to one above 1023.` };
    default:
      return { setting: 'HOST', problem: `Cannot listen on ${host}: ${error.message}. Set HOST to an address of this machine.` };
  }
}

function addressOf(host: string, { port }: AddressInfo): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
