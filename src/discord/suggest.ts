import { commandsOn, type Param, type Signature } from '../chat/command.ts';
import { clip } from '../chat/length.ts';
import type { Locale } from '../kernel/locale.ts';
import { discordLimits } from './limits.ts';

export interface Suggestion {
  readonly name: string;
  readonly value: string;
}

/** Topics by title, alias or file name in any of our languages, the likeliest first. */
export type CompleteTopics = (
  prefix: string,
  locale: Locale,
  most: number,
) => readonly { readonly value: string; readonly label: string }[];

const CLOCKS = ['08:00', '08:30', '09:00', '12:30', '18:00', '20:00', '21:30'];
/** Before anything is typed; then all zones are looked through. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Taipei',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Sydney',
  'UTC',
];
const DAYS: Readonly<Record<Locale, readonly string[]>> = {
  en: ['daily', 'mon-fri', 'sat,sun', 'mon,wed,fri', 'tue,thu'],
  zh: ['每天', '周一至周五', '周六日', '一三五', '二四'],
};

/** What is offered while somebody types an option of a command. Anything else may be typed too; the parser decides. */
export function suggestions(
  signatures: readonly Signature[],
  typing: { readonly command: string; readonly option: string; readonly typed: string },
  locale: Locale,
  topics: CompleteTopics,
): readonly Suggestion[] {
  const param = commandsOn(signatures, 'discord').find((one) => one.name === typing.command)?.params[typing.option];
  if (!param) return [];
  return offered(param, typing.typed.trim(), locale, topics)
    .filter(({ value }) => value.length > 0 && value.length <= discordLimits.autocomplete.value)
    .slice(0, discordLimits.autocomplete.choices)
    .map(({ name, value }) => ({ name: clip(name, discordLimits.autocomplete.name, 'points'), value }));
}

function offered(param: Param, typed: string, locale: Locale, topics: CompleteTopics): readonly Suggestion[] {
  const plain = (values: readonly string[]) => {
    const fitting = values.filter((value) => value.toLowerCase().includes(typed.toLowerCase()));
    return (fitting.length > 0 ? fitting : values).map((value) => ({ name: value, value }));
  };
  switch (param.kind) {
    case 'topic':
      return topics(typed, locale, discordLimits.autocomplete.choices).map(({ label, value }) => ({ name: label || value, value }));
    case 'clock':
      return withTyped(typed, plain(CLOCKS));
    case 'days':
      return withTyped(typed, plain(DAYS[locale]));
    case 'zone':
      return plain(typed ? Intl.supportedValuesOf('timeZone') : ZONES);
    default:
      return [];
  }
}

/** What was typed stands first, so that it can be chosen as it is. */
const withTyped = (typed: string, values: readonly Suggestion[]): readonly Suggestion[] =>
  typed && !values.some(({ value }) => value === typed) ? [{ name: typed, value: typed }, ...values] : values;
