import { createHash, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { telegramLimits } from './limits.ts';

/** What Telegram sends along to show that it is Telegram: the same after every start, and known to nobody without the token. */
export const webhookSecret = (token: string): string => createHash('sha256').update(`webhook ${token}`).digest('base64url');

/** Takes updates at the path of the address that was registered. `take` is null while the platform is not running. */
export function mountWebhook(app: Hono, url: string, secret: string, take: () => ((update: Update) => Promise<void>) | null): void {
  const expected = Buffer.from(secret);
  const isTelegram = (c: Context): boolean => {
    const given = Buffer.from(c.req.header('x-telegram-bot-api-secret-token') ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  const limit = bodyLimit({ maxSize: telegramLimits.update, onError: (c) => c.text('Too long.', 413) });
  app.post(new URL(url).pathname, limit, async (c) => {
    if (!isTelegram(c)) return c.text('Not for you.', 401);
    const now = take();
    // Telegram comes again later with what is not answered with 200.
    if (!now) return c.text('Not running.', 503);
    const update: unknown = await c.req.json().catch(() => null);
    if (!isUpdate(update)) return c.text('Not an update.', 400);
    await now(update);
    return c.body(null, 200);
  });
}

const isUpdate = (value: unknown): value is Update =>
  typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id);
