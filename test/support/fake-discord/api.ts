import { channelRoutes } from './api-channels.ts';
import { commandRoutes } from './api-commands.ts';
import { interactionRoutes } from './api-interactions.ts';
import { type Answer, ApiError, type Broken, type Call, type Route } from './call.ts';
import type { Records } from './records.ts';
import { createWriting } from './writing.ts';

/** The REST requests that a bot of our kind makes. */
export function createApi(
  records: Records,
  gateway: { readonly url: () => string; readonly shards: () => number },
  broken: Broken,
  realTime: () => number,
) {
  const blocked = new Map<string, number>();
  const writing = createWriting(records, broken);
  const routes: readonly Route[] = [
    ['GET', /^\/gateway\/bot$/, gatewayBot],
    ...interactionRoutes(records, writing, broken, realTime),
    ...channelRoutes(records, writing, broken, blocked),
    ...commandRoutes(records),
  ];

  function gatewayBot(): Answer {
    const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: gateway.shards() };
    return { status: 200, json: { url: gateway.url(), shards: gateway.shards(), session_start_limit: limit } };
  }

  return {
    /** People who take no private messages, and the code that says so. */
    blocked,
    /** @throws ApiError */
    handle(call: Call): Answer {
      for (const [method, pattern, handler] of routes) {
        const found = method === call.method ? pattern.exec(call.path) : null;
        if (!found) continue;
        const open = /^\/(interactions|webhooks)\//.test(call.path);
        if (!open && !call.authorized) throw new ApiError(401, 0, '401: Unauthorized');
        return handler(call, ...found.slice(1));
      }
      broken(`${call.method} ${call.path}: no such request`);
      throw new ApiError(404, 0, '404: Not Found');
    },
  };
}
