import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { type RegisteredCommand, type RegisteredOption, readTyped } from './commands.ts';
import type { FakeGuild } from './guild.ts';
import { controlsOf, readMessage } from './reading.ts';
import { channelJson, messageJson, userJson } from './records.ts';
import type { FakeDiscord } from './server.ts';
import { type Channel, type Component, FLAGS, type InteractionRecord, type Message, type Modal, PERMISSIONS, type User } from './state.ts';

export type Locale = 'en-US' | 'en-GB' | 'zh-CN' | 'zh-TW' | 'fr';

/** Somebody with a Discord app, looking at one channel. */
export class Person {
  readonly #discord: FakeDiscord;
  readonly user: User;
  readonly locale: Locale;
  readonly guild: FakeGuild | null;
  channel: Channel;
  /** Uses the app as one that they installed for themselves, in a place that has not got it. */
  brings = false;

  private constructor(discord: FakeDiscord, user: User, locale: Locale, guild: FakeGuild | null, channel: Channel) {
    this.#discord = discord;
    this.user = user;
    this.locale = locale;
    this.guild = guild;
    this.channel = channel;
  }

  static create(
    discord: FakeDiscord,
    name: string,
    more: { readonly in?: FakeGuild; readonly manager?: boolean; readonly locale?: Locale },
  ): Person {
    const { records } = discord;
    const user: User = { id: records.id(), username: name.toLowerCase().replace(/\W/g, '') || 'somebody', global_name: name };
    records.users.set(user.id, user);
    const guild = more.in ?? null;
    guild?.record.members.set(user.id, { roles: more.manager ? [guild.managers.id] : [], nick: null });
    const first = guild?.record.channels[0];
    const channel = first === undefined ? records.privateChat(user.id) : records.channels.get(first);
    if (!channel) throw new Error('a server without a channel');
    return new Person(discord, user, more.locale ?? 'en-US', guild, channel);
  }

