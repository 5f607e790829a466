import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { help } from '../../src/app/commands/help.ts';
import { COMMANDS } from '../../src/app/commands/index.ts';
import { settingsShow } from '../../src/app/commands/settings.ts';
import { greeting } from '../../src/app/membership.ts';
import { parseCommand } from '../../src/app/parse.ts';
import { commandsOn } from '../../src/chat/command.ts';
import type { CommandValues } from '../../src/chat/command-line.ts';
import { PLATFORMS, type Platform } from '../../src/chat/place.ts';
import type { View } from '../../src/chat/view.ts';
import { commandJson, type OptionJson } from '../../src/discord/commands.ts';
import { LOCALES, type Locale } from '../../src/kernel/locale.ts';
import { menus } from '../../src/telegram/commands.ts';
import { commandIn } from '../../src/telegram/decode.ts';
import { openMessages } from '../../src/voice.ts';
import { commandOf } from '../../src/web/decode.ts';

const content = new URL('../../content', import.meta.url).pathname;
const messages = openMessages(content);
const names = { isTopic: () => false, titles: () => [] };

/** Every message, as it is written in the catalogues. */
const texts = readdirSync(join(content, 'messages')).flatMap((file) => {
  const locale = /(zh|en)\.ftl$/.exec(file)?.[1] as Locale;
  const source = readFileSync(join(content, 'messages', file), 'utf8');
  return source
    .split(/^(?=[a-z][\w-]* *=)/m)
    .map((text) => ({ file, locale, key: text.split(/ *=/)[0] ?? '', text: text.replace(/^#.*$/gm, '') }));
});
const only = (file: string): readonly Platform[] => PLATFORMS.filter((one) => file.startsWith(`${one}.`));

/** The commands that a text names, with their values. */
const calls = texts.flatMap(({ file, locale, key, text }) =>
  [...text.matchAll(/COMMAND\("([a-z ]+)"([^)]*)\)/g)].map(([, name = '', rest = '']) => ({
    key,
    locale,
    name,
    values: Object.fromEntries(
      [...rest.matchAll(/, (\w+): (?:"([^"]*)"|(\d+))/g)].map(([, of = '', words, number]) => [of, words ?? Number(number)]),
    ) as CommandValues,
    on: only(file).length > 0 ? only(file) : PLATFORMS,
  })),
);

const registered = commandJson(COMMANDS, (locale, key, values) => messages.in(locale, 'discord')(key, values), 'en');
const called = (one: { name: string; name_localizations?: Readonly<Record<string, string>> }, locale: Locale): string =>
  one.name_localizations?.[locale === 'zh' ? 'zh-CN' : 'en-US'] ?? one.name;

/** What is wrong with a line, as somebody would give it to Discord: words of a name, then options by the names that their app shows. */
function wrongOnDiscord(line: string, locale: Locale): string | null {
  const [name = '', ...rest] = line.slice(1).split(' ');
  const command = registered.find((one) => one.type === 1 && one.name === name);
  if (!command) return `no command ${name}`;
  let options: readonly OptionJson[] = command.options ?? [];
  if (options.some(({ type }) => type === 1)) {
    const sub = options.find((one) => one.name === rest[0]);
    if (!sub) return `no subcommand ${name} ${rest[0]}`;
    options = sub.options ?? [];
    rest.shift();
  }
  for (const given of rest.join(' ').match(/[^\s:]+:(?:(?!\s\S+:).)*/gu) ?? []) {
    const [, of = '', value = ''] = /^\[?([^:]+):(.*?)\]?$/su.exec(given) ?? [];
    const option = options.find((one) => called(one, locale) === of);
    if (!option) return `no option ${of}`;
    if (value === '…') continue;
    if (option.choices && !option.choices.some((one) => called(one, locale) === value)) return `no choice ${value}`;
    if (option.type === 4 && !/^\d+$/.test(value)) return `no number ${value}`;
  }
  const loose = rest
    .join(' ')
    .replace(/[^\s:]+:(?:(?!\s\S+:).)*/gu, '')
    .trim();
  return loose ? `words without a name: ${loose}` : null;
}

/** The command that a typed line is on the other two; with its values where it is given with all that it needs. */
function typed(platform: Platform, line: string): { name: string; values: Readonly<Record<string, unknown>> } | string {
  const here = commandsOn(COMMANDS, platform);
  const said = platform === 'telegram' ? commandIn(line, 'our_bot', here, false) : commandOf(line);
  if (!said) return 'no command';
  const parsed = parseCommand(here, said.name, said.args, names);
  if (!parsed.ok) return parsed.error.key;
  return { name: parsed.value.command.name, values: parsed.value.values };
}

/** A command alone, without what it takes. */
const bare = (platform: Platform, line: string): boolean => {
  const found = typed(platform, line);
  return typeof found !== 'string' || found.startsWith('refuse-missing-');
};

/** What stands in a View as code and begins as a command does. */
function inView(at: unknown): string[] {
  if (typeof at !== 'object' || at === null) return [];
  if ('style' in at && at.style === 'code' && 'text' in at) return String(at.text).startsWith('/') ? [String(at.text)] : [];
  return Object.values(at).flatMap(inView);
}

describe('the commands that texts name', () => {
  it('are written nowhere by hand, but where only one room says them', () => {
    const families = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0]))].join('|');
    const byHand = new RegExp(`(?<![\\w/])/(${families})\\b`);
    expect(texts.filter(({ file, text }) => !file.startsWith('web.') && byHand.test(text)).map(({ key }) => key)).toEqual([]);
    expect(calls.length).toBeGreaterThan(50);
  });

  it('are in the text as the platform writes them', () => {
    for (const { key, locale, name, values, on } of calls)
      for (const platform of on) {
        const say = messages.in(locale, platform);
        expect(say(key), `${key} on ${platform}`).toContain(say.commands.line(name, values));
      }
  });

  it('are registered on Discord: each subcommand, each option, each choice, by the names that are shown in that language', () => {
    for (const { key, locale, name, values, on } of calls)
      if (on.includes('discord'))
        expect(wrongOnDiscord(messages.in(locale, 'discord').commands.line(name, values), locale), key).toBeNull();
    const wrong = ['/quiz', '/quiz adaboost', '/settings language en', '/quiz start colour:red', '/settings language language:French'];
    for (const line of wrong) expect(wrongOnDiscord(line, 'en'), line).not.toBeNull();
  });

  it.each(['telegram', 'web'] as const)('are read on %s as that command with those values', (platform) => {
    for (const { key, locale, name, values, on } of calls) {
      if (!on.includes(platform)) continue;
      const line = messages.in(locale, platform).commands.line(name, values);
      if (Object.keys(values).length === 0) expect(bare(platform, line), `${key}: ${line}`).toBe(true);
      else {
        const found = typed(platform, line);
        expect(found, `${key}: ${line}`).toMatchObject({ name });
        const read = typeof found === 'string' ? {} : found.values;
        expect(
          Object.keys(read)
            .filter((of) => read[of] !== null)
            .sort(),
          line,
        ).toEqual(Object.keys(values).sort());
      }
    }
  });
});

