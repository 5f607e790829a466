import { topicCards } from '../../src/app/cards.ts';
import { COMMANDS } from '../../src/app/commands/index.ts';
import { spokenLanguage } from '../../src/app/spoken-language.ts';
import type { Room } from '../../src/chat/place.ts';
import type { Transport } from '../../src/chat/transport.ts';
import { roomId } from '../../src/kernel/ids.ts';
import { type Instant, instant, type Millis, millis } from '../../src/kernel/time.ts';
import type { Move } from '../../src/quiz/session.ts';
import { notes } from '../../src/store/notes.ts';
import type { Telegram, TelegramParts } from '../../src/telegram/parts.ts';
import { createTelegram } from '../../src/telegram/transport.ts';
import { type TelegramPerson, TelegramTown } from './fake-telegram/people.ts';
import { FakeTelegram } from './fake-telegram/server.ts';
import type { FakeChat } from './fake-telegram/state.ts';
import { GROUP_ROOM, World, type WorldOptions } from './world.ts';

export interface TelegramWorldOptions extends Omit<WorldOptions, 'connect' | 'platform'> {
  readonly telegram?: Partial<TelegramParts>;
  readonly seed?: string;
  /** Stands between the adapter and the bot. */
  readonly tap?: (transport: Transport) => Transport;
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

  /** The bot's process ends in good order. */
  async stop(): Promise<void> {
    await this.telegram.stop();
    await this.world.crash();
  }

  async #connect(world: World, parts: Parameters<NonNullable<WorldOptions['connect']>>[1]): Promise<Transport> {
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
      sleep: (time) => this.fly(time),
      notes: notes(world.database.db, world.clock),
      commands: COMMANDS,
      describe: (locale, key, values) => parts.messages.in(locale, 'telegram')(key, values),
      locale: 'en',
      languageOf: spokenLanguage(world.store.tables, 'en'),
      cards: topicCards(parts),
      draw: async () => null,
      report: (what, error) => this.reports.push(error === undefined ? what : `${what}: ${error}`),
      ...this.#options.telegram,
    });
    return this.#options.tap?.(this.telegram) ?? this.telegram;
  }

  /** Time flies while the adapter waits; those who wait at the same time wait together. */
  async fly(time: Millis): Promise<void> {
    const { clock } = this.world;
    const end = clock.now() + time;
    await new Promise((resolve) => setTimeout(resolve, 1));
    clock.jump(Math.max(clock.now(), end));
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
    await this.telegram.drain();
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

  /** The question that is open in a chat, and the moves that answer it rightly. */
  async open(chat: FakeChat, topic?: number) {
    const room: Room = { ...GROUP_ROOM, id: roomId(`telegram:${chat.id}${topic === undefined ? '' : `/${topic}`}`) };
    const open = await this.world.openQuestion(room);
    return { ...open, right: await this.world.rightLabel(room) };
  }

  /** Somebody answers the open question: by buttons in the chat or, where it asks for text, in their private chat. */
  async answers(person: TelegramPerson, moves: readonly Move[], chat: FakeChat): Promise<string> {
    let said = '';
    for (const move of moves) {
      if (move.kind === 'typed') {
        await person.presses('Type an answer', { in: chat });
        await person.says(move.text);
        await this.settled();
        said = person.readsLast();
      } else if (move.kind === 'option') {
        const question = chat.messages.findLast((message) => message.reply_markup);
        const button = question?.reply_markup?.inline_keyboard.flat()[move.position];
        said = (await person.presses(button?.text ?? '?', { in: chat })).text;
      } else said = (await person.presses('Lock', { in: chat })).text;
    }
    await this.settled();
    return said;
  }

  /** Time passes until another question is open than now, or the game is over. */
  async nextQuestion(chat: FakeChat): Promise<void> {
    const room = roomId(`telegram:${chat.id}`);
    const index = async () => {
      const session = await this.world.store.tables.games.active(room);
      return session === null ? -1 : session.phase.at === 'question' ? session.phase.index : null;
    };
    const before = await index();
    for (let second = 0; second < 200; second++) {
      await this.pass(1);
      const now = await index();
      if (now !== null && now !== before) return;
    }
  }

  /** Questions pass, rightly answered by these people, until one of a kind is open. */
  async skipTo(kind: string, chat: FakeChat, people: readonly TelegramPerson[]): Promise<void> {
    for (let round = 0; round < 40; round++) {
      const { drawn, right } = await this.open(chat);
      if (drawn.key.kind === kind) return;
      for (const person of people) await this.answers(person, right, chat);
      await this.nextQuestion(chat);
    }
    throw new Error(`no ${kind} question came`);
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
