import type { Readable } from 'node:stream';
import { type ApiClientOptions, HttpError, type Transformer } from 'grammy';
import type { ApiResponse } from 'grammy/types';
import { type Dispatcher, Pool } from 'undici';
import { type Millis, seconds } from '../kernel/time.ts';

type Fetch = NonNullable<ApiClientOptions['fetch']>;
type Signal = Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'>;

interface Asked {
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Record<string, string>;
  readonly body: string | Readable;
  readonly signal?: Signal | undefined;
}

export interface Wire {
  /** For grammY's client, which by itself takes node-fetch: with that a request needs half as much time again. */
  fetch(lasts: Millis): Fetch;
  /** Makes requests without files itself, for a client whose requests may last so long: grammY does much around each of them. */
  direct(lasts: Millis): Transformer;
  /** Resolves when every request that was made is on the wire, or never will be; null where that is so now. */
  unwritten(): Promise<void> | null;
}

/** An idle connection is not used again after this: one that was cut on its way would swallow what is sent into it. */
const IDLE = seconds(15);
const CONNECTIONS = 64;
/** Methods that may carry a file, which grammY writes as a form. */
const UPLOADS: ReadonlySet<string> = new Set(['sendPhoto', 'sendPoll', 'editMessageMedia']);
/** The code of a request that was given up before it was written. */
export const NOT_SENT = 'NOT_SENT';
const JSON_HEADERS = { 'content-type': 'application/json' };

/** Calls after a time; gives what keeps it from calling. */
export type CallAfter = (time: Millis, call: () => void) => () => void;

/** The way to Telegram: by undici, which discord.js brings along. */
export function createWire(apiRoot: string, token: string, callAfter: CallAfter): Wire {
  const { origin, pathname } = new URL(apiRoot);
  const above = pathname.replace(/\/$/, '');
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: IDLE,
    keepAliveMaxTimeout: IDLE,
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  let inLine = 0;
  let through: PromiseWithResolvers<void> | null = null;
  const leave = (): void => {
    inLine -= 1;
    if (inLine > 0) return;
    through?.resolve();
    through = null;
  };

  /** `lasts`: from now to the whole answer. Gives the answer's text. */
  const request = (path: string, { method, headers, body, signal }: Asked, lasts: Millis): Promise<string> =>
    new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      let cut: ((reason: Error) => void) | null = null;
      let givenUp: Error | null = null;
      const giveUp = (code: string, why: string): void => {
        givenUp = Object.assign(new Error(why), { code: cut ? code : NOT_SENT });
        over();
        if (cut) cut(givenUp);
        else reject(givenUp);
      };
      const aborted = () => giveUp('ABORT_ERR', 'the request was given up');
      const late = () => giveUp('ETIMEDOUT', `no answer within ${lasts} ms`);
      const disarm = callAfter(lasts, late);
      let stands = true;
      const left = (): void => {
        if (stands) leave();
        stands = false;
      };
      const over = (): void => {
        left();
        disarm();
        signal?.removeEventListener('abort', aborted);
      };
      inLine += 1;
      if (signal?.aborted) return aborted();
      signal?.addEventListener('abort', aborted);
      // Bytes are written at once; of text undici measures the length first.
      const sent = typeof body === 'string' ? Buffer.from(body) : body;
      pool.dispatch(
        { path: above + path, method, headers, body: sent },
        {
          // Right before it is written. Who gave up while it stood in line does not send it any more.
          onConnect(abort) {
            cut = abort;
            if (givenUp) abort(givenUp);
            left();
          },
          onHeaders: () => true,
          onData(part) {
            parts.push(part);
            return true;
          },
          onComplete() {
            over();
            resolve(Buffer.concat(parts).toString());
          },
          onError(error) {
            over();
            reject(error);
          },
        },
      );
    });

  return {
    unwritten() {
      if (inLine === 0) return null;
      through ??= Promise.withResolvers<void>();
      return through.promise;
    },

    fetch: (lasts) =>
      (async (url: string, asked: Asked) => {
        const text = await request(url.slice(apiRoot.length), asked, lasts);
        // All that grammY wants of a `Response`.
        return { json: () => JSON.parse(text) };
      }) as unknown as Fetch,

    direct: (lasts) => async (byGrammy, method, payload, signal) => {
      if (UPLOADS.has(method)) return byGrammy(method, payload, signal);
      const body = JSON.stringify(payload ?? {});
      try {
        const text = await request(
          `/bot${token}/${method}`,
          { method: 'POST', headers: JSON_HEADERS, body, signal: signal as Signal },
          lasts,
        );
        return JSON.parse(text) as ApiResponse<never>;
      } catch (error) {
        throw new HttpError(`Network request for '${method}' failed!`, error);
      }
    },
  };
}