  /** The same person in another channel. */
  at(channel: Channel): Person {
    const there = new Person(this.#discord, this.user, this.locale, channel.guild === null ? null : this.guild, channel);
    there.brings = this.brings;
    return there;
  }

  /** The same person in the private chat with the bot. */
  alone(): Person {
    return this.at(this.#discord.records.privateChat(this.user.id));
  }

  // What they see

  get messages(): readonly Message[] {
    return this.#discord.records.messages.filter(
      (one) => !one.deleted && one.channel === this.channel.id && (one.to === null || one.to === this.user.id),
    );
  }

  /** All that stands in the channel for them, newest last. */
  sees(): string[] {
    return this.messages.map((message) => readMessage(message, this.#discord.records.now()));
  }

  seesLast(): string {
    return this.sees().at(-1) ?? '';
  }

  /** What only they see, newest last. */
  whispers(): string[] {
    return this.messages.filter((one) => one.to !== null).map((message) => readMessage(message, this.#discord.records.now()));
  }

  whisper(): string {
    return this.whispers().at(-1) ?? '';
  }

  // What they do

  /** Sends a slash command, options as `name:value`, as Discord's own app would let them. Resolves when all that comes of it has come. */
  async types(line: string): Promise<InteractionRecord> {
    const record = this.sends(line);
    await this.#settle(record);
    return record;
  }

  /** As `types`, without waiting for anything. */
  sends(line: string): InteractionRecord {
    const { command, sub, values } = this.#understand(line);
    const options = this.#given(sub?.options ?? command.options ?? [], values, line);
    const resolved = this.#resolved(options);
    return this.#interact(2, {
      id: command.id,
      name: command.name,
      type: 1,
      ...(resolved ? { resolved } : {}),
      options: sub ? [{ type: 1, name: sub.name, options }] : options,
    });
  }

  /** What is offered while the last option of the line is being typed. */
  async completes(line: string): Promise<readonly { name: string; value: string }[]> {
    const { command, sub, values } = this.#understand(line);
    const given = this.#given(sub?.options ?? command.options ?? [], values, line, true);
    const options = given.map((one, index) => (index === given.length - 1 ? { ...one, focused: true } : one));
    const record = this.#interact(4, {
      id: command.id,
      name: command.name,
      type: 1,
      options: sub ? [{ type: 1, name: sub.name, options }] : options,
    });
    await this.#settle(record);
    return record.choices;
  }

  /** Uses the command of a message's menu. */
  async uses(name: string, message: Message): Promise<InteractionRecord> {
    const command = this.#commands().find((one) => one.type === 3 && shownName(one, this.locale) === name);
    if (!command) throw new Error(`no command “${name}” in the menu of a message`);
    const { records } = this.#discord;
    const data = {
      id: command.id,
      name: command.name,
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: messageJson(records, message) } },
    };
    const record = this.#interact(2, data);
    await this.#settle(record);
    return record;
  }

  /** Presses the newest button that they see whose label holds the words. Returns the window that it opened, if any. */
  async presses(label: string): Promise<Window | null> {
    const record = this.pushes(label);
    await this.#settle(record);
    return record.modal ? new Window(this, record.modal, record.on) : null;
  }

  /** As `presses`, without waiting for anything. */
  pushes(label: string): InteractionRecord {
    const [message, button] = this.#control((one) => one.type === 2 && (one.label ?? '').includes(label), `a button “${label}”`);
    return this.pushesId(message, button.custom_id ?? '');
  }

  pushesId(message: Message, customId: string): InteractionRecord {
    return this.#interact(3, { custom_id: customId, component_type: 2 }, message);
  }

  /** Chooses an entry of the newest menu that has it. */
  async chooses(label: string): Promise<InteractionRecord> {
    const has = (one: Component) => one.type === 3 && (one.options ?? []).some((option) => option.label.includes(label));
    const [message, menu] = this.#control(has, `a menu with “${label}”`);
    const value = menu.options?.find((option) => option.label.includes(label))?.value ?? '';
    const record = this.#interact(3, { custom_id: menu.custom_id ?? '', component_type: 3, values: [value] }, message);
    await this.#settle(record);
    return record;
  }

  /** Used by a window. */
  async submits(modal: Modal, typed: string, on: string | null): Promise<InteractionRecord> {
    const label = modal.components.find(({ type }) => type === 18);
    const field = label?.component;
    if (typed.length > (field?.max_length ?? 4000)) throw new Error('more than the field takes');
    const components = [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: field?.custom_id, value: typed } }];
    const message = on === null ? null : this.#discord.records.message(on);
    const record = this.#interact(5, { custom_id: modal.custom_id, components }, message);
    await this.#settle(record);
    return record;
  }

  /** Says something; the bot is not told. */
  says(content: string): Message {
    const message = { channel: this.channel.id, author: this.user.id, content, components: [], flags: 0, nonce: null, to: null };
    return this.#discord.records.addMessage({ ...message, attachments: [], interaction: null });
  }

  // How the app does it

  /** The bot has heard, and all has come that will come of it. */
  async #settle(record: InteractionRecord): Promise<void> {
    const gone = () => !this.#discord.gateway.connected || performance.now() - record.sent > 3_500;
    await this.#discord.until('the bot hears', () => record.acknowledged !== null || gone());
    await this.#discord.calm();
  }

  #control(fits: (one: Component) => boolean, what: string): [Message, Component] {
    for (const message of this.messages.toReversed()) {
      const found = controlsOf(message.components).find((one) => fits(one) && !one.disabled);
      if (found) return [message, found];
    }
    throw new Error(`${this.user.global_name} sees no ${what} in:\n${this.sees().slice(-3).join('\n— — —\n')}`);
  }

  #commands(): readonly RegisteredCommand[] {
    const { records } = this.#discord;
    const own = this.guild && !this.brings ? (records.commands.get(this.guild.id) ?? []) : [];
    const context = this.guild ? 0 : this.brings ? 2 : 1;
    const all = (records.commands.get('global') ?? []).filter(
      (one) => (one.contexts?.includes(context) ?? true) && (one.integration_types?.includes(this.brings ? 1 : 0) ?? true),
    );
    return [...own, ...all].filter((one) => this.#allowed(one));
  }

  #allowed(command: RegisteredCommand): boolean {
    const needed = BigInt(command.default_member_permissions ?? 0);
    if (!this.guild || needed === 0n) return true;
    const mine = this.#discord.records.permissions(this.channel, this.user.id);
    return (mine & PERMISSIONS.Administrator) !== 0n || (mine & needed) === needed;
  }

  #understand(line: string): { command: RegisteredCommand; sub: RegisteredOption | null; values: ReadonlyMap<string, string> } {
    const { words, values } = readTyped(line);
    const [name = '', second] = words;
    const command = this.#commands().find((one) => one.type === 1 && `/${one.name}` === name);
    if (!command) throw new Error(`${this.user.global_name} is not offered ${name}`);
    const subs = command.options?.filter(({ type }) => type === 1) ?? [];
    const sub = subs.find((one) => one.name === second) ?? null;
    if (subs.length > 0 && !sub) throw new Error(`${name} wants one of ${subs.map((one) => one.name).join(', ')}`);
    return { command, sub, values };
  }

  #given(options: readonly RegisteredOption[], values: ReadonlyMap<string, string>, line: string, typing = false) {
    const given = [...values].map(([name, value]) => {
      const option = options.find((one) => one.name === name || shownName(one, this.locale) === name);
      if (!option) throw new Error(`no option ${name} in ${line}`);
      return { name: option.name, type: option.type, value: typing ? value : this.#value(option, value) };
    });
    const missing = options.find((one) => one.required && !given.some(({ name }) => name === one.name));
    if (missing && !typing) throw new Error(`${line} lacks ${missing.name}`);
    return given;
  }

  #value(option: RegisteredOption, typed: string): string | number {
    if (option.type === 4) {
      const number = Number(typed);
      if (!Number.isInteger(number) || number < (option.min_value ?? number) || number > (option.max_value ?? number))
        throw new Error(`${option.name} does not take ${typed}`);
      return number;
    }
    if (option.type === 7) {
      const channel = [...this.#discord.records.channels.values()].find((one) => one.guild === this.guild?.id && `#${one.name}` === typed);
      if (!channel || (option.channel_types && !option.channel_types.includes(channel.type)))
        throw new Error(`no channel ${typed} to choose`);
      return channel.id;
    }
    if (option.choices) {
      const choice = option.choices.find(
        (one) => one.value === typed || one.name === typed || one.name_localizations?.[this.locale] === typed,
      );
      if (!choice) throw new Error(`${option.name} does not offer ${typed}`);
      return choice.value;
    }
    if (typed.length > (option.max_length ?? 6000)) throw new Error(`${option.name} takes ${option.max_length} characters`);
    return typed;
  }

  #resolved(options: readonly { readonly type: number; readonly value: string | number }[]): object | null {
    const { records } = this.#discord;
    const channels = options.flatMap(({ type, value }) => (type === 7 ? (records.channels.get(String(value)) ?? []) : []));
    if (channels.length === 0) return null;
    const told = channels.map((one) => [one.id, { ...channelJson(one), permissions: String(records.permissions(one, this.user.id)) }]);
    return { channels: Object.fromEntries(told) };
  }

  #interact(type: number, data: object, on: Message | null = null): InteractionRecord {
    const { records, gateway } = this.#discord;
    const record: InteractionRecord = {
      id: records.id(),
      token: randomBytes(48).toString('base64url'),
      type,
      user: this.user.id,
      channel: this.channel.id,
      personal: this.brings,
      sent: performance.now(),
      made: records.now(),
      acknowledged: null,
      response: null,
      on: on?.id ?? null,
      original: null,
      followUps: 0,
      modal: null,
      choices: [],
    };
    records.interactions.set(record.id, record);
    this.#discord.stir();
    gateway.dispatch('INTERACTION_CREATE', this.#raw(record, data, on));
    return record;
  }

  /** Tells the bot of the same interaction once more, as happens after a connection was resumed. */
  repeats(record: InteractionRecord, data: object, on: Message | null): void {
    this.#discord.gateway.dispatch('INTERACTION_CREATE', this.#raw(record, data, on));
  }

  #raw(record: InteractionRecord, data: object, on: Message | null): object {
    const { records } = this.#discord;
    const guild = this.guild?.record;
    const bits =
      guild && !this.brings ? records.permissions(this.channel, records.bot.id) : PERMISSIONS.EmbedLinks | PERMISSIONS.AttachFiles;
    const owners = this.brings ? { 1: this.user.id } : { 0: guild?.id ?? '0' };
    return {
      id: record.id,
      application_id: records.application,
      type: record.type,
      token: record.token,
      version: 1,
      data,
      channel: channelJson(this.channel),
      channel_id: this.channel.id,
      locale: this.locale,
      app_permissions: String(bits),
      entitlements: [],
      authorizing_integration_owners: owners,
      context: guild ? 0 : this.brings ? 2 : 1,
      attachment_size_limit: 10_485_760,
      ...(on ? { message: { ...messageJson(records, on), flags: on.flags & ~FLAGS.loading } } : {}),
      ...(guild && this.guild
        ? {
            guild_id: guild.id,
            guild_locale: guild.locale,
            guild: { id: guild.id, locale: guild.locale, features: guild.features },
            member: { ...this.guild.member(this.user.id), permissions: String(records.permissions(this.channel, this.user.id)) },
          }
        : { user: userJson(this.user) }),
    };
  }
}

const shownName = (one: Pick<RegisteredOption, 'name' | 'name_localizations'>, locale: Locale): string =>
  one.name_localizations?.[locale] ?? one.name;

/** A window that asks for text. */
export class Window {
  readonly #person: Person;
  readonly modal: Modal;
  readonly #on: string | null;

  constructor(person: Person, modal: Modal, on: string | null) {
    this.#person = person;
    this.modal = modal;
    this.#on = on;
  }

  get title(): string {
    return this.modal.title;
  }

  get fields(): string[] {
    return this.modal.components.flatMap((one) => (one.label === undefined ? [] : [one.label]));
  }

  submits(typed: string): Promise<InteractionRecord> {
    return this.#person.submits(this.modal, typed, this.#on);
  }
}
