import type { FakeGuild } from './guild.ts';
import { channelJson, messageJson, type Records, userJson } from './records.ts';
import { type Channel, FLAGS, type InteractionRecord, type Message, PERMISSIONS, type User } from './state.ts';

/** Who acts, and where. */
export interface Actor {
  readonly user: User;
  readonly locale: string;
  readonly guild: FakeGuild | null;
  readonly channel: Channel;
  readonly brings: boolean;
}

/** An interaction as the gateway tells it. */
export function rawInteraction(
  records: Records,
  actor: Actor,
  record: Pick<InteractionRecord, 'id' | 'type' | 'token'>,
  data: object,
  on: Message | null,
): object {
  const guild = actor.guild?.record;
  // Answers to interactions may always attach files and embed links: discord-api-docs#5316.
  const always = PERMISSIONS.EmbedLinks | PERMISSIONS.AttachFiles;
  const bits = guild && !actor.brings ? records.permissions(actor.channel, records.bot.id) | always : always;
  const owners = actor.brings ? { 1: actor.user.id } : { 0: guild?.id ?? '0' };
  return {
    id: record.id,
    application_id: records.application,
    type: record.type,
    token: record.token,
    version: 1,
    data,
    channel: channelJson(actor.channel),
    channel_id: actor.channel.id,
    locale: actor.locale,
    app_permissions: String(bits),
    entitlements: [],
    authorizing_integration_owners: owners,
    context: guild ? 0 : actor.brings ? 2 : 1,
    attachment_size_limit: 10_485_760,
    ...(on ? { message: { ...messageJson(records, on), flags: on.flags & ~FLAGS.loading } } : {}),
    ...(guild && actor.guild
      ? {
          guild_id: guild.id,
          guild_locale: guild.locale,
          guild: { id: guild.id, locale: guild.locale, features: guild.features },
          member: {
            ...actor.guild.member(actor.user.id),
            permissions: String(records.permissions(actor.channel, actor.user.id)),
          },
        }
      : { user: userJson(actor.user) }),
  };
}
