import { type Client, type GuildBasedChannel, PermissionsBitField } from 'discord.js';
import type { RoomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Whereabouts } from './faults.ts';
import { canPost, isThread, missingNeeds, type Need } from './permissions.ts';
import type { Words } from './words.ts';

/** The number of a room's channel; null for what is no channel of a server or private chat. */
export function channelOf(room: RoomId): string | null {
  const [, id = null] = /^discord:(\d+)$/.exec(room) ?? [];
  return id;
}

/** Whose private place a room is, where somebody brought the bot along. */
export function guestOf(room: RoomId): string | null {
  const [, id = null] = /^discord:@(\d+)$/.exec(room) ?? [];
  return id;
}

/** What the bot lacks in a channel, by what the gateway has told; null where the channel is not known. */
export function lackingIn(client: Client | null, channelId: string): readonly Need[] | null {
  const bits = bitsIn(client, channelId);
  return bits && missingNeeds(bits.bits, bits.thread);
}

/** Null where the channel is not known. */
export function mayPost(client: Client | null, channelId: string): boolean | null {
  const channel = guildChannel(client, channelId);
  const bits = bitsIn(client, channelId);
  if (!bits || !channel) return null;
  return canPost(bits.bits, bits.thread) && !(channel.isThread() && channel.locked && channel.archived);
}

function bitsIn(client: Client | null, channelId: string): { bits: bigint; thread: boolean } | null {
  const channel = guildChannel(client, channelId);
  const me = channel?.guild.members.me;
  const permissions = me ? channel.permissionsFor(me) : null;
  if (!channel || !permissions) return null;
  return { bits: permissions.bitfield & PermissionsBitField.All, thread: isThread(channel.type) };
}

function guildChannel(client: Client | null, id: string): GuildBasedChannel | null {
  const channel = client?.channels.cache.get(id);
  return channel && !channel.isDMBased() ? channel : null;
}

/** Names of permissions as Discord shows them, in the reader's language. */
export function needNames(needs: readonly Need[], words: Words, locale: Locale): string {
  return needs
    .map((need) => words(locale, `discord-permission-${need}`))
    .reduce((first, second) => words(locale, 'discord-join-list', { first, second }));
}

/** For the reason why something could not be delivered to a room. */
export function whereaboutsOf(client: Client | null, channelId: string | null, words: Words, locale: Locale): Whereabouts {
  return {
    lacking: () => (channelId === null ? [] : (lackingIn(client, channelId) ?? [])),
    say: (key, values) => words(locale, key, values),
    names: (needs) => needNames(needs, words, locale),
  };
}
