import { type RegisteredCommand, type RegisteredOption, readTyped } from './commands.ts';
import type { Actor } from './interaction.ts';
import { channelJson, type Records } from './records.ts';
import { PERMISSIONS } from './state.ts';

type Given = { readonly name: string; readonly type: number; readonly value: string | number; readonly focused?: boolean };

/** The commands that the app offers to somebody where they are. */
export function offered(records: Records, actor: Actor): readonly RegisteredCommand[] {
  const { guild, brings } = actor;
  const own = guild && !brings ? (records.commands.get(guild.id) ?? []) : [];
  const context = guild ? 0 : brings ? 2 : 1;
  const all = (records.commands.get('global') ?? []).filter(
    (one) => (one.contexts?.includes(context) ?? true) && (one.integration_types?.includes(brings ? 1 : 0) ?? true),
  );
  return [...own, ...all].filter((one) => isAllowed(records, actor, one));
}

function isAllowed(records: Records, { guild, channel, user }: Actor, command: RegisteredCommand): boolean {
  const needed = BigInt(command.default_member_permissions ?? 0);
  if (!guild || needed === 0n) return true;
  const mine = records.permissions(channel, user.id);
  return (mine & PERMISSIONS.Administrator) !== 0n || (mine & needed) === needed;
}

/**
 * A typed line as the app sends it, checked as the app checks it: `/quiz start topic:adaboost questions:3`. While `typing`, its last
 * option is the one that is being typed.
 */
export function slashData(records: Records, actor: Actor, line: string, typing: boolean): object {
  const { words, values } = readTyped(line);
  const [name = '', second] = words;
  const who = actor.user.global_name;
  const command = offered(records, actor).find((one) => one.type === 1 && `/${one.name}` === name);
  if (!command) throw new Error(`${who} is not offered ${name}`);
  const subs = command.options?.filter(({ type }) => type === 1) ?? [];
  const sub = subs.find((one) => one.name === second);
  if (subs.length > 0 && !sub) throw new Error(`${name} wants one of ${subs.map((one) => one.name).join(', ')}`);
  const given = readOptions(records, actor, sub?.options ?? (subs.length > 0 ? [] : (command.options ?? [])), values, typing);
  const options = typing ? given.map((one, index) => (index === given.length - 1 ? { ...one, focused: true } : one)) : given;
  const resolved = resolvedChannels(records, actor, options);
  return {
    id: command.id,
    name: command.name,
    type: 1,
    ...(resolved ? { resolved } : {}),
    options: sub ? [{ type: 1, name: sub.name, options }] : options,
  };
}

function readOptions(
  records: Records,
  actor: Actor,
  options: readonly RegisteredOption[],
  values: ReadonlyMap<string, string>,
  typing: boolean,
): readonly Given[] {
  const given = [...values].map(([name, value]): Given => {
    const option = options.find((one) => one.name === name || shownName(one, actor.locale) === name);
    if (!option) throw new Error(`there is no option ${name}`);
    return { name: option.name, type: option.type, value: typing ? value : readValue(records, actor, option, value) };
  });
  const missing = options.find((one) => one.required && !given.some(({ name }) => name === one.name));
  if (missing && !typing) throw new Error(`${missing.name} is missing`);
  return given;
}

function readValue(records: Records, actor: Actor, option: RegisteredOption, typed: string): string | number {
  if (option.type === 4) {
    const number = Number(typed);
    if (!Number.isInteger(number) || number < (option.min_value ?? number) || number > (option.max_value ?? number))
      throw new Error(`${option.name} does not take ${typed}`);
    return number;
  }
  if (option.type === 7) {
    const channel = [...records.channels.values()].find((one) => one.guild === actor.guild?.id && `#${one.name}` === typed);
    if (!channel || (option.channel_types && !option.channel_types.includes(channel.type)))
      throw new Error(`no channel ${typed} to choose`);
    return channel.id;
  }
  if (option.choices) {
    const fits = (one: NonNullable<RegisteredOption['choices']>[number]) =>
      one.value === typed || one.name === typed || one.name_localizations?.[actor.locale] === typed;
    const choice = option.choices.find(fits);
    if (!choice) throw new Error(`${option.name} does not offer ${typed}`);
    return choice.value;
  }
  if (typed.length > (option.max_length ?? 6000)) throw new Error(`${option.name} takes ${option.max_length} characters`);
  return typed;
}

function resolvedChannels(records: Records, actor: Actor, options: readonly Given[]): object | null {
  const channels = options.flatMap(({ type, value }) => (type === 7 ? (records.channels.get(String(value)) ?? []) : []));
  if (channels.length === 0) return null;
  const told = channels.map((one) => [one.id, { ...channelJson(one), permissions: String(records.permissions(one, actor.user.id)) }]);
  return { channels: Object.fromEntries(told) };
}

export const shownName = (one: Pick<RegisteredOption, 'name' | 'name_localizations'>, locale: string): string =>
  one.name_localizations?.[locale] ?? one.name;
