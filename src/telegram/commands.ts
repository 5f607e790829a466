import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope, LanguageCode } from 'grammy/types';
import type { Signature } from '../chat/command.ts';
import { commandName } from '../chat/command-line.ts';
import { clip } from '../chat/length.ts';
import { LOCALES, type Locale } from '../kernel/locale.ts';
import type { Describe } from './desk.ts';
import { telegramLimits, telegramSyntax } from './limits.ts';
import { forGrammy } from './signals.ts';

/** One menu: who sees it, in which language. Null: whoever has no menu in their own. */
export interface Menu {
  readonly scope: BotCommandScope;
  readonly language: Locale | null;
  readonly commands: readonly BotCommand[];
}

/** Everybody manages their private chat. What a group's members type there, all would read: such commands are not offered to them. */
const SCOPES = [
  { type: 'all_private_chats', shows: () => true },
  { type: 'all_group_chats', shows: (one: Signature) => one.allowed === 'anyone' && !isSecret(one) },
  { type: 'all_chat_administrators', shows: (one: Signature) => !isSecret(one) },
] as const;

const isSecret = (one: Signature): boolean => one.name === 'quiz answer';

/** `quiz_stop`: as texts name it, without the slash. */
export const menuName = (signature: Signature): string => commandName(signature, telegramSyntax).slice(1);

export function menus(commands: readonly Signature[], describe: Describe, standard: Locale): readonly Menu[] {
  return SCOPES.flatMap(({ type, shows }) =>
    [null, ...LOCALES].map((language): Menu => {
      const locale = language ?? standard;
      const offered = commands.filter(shows).flatMap((one): BotCommand[] => {
        const command = menuName(one);
        if (!/^[a-z0-9_]+$/.test(command) || command.length > telegramLimits.command) return [];
        return [
          { command, description: clip(describe(locale, `about-${one.name.replaceAll(' ', '-')}`), telegramLimits.commandAbout, 'utf16') },
        ];
      });
      return { scope: { type }, language, commands: offered };
    }),
  );
}

/** Registers the menus that differ from what is there. Returns how many did. */
export async function registerMenus(api: Api, wanted: readonly Menu[], signal: AbortSignal): Promise<number> {
  let changed = 0;
  for (const { scope, language, commands } of wanted) {
    const where = { scope, ...(language === null ? {} : { language_code: language satisfies LanguageCode }) };
    const registered = await api.getMyCommands(where, forGrammy(signal));
    if (sameCommands(registered, commands)) continue;
    await api.setMyCommands([...commands], where, forGrammy(signal));
    changed += 1;
  }
  return changed;
}

export const sameCommands = (a: readonly BotCommand[], b: readonly BotCommand[]): boolean =>
  a.length === b.length && a.every((one, index) => one.command === b[index]?.command && one.description === b[index]?.description);
