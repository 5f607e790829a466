import type { Readable } from 'node:stream';
import type { ApiClientOptions } from 'grammy';
import { Agent, type Dispatcher } from 'undici';
import { seconds } from '../kernel/time.ts';

type Fetch = NonNullable<ApiClientOptions['fetch']>;

/** What grammY asks of a `fetch`, and what it wants to have back. */
interface Asked {
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Record<string, string>;
  readonly body: string | Readable;
  readonly signal: Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'>;
}
interface Answer {
  json(): unknown;
}

/** An idle connection is not used again after this: one that was cut on its way would swallow what is sent into it. */
const IDLE = seconds(15);
const CONNECTIONS = 64;

/**
 * How grammY reaches Telegram: by undici, which discord.js brings along. With what grammY takes by itself, node-fetch, a request takes
 * half as long again. How long one may last, grammY says by its signal.
 */
export function createWire(): Fetch {
  const dispatcher = new Agent({
    connections: CONNECTIONS,
    keepAliveTimeout: IDLE,
    keepAliveMaxTimeout: IDLE,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const wire = (url: string, { method, headers, body, signal }: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { origin, pathname } = new URL(url);
      const parts: Buffer[] = [];
      let cut = (reason: Error): void => reject(reason);
      const aborted = () => cut(new DOMException('The request was given up', 'AbortError'));
      if (signal.aborted) return aborted();
      signal.addEventListener('abort', aborted);
      const over = () => signal.removeEventListener('abort', aborted);
      dispatcher.dispatch(
        // Bytes it writes at once; of text it would measure the length first.
        { origin, path: pathname, method, headers, body: typeof body === 'string' ? Buffer.from(body) : body },
        {
          onConnect(abort) {
            cut = abort;
          },
          onHeaders: () => true,
          onData(part) {
            parts.push(part);
            return true;
          },
          onComplete() {
            over();
            resolve({ json: () => JSON.parse(Buffer.concat(parts).toString()) });
          },
          onError(error) {
            over();
            reject(error);
          },
        },
      );
    });
  return wire as unknown as Fetch;
}
