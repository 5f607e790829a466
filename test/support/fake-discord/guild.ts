import { channelJson, guildJson, memberJson, roleJson } from './records.ts';
import type { FakeDiscord } from './server.ts';
import { type Channel, type Guild, PERMISSIONS, type Permission, type Role, THREADS } from './state.ts';

const MEMBERS: readonly Permission[] = ['ViewChannel', 'SendMessages', 'SendMessagesInThreads'];
const BOT: readonly Permission[] = [...MEMBERS, 'EmbedLinks', 'AttachFiles'];
const bitsOf = (names: readonly Permission[]): bigint => names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);

/** A server, and what those who run it do. */
export class FakeGuild {
  readonly #discord: FakeDiscord;
  readonly record: Guild;
  readonly botRole: Role;
  readonly managers: Role;

  private constructor(discord: FakeDiscord, record: Guild) {
    this.#discord = discord;
    this.record = record;
    this.botRole = discord.records.addRole(record, 'Incoming Transmission', bitsOf(BOT));
    this.managers = discord.records.addRole(record, 'Managers', PERMISSIONS.ManageGuild);
  }

  static create(
    discord: FakeDiscord,
    name: string,
    more: { locale?: string; community?: boolean; channels?: readonly string[] },
  ): FakeGuild {
    const { records } = discord;
    const id = records.id();
    const record: Guild = {
      id,
      name,
      owner: records.id(),
      locale: more.locale ?? 'en-US',
      features: more.community ? ['COMMUNITY'] : [],
      roles: [{ id, name: '@everyone', permissions: bitsOf(MEMBERS) }],
      channels: [],
      members: new Map(),
      hasBot: false,
      systemChannel: null,
    };
    records.guilds.set(id, record);
    const guild = new FakeGuild(discord, record);
    for (const channel of more.channels ?? ['general']) guild.channel(channel);
    record.members.set(records.bot.id, { roles: [guild.botRole.id], nick: null });
    record.hasBot = true;
    return guild;
  }

  get id(): string {
    return this.record.id;
  }

  /** The channel of this name; it is made if there is none. */
  channel(name: string, type = 0): Channel {
    const { records } = this.#discord;
    const known = this.record.channels.map((id) => records.channels.get(id)).find((one) => one?.name === name && !THREADS.has(one.type));
    return known ?? records.addChannel({ name, type, guild: this.record.id });
  }

  /** A thread in a channel, or a post in a forum. */
  thread(name: string, parent: Channel): Channel {
    const thread = this.#discord.records.addChannel({ name, type: 11, guild: this.record.id, parent: parent.id });
    this.#tell('THREAD_CREATE', channelJson(thread));
    return thread;
  }

  /** Takes a right from the bot in one channel, or gives it back. */
  deny(channel: Channel, ...names: readonly Permission[]): void {
    this.#overwrite(channel, names, true);
  }

  allow(channel: Channel, ...names: readonly Permission[]): void {
    this.#overwrite(channel, names, false);
  }

  #overwrite(channel: Channel, names: readonly Permission[], deny: boolean): void {
    const own = channel.overwrites.find(({ id }) => id === this.botRole.id) ?? {
      id: this.botRole.id,
      type: 0 as const,
      allow: 0n,
      deny: 0n,
    };
    own.deny = deny ? own.deny | bitsOf(names) : own.deny & ~bitsOf(names);
    channel.overwrites = [...channel.overwrites.filter(({ id }) => id !== this.botRole.id), own];
    this.#tell('CHANNEL_UPDATE', channelJson(channel));
  }

  /** Changes what the bot's role may do in all of the server. */
  setBotRights(...names: readonly Permission[]): void {
    this.botRole.permissions = bitsOf(names);
    this.#tell('GUILD_ROLE_UPDATE', { guild_id: this.id, role: roleJson(this.botRole, 1) });
  }

  lock(thread: Channel, locked: boolean): void {
    thread.locked = locked;
    thread.archived = locked;
    this.#tell('THREAD_UPDATE', channelJson(thread));
  }

  removeChannel(channel: Channel): void {
    this.#discord.records.channels.delete(channel.id);
    this.record.channels.splice(this.record.channels.indexOf(channel.id), 1);
    this.#tell('CHANNEL_DELETE', channelJson(channel));
  }

  kicksBot(): void {
    this.record.hasBot = false;
    this.record.members.delete(this.#discord.records.bot.id);
    this.#discord.gateway.dispatch('GUILD_DELETE', { id: this.id });
  }

  invitesBot(): void {
    this.record.hasBot = true;
    const member = { roles: [this.botRole.id], nick: null };
    this.record.members.set(this.#discord.records.bot.id, member);
    this.#discord.gateway.dispatch('GUILD_CREATE', guildJson(this.#discord.records, this.record));
  }

  member(user: string): object {
    const known = this.#discord.records.users.get(user);
    const member = this.record.members.get(user);
    if (!known || !member) throw new Error('no such member');
    return memberJson(known, member);
  }

  #tell(event: string, data: object): void {
    this.#discord.stir();
    if (this.record.hasBot) this.#discord.gateway.dispatch(event, data);
  }
}
