import {
  type APIInteraction,
  type APIInteractionDataResolvedChannel,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
} from 'discord.js';
import { clip, isVisible } from '../chat/length.ts';
import type { Person, Room } from '../chat/place.ts';
import { groupId, personId, roomId } from '../kernel/ids.ts';
import { discordLimits } from './limits.ts';
import { clean } from './markdown.ts';
import { canPost, isManager, isThread } from './permissions.ts';

/** How an interaction reached us, as far as it matters where the bot may answer. */
export type Reach =
  /** In a server that has the bot. */
  | 'server'
  /** In the private chat with the bot. */
  | 'private'
  /** Somebody brought the bot along to a server or chat that has not got it: it can answer them, and post nothing. */
  | 'guest';

export function reachOf(interaction: APIInteraction): Reach {
  if (interaction.guild_id) {
    const owners = interaction.authorizing_integration_owners;
    return owners === undefined || owners[ApplicationIntegrationType.GuildInstall] !== undefined ? 'server' : 'guest';
  }
  if (interaction.context === InteractionContextType.PrivateChannel) return 'guest';
  return interaction.context === InteractionContextType.BotDM || interaction.channel?.type === ChannelType.DM ? 'private' : 'guest';
}

export function personOf(interaction: APIInteraction): Person {
  const user = interaction.member?.user ?? interaction.user;
  if (!user) throw new Error(`interaction ${interaction.id} names nobody`);
  const shown = interaction.member?.nick || user.global_name || user.username;
  return {
    id: personId(`discord:${user.id}`),
    name: nameOf(shown) ?? nameOf(user.username) ?? user.id,
    locale: 'locale' in interaction ? interaction.locale : null,
    manager: interaction.member !== undefined && isManager(BigInt(interaction.member.permissions)),
  };
}

/** One line that can be seen, and turns nothing around it the other way; null where nothing is left. */
function nameOf(name: string): string | null {
  const line = clean(name)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return isVisible(line) ? clip(line, discordLimits.name, 'utf16') : null;
}

export function roomOf(interaction: APIInteraction): Room {
  const reach = reachOf(interaction);
  const person = personOf(interaction);
  const channel = interaction.channel?.id ?? ('channel_id' in interaction ? interaction.channel_id : undefined);
  if (reach === 'server' && interaction.guild_id && channel) {
    return {
      id: roomId(`discord:${channel}`),
      platform: 'discord',
      kind: 'group',
      group: groupId(`discord:${interaction.guild_id}`),
      title: channelTitle(interaction.channel?.name, channel),
      locale: guildLocale(interaction.guild?.features, interaction.guild_locale),
      postable: canPost(BigInt(interaction.app_permissions ?? '0'), isThread(interaction.channel?.type)),
    };
  }
  // A guest's room is the person's own: nobody else there plays with the bot.
  const own = reach === 'private' && channel ? `discord:${channel}` : `discord:@${person.id.slice('discord:'.length)}`;
  return { id: roomId(own), platform: 'discord', kind: 'direct', group: groupId(own), title: `@${person.name}`, locale: person.locale };
}

/** Another channel of the same server, chosen in an option. */
export function chosenRoom(interaction: APIInteraction, channel: APIInteractionDataResolvedChannel): Room {
  return {
    ...roomOf(interaction),
    id: roomId(`discord:${channel.id}`),
    title: channelTitle(channel.name ?? undefined, channel.id),
    postable: true,
  };
}

export const channelTitle = (name: string | null | undefined, id: string): string => `#${name ? clean(name) : id}`;

/** Only a community can choose its language; every other server says American English, which means nothing. */
export const guildLocale = (features: readonly string[] | undefined, locale: string | undefined): string | null =>
  features?.includes('COMMUNITY') ? (locale ?? null) : null;
