import { fit as fitted } from '../../src/chat/fit.ts';
import type { Capabilities } from '../../src/chat/transport.ts';
import type { Block, View } from '../../src/chat/view.ts';
import { personId, roomId } from '../../src/kernel/ids.ts';
import type { Prose } from '../../src/kernel/prose.ts';
import { webCapabilities } from '../../src/web/limits.ts';
import type { Entered, Entry, ToPage } from '../../src/web/protocol.ts';
import { type Actor, isMeant, type Kit, type PersonOptions, type Seen, type Stage, type StageOptions, Tap } from './stage.ts';
import { enter, openPage, type TestPage } from './web-room.ts';
import { WebWorld } from './web-world.ts';

export const webKit: Kit = {
  platform: 'web',
  // The room is the bot's own: what can fail is its log.
  troubles: ['cut before', 'cut after'],
  remote: false,
  open: openStage,
};

async function openStage({ admission }: StageOptions = {}): Promise<Stage> {
  const tap = new Tap();
  const all = await WebWorld.open({ tap: tap.around, ...(admission ? { admission } : {}) });
  const readers: Reader[] = [];
  const here = async () => {
    throw new Error('the local room is part of the bot');
  };

  return {
    world: all.world,
    get transport() {
      return all.web;
    },
    room: roomId('web:main'),
    tap,
    async person(name, { manager = false, locale = 'en' }: PersonOptions = {}) {
      const reader = new Reader(all, await enter(all, name, manager), locale);
      readers.push(reader);
      await reader.open();
      return actor(reader, settle);
    },
    settle,
    pass: (time) => all.world.pass(time).then(settle),
    order: (trouble) => void all.troubles.push(trouble === 'cut before' ? 'before' : 'after'),
    shut: here,
    unshut: here,
    leave: here,
    comeBack: here,
    freeze: () => {},
    stop: () => all.stop(),
    async start() {
      await all.start();
      for (const reader of readers) await reader.open();
    },
    clear() {
      for (const reader of readers) reader.forget();
    },
    problems: () => [...all.reports, ...all.world.faults.map(({ message, facts }) => `${message} ${JSON.stringify(facts)}`)],
    close: () => all.close(),
  };

  async function settle(): Promise<void> {
    await all.world.bot.drain();
    for (const reader of readers) await reader.current();
  }
}

/** Somebody's page, across restarts. */
class Reader {
  readonly entered: Entered;
  readonly #all: WebWorld;
  readonly #locale: string;
  readonly #heard: ToPage[] = [];
  #page: TestPage | null = null;
  #acts = 0;
  #seen = 0;

  constructor(all: WebWorld, entered: Entered, locale: string) {
    this.#all = all;
    this.entered = entered;
    this.#locale = locale;
  }

