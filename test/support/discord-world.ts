import { COMMANDS } from '../../src/app/commands/index.ts';
import type { Parts } from '../../src/app/parts.ts';
import { spokenLanguage } from '../../src/app/spoken-language.ts';
import type { DrawPicture } from '../../src/chat/picture.ts';
import type { Transport } from '../../src/chat/transport.ts';
import { createDiscord } from '../../src/discord/transport.ts';
import { seconds } from '../../src/kernel/time.ts';
import { notes } from '../../src/store/notes.ts';
import { FakeDiscord, type FakeDiscordOptions } from './fake-discord/server.ts';
import { World, type WorldOptions } from './world.ts';

export interface DiscordWorldOptions extends WorldOptions, Omit<FakeDiscordOptions, 'now'> {
  readonly draw?: DrawPicture;
  readonly token?: string;
  readonly devGuild?: string;
  /** Stands between the adapter and the bot. */
  readonly tap?: (transport: Transport) => Transport;
}

/** The whole bot on the fake Discord, over real connections: unmodified discord.js, the real library, a clock that is moved by hand. */
export class DiscordWorld {
  world!: World;
  discord!: FakeDiscord;
  /** The adapter of the process that runs now. */
  transport!: Transport;
  /** What the operator was told. */
  readonly reports: string[] = [];
  readonly #toasts = new Set<Promise<void>>();
  readonly #options: DiscordWorldOptions;
  readonly #prepare: (discord: FakeDiscord) => void;

  private constructor(options: DiscordWorldOptions, prepare: (discord: FakeDiscord) => void) {
    this.#options = options;
    this.#prepare = prepare;
  }

  /** `prepare` sets up servers and people before the bot connects. */
  static async open(prepare: (discord: FakeDiscord) => void = () => {}, options: DiscordWorldOptions = {}): Promise<DiscordWorld> {
    const made = new DiscordWorld(options, prepare);
    made.world = await World.open({ ...options, connect: (world, parts) => made.#connect(world, parts) });
    await made.#ready();
    return made;
  }

  async #connect(world: World, parts: Parts): Promise<Transport> {
    if (!this.discord) {
      const { pace } = this.#options;
      this.discord = await FakeDiscord.start({ now: world.clock.now, ...(pace === undefined ? {} : { pace }) });
      this.discord.calm = () => this.settle();
      this.#prepare(this.discord);
    }
    this.transport = createDiscord({
      token: this.#options.token ?? this.discord.token,
      apiUrl: this.discord.apiUrl,
      devGuild: this.#options.devGuild ?? null,
      commands: COMMANDS,
      words: (locale, key, values) => parts.messages.in(locale, 'discord')(key, values),
      locale: parts.defaultLocale,
      languageOf: spokenLanguage(world.store.tables, parts.defaultLocale),
      completeTopics: (prefix, locale, most) => world.shelf.complete(prefix, locale, most),
      draw: this.#options.draw ?? (async () => null),
      closedRooms: () => world.store.tables.rooms.closed('discord'),
      notes: notes(world.database.db, world.clock),
      clock: world.clock,
      report: (what, error) => this.reports.push(error instanceof Error ? `${what}: ${error.message}` : what),
    });
    const { toast } = this.transport;
    const whole: Transport = {
      ...this.transport,
      toast: (...said) => {
        const shown = toast(...said).finally(() => this.#toasts.delete(shown));
        this.#toasts.add(shown);
        return shown;
      },
    };
    return this.#options.tap?.(whole) ?? whole;
  }

  async #ready(): Promise<void> {
    await this.discord.until('the bot is ready', () => this.transport.state().kind === 'ready' && this.discord.records.commands.size > 0);
    await this.settle();
  }

  /** Resolves when nothing more comes of what was done. */
  async settle(): Promise<void> {
    for (let last = -1; last !== this.discord.requests.length; ) {
      last = this.discord.requests.length;
      await this.discord.settle();
      await this.world.bot.drain();
      await Promise.allSettled(this.#toasts);
    }
  }

  /** In seconds. */
  async pass(time: number): Promise<void> {
    await this.settle();
    await this.world.clock.pass(seconds(time), () => this.settle());
  }

  /** The bot's process ends; `last` may leave its files as a process does that was not asked to. */
  async stop(last: (database: World['database']['raw']) => unknown = () => {}): Promise<void> {
    await this.transport.stop();
    await this.world.bot.stop();
    last(this.world.database.raw);
    await this.world.crash();
  }

  /** Another process on the same files. */
  async start(): Promise<void> {
    await this.world.start();
    await this.#ready();
  }

  async close(): Promise<void> {
    await this.transport.stop();
    await this.world.close();
    await this.discord.close();
  }
}
