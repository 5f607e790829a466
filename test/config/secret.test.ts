import { format, inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { Secret } from '../../src/config/secret.ts';

describe('a secret', () => {
  const secret = new Secret('hunter2');

  it('is given only to who asks for it', () => {
    expect(secret.reveal()).toBe('hunter2');
  });

  it.each<[string, () => string]>([
    ['a template', () => `${secret}`],
    ['a sum', () => `${'key '}${String(secret)}`],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ secret }, { showHidden: true, depth: 9 })],
    ['format', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['a spread copy', () => JSON.stringify({ ...secret })],
    ['an error', () => inspect(new Error('no', { cause: secret }))],
  ])('does not show in %s', (_where, show) => {
    expect(show()).not.toContain('hunter2');
  });

  it('shows that it is there', () => {
    expect([inspect(secret), `${secret}`, JSON.stringify(secret), inspect([secret])]).toEqual(['***', '***', '"***"', '[ *** ]']);
  });

  it('does not show when the whole configuration is logged', () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => lines.push(line) });
    const config = readConfig({
      OPENAI_API_KEY: 'hunter2',
      DISCORD_TOKEN: 'hunter2',
      TELEGRAM_TOKEN: 'hunter2',
      ROOM_PASSWORD: 'hunter2hunter2',
    });
    log.info(config, 'read');
    expect(lines.join('')).toContain('"token":"***"');
    expect(lines.join('')).not.toContain('hunter2');
  });
});
