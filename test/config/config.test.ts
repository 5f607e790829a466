import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../src/config/config.ts';
import { describeProblem, type Problem } from '../../src/config/problem.ts';
import { SETTINGS, type Setting } from '../../src/config/settings.ts';

type Env = Record<string, string>;

function config(env: Env): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.error.map(describeProblem).join('\n'));
  return read.value;
}

function problems(env: Env): readonly Problem[] {
  const read = readConfig(env);
  return read.ok ? [] : read.error;
}

const named = (env: Env): string[] => problems(env).map((problem) => problem.setting);
const warned = (env: Env): string[] => config(env).warnings.map(describeProblem);

describe('an empty environment', () => {
  it('gives the local room on this machine, in Chinese, without a model or a platform', () => {
    expect(config({})).toEqual({
      dataDir: 'data',
      contentDir: 'content',
      logLevel: 'info',
      locale: 'zh',
      timeZone: 'Asia/Shanghai',
      allowedGroups: null,
      room: { reach: 'loopback', host: '127.0.0.1', port: 8080, password: null },
      model: null,
      discord: null,
      telegram: null,
      warnings: [],
    });
  });

  it('is the same as one with empty values', () => {
    expect(config(Object.fromEntries(SETTINGS.map((setting) => [setting, ' '])))).toEqual(config({}));
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

  it('holds every setting, and nothing that is none, in the order of the register', () => {
    expect([...example.matchAll(/^(?!#)([^=\n]+)=/gm)].map((line) => line[1])).toEqual(SETTINGS);
  });

  it('changes nothing when it is copied as it stands', () => {
    expect(config(parseEnv(example) as Env)).toEqual(config({}));
  });

  it('says something of every setting', () => {
    for (const paragraph of example.trim().split('\n\n').slice(1)) expect(paragraph).toMatch(/^#/);
  });
});

describe('every setting', () => {
  const key = { OPENAI_API_KEY: 'sk-1' };
  const changes: Record<Setting, { env: Env; without?: Env; see: (config: Config) => unknown; gives: unknown }> = {
    DATA_DIR: { env: { DATA_DIR: '/srv/bot' }, see: (c) => c.dataDir, gives: '/srv/bot' },
    CONTENT_DIR: { env: { CONTENT_DIR: 'elsewhere' }, see: (c) => c.contentDir, gives: 'elsewhere' },
    HOST: { env: { HOST: 'localhost' }, see: (c) => c.room.host, gives: 'localhost' },
    PORT: { env: { PORT: '0' }, see: (c) => c.room.port, gives: 0 },
    ROOM_PASSWORD: { env: { ROOM_PASSWORD: 'open sesame' }, see: (c) => c.room.password?.reveal(), gives: 'open sesame' },
    LOG_LEVEL: { env: { LOG_LEVEL: 'DEBUG' }, see: (c) => c.logLevel, gives: 'debug' },
    DEFAULT_LOCALE: { env: { DEFAULT_LOCALE: 'en' }, see: (c) => c.locale, gives: 'en' },
    DEFAULT_TIME_ZONE: { env: { DEFAULT_TIME_ZONE: 'europe/berlin' }, see: (c) => c.timeZone, gives: 'Europe/Berlin' },
    ALLOWED_GROUPS: {
      env: { ALLOWED_GROUPS: 'discord:123456, telegram:-100123 telegram:direct' },
      see: (c) => c.allowedGroups,
      gives: new Set(['discord:123456', 'telegram:-100123', 'telegram:direct']),
    },
    OPENAI_API_KEY: { env: key, see: (c) => c.model?.apiKey.reveal(), gives: 'sk-1' },
    OPENAI_BASE_URL: {
      env: { ...key, OPENAI_BASE_URL: 'http://localhost:1/v1/', LLM_MODEL: 'm' },
      see: (c) => c.model?.baseUrl,
      gives: 'http://localhost:1/v1',
    },
    LLM_MODEL: { env: { ...key, LLM_MODEL: 'm' }, without: key, see: (c) => c.model?.model, gives: 'm' },
    LLM_TIMEOUT_SECONDS: { env: { ...key, LLM_TIMEOUT_SECONDS: '5' }, without: key, see: (c) => c.model?.timeout, gives: 5000 },
    LLM_DAILY_TOKENS: { env: { ...key, LLM_DAILY_TOKENS: '20000' }, without: key, see: (c) => c.model?.dailyTokens, gives: 20_000 },
    DISCORD_TOKEN: { env: { DISCORD_TOKEN: 'd.1' }, see: (c) => c.discord?.token.reveal(), gives: 'd.1' },
    DISCORD_API_URL: {
      env: { DISCORD_TOKEN: 'd.1', DISCORD_API_URL: 'http://127.0.0.1:1' },
      see: (c) => c.discord?.apiUrl,
      gives: 'http://127.0.0.1:1',
    },
    DISCORD_DEV_GUILD: { env: { DISCORD_TOKEN: 'd.1', DISCORD_DEV_GUILD: '123456' }, see: (c) => c.discord?.devGuild, gives: '123456' },
    TELEGRAM_TOKEN: { env: { TELEGRAM_TOKEN: '1:t' }, see: (c) => c.telegram?.token.reveal(), gives: '1:t' },
    TELEGRAM_API_ROOT: {
      env: { TELEGRAM_TOKEN: '1:t', TELEGRAM_API_ROOT: 'http://127.0.0.1:1' },
      see: (c) => c.telegram?.apiRoot,
      gives: 'http://127.0.0.1:1',
    },
    TELEGRAM_WEBHOOK_URL: {
      env: { TELEGRAM_TOKEN: '1:t', TELEGRAM_WEBHOOK_URL: 'https://bot.example.org/telegram' },
      see: (c) => c.telegram?.webhookUrl,
      gives: 'https://bot.example.org/telegram',
    },
  };

  it.each(SETTINGS)('%s is read', (setting) => {
    const { env, without = {}, see, gives } = changes[setting];
    expect(see(config(env))).toEqual(gives);
    expect(see(config(without))).not.toEqual(gives);
  });
});

describe('the groups that are allowed', () => {
  it('are refused where one is written wrongly, with the word that is wrong', () => {
    const [problem] = problems({ ALLOWED_GROUPS: 'discord:123456, my server' });
    expect(problem && describeProblem(problem)).toContain('"my", "server"');
  });
});

describe('mistakes', () => {
  it('are named together, each with what to do', () => {
    const found = problems({
      HOST: '0.0.0.0',
      PORT: '80a',
      LOG_LEVEL: 'loud',
      DEFAULT_LOCALE: 'fr',
      DEFAULT_TIME_ZONE: 'Mars/Base',
      OPENAI_BASE_URL: 'localhost:1234',
      LLM_TIMEOUT_SECONDS: '0',
      LLM_DAILY_TOKENS: '-1',
      DISCORD_TOKEN: 'two words',
      DISCORD_API_URL: 'ftp://example.org',
      TELEGRAM_API_ROOT: 'https://me:pw@example.org',
      TELEGRAM_WEBHOOK_URL: 'https://bot.example.org',
    });
    expect(found.filter((problem) => problem.severity === 'error').map(describeProblem)).toEqual([
      'LOG_LEVEL is "loud": give one of trace, debug, info, warn, error, fatal, silent',
      'DEFAULT_LOCALE is "fr": give one of zh, en',
      'DEFAULT_TIME_ZONE is "Mars/Base": give an IANA name such as Asia/Shanghai or Europe/Berlin',
      'PORT is "80a": give a whole number from 0 to 65535',
      'ROOM_PASSWORD is missing, and HOST 0.0.0.0 can be reached by others: set one of at least 8 characters, or leave HOST at 127.0.0.1',
      'OPENAI_BASE_URL is "localhost:1234": give an address such as https://example.org/v1, without ? and #',
      'LLM_TIMEOUT_SECONDS is "0": give a whole number from 1 to 300',
      'LLM_DAILY_TOKENS is "-1": give a whole number from 1 to 1000000000000',
      'DISCORD_TOKEN holds a space, a line break or a character outside ASCII: copy the token again, all of it and nothing else',
      'DISCORD_API_URL is "ftp://example.org": give an address such as https://example.org/v1, without ? and #',
      'TELEGRAM_WEBHOOK_URL is "https://bot.example.org": give an https address with a path that leads to this server, such as https://bot.example.org/telegram',
      'TELEGRAM_API_ROOT holds a name or password: take it out of the address',
    ]);
  });

  it('in a secret do not show it', () => {
    const told = problems({ ROOM_PASSWORD: 'shorty', OPENAI_API_KEY: 'sk secret', TELEGRAM_API_ROOT: 'https://me:hunter2@example.org' });
    expect(told).toHaveLength(3);
    expect(JSON.stringify(told)).not.toMatch(/shorty|sk secret|hunter2/);
  });

  it.each(['65536', '-1', '8e3', '80.5', '0x50', '８０'])('a port %s is refused', (port) => {
    expect(named({ PORT: port })).toEqual(['PORT']);
  });
});

describe('the room', () => {
  it.each(['127.0.0.1', '127.8.0.1', 'localhost', '::1'])('on %s needs no password', (host) => {
    expect(config({ HOST: host }).room).toMatchObject({ reach: 'loopback', host, password: null });
  });

  it.each(['0.0.0.0', '192.168.1.4', '::', 'bot.example.org', '127.example.org'])('on %s needs one', (host) => {
    expect(named({ HOST: host })).toEqual(['ROOM_PASSWORD']);
    expect(config({ HOST: host, ROOM_PASSWORD: '暗号暗号暗号暗号' }).room).toMatchObject({ reach: 'network', host });
  });

  it('takes no short password, and says only that', () => {
    expect(problems({ HOST: '0.0.0.0', ROOM_PASSWORD: '1234567' }).map(describeProblem)).toEqual([
      'ROOM_PASSWORD is too short: give at least 8 characters',
    ]);
    expect(named({ ROOM_PASSWORD: '1234567' })).toEqual(['ROOM_PASSWORD']);
  });
});

describe('the model', () => {
  it('needs its name where the server is not the usual one', () => {
    expect(named({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' })).toEqual(['LLM_MODEL']);
  });

  it('is off without a key, and says that the address has no effect', () => {
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' };
    expect(config(env).model).toBeNull();
    expect(warned(env)).toEqual([
      'OPENAI_BASE_URL has no effect without OPENAI_API_KEY: set the key; a server that needs none takes any word',
    ]);
  });
});

describe('names that are no settings', () => {
  it.each([
    ['OPENAI_KEY', 'OPENAI_API_KEY'],
    ['DISCORD_TOKN', 'DISCORD_TOKEN'],
    ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_TOKEN'],
    ['ROOM_PASWORD', 'ROOM_PASSWORD'],
    ['LLM_DAILY_TOKEN', 'LLM_DAILY_TOKENS'],
    ['LOG_LEVE', 'LOG_LEVEL'],
    ['openai_api_key', 'OPENAI_API_KEY'],
    ['CONTENTDIR', 'CONTENT_DIR'],
  ])('%s is warned of', (name, meant) => {
    expect(warned({ [name]: 'x' })).toEqual([`${name} is no setting of this bot and has no effect: perhaps ${meant} was meant`]);
  });

  it('that belong to others are left alone', () => {
    const env = { PATH: '/bin', HOME: '/root', SORT: '1', POST: 'x', HOSTNAME: 'a', DATABASE_URL: 'x', NODE_ENV: 'test', LANG: 'C' };
    expect(warned(env)).toEqual([]);
  });

  it('come along with the mistakes they explain', () => {
    expect(named({ HOST: '0.0.0.0', ROOM_PASWORD: 'long enough' })).toEqual(['ROOM_PASSWORD', 'ROOM_PASWORD']);
  });

  it('do not show their value', () => {
    expect(JSON.stringify(config({ OPENAI_KEY: 'sk-secret' }))).not.toContain('sk-secret');
  });
});
