import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import type { Choice } from '../../src/chat/view.ts';
import type { Entered, Entry, FromPage, ToPage } from '../../src/web/protocol.ts';
import { viewText } from './view-text.ts';

const MAIN = new URL('../../src/start.mjs', import.meta.url).pathname;

/** The real program in a process of its own, on a folder that outlives it. */
export class BotProcess {
  readonly address: string;
  readonly log: string[];
  readonly #child: ChildProcess;

  get pid(): number | undefined {
    return this.#child.pid;
  }

  private constructor(child: ChildProcess, address: string, log: string[]) {
    this.#child = child;
    this.address = address;
    this.log = log;
  }

  /** @throws where it does not say within a minute that it is on the air; that is for machines with much else to do */
  static async start(dataDir: string, env: Record<string, string> = {}): Promise<BotProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', DEFAULT_LOCALE: 'en', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
    const address = await new Promise<string>((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new Error(`the bot does not start: ${log.join('\n')}`)), 60_000);
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /https?:\/\/\S+/.exec(line)?.[0];
        if (!found) return;
        clearTimeout(tooLong);
        resolve(found.replace(/\/$/, ''));
      });
      child.once('exit', (code) => {
        clearTimeout(tooLong);
        reject(new Error(`the bot ended with ${code}: ${log.join('\n')}`));
      });
    });
    return new BotProcess(child, address, log);
  }

  /** As the power fails. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  /** As an operator stops it. Gives the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    const [code] = (await once(this.#child, 'exit')) as [number | null];
    return code;
  }

  async enter(name: string, manager = true): Promise<Entered> {
    const response = await fetch(`${this.address}/r/main/enter`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.address },
      body: JSON.stringify({ name, manager }),
    });
    if (!response.ok) throw new Error(`${name} cannot enter: ${response.status} ${await response.text()}`);
    return (await response.json()) as Entered;
  }

  visit(who: Entered): Promise<Visitor> {
    return Visitor.open(this.address, who);
  }
}

/** Somebody with the page open: what they see, and what was confirmed to them. */
export class Visitor {
  readonly who: Entered;
  readonly entries = new Map<number, Entry>();
  readonly toasts: string[] = [];
  readonly done = new Set<string>();
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #sent = 0;

  private constructor(who: Entered, socket: WebSocket) {
    this.who = who;
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as ToPage));
    socket.on('error', () => {});
  }

  static async open(address: string, who: Entered): Promise<Visitor> {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/r/main/socket`, { origin: address });
    const visitor = new Visitor(who, socket);
    await once(socket, 'open');
    visitor.#tell({ kind: 'hello', secret: who.secret, locale: 'en', has: null });
    await visitor.until(() => visitor.#ready);
    return visitor;
  }

  #ready = false;

  #hear(message: ToPage): void {
    if (message.kind === 'ready') {
      this.#ready = true;
      for (const entry of message.entries) this.entries.set(entry.seq, entry);
    } else if (message.kind === 'entry') this.entries.set(message.entry.seq, message.entry);
    else if (message.kind === 'toast') this.toasts.push(message.text);
    else if (message.kind === 'done') this.done.add(message.id);
    for (const wake of this.#waiting) wake();
  }

  #tell(message: FromPage): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** @throws after `patience` milliseconds, with what is seen */
  async until<T>(what: () => T | undefined | null | false, patience = 20_000): Promise<T> {
    const deadline = Date.now() + patience;
    for (;;) {
      const found = what();
      if (found) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${this.who.name} waits in vain; sees: ${this.texts().slice(-3).join('\n---\n')}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(late);
          this.#waiting.delete(wake);
          resolve();
        };
        const late = setTimeout(wake, left);
        this.#waiting.add(wake);
      });
    }
  }

  /** Gives the number under which the line is confirmed. */
  says(text: string): string {
    const id = this.#number();
    this.#tell({ kind: 'say', id, text });
    return id;
  }

  presses(choice: Choice, typed?: string): string {
    const id = this.#number();
    this.#tell({ kind: 'press', id, token: choice.token, on: null, ...(typed === undefined ? {} : { typed }) });
    return id;
  }

  #number(): string {
    this.#sent += 1;
    return `${process.hrtime.bigint()}-${this.#sent}`;
  }

  texts(): string[] {
    return [...this.entries.values()].sort((a, b) => a.seq - b.seq).map((entry) => textOf(entry));
  }

  /** The newest button with these words. */
  button(label: string): Choice | undefined {
    return this.choices().findLast((choice) => choice.label.some((node) => node.kind === 'text' && node.text.includes(label)));
  }

  choices(): Choice[] {
    return [...this.entries.values()]
      .sort((a, b) => a.seq - b.seq)
      .flatMap(({ body }) => (body.kind === 'view' ? body.blocks : []))
      .flatMap((block) => (block.kind === 'options' || block.kind === 'actions' ? block.choices : []));
  }

  leave(): void {
    this.#socket.terminate();
  }
}

export function textOf({ body }: Entry): string {
  if (body.kind === 'view') return viewText({ blocks: body.blocks, audience: 'room' });
  return body.kind === 'line' ? `${body.by.name}: ${body.text}` : body.text;
}
