/** A published limit: so many in so much time (ms). */
interface Limit {
  readonly name: string;
  readonly most: number;
  readonly window: number;
}

/** What is known of Discord's limits of routes; the headers tell them. */
const LIMITS: readonly [RegExp, Limit][] = [
  [/^POST \/channels\/\d+\/messages$/, { name: 'create', most: 5, window: 5_000 }],
  [/^PATCH \/channels\/\d+\/messages\/\d+$/, { name: 'edit', most: 5, window: 5_000 }],
  [/^DELETE \/channels\/\d+\/messages\/\d+$/, { name: 'delete', most: 5, window: 1_000 }],
  [/^\w+ \/webhooks\/\d+\/[^/]+/, { name: 'webhook', most: 5, window: 2_000 }],
  [/^POST \/users\/@me\/channels$/, { name: 'chats', most: 10, window: 10_000 }],
  [/^(GET|PUT) \/applications\//, { name: 'commands', most: 5, window: 20_000 }],
];
const GLOBAL: Limit = { name: 'global', most: 50, window: 1_000 };

export interface Verdict {
  readonly allowed: boolean;
  readonly global: boolean;
  /** Seconds. */
  readonly retryAfter: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Bucket {
  left: number;
  resets: number;
}

/** Counts requests. `pace` shortens the windows of routes, so that a test need not wait for them; the 50 a second are as published. */
export function createRates(pace: number, time: () => number) {
  const buckets = new Map<string, Bucket>();

  function take(key: string, { most, window }: Limit): { bucket: Bucket; allowed: boolean } {
    const now = time();
    let bucket = buckets.get(key);
    if (!bucket || bucket.resets <= now) {
      bucket = { left: most, resets: now + window };
      buckets.set(key, bucket);
    }
    const allowed = bucket.left > 0;
    if (allowed) bucket.left -= 1;
    return { bucket, allowed };
  }

  return {
    check(method: string, path: string): Verdict {
      const ofInteraction = /^\/(interactions|webhooks)\//.test(path);
      if (!ofInteraction) {
        const { bucket, allowed } = take('global', GLOBAL);
        const retryAfter = (bucket.resets - time()) / 1000;
        if (!allowed)
          return { allowed, global: true, retryAfter, headers: { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' } };
      }
      const [, published] = LIMITS.find(([route]) => route.test(`${method} ${path}`)) ?? [];
      if (!published) return { allowed: true, global: false, retryAfter: 0, headers: {} };
      const limit = { ...published, window: published.window * pace };
      const major = /^\/(?:channels|webhooks|guilds)\/(\d+(?:\/[^/]+)?)/.exec(path.replace(/\/messages.*$/, ''))?.[1] ?? '';
      const { bucket, allowed } = take(`${limit.name} ${major}`, limit);
      const after = Math.max(0, bucket.resets - time()) / 1000;
      const headers: Record<string, string> = {
        'x-ratelimit-limit': String(limit.most),
        'x-ratelimit-remaining': String(bucket.left),
        'x-ratelimit-reset': String((Date.now() + after * 1000) / 1000),
        'x-ratelimit-reset-after': after.toFixed(3),
        'x-ratelimit-bucket': limit.name,
      };
      if (!allowed) headers['x-ratelimit-scope'] = 'user';
      return { allowed, global: false, retryAfter: after, headers };
    },
  };
}