describe.each(PLATFORMS)('on %s', (platform) => {
  it.each(LOCALES)('every command can be written with its values and its usage (%s)', (locale) => {
    const { commands } = messages.in(locale, platform);
    for (const one of commandsOn(COMMANDS, platform)) {
      const usage = commands.usage(one);
      if (platform === 'discord') expect(wrongOnDiscord(usage, locale)).toBeNull();
      else expect(bare(platform, usage.split(/ [<[]/)[0] ?? ''), usage).toBe(true);
      expect(usage.startsWith(commands.line(one.name))).toBe(true);
    }
  });

  it.each(LOCALES)('/help, the greeting and the settings name what there is, all of it, and nothing else (%s)', async (locale) => {
    const say = messages.in(locale, platform);
    const call = {
      say,
      sayAll: say,
      person: { manager: true },
      room: { platform, kind: 'group', title: 'Study' },
      parts: { signatures: COMMANDS },
    };
    const group = { platform, locale, timeZone: 'UTC', quiz: { questions: 5, seconds: 30, mode: 'speed' }, pictures: 'dark' };
    const views: View[] = [greeting({ title: 'Study' }, say)];
    for (const command of [help, settingsShow]) {
      const reply = await command.run({ ...call, group } as never, {});
      if (reply.ok && reply.value !== 'later') views.push(...reply.value);
    }
    const named = views.map((view) => inView(view));
    expect(named.map((lines) => lines.length > 3)).toEqual([true, true, true]);
    for (const line of named.flat()) {
      if (platform === 'discord') expect(wrongOnDiscord(line, locale), line).toBeNull();
      else expect(bare(platform, line.split(/ [<[]/)[0] ?? ''), line).toBe(true);
    }
    for (const one of commandsOn(COMMANDS, platform)) {
      expect(named[1]).toContain(say.commands.usage(one));
      if (one.name.startsWith('settings ') && one.allowed === 'managers') expect(named[2]).toContain(say.commands.line(one.name));
    }
    if (platform === 'telegram') {
      const offered = menus(commandsOn(COMMANDS, 'telegram'), (_, key) => key, locale).flatMap(({ commands }) =>
        commands.map((one) => one.command),
      );
      for (const one of commandsOn(COMMANDS, 'telegram')) expect(offered).toContain(say.commands.line(one.name).slice(1));
    }
  });
});
