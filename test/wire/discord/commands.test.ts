import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/commands/index.ts';
import type { Signature } from '../../../src/chat/command.ts';
import { type CommandJson, commandJson, type OptionJson } from '../../../src/discord/commands.ts';
import { sameCommands } from '../../../src/discord/registration.ts';
import { type CompleteTopics, suggestions } from '../../../src/discord/suggest.ts';
import { openMessages } from '../../../src/voice.ts';
import { discordSpec } from '../../support/discord-spec.ts';
import { commandProblems, type RegisteredCommand } from '../../support/fake-discord/commands.ts';

const messages = openMessages(new URL('../../../content', import.meta.url).pathname);
const words = (locale: 'zh' | 'en', key: string, values?: Readonly<Record<string, string | number>>) =>
  messages.in(locale, 'discord')(key, values);
const wanted = commandJson(COMMANDS, words, 'en');
const named = (name: string): CommandJson => wanted.find((one) => one.name === name) ?? expect.fail(`no command ${name}`);
const optionsOf = (one: { readonly options?: readonly OptionJson[] }): readonly OptionJson[] =>
  (one.options ?? []).flatMap((option) => [option, ...optionsOf(option)]);
const option = (command: string, ...path: string[]): OptionJson =>
  path.reduce<{ readonly options?: readonly OptionJson[] }>(
    (at, name) => at.options?.find((one) => one.name === name) ?? expect.fail(`no ${name}`),
    named(command),
  ) as OptionJson;

describe('the slash commands', () => {
  it('are what Discord takes', () => {
    expect(commandProblems(wanted as unknown as RegisteredCommand[])).toEqual([]);
    expect(discordSpec()?.('PUT', '/applications/1/commands', wanted) ?? []).toEqual([]);
  });

  it('have families with subcommands, and every command of ours that is for Discord', () => {
    expect(wanted.map(({ name }) => name)).toContain('quiz');
    expect((named('schedule').options ?? []).map(({ name }) => name)).toEqual([
      'digest',
      'quiz',
      'list',
      'pause',
      'resume',
      'off',
      'preview',
    ]);
    const ours = COMMANDS.filter((one) => one.only === undefined || one.only === 'discord').length;
    const theirs = wanted
      .filter(({ type }) => type === 1)
      .reduce((sum, one) => sum + Math.max(1, (one.options ?? []).filter(({ type }) => type === 1).length), 0);
    expect(theirs).toBe(ours);
  });

  it('say everything in Chinese and in English, and have no key without words', () => {
    for (const one of wanted.flatMap((command) => [command, ...optionsOf(command)])) {
      if (one.description === undefined) continue;
      expect(one.description).not.toMatch(/^(about|discord|param)-/);
      const { 'zh-CN': chinese = '', 'en-US': english = '' } = one.description_localizations ?? {};
      expect(chinese, one.name).toMatch(/\p{Script=Han}/u);
      expect(english, one.name).not.toMatch(/\p{Script=Han}/u);
    }
    for (const { choices = [] } of wanted.flatMap(optionsOf))
      for (const choice of choices) expect(choice.name_localizations['zh-CN']).not.toContain('discord-');
    expect(option('quiz', 'start', 'topic').name_localizations).toMatchObject({ 'zh-CN': '主题', 'en-US': 'topic' });
    expect(option('quiz', 'start', 'mode').choices?.map(({ value }) => value)).toEqual(['speed', 'calm']);
  });

  it('have options of the right kinds, the required ones first', () => {
    expect(option('quiz', 'start', 'topic')).toMatchObject({ type: 3, autocomplete: true, required: false });
    expect(option('quiz', 'start', 'questions')).toMatchObject({ type: 4, min_value: 1, max_value: 30 });
    expect(option('quiz', 'start', 'seconds')).toMatchObject({ type: 4, min_value: 5, max_value: 600 });
    expect(option('schedule', 'digest', 'room')).toMatchObject({ type: 7 });
    expect(option('search', 'words')).toMatchObject({ type: 3, required: true, max_length: 6000 });
    expect(option('settings', 'timezone', 'zone')).toMatchObject({ autocomplete: true });
  });

  it('show what is for managers to managers only', () => {
    const bits = Object.fromEntries(wanted.map((one) => [one.name, one.default_member_permissions]));
    expect(bits).toMatchObject({ schedule: 32, settings: 32, quiz: null, search: null, leaderboard: null });
  });

  it('go along with a person only where nothing is posted', () => {
    expect(named('search')).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    expect(named('quiz')).toMatchObject({ contexts: [0, 1], integration_types: [0] });
    expect(named('Explain this')).toMatchObject({ type: 3, integration_types: [0, 1], name_localizations: { 'zh-CN': '解释这段' } });
  });

  it('leave out what is for another platform', () => {
    const elsewhere: Signature = { name: 'polls', params: {}, allowed: 'anyone', only: 'telegram' };
    expect(commandJson([elsewhere], words, 'en').map(({ name }) => name)).toEqual(['Explain this']);
  });
});

