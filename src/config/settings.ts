import { closest, distance } from 'fastest-levenshtein';
import type { Problem } from './problem.ts';

/** Every setting there is, in the order of `.env.example`. */
export const SETTINGS = [
  'DATA_DIR',
  'CONTENT_DIR',
  'HOST',
  'PORT',
  'ROOM_PASSWORD',
  'LOG_LEVEL',
  'DEFAULT_LOCALE',
  'DEFAULT_TIME_ZONE',
  'ALLOWED_GROUPS',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'LLM_MODEL',
  'LLM_TIMEOUT_SECONDS',
  'LLM_DAILY_TOKENS',
  'DISCORD_TOKEN',
  'DISCORD_API_URL',
  'DISCORD_DEV_GUILD',
  'TELEGRAM_TOKEN',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_WEBHOOK_URL',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** Names that begin so are meant for this bot. `HOST…` or `DATA_…` alone may belong to anybody. */
const OURS = ['OPENAI_', 'LLM_', 'DISCORD_', 'TELEGRAM_', 'ROOM_', 'DEFAULT_', 'ALLOWED_'];

/** A name this near to a setting is a slip of the hand, whatever it begins with. */
const SLIP = 1;
/** Short names (`PORT`, `HOST`) have innocent neighbours (`SORT`, `POST`). */
const LONG_ENOUGH = 8;

/** Names in the environment that look like settings and are none. */
export function strangers(env: Readonly<Record<string, string | undefined>>): Problem[] {
  return Object.keys(env)
    .filter((name) => !isSetting(name) && env[name] !== undefined)
    .flatMap((name): Problem[] => {
      const nearest = nearestSetting(name);
      if (nearest === null) return [];
      return [
        {
          setting: name,
          severity: 'warning',
          problem: 'is no setting of this bot and has no effect',
          advice: `perhaps ${nearest} was meant`,
        },
      ];
    });
}

function nearestSetting(name: string): Setting | null {
  const upper = name.toUpperCase();
  const prefix = OURS.find((start) => upper.startsWith(start));
  const candidates = prefix ? SETTINGS.filter((setting) => setting.startsWith(prefix)) : SETTINGS;
  const nearest = closest(upper, candidates) as Setting;
  const near = distance(upper, nearest) <= SLIP && nearest.length >= LONG_ENOUGH;
  return prefix || near ? nearest : null;
}

function isSetting(name: string): name is Setting {
  return (SETTINGS as readonly string[]).includes(name);
}
