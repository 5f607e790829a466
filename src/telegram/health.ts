import type { Api } from 'grammy';
import { failuresBorne } from './limits.ts';

/** What the last requests say of Telegram. Null: all is well. */
export type Trouble = { readonly kind: 'unauthorised' } | { readonly kind: 'unreachable'; readonly why: string } | null;

/** Where nobody asks for updates, the requests that are made anyway show whether Telegram is there. */
export function watchRequests(api: Api, health: (trouble: Trouble) => void): void {
  let failures = 0;
  const failed = (why: string) => {
    failures += 1;
    if (failures >= failuresBorne) health({ kind: 'unreachable', why });
  };
  api.config.use(async (request, method, payload, signal) => {
    try {
      const answer = await request(method, payload, signal);
      if (!answer.ok && answer.error_code === 401) health({ kind: 'unauthorised' });
      else if (!answer.ok && answer.error_code >= 500) failed(answer.description);
      else {
        failures = 0;
        health(null);
      }
      return answer;
    } catch (error) {
      if (!signal?.aborted) failed('the connection failed');
      throw error;
    }
  });
}
