import { setTimeout as wait } from 'node:timers/promises';
import { COMMANDS } from '../../src/app/commands/index.ts';
import type { Notes } from '../../src/chat/notes.ts';
import type { DrawPicture } from '../../src/chat/picture.ts';
import type { Inbound, ReplyRef, Room } from '../../src/chat/place.ts';
import type { Parcel, Received, Transport } from '../../src/chat/transport.ts';
import { DeliveryError, type DeliveryFault } from '../../src/chat/transport.ts';
import type { Block } from '../../src/chat/view.ts';
import { createDiscord } from '../../src/discord/transport.ts';
import { type MessageRef, type PersonId, personId, type RoomId, roomId } from '../../src/kernel/ids.ts';
import { localeOf } from '../../src/kernel/locale.ts';
import { paragraph } from '../../src/kernel/prose.ts';
import { openMessages } from '../../src/voice.ts';
import { ManualClock } from './clock.ts';
import type { FakeGuild } from './fake-discord/guild.ts';
import type { Person } from './fake-discord/person.ts';
import { FakeDiscord } from './fake-discord/server.ts';
import type { Channel } from './fake-discord/state.ts';

const messages = openMessages(new URL('../../content', import.meta.url).pathname);

export interface AdapterOptions {
  readonly token?: string;
  readonly devGuild?: string;
  readonly apiUrl?: string;
  /** Milliseconds to wait for; 0 does not wait until it is connected. */
  readonly pace?: number;
  readonly waits?: boolean;
  /** What the last process noted. */
  readonly notes?: ReadonlyMap<string, string>;
}

/** The Discord adapter alone, with a core that the test plays. */
export class DiscordAdapter {
  readonly discord: FakeDiscord;
  readonly clock: ManualClock;
  readonly transport: Transport;
  readonly reports: string[] = [];
  /** What arrived at the core, oldest first. */
  readonly arrived: Inbound[] = [];
  /** What the core does with an arrival. */
  core: (inbound: Inbound) => Promise<Received> = async () => 'quiet';
  closed: readonly Room[] = [];
  draw: DrawPicture = async () => null;
  readonly notes: Map<string, string>;
  guild!: FakeGuild;
  ada!: Person;
  #keys = 0;

  private constructor(discord: FakeDiscord, clock: ManualClock, options: AdapterOptions) {
    this.discord = discord;
    this.clock = clock;
    const notes = new Map(options.notes);
    this.notes = notes;
    const kept: Notes = {
      get: async (key) => notes.get(key) ?? null,
      put: async (key, value) => void notes.set(key, value),
      remove: async (key) => void notes.delete(key),
    };
    this.transport = createDiscord({
      token: options.token ?? discord.token,
      apiUrl: options.apiUrl ?? discord.apiUrl,
      devGuild: options.devGuild ?? null,
      commands: COMMANDS,
      words: (locale, key, values) => messages.in(locale, 'discord')(key, values),
      locale: 'en',
      languageOf: async (person) => localeOf(person.locale) ?? 'en',
      completeTopics: () => [{ value: 'gradient', label: 'The gradient' }],
      draw: (order) => this.draw(order),
      closedRooms: async () => this.closed,
      notes: kept,
      clock,
      // Nothing here is about how long waits are.
      sleep: async (time, signal) => void (await wait(time / 20, undefined, { signal }).catch(() => {})),
      report: (what, error) => this.reports.push(error instanceof Error ? `${what}: ${error.message}` : what),
    });
  }

  /** A server with the channel `general`, and Ada who manages it. */
  static async open(options: AdapterOptions = {}, prepare: (discord: FakeDiscord) => void = () => {}): Promise<DiscordAdapter> {
    const clock = new ManualClock('2026-11-20T08:00:00Z');
    const discord = await FakeDiscord.start({ now: clock.now, ...(options.pace === undefined ? {} : { pace: options.pace }) });
    const adapter = new DiscordAdapter(discord, clock, options);
    adapter.guild = discord.guild('Study group');
    adapter.ada = discord.person('Ada', { in: adapter.guild, manager: true });
    prepare(discord);
    await adapter.start();
    if (options.waits ?? true) await adapter.ready();
    return adapter;
  }

  start(): Promise<void> {
    return this.transport.start((inbound) => {
      this.arrived.push(inbound);
      return this.core(inbound);
    });
  }

  async ready(): Promise<void> {
    await this.discord.until('the bot is ready', () => this.transport.state().kind === 'ready' && this.discord.records.commands.size > 0);
    await this.discord.settle();
  }

  async close(): Promise<void> {
    await this.transport.stop();
    await this.discord.close();
  }

  get last(): Inbound {
    const last = this.arrived.at(-1);
    if (!last) throw new Error('nothing has arrived');
    return last;
  }

  parcel(more: Partial<Parcel> & { readonly says?: string; readonly blocks?: readonly Block[]; readonly in?: Channel } = {}): Parcel {
    const { says, blocks, in: channel, ...parcel } = more;
    const room: RoomId = roomId(`discord:${channel?.id ?? this.ada.channel.id}`);
    const view = { blocks: blocks ?? [paragraph(says ?? 'hello')], audience: parcel.to ? 'person' : 'room' } as const;
    return { key: `k${this.#keys++}`, room, to: null, reply: null, view, locale: 'en', timeZone: 'UTC', ...parcel };
  }

  post(more: Parameters<DiscordAdapter['parcel']>[0] = {}): Promise<MessageRef> {
    return this.transport.send(this.parcel(more));
  }

  /** Says something privately to who sent the last arrival. */
  whisper(says: string, more: Partial<Parcel> & { readonly blocks?: readonly Block[] } = {}): Promise<MessageRef> {
    const { person, reply, room } = this.last;
    return this.post({ says, to: person.id, reply, room: room.id, ...more });
  }

  /** Why a delivery fails. */
  async fault(delivery: Promise<unknown>): Promise<DeliveryFault> {
    try {
      await delivery;
    } catch (error) {
      if (error instanceof DeliveryError) return error.fault;
      throw error;
    }
    throw new Error('it was delivered');
  }

  /** What went wrong besides what a test is about. */
  get troubles(): string[] {
    return [
      ...this.discord.broken,
      ...this.reports,
      ...(this.discord.limited > 0 ? [`${this.discord.limited} requests were too many`] : []),
    ];
  }
}

export const idOf = (person: Person): PersonId => personId(`discord:${person.user.id}`);
export const noReply = null as ReplyRef | null;
