import type { APIInteraction, Client } from 'discord.js';
import { commandsOn } from '../chat/command.ts';
import type { Inbound } from '../chat/place.ts';
import type { Locale } from '../kernel/locale.ts';
import type { DiscordParts } from './parts.ts';
import { isThread, missingNeeds, type Need } from './permissions.ts';
import { reachOf } from './place.ts';
import { channelOf, lackingIn, needNames } from './whereabouts.ts';

/** What is said, in the language of who is told. */
type Says = (locale: Locale) => string;

export type Verdict =
  | { readonly lets: 'nobody'; readonly says: Says }
  /** `says`: a word of warning behind it. */
  | { readonly lets: 'in'; readonly says: Says | null };

const FINE: Verdict = { lets: 'in', says: null };

/** Looks at a command that will post: whether the bot may, in the room where it is going to. */
export function doorman(parts: Pick<DiscordParts, 'commands' | 'words'> & { readonly client: () => Client | null }) {
  const { words } = parts;
  const posting = new Set(commandsOn(parts.commands, 'discord').flatMap((one) => (one.posts ? [one.name] : [])));

  return (inbound: Inbound, raw: APIInteraction): Verdict => {
    if (inbound.kind !== 'command' || !posting.has(inbound.name)) return FINE;
    const reach = reachOf(raw);
    if (reach === 'guest') return { lets: 'nobody', says: (locale) => words(locale, 'discord-not-here') };
    if (reach === 'private') return FINE;
    const room = inbound.rooms?.[0] ?? inbound.room;
    const missing = lackingIn(parts.client(), channelOf(room.id) ?? '') ?? (room === inbound.room ? here(raw) : []);
    if (missing.length === 0) return FINE;
    const says =
      (key: string): Says =>
      (locale) =>
        words(locale, key, { room: room.title, missing: needNames(missing, words, locale) });
    if (missing.some(isHard)) return { lets: 'nobody', says: says('discord-lacking') };
    return { lets: 'in', says: inbound.person.manager ? says('discord-lacking-some') : null };
  };
}

/** What Discord says with an interaction: of files and embeds nothing can be told by it, since answers may always have them. */
const here = (raw: APIInteraction): readonly Need[] => missingNeeds(BigInt(raw.app_permissions ?? '0'), isThread(raw.channel?.type));

const isHard = (need: Need): boolean => need !== 'EmbedLinks' && need !== 'AttachFiles';
