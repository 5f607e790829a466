import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Admission } from '../../src/app/admission.ts';
import { COMMANDS } from '../../src/app/commands/index.ts';
import { createEngine } from '../../src/app/engine.ts';
import type { Parts } from '../../src/app/parts.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Summariser } from '../../src/app/summariser.ts';
import { tokenOf } from '../../src/app/tokens.ts';
import { type Inbound, type Person, type Platform, type Room, replyRef } from '../../src/chat/place.ts';
import type { Received, Transport } from '../../src/chat/transport.ts';
import type { View } from '../../src/chat/view.ts';
import type { Library } from '../../src/corpus/article.ts';
import { createSearch } from '../../src/corpus/search.ts';
import { arrivalId, groupId, type PersonId, personId, roomId } from '../../src/kernel/ids.ts';
import { text } from '../../src/kernel/prose.ts';
import { seconds } from '../../src/kernel/time.ts';
import type { Drawn, Move, Session } from '../../src/quiz/session.ts';
import { compileFormula } from '../../src/render/formula.ts';
import { problemOf } from '../../src/render/formula-problem.ts';
import { type Bot, createBot } from '../../src/runtime/bot.ts';
import type { Log } from '../../src/runtime/log.ts';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { createShelf, type LiveShelf } from '../../src/sources/shelf.ts';
import { simplified } from '../../src/sources/simplified.ts';
import { type Database, migrate, openDatabase } from '../../src/store/database.ts';
import { dueQueue } from '../../src/store/due-queue.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { openSearchIndex } from '../../src/store/search-index.ts';
import { createStore } from '../../src/store/store.ts';
import { openMessages } from '../../src/voice.ts';
import { ChatServer, type ShownMessage } from './chat-server.ts';
import { ManualClock } from './clock.ts';
import { viewText } from './view-text.ts';

const CONTENT = new URL('../../content', import.meta.url).pathname;
let library: Library | null = null;
const tokenizer = jiebaTokenizer();

export interface WorldOptions {
  readonly start?: string;
  readonly platform?: Platform;
  readonly exactlyOnce?: boolean;
  readonly summariser?: Summariser;
  readonly library?: Library;
  /** Absent: everybody may do everything at any pace. */
  readonly admission?: Admission;
  /** Another platform's adapter in place of the chat server. */
  readonly connect?: (world: World, parts: Parts) => Promise<Transport>;
}