describe('whether the commands have changed', () => {
  /** As Discord gives them back: with ids, permissions as text, and without what is empty. */
  const stored = (commands: readonly CommandJson[]): unknown[] =>
    commands.map(({ default_member_permissions, ...one }, index) => ({
      ...(JSON.parse(JSON.stringify(one), (key, value) =>
        (key === 'required' && !value) || (key === 'options' && value.length === 0) ? undefined : value,
      ) as object),
      id: String(index),
      application_id: '1',
      version: '9',
      nsfw: false,
      dm_permission: true,
      default_member_permissions: default_member_permissions === null ? null : String(default_member_permissions),
    }));
  const changed = (change: (all: CommandJson[]) => unknown): boolean => {
    const other = structuredClone(wanted) as CommandJson[];
    change(other);
    return !sameCommands(stored(wanted), other, false);
  };

  it('is no where Discord only says more of them, in any order', () => {
    expect(sameCommands(stored(wanted), wanted, false)).toBe(true);
    expect(sameCommands(stored(wanted).toReversed(), wanted, false)).toBe(true);
  });

  it('is no for one server, of which places are not asked', () => {
    const there = stored(wanted).map((one) => ({ ...(one as object), contexts: null, integration_types: undefined }));
    expect(sameCommands(there, wanted, true)).toBe(true);
    expect(sameCommands(there, wanted, false)).toBe(false);
  });

  it('is yes for any change that people would notice', () => {
    type Loose = Record<string, unknown> & { options: Loose[] };
    const at = (all: CommandJson[], name: string) => all.find((one) => one.name === name) as unknown as Loose;
    expect(changed((all) => all.pop())).toBe(true);
    expect(changed((all) => Object.assign(at(all, 'help'), { description: 'other' }))).toBe(true);
    expect(changed((all) => Object.assign(at(all, 'help').description_localizations as object, { 'zh-CN': '别的' }))).toBe(true);
    expect(changed((all) => at(all, 'quiz').options.pop())).toBe(true);
    expect(changed((all) => Object.assign(at(all, 'search'), { default_member_permissions: 8 }))).toBe(true);
    expect(changed((all) => Object.assign(at(all, 'search').options[0] ?? {}, { max_length: 10 }))).toBe(true);
    expect(changed((all) => Object.assign(at(all, 'search').options[0] ?? {}, { required: false }))).toBe(true);
    expect(changed((all) => delete at(all, 'search').options[0]?.max_length)).toBe(true);
    expect(changed((all) => Object.assign(at(all, 'topics').options[0] ?? {}, { choices: [] }))).toBe(true);
  });
});

describe('what is offered while an option is typed', () => {
  const topics: CompleteTopics = (prefix, locale, most) =>
    Array.from({ length: 60 }, (_, index) => ({ value: `${prefix}-${index}`, label: `${locale} ${'long '.repeat(30)}` })).slice(0, most);
  const offered = (command: string, name: string, typed: string, locale: 'zh' | 'en' = 'en') =>
    suggestions(COMMANDS, { command, option: name, typed }, locale, topics);

  it('is topics in the language of who types, at most 25, with names that fit', () => {
    const made = offered('quiz start', 'topic', 'ada', 'zh');
    expect(made).toHaveLength(25);
    expect(made[0]?.value).toBe('ada-0');
    for (const { name } of made) expect([...name].length).toBeLessThanOrEqual(100);
  });

  it('is times and days, with what was typed first', () => {
    expect(offered('schedule digest', 'time', '07:15')[0]).toEqual({ name: '07:15', value: '07:15' });
    expect(offered('schedule digest', 'days', '', 'zh').map(({ value }) => value)).toContain('周一至周五');
  });

  it('is time zones that hold what was typed', () => {
    expect(offered('settings timezone', 'zone', 'berl').map(({ value }) => value)).toEqual(['Europe/Berlin']);
    expect(offered('settings timezone', 'zone', '')[0]?.value).toBe('Asia/Shanghai');
  });

  it('is nothing for what is no option of ours', () => {
    expect(offered('quiz start', 'colour', 'x')).toEqual([]);
    expect(offered('nothing', 'topic', 'x')).toEqual([]);
  });
});
