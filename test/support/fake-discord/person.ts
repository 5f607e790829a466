import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { FakeGuild } from './guild.ts';
import { rawInteraction } from './interaction.ts';
import { controlsOf, readMessage } from './reading.ts';
import { messageJson } from './records.ts';
import type { FakeDiscord } from './server.ts';
import { offered, shownName, slashData } from './slash.ts';
import type { Channel, Component, InteractionRecord, Message, Modal, User } from './state.ts';

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
    return this.#interact(2, slashData(this.#discord.records, this, line, false));
  }

  /** What is offered while the last option of the line is being typed. */
  async completes(line: string): Promise<readonly { name: string; value: string }[]> {
    const record = this.#interact(4, slashData(this.#discord.records, this, line, true));
    await this.#settle(record);
    return record.choices;
  }

  /** Uses the command of a message's menu. */
  async uses(name: string, message: Message): Promise<InteractionRecord> {
    const command = offered(this.#discord.records, this).find((one) => one.type === 3 && shownName(one, this.locale) === name);
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
      answered: null,
      response: null,
      on: on?.id ?? null,
      original: null,
      followUps: 0,
      modal: null,
      choices: [],
    };
    records.interactions.set(record.id, record);
    this.#discord.stir();
    gateway.dispatch('INTERACTION_CREATE', rawInteraction(this.#discord.records, this, record, data, on));
    return record;
  }

  /** Tells the bot of the same interaction once more, as happens after a connection was resumed. */
  repeats(record: InteractionRecord, data: object, on: Message | null): void {
    this.#discord.gateway.dispatch('INTERACTION_CREATE', rawInteraction(this.#discord.records, this, record, data, on));
  }
}

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