/** The whole bot over SQLite on disk and the real library, with a clock that is moved by hand and a chat server that keeps what it is sent. */
export class World {
  readonly clock: ManualClock;
  readonly server: ChatServer;
  readonly faults: { facts: object; message: string }[] = [];
  /** What was to be drawn while there was time. */
  readonly ahead: View[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'it-world-'));
  database!: Database;
  store!: Store;
  shelf!: LiveShelf;
  bot!: Bot;
  #arrivals = 0;
  #ids = 0;
  readonly #options: WorldOptions;

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.clock = new ManualClock(options.start ?? '2026-11-20T08:00:00+08:00');
    this.server = new ChatServer(options.platform ?? 'web', options.exactlyOnce === undefined ? {} : { exactlyOnce: options.exactlyOnce });
  }

  static async open(options: WorldOptions = {}): Promise<World> {
    const world = new World(options);
    await world.start();
    return world;
  }

  /** A process starts on the same files. */
  async start(given?: Transport): Promise<void> {
    this.database = openDatabase(join(this.folder, 'bot.sqlite'));
    await migrate(this.database);
    this.store = createStore(this.database, { timeZone: 'Asia/Shanghai' });
    library ??= openLibrary(CONTENT).library;
    const books = this.#options.library ?? library;
    this.shelf = createShelf(books, createSearch(openSearchIndex(this.database.raw), tokenizer, books.terms));
    const parts: Parts = {
      shelf: this.shelf,
      messages: openMessages(CONTENT),
      summariser: this.#options.summariser ?? authored,
      newId: () => `id${String(this.#ids++).padStart(6, '0')}`,
      fold: simplified,
      defaultLocale: 'en',
      signatures: COMMANDS,
      tryFormula: async (tex) => {
        const compiled = compileFormula(tex, true);
        return compiled.ok ? null : problemOf(compiled.error);
      },
      drawAhead: (view) => void this.ahead.push(view),
      ...(this.#options.admission ? { admits: this.#options.admission.admits } : {}),
    };
    const transport = given ?? (await this.#options.connect?.(this, parts)) ?? this.server.transport;
    const note = (facts: object, message: string) => void this.faults.push({ facts, message });
    const log: Log = { debug: () => {}, info: () => {}, warn: note, error: note };
    this.bot = createBot({
      engine: createEngine({ store: this.store, parts, commands: COMMANDS, startedAt: this.clock.now() }),
      store: this.store,
      parts,
      outbox: outboxQueue(this.database.db),
      due: dueQueue(this.database.db),
      transports: [transport],
      clock: this.clock,
      timer: this.clock.timer,
      log,
      chance: () => 0.5,
      ...(this.#options.admission ? { admission: this.#options.admission } : {}),
    });
    await transport.start(this.bot.receive);
    await this.bot.start();
    await this.bot.drain();
  }

  /** The process is gone without a word: nothing is finished, nothing is flushed. */
  async crash(): Promise<void> {
    await this.bot.stop();
    await this.database.close();
  }

  async close(): Promise<void> {
    await this.crash();
    rmSync(this.folder, { recursive: true, force: true });
  }

  person(name: string, options: { manager?: boolean; locale?: string | null } = {}): Player {
    return new Player(this, { id: personId(`web:${name}`), name, locale: options.locale ?? 'en', manager: options.manager ?? false });
  }

  /** In seconds. */
  async pass(wait: number): Promise<void> {
    await this.clock.pass(seconds(wait), () => this.bot.drain());
  }

  /** The moves that answer the open question rightly, as its players would make them. */
  async rightLabel(room: Room = GROUP_ROOM): Promise<readonly Move[]> {
    return rightMoves((await this.openQuestion(room)).drawn);
  }

  async openQuestion(room: Room = GROUP_ROOM): Promise<{ session: Session; index: number; drawn: Drawn }> {
    const session = await this.store.tables.games.active(room.id);
    if (session?.phase.at !== 'question') throw new Error('no question is open');
    const { index } = session.phase;
    const drawn = session.questions[index];
    if (!drawn) throw new Error('the open question is not in the game');
    return { session, index, drawn };
  }

  /** Lets time pass, with everybody answering rightly, until a question of this kind is open. */
  async skipTo(kind: Drawn['key']['kind']): Promise<void> {
    for (let tries = 0; tries < 60; tries++) {
      const { drawn, session } = await this.openQuestion();
      if (drawn.key.kind === kind) return;
      for (const seat of (await this.store.tables.games.seats(session.id, 'all')).values()) {
        await this.person(seat.name).answers(rightMoves(drawn));
      }
      await this.pass(session.rules.mode === 'speed' ? 10 : 31);
    }
    throw new Error(`no ${kind} question comes`);
  }

  sentAt(key: string): number {
    return Number(this.database.raw.prepare('select sent_at from outbox where key = ?').pluck().get(key));
  }

  nextArrival(): string {
    this.#arrivals += 1;
    return `e${this.#arrivals}`;
  }
}

export const GROUP_ROOM: Room = {
  id: roomId('web:main'),
  platform: 'web',
  kind: 'group',
  group: groupId('web:main'),
  title: 'Study group',
  locale: 'en',
};

/** Somebody in the room: what they do, and what they see. */
export class Player {
  readonly #world: World;
  readonly person: Person;
  room: Room = GROUP_ROOM;

  constructor(world: World, person: Person) {
    this.#world = world;
    this.person = person;
  }

  get id(): PersonId {
    return this.person.id;
  }

  /** Types a line: a command where it begins with `/`. */
  async says(line: string): Promise<Received> {
    const [, name = '', args = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    return this.sends(name ? { kind: 'command', name, args } : { kind: 'text', text: line, toBot: false });
  }

  /** Presses the button whose label holds the words, on the newest message that has one. */
  async presses(label: string, typed?: string): Promise<string> {
    const token = this.token(label);
    const before = this.#world.server.toasts.length;
    await this.sends({ kind: 'press', token, on: null, ...(typed === undefined ? {} : { typed }) });
    return this.#world.server.toasts
      .slice(before)
      .filter((toast) => toast.to === this.id)
      .map((toast) => toast.text)
      .join('\n');
  }

  /** Makes these moves on the open question. Returns the last private reply. */
  async answers(moves: readonly Move[]): Promise<string> {
    let last = '';
    for (const move of moves) last = await this.makes(move);
    return last;
  }

  async makes(move: Move): Promise<string> {
    const session = await this.#world.store.tables.games.active(this.room.id);
    if (session?.phase.at !== 'question') throw new Error('no question is open');
    const before = this.#world.server.toasts.length;
    const token = tokenOf({ do: 'answer', session: session.id, index: session.phase.index, move });
    await this.sends({ kind: 'press', token, on: null, ...(move.kind === 'typed' ? { typed: move.text } : {}) });
    return this.#world.server.toasts.slice(before).find((toast) => toast.to === this.id)?.text ?? '';
  }

  token(label: string): string {
    for (const message of this.#world.server.messages.toReversed()) {
      if (message.to !== null && message.to !== this.id) continue;
      for (const block of message.view.blocks) {
        if (block.kind !== 'options' && block.kind !== 'actions') continue;
        const choice = block.choices.find((one) => one.label.some((node) => node.kind === 'text' && node.text.includes(label)));
        if (choice) return choice.token;
      }
    }
    throw new Error(`no button says “${label}”`);
  }

  async sends(
    what: DistributiveOmit<Inbound, 'id' | 'at' | 'room' | 'person' | 'reply'>,
    id = this.#world.nextArrival(),
  ): Promise<Received> {
    const inbound = {
      ...what,
      id: arrivalId(id),
      at: this.#world.clock.now(),
      room: this.room,
      person: this.person,
      reply: replyRef(`reply-${id}`),
    } as Inbound;
    const received = await this.#world.bot.receive(inbound);
    await this.#world.bot.drain();
    return received;
  }

  textOf(message: ShownMessage | undefined): string {
    return message ? viewText(message.view) : '';
  }

  titleOf(message: ShownMessage): string {
    return this.textOf(message).split('\n')[0] ?? '';
  }

  /** Presses an option of the newest digest's question. */
  async answersWarmup(position: number): Promise<void> {
    const digest = this.#world.server.messages.findLast((message) => message.key.startsWith('d.'));
    const options = digest?.view.blocks.find((block) => block.kind === 'options');
    const token = options?.kind === 'options' ? options.choices[position]?.token : undefined;
    if (!token) throw new Error('the digest asks nothing');
    await this.sends({ kind: 'press', token, on: digest?.ref ?? null });
  }

  /** All that this person can see now, newest last. */
  sees(): string[] {
    return this.#world.server.texts(this.id, this.room.id);
  }

  seesLast(): string {
    return this.sees().at(-1) ?? '';
  }
}

/** How somebody who knows answers: one press, several and a lock, an order, or a typed answer. */
function rightMoves({ key, order }: Drawn): readonly Move[] {
  const press = (own: number): Move => ({ kind: 'option', position: order.indexOf(own) });
  switch (key.kind) {
    case 'choice':
      return [press(key.right)];
    case 'several':
      return [...key.right.map(press), { kind: 'lock' }];
    case 'order':
      return Array.from({ length: key.length }, (_, own) => press(own));
    case 'numeric':
      return [{ kind: 'typed', text: String(key.answer) }];
    case 'short':
      return [{ kind: 'typed', text: key.accepted[0] ?? '' }];
  }
}

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;

const authored: Summariser = {
  summarise: async (article) =>
    article.origin === 'authored'
      ? { sentences: [article.summary], takeaways: article.takeaways, by: 'author' }
      : { sentences: [[text(article.title)]], takeaways: [], by: 'extract' },
};
