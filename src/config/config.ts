import { isIP } from 'node:net';
import { LOCALES, type Locale } from '../kernel/locale.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type Millis, seconds } from '../kernel/time.ts';
import type { Problem } from './problem.ts';
import { Reader } from './reader.ts';
import { Secret } from './secret.ts';
import { strangers } from './settings.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  readonly dataDir: string;
  readonly contentDir: string;
  readonly logLevel: LogLevel;
  readonly locale: Locale;
  /** IANA name, in its canonical spelling. */
  readonly timeZone: string;
  /** `discord:123`, `telegram:-100123`, `discord:direct`. Null: everybody may use the bot. */
  readonly allowedGroups: ReadonlySet<string> | null;
  readonly room: RoomConfig;
  /** Null: summaries are the authors' own or extracts. */
  readonly model: ModelConfig | null;
  readonly discord: DiscordConfig | null;
  readonly telegram: TelegramConfig | null;
  /** For the log. */
  readonly warnings: readonly Problem[];
}

/** Where the local room listens. Port 0 is any free one. */
export type RoomConfig =
  | { readonly reach: 'loopback'; readonly host: string; readonly port: number; readonly password: Secret | null }
  | { readonly reach: 'network'; readonly host: string; readonly port: number; readonly password: Secret };

export interface ModelConfig {
  readonly apiKey: Secret;
  /** Null: OpenAI's own. */
  readonly baseUrl: string | null;
  readonly model: string;
  /** Over one summary, with all its attempts. */
  readonly timeout: Millis;
  /** Null: no limit. */
  readonly dailyTokens: number | null;
}

export interface DiscordConfig {
  readonly token: Secret;
  /** Null: Discord's own. */
  readonly apiUrl: string | null;
  /** The one server that gets the commands. Null: all. */
  readonly devGuild: string | null;
}

export interface TelegramConfig {
  readonly token: Secret;
  /** Null: Telegram's own. */
  readonly apiRoot: string | null;
  /** Where Telegram brings its updates, on the web server. Null: the bot asks for them. */
  readonly webhookUrl: string | null;
}

/** In the list of models that openai 7.55 knows; small and cheap. */
const DEFAULT_MODEL = 'gpt-5.4-mini';
/** Node's fetch gives up on response headers after 300 s, whatever is asked of it. */
const LONGEST_CALL = 300;
const SHORTEST_PASSWORD = 8;

/** What the environment says, or everything that is wrong with it (warnings come along). */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<Config, Problem[]> {
  const read = new Reader(env);
  const config = {
    dataDir: read.text('DATA_DIR') ?? 'data',
    contentDir: read.text('CONTENT_DIR') ?? 'content',
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    locale: read.oneOf('DEFAULT_LOCALE', LOCALES) ?? 'zh',
    timeZone: readTimeZone(read) ?? 'Asia/Shanghai',
    allowedGroups: readAllowedGroups(read),
    room: readRoom(read),
    model: readModel(read),
    discord: readDiscord(read),
    telegram: readTelegram(read),
  };
  const problems = [...read.problems, ...strangers(env)];
  if (config.room === null || problems.some((problem) => problem.severity === 'error')) return err(problems);
  return ok({ ...config, room: config.room, warnings: problems });
}

function readTimeZone(read: Reader): string | null {
  const value = read.text('DEFAULT_TIME_ZONE');
  if (value === null) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    read.error('DEFAULT_TIME_ZONE', `is "${value}"`, 'give an IANA name such as Asia/Shanghai or Europe/Berlin');
    return null;
  }
}

function readRoom(read: Reader): RoomConfig | null {
  const host = read.text('HOST') ?? '127.0.0.1';
  const port = read.integer('PORT', 0, 65_535) ?? 8080;
  const password = readPassword(read);
  if (isLoopback(host)) return { reach: 'loopback', host, port, password };
  if (password !== null) return { reach: 'network', host, port, password };
  if (read.text('ROOM_PASSWORD') === null) {
    const advice = `set one of at least ${SHORTEST_PASSWORD} characters, or leave HOST at 127.0.0.1`;
    read.error('ROOM_PASSWORD', `is missing, and HOST ${host} can be reached by others`, advice);
  }
  return null;
}

