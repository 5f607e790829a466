import type { RegisteredCommand } from './commands.ts';
import { permissionsIn } from './permissions.ts';
import { snowflakes } from './snowflakes.ts';
import {
  type Channel,
  type Component,
  type Guild,
  type InteractionRecord,
  type Message,
  PERMISSIONS,
  type Permission,
  type Role,
  THREADS,
  type User,
} from './state.ts';

/** All that the fake Discord knows. */
export class Records {
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages: Message[] = [];
  readonly interactions = new Map<string, InteractionRecord>();
  /** By `global` or the guild's id. */
  readonly commands = new Map<string, readonly RegisteredCommand[]>();
  readonly id: () => string;
  readonly now: () => number;
  readonly bot: User;
  readonly application: string;

  constructor(now: () => number) {
    this.now = now;
    this.id = snowflakes(now);
    this.application = this.id();
    this.bot = { id: this.application, username: 'Incoming Transmission', global_name: null, bot: true };
    this.users.set(this.bot.id, this.bot);
  }

  /** What somebody may do in a channel; in a private chat everything that is asked of here. */
  permissions(channel: Channel, user: string): bigint {
    const guild = channel.guild === null ? null : this.guilds.get(channel.guild);
    if (!guild) return Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n);
    return permissionsIn(guild, channel, channel.parent ? (this.channels.get(channel.parent) ?? null) : null, user);
  }

  may(channel: Channel, user: string, permission: Permission): boolean {
    return (this.permissions(channel, user) & PERMISSIONS[permission]) !== 0n;
  }

  mayWrite(channel: Channel, user: string): boolean {
    return this.may(channel, user, THREADS.has(channel.type) ? 'SendMessagesInThreads' : 'SendMessages');
  }

  addMessage(message: Omit<Message, 'id' | 'edits' | 'deleted'>): Message {
    const added: Message = { ...message, id: this.id(), edits: 0, deleted: false };
    this.messages.push(added);
    return added;
  }

  message(id: string): Message | null {
    return this.messages.find((one) => one.id === id && !one.deleted) ?? null;
  }

  addRole(guild: Guild, name: string, permissions: bigint): Role {
    const role = { id: this.id(), name, permissions };
    guild.roles.push(role);
    return role;
  }

  addChannel(made: Pick<Channel, 'name' | 'type' | 'guild'> & Partial<Channel>): Channel {
    const channel: Channel = { parent: null, overwrites: [], archived: false, locked: false, recipient: null, ...made, id: this.id() };
    this.channels.set(channel.id, channel);
    if (channel.guild !== null) this.guilds.get(channel.guild)?.channels.push(channel.id);
    return channel;
  }

  /** The private chat of the bot with somebody. */
  privateChat(user: string): Channel {
    for (const channel of this.channels.values()) if (channel.type === 1 && channel.recipient === user) return channel;
    return this.addChannel({ name: '', type: 1, guild: null, recipient: user });
  }
}

/** A user as the API tells of them. */
export const userJson = (user: User) => ({ ...user, discriminator: '0', avatar: null, public_flags: 0 });

export function channelJson(channel: Channel): object {
  const base = { id: channel.id, type: channel.type, flags: 0 };
  if (channel.guild === null) return { ...base, recipients: [], last_message_id: null };
  const named = { ...base, name: channel.name, guild_id: channel.guild, parent_id: channel.parent, position: 0 };
  if (!THREADS.has(channel.type)) {
    const overwrites = channel.overwrites.map(({ id, type, allow, deny }) => ({ id, type, allow: String(allow), deny: String(deny) }));
    return { ...named, permission_overwrites: overwrites, nsfw: false, topic: null, rate_limit_per_user: 0 };
  }
  const { archived, locked } = channel;
  const metadata = { archived, locked, auto_archive_duration: 1440, archive_timestamp: '2026-01-01T00:00:00Z', invitable: true };
  return { ...named, thread_metadata: metadata, owner_id: '1', message_count: 0, member_count: 1 };
}

export function guildJson(records: Records, guild: Guild): object {
  const all = guild.channels.flatMap((id) => records.channels.get(id) ?? []);
  const me = guild.members.get(records.bot.id);
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    preferred_locale: guild.locale,
    features: guild.features,
    unavailable: false,
    joined_at: '2026-01-01T00:00:00Z',
    member_count: guild.members.size,
    large: false,
    system_channel_id: guild.systemChannel,
    roles: guild.roles.map((role, position) => roleJson(role, position)),
    channels: all.filter(({ type }) => !THREADS.has(type)).map(channelJson),
    threads: all.filter(({ type, archived }) => THREADS.has(type) && !archived).map(channelJson),
    members: me ? [memberJson(records.bot, me)] : [],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    system_channel_flags: 0,
    afk_timeout: 300,
  };
}

export const roleJson = (role: Role, position: number) => ({
  id: role.id,
  name: role.name,
  permissions: String(role.permissions),
  position,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  flags: 0,
});

export const memberJson = (user: User, member: { readonly roles: readonly string[]; readonly nick: string | null }) => ({
  user: userJson(user),
  nick: member.nick,
  roles: member.roles,
  joined_at: '2026-01-01T00:00:00Z',
  deaf: false,
  mute: false,
  flags: 0,
});

export function messageJson(records: Records, message: Message): object {
  const author = records.users.get(message.author);
  return {
    id: message.id,
    channel_id: message.channel,
    author: author ? userJson(author) : undefined,
    content: message.content,
    components: message.components as readonly Component[],
    flags: message.flags,
    embeds: [],
    attachments: message.attachments.map((filename, id) => ({
      id: String(id),
      filename,
      size: 1,
      url: 'https://cdn.invalid/x',
      proxy_url: 'https://cdn.invalid/x',
    })),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    type: 0,
    timestamp: new Date(records.now()).toISOString(),
    edited_timestamp: null,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
  };
}