  async open(): Promise<void> {
    this.#heard.push(...(this.#page?.heard ?? []));
    const page = openPage(this.#all);
    this.#page = page;
    await new Promise((resolve) => page.socket.on('open', resolve));
    page.say({ kind: 'hello', secret: this.entered.secret, locale: this.#locale, has: null });
    await page.until('ready');
  }

  get heard(): readonly ToPage[] {
    return [...this.#heard, ...(this.#page?.heard ?? [])].slice(this.#seen);
  }

  forget(): void {
    this.#seen += this.heard.length;
  }

  get page(): TestPage {
    if (!this.#page) throw new Error('no page is open');
    return this.#page;
  }

  /** What was published before is heard before the answer to a ping. */
  async current(): Promise<void> {
    const { socket } = this.page;
    if (socket.readyState !== socket.OPEN) return;
    await new Promise((resolve) => {
      socket.once('pong', resolve);
      socket.ping();
    });
  }

  async acts(make: (id: string) => Parameters<TestPage['say']>[0]): Promise<void> {
    const id = `act${this.#acts++}`;
    this.page.say(make(id));
    const answer = await Promise.race([
      this.page.until('done', (one) => one.id === id),
      this.page.until('refused', (one) => one.id === id),
    ]);
    if (answer.kind === 'refused') throw new Error(`the room refused it: ${answer.why}`);
  }

  /** As they stand now, oldest first. */
  entries(): readonly Entry[] {
    const standing = new Map<number, Entry>();
    for (const message of this.heard) {
      const told = message.kind === 'ready' ? message.entries : message.kind === 'entry' ? [message.entry] : [];
      for (const entry of told) if ((standing.get(entry.seq)?.revision ?? 0) <= entry.revision) standing.set(entry.seq, entry);
    }
    return [...standing.values()].toSorted((a, b) => a.seq - b.seq);
  }
}

function actor(reader: Reader, settle: () => Promise<void>): Actor {
  const press = async (label: string, typed?: string) => {
    for (const entry of reader.entries().toReversed()) {
      const choice = choicesOf(entry).find((one) => isMeant(lineOf(one.label), label));
      if (!choice) continue;
      const { token } = choice;
      await reader.acts((id) => ({ kind: 'press', id, token, on: entry.seq, ...(typed === undefined ? {} : { typed }) }));
      return settle();
    }
    throw new Error(`${reader.entered.name} sees no button “${label}”`);
  };
  return {
    id: personId(reader.entered.id),
    name: reader.entered.name,
    async uses(command, values = {}) {
      const text = [`/${command}`, ...Object.values(values)].join(' ');
      await reader.acts((id) => ({ kind: 'say', id, text }));
      await settle();
    },
    presses: (label) => press(label),
    enters: press,
    sees: () => [...reader.entries().flatMap(seen), ...reader.heard.flatMap(toastSeen)],
  };
}

/** The page draws letters, formulas, tables and looks itself. Read aloud they are what a chat without them is sent. */
const ALOUD: Capabilities = {
  ...webCapabilities,
  label: 64,
  letters: 'text',
  math: 'text',
  table: 'text',
  picture: 'text',
  figure: 'text',
  formulaInLabel: false,
  styleInLabel: false,
};

const aloud = (entry: Entry): readonly Block[] =>
  entry.body.kind === 'view'
    ? fitted({ blocks: entry.body.blocks, audience: 'room' } satisfies View, ALOUD).flatMap((part) => part.blocks)
    : [];

const choicesOf = (entry: Entry) => aloud(entry).flatMap((block) => ('choices' in block ? block.choices : []));

function seen(entry: Entry): readonly Seen[] {
  if (entry.body.kind !== 'view') return [];
  const blocks = aloud(entry);
  return [
    {
      id: String(entry.seq),
      text: blocks.map(textOf).filter(Boolean).join('\n'),
      hidden: blocks.flatMap((block) => (block.kind === 'spoiler' ? [block.blocks.map(textOf).join('\n')] : [])),
      buttons: choicesOf(entry).map(({ label }) => lineOf(label)),
      topics: [...JSON.stringify(entry.body.blocks).matchAll(/"text":"([^"]*)","href":"topic:/g)].map(([, text = '']) => text),
      alone: entry.private,
    },
  ];
}

function toastSeen(message: ToPage, index: number): readonly Seen[] {
  if (message.kind !== 'toast') return [];
  return [{ id: `toast ${index}`, text: message.text, hidden: [], buttons: [], topics: [], alone: true }];
}

const lineOf = (content: Prose): string =>
  content.map((node) => (node.kind === 'time' ? '⟨moment⟩' : node.kind === 'math' ? node.tex : node.text)).join('');

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
    case 'note':
      return lineOf(block.content);
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${(block.start ?? 1) + index}. ` : block.marked ? '' : '• '}${lineOf(item)}`)
        .join('\n');
    case 'code':
      return block.text;
    case 'spoiler':
      return [lineOf(block.title), ...block.blocks.map(textOf)].join('\n');
    default:
      return '';
  }
}
