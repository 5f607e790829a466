import { topicCards } from '../../src/app/cards.ts';
import { COMMANDS } from '../../src/app/commands/index.ts';
import type { Instant, Millis } from '../../src/kernel/time.ts';
import { instant, millis } from '../../src/kernel/time.ts';
import { notes } from '../../src/store/notes.ts';
import type { Telegram, TelegramParts } from '../../src/telegram/parts.ts';
import { createTelegram } from '../../src/telegram/transport.ts';
import { type TelegramPerson, TelegramTown } from './fake-telegram/people.ts';
import { FakeTelegram } from './fake-telegram/server.ts';
import { World, type WorldOptions } from './world.ts';

export interface TelegramWorldOptions extends Omit<WorldOptions, 'connect' | 'platform'> {
  readonly telegram?: Partial<TelegramParts>;
  readonly seed?: string;
}

/** The whole bot on our Telegram server: unmodified grammY over the loopback interface, a clock that is moved by hand. */
export class TelegramWorld {
  world!: World;
  server!: FakeTelegram;
  town!: TelegramTown;
  telegram!: Telegram;
  /** What the operator was told. */
  readonly reports: string[] = [];
  readonly #options: TelegramWorldOptions;

  private constructor(options: TelegramWorldOptions) {
    this.#options = options;
  }

  static async open(options: TelegramWorldOptions = {}): Promise<TelegramWorld> {
    const made = new TelegramWorld(options);
    made.world = await World.open({
      ...options,
      platform: 'telegram',
      connect: (world, parts) => made.#connect(world, parts),
    });
    await made.ready();
    return made;
  }

  /** A process starts on the same files. */
  async start(): Promise<void> {
    await this.world.start();
    await this.ready();
  }

  async #connect(world: World, parts: Parameters<NonNullable<WorldOptions['connect']>>[1]): Promise<Telegram> {
    if (!this.server) {
      this.server = new FakeTelegram(world.clock, this.#options.seed);
      this.town = new TelegramTown(this.server);
      await this.server.listen();
    }
    this.telegram = createTelegram({
      token: this.server.token,
      apiRoot: this.server.apiRoot,
      webhookUrl: null,
      clock: world.clock,
      // Time flies while the adapter waits for its turn.
      sleep: async (time) => this.fly(time),
      notes: notes(world.database.db, world.clock),
      commands: COMMANDS,
      describe: (locale, key, values) => parts.messages.in(locale)(key, values),
      locale: 'en',
      cards: topicCards(parts),
      report: (what, error) => this.reports.push(error === undefined ? what : `${what}: ${error}`),
      ...this.#options.telegram,
    });
    return this.telegram;
  }

  fly(time: Millis): void {
    const { clock } = this.world;
    clock.jump(Math.max(clock.now(), clock.now() + time));
  }

  get now(): Instant {
    return this.world?.clock.now() ?? instant(0);
  }

  /** Until the platform has answered. */
  async ready(): Promise<void> {
    await until(() => this.telegram.state().kind === 'ready');
  }

  async settled(): Promise<void> {
    await this.world.bot.drain();
  }

  /** In seconds. */
  async pass(wait: number): Promise<void> {
    await this.world.pass(wait);
  }

  async close(): Promise<void> {
    await this.telegram.stop();
    await this.world.close();
    await this.server.close();
  }

  person(name: string, options: Parameters<TelegramTown['person']>[1] = {}): TelegramPerson {
    return this.town.person(name, options);
  }
}

/** Looks again and again, in real time, at what another part of the process is doing. */
export async function until(done: () => boolean, patience: Millis = millis(5_000)): Promise<void> {
  const end = performance.now() + patience;
  while (!done()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
