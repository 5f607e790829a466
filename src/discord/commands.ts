import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { commandsOn, type Param, type Signature } from '../chat/command.ts';
import { choiceName, optionName } from '../chat/command-line.ts';
import { clip } from '../chat/length.ts';
import type { Locale } from '../kernel/locale.ts';
import { unreachable } from '../kernel/result.ts';
import { EXPLAIN } from './decode.ts';
import { discordLimits, discordSyntax } from './limits.ts';
import type { Words } from './words.ts';

/** One command as Discord registers it; plain JSON. */
export interface CommandJson {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Localized;
  readonly description?: string;
  readonly description_localizations?: Localized;
  readonly options?: readonly OptionJson[];
  /** Bits that a member needs to be shown the command, as the published schema has it: a number. */
  readonly default_member_permissions: number | null;
  readonly contexts: readonly number[];
  readonly integration_types: readonly number[];
}

export interface OptionJson {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Localized;
  readonly description: string;
  readonly description_localizations?: Localized;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly max_length?: number;
  readonly channel_types?: readonly number[];
  readonly choices?: readonly { readonly name: string; readonly name_localizations: Localized; readonly value: string }[];
  readonly options?: readonly OptionJson[];
}

type Localized = Readonly<Record<string, string>>;

const { Guild, BotDM, PrivateChannel } = InteractionContextType;
const { GuildInstall, UserInstall } = ApplicationIntegrationType;
/** Where messages can be written; a forum itself cannot, its posts are threads. */
const WRITABLE = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildStageVoice,
];

/** All commands, from their declarations. `fallback`: the language for those who speak neither of ours. */
export function commandJson(signatures: readonly Signature[], words: Words, fallback: Locale): readonly CommandJson[] {
  const families = Map.groupBy(commandsOn(signatures, 'discord'), (one) => one.name.split(' ')[0] ?? '');
  const both = localizer(words, fallback);
  return [...families].map(([name, members]) => slash(name, members, both)).concat(explain(both));
}

function slash(name: string, members: readonly Signature[], both: Localizer): CommandJson {
  const [only] = members;
  const single = members.length === 1 && only && !only.name.includes(' ') ? only : null;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...both.about(single ? aboutKey(single.name) : `discord-about-${name}`),
    options: single
      ? optionsOf(single, both)
      : members.map((member) => ({
          type: ApplicationCommandOptionType.Subcommand,
          name: member.name.split(' ')[1] ?? member.name,
          ...both.about(aboutKey(member.name)),
          options: optionsOf(member, both),
        })),
    ...placesOf(members),
  };
}

/** What plays or is posted needs a server that has the bot; what only answers goes along with a person anywhere. */
function placesOf(members: readonly Signature[]): Pick<CommandJson, 'default_member_permissions' | 'contexts' | 'integration_types'> {
  const managers = members.some((member) => member.allowed === 'managers');
  const group = managers || members.some((member) => member.posts);
  return {
    default_member_permissions: managers ? Number(PermissionFlagsBits.ManageGuild) : null,
    contexts: group ? [Guild, BotDM] : [Guild, BotDM, PrivateChannel],
    integration_types: group ? [GuildInstall] : [GuildInstall, UserInstall],
  };
}

function explain(both: Localizer): CommandJson {
  return {
    type: ApplicationCommandType.Message,
    name: EXPLAIN,
    name_localizations: both.all('discord-explain', 32),
    default_member_permissions: null,
    contexts: [Guild, BotDM, PrivateChannel],
    integration_types: [GuildInstall, UserInstall],
  };
}

/** Discord wants the required ones first. */
function optionsOf(signature: Signature, both: Localizer): readonly OptionJson[] {
  const named = Object.entries(signature.params).map(([name, param]) => optionOf(name, param, both));
  return named.toSorted((a, b) => Number(b.required) - Number(a.required));
}

function optionOf(name: string, param: Param, both: Localizer): OptionJson {
  return {
    type: typeOf(param),
    name,
    name_localizations: both.option(name),
    ...both.about(`discord-option-about-${name}`),
    required: !param.optional,
    ...detailsOf(name, param, both),
  };
}

function typeOf(param: Param): ApplicationCommandOptionType {
  if (param.kind === 'integer' || param.kind === 'seconds') return ApplicationCommandOptionType.Integer;
  return param.kind === 'room' ? ApplicationCommandOptionType.Channel : ApplicationCommandOptionType.String;
}

function detailsOf(name: string, param: Param, both: Localizer): Partial<OptionJson> {
  switch (param.kind) {
    case 'integer':
    case 'seconds':
      return { min_value: param.least, max_value: param.most };
    case 'choice':
      return {
        choices: param.values.slice(0, discordLimits.command.choices).map((value) => ({
          name: both.choice(name, value),
          name_localizations: both.choices(name, value),
          value,
        })),
      };
    case 'pairs':
      return { max_length: discordLimits.autocomplete.value };
    case 'words':
      return { max_length: Math.min(param.most, discordLimits.command.words) };
    case 'topic':
    case 'clock':
    case 'days':
    case 'zone':
      return { autocomplete: true, max_length: discordLimits.autocomplete.value };
    case 'room':
      return { channel_types: WRITABLE };
    default:
      return unreachable(param);
  }
}

const aboutKey = (name: string): string => `about-${name.replace(' ', '-')}`;

/** Discord's names for the languages we speak. */
const TAGS: Readonly<Record<Locale, readonly string[]>> = { en: ['en-US', 'en-GB'], zh: ['zh-CN', 'zh-TW'] };

type Localizer = ReturnType<typeof localizer>;

function localizer(words: Words, fallback: Locale) {
  const every = (say: (locale: Locale) => string): Localized =>
    Object.fromEntries((['en', 'zh'] as const).flatMap((locale) => TAGS[locale].map((tag) => [tag, say(locale)])));
  const short = (locale: Locale, key: string, most: number) => clip(words(locale, key), most, 'points');
  const word = (locale: Locale) => (key: string) => words(locale, key);
  const choice = (locale: Locale, name: string, value: string) =>
    clip(choiceName(name, value, discordSyntax, word(locale)), discordLimits.command.choiceName, 'points');
  const option = (locale: Locale, name: string) => clip(optionName(name, discordSyntax, word(locale)), 32, 'points');
  return {
    all: (key: string, most: number) => every((locale) => short(locale, key, most)),
    option: (name: string) => every((locale) => option(locale, name)),
    about: (key: string) => ({
      description: short(fallback, key, discordLimits.command.about),
      description_localizations: every((locale) => short(locale, key, discordLimits.command.about)),
    }),
    choice: (name: string, value: string) => choice(fallback, name, value),
    choices: (name: string, value: string) => every((locale) => choice(locale, name, value)),
  };
}
