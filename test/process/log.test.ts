import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { BotProcess } from '../support/bot-process.ts';

const data = mkdtempSync(join(tmpdir(), 'it-log-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** Nobody listens on port 9 here: the platforms fail, with the token in the address that the library complains of. */
const NOWHERE = 'http://127.0.0.1:9';

it('no secret reaches the log, and a platform that fails keeps nothing else from working', async () => {
  const secrets = {
    TELEGRAM_TOKEN: '123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr',
    DISCORD_TOKEN: 'MTIz.secret.discord-token-of-ours',
    OPENAI_API_KEY: 'sk-secret-of-ours',
  };
  const bot = await BotProcess.start(data, {
    ...secrets,
    LOG_LEVEL: 'trace',
    TELEGRAM_API_ROOT: NOWHERE,
    DISCORD_API_URL: NOWHERE,
    OPENAI_BASE_URL: NOWHERE,
    LLM_MODEL: 'none',
  });
  const page = await bot.visit(await bot.enter('Ada'));
  page.says('/today');
  await page.until(() => page.texts().some((text) => text.includes('📡')));
  await page.until(
    () =>
      bot.log.some((line) => line.includes('Telegram cannot be reached')) &&
      bot.log.some((line) => line.includes('Discord cannot be reached')),
  );
  const health = (await (await fetch(`${bot.address}/healthz`)).json()) as { platforms: Record<string, { kind: string }> };
  expect(health.platforms).toMatchObject({ web: { kind: 'ready' } });
  expect(Object.keys(health.platforms).sort()).toEqual(['discord', 'telegram', 'web']);
  for (const secret of Object.values(secrets)) expect(bot.log.join('\n')).not.toContain(secret);
  expect(await bot.stop()).toBe(0);
}, 60_000);