function readPassword(read: Reader): Secret | null {
  const value = read.text('ROOM_PASSWORD');
  if (value === null) return null;
  if ([...value].length >= SHORTEST_PASSWORD) return new Secret(value);
  read.error('ROOM_PASSWORD', 'is too short', `give at least ${SHORTEST_PASSWORD} characters`);
  return null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readModel(read: Reader): ModelConfig | null {
  const apiKey = read.token('OPENAI_API_KEY');
  const baseUrl = read.address('OPENAI_BASE_URL');
  const model = read.text('LLM_MODEL');
  const timeout = seconds(read.integer('LLM_TIMEOUT_SECONDS', 1, LONGEST_CALL) ?? 60);
  const dailyTokens = read.integer('LLM_DAILY_TOKENS', 1, 1_000_000_000_000);
  if (apiKey === null) {
    if (baseUrl !== null && read.text('OPENAI_API_KEY') === null) {
      read.warning('OPENAI_BASE_URL', 'has no effect without OPENAI_API_KEY', 'set the key; a server that needs none takes any word');
    }
    return null;
  }
  if (baseUrl !== null && model === null) read.error('LLM_MODEL', 'is missing', `name a model that ${baseUrl} serves`);
  return { apiKey, baseUrl, model: model ?? DEFAULT_MODEL, timeout, dailyTokens };
}

/** What a group is called where it is allowed or not: its platform and the platform's number, or its private chats. */
const GROUP_NAME = /^(discord:(\d{5,20}|direct)|telegram:(-?\d{1,20}|direct))$/;

function readAllowedGroups(read: Reader): ReadonlySet<string> | null {
  const value = read.text('ALLOWED_GROUPS');
  if (value === null) return null;
  const names = value.split(/[\s,]+/).filter(Boolean);
  const wrong = names.filter((name) => !GROUP_NAME.test(name));
  if (wrong.length > 0)
    read.error('ALLOWED_GROUPS', `holds "${wrong.join('", "')}"`, 'write each as discord:<server id>, telegram:<chat id>, discord:direct');
  return new Set(names);
}

function readDiscord(read: Reader): DiscordConfig | null {
  const devGuild = read.text('DISCORD_DEV_GUILD');
  if (devGuild !== null && !/^\d{5,20}$/.test(devGuild))
    read.error(
      'DISCORD_DEV_GUILD',
      `is "${devGuild}"`,
      'give the number of a server: right-click its name with developer mode on, "Copy Server ID"',
    );
  const made = readPlatform(read, 'DISCORD_TOKEN', 'DISCORD_API_URL', (token, apiUrl) => ({ token, apiUrl, devGuild }));
  if (made === null && devGuild !== null && read.text('DISCORD_TOKEN') === null)
    read.warning('DISCORD_DEV_GUILD', 'has no effect without DISCORD_TOKEN', 'set the token, or take the server out');
  return made;
}

/** Everything that must never be written anywhere. */
export const secretsOf = (config: Config): string[] =>
  [config.room.password, config.model?.apiKey, config.discord?.token, config.telegram?.token].flatMap((secret) =>
    secret ? [secret.reveal()] : [],
  );

function readTelegram(read: Reader): TelegramConfig | null {
  const webhookUrl = read.address('TELEGRAM_WEBHOOK_URL');
  if (webhookUrl !== null && !/^https:\/\/[^/]+\/./.test(webhookUrl))
    read.error(
      'TELEGRAM_WEBHOOK_URL',
      `is "${webhookUrl}"`,
      'give an https address with a path that leads to this server, such as https://bot.example.org/telegram',
    );
  const made = readPlatform(read, 'TELEGRAM_TOKEN', 'TELEGRAM_API_ROOT', (token, apiRoot) => ({ token, apiRoot, webhookUrl }));
  if (made === null && webhookUrl !== null && read.text('TELEGRAM_TOKEN') === null)
    read.warning('TELEGRAM_WEBHOOK_URL', 'has no effect without TELEGRAM_TOKEN', 'set the token, or take the address out');
  return made;
}

function readPlatform<T>(
  read: Reader,
  tokenSetting: 'DISCORD_TOKEN' | 'TELEGRAM_TOKEN',
  addressSetting: 'DISCORD_API_URL' | 'TELEGRAM_API_ROOT',
  make: (token: Secret, address: string | null) => T,
): T | null {
  const token = read.token(tokenSetting);
  const address = read.address(addressSetting);
  if (token !== null) return make(token, address);
  if (address !== null && read.text(tokenSetting) === null) {
    read.warning(addressSetting, `has no effect without ${tokenSetting}`, 'set the token, or take the address out');
  }
  return null;
}
