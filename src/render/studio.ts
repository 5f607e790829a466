import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import type { PictureOrder } from '../chat/picture.ts';
import { err, type Result } from '../kernel/result.ts';
import { type Millis, seconds } from '../kernel/time.ts';
import type { Raster, RenderFault } from './raster.ts';

/** For one picture; more is a formula made to be slow. The first one after a start waits for the process to load besides. */
export const DRAW_WITHIN: Millis = seconds(2);
/** MiB of the process's JavaScript heap. */
const HEAP = 256;
/** Pictures that one process draws, so that what its libraries may lose does not add up. */
const MOST_DRAWN = 2_000;
/** Orders that wait; beyond that one is told that the bot is busy. Of guests few: a job waits for each, and others have to run too. */
const MOST_WAITING = { bot: 200, guest: 16 } as const;
/** A process that does not load within this is given up. */
const LOAD_WITHIN: Millis = seconds(60);
/** Characters kept of what a process says on standard error before it is ready: its end, where the cause stands. */
const LAST_WORDS = 2_000;

type Answer = Result<Raster, RenderFault>;

interface Job {
  readonly order: PictureOrder;
  readonly done: (answer: Answer) => void;
}

export interface Studio {
  /** Starts the process, so that the first picture need not wait for that. */
  open(): void;
  /** `guest`: somebody plays with /tex or with the values of a figure; what the bot posts by itself goes first. */
  draw(order: PictureOrder, whose: 'bot' | 'guest'): Promise<Answer>;
  stop(): Promise<void>;
}

type Sleep = (time: Millis, signal: AbortSignal) => Promise<void>;

/**
 * One process that draws, one picture at a time. It is a process and no thread: a fault in a native library ends it and not the bot, and
 * it can be ended in the middle of anything. A picture that takes too long, or that ends the process, is given up; the next one gets a
 * new process. The bot never waits for it.
 */
export function createStudio(
  sleep: Sleep,
  url: URL = new URL('worker.ts', import.meta.url),
  drawWithin: Millis = DRAW_WITHIN,
  /** Where fonts made smaller are kept; without one the whole fonts are read, and drawing takes several times as long. */
  fonts?: string,
): Studio {
  const waiting: Record<'bot' | 'guest', Job[]> = { bot: [], guest: [] };
  let hired: Promise<ChildProcess> | null = null;
  /** The one that was started last: `hired` settles only when it is ready. */
  let newest: ChildProcess | null = null;
  let drawn = 0;
  let working = false;
  let stopped = false;

  async function hire(): Promise<ChildProcess> {
    const worker = fork(url, fonts === undefined ? [] : [fonts], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${HEAP}`],
      // It reads what strangers typed: no token of ours is in its environment.
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    newest = worker;
    drawn = 0;
    const lastWords = listenTo(worker);
    // It keeps nobody alive; and one that ends between two pictures is not missed.
    worker.unref();
    worker.channel?.unref();
    worker.on('error', () => {});
    try {
      await within(nextMessage(worker), LOAD_WITHIN);
      return worker;
    } catch (error) {
      worker.kill('SIGKILL');
      throw new NotStarted(messageOf(error), lastWords());
    }
  }

  /** What the process says next. Rejects when it ends before that, or never began. */
  function nextMessage<T>(worker: ChildProcess): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const ended = (code: number | null, signal: string | null) => reject(new Error(`the drawing process ended (${signal ?? code})`));
      if (worker.exitCode !== null || worker.signalCode !== null) return ended(worker.exitCode, worker.signalCode);
      // Not `exit`: by then not all that it said has been read.
      worker.once('close', ended);
      worker.once('error', reject);
      worker.once('message', (message) => {
        worker.off('close', ended);
        worker.off('error', reject);
        resolve(message as T);
      });
    });
  }

  async function within<T>(work: Promise<T>, time: Millis): Promise<T> {
    const over = new AbortController();
    const late = sleep(time, over.signal).then(() => {
      if (!over.signal.aborted) throw new TooSlow(time);
      return work;
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      over.abort();
    }
  }

  async function answerOf(order: PictureOrder): Promise<Answer> {
    hired ??= hire();
    let worker: ChildProcess;
    try {
      worker = await hired;
    } catch (error) {
      hired = null;
      const output = error instanceof NotStarted && error.output !== '' ? { output: error.output } : {};
      return err({ kind: 'away', message: `the drawing process does not start: ${messageOf(error)}`, ...output });
    }
    try {
      const answered = nextMessage<Answer>(worker);
      worker.send(order, (error) => error && worker.kill('SIGKILL'));
      const answer = await within(answered, drawWithin);
      drawn += 1;
      if (drawn >= MOST_DRAWN) dismiss(worker);
      return answer;
    } catch (error) {
      dismiss(worker);
      return err(error instanceof TooSlow ? { kind: 'too-slow', message: error.message } : { kind: 'failed', message: messageOf(error) });
    }
  }

  function dismiss(worker: ChildProcess): void {
    hired = null;
    worker.removeAllListeners('message');
    worker.kill('SIGKILL');
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (;;) {
      const job = waiting.bot.shift() ?? waiting.guest.shift();
      if (!job || stopped) break;
      job.done(await answerOf(job.order));
    }
    working = false;
  }

  return {
    open() {
      hired ??= hire();
      // Whoever needs it hears of it.
      hired.catch(() => {});
    },
    draw(order, whose) {
      if (stopped || waiting[whose].length >= MOST_WAITING[whose])
        return Promise.resolve(err({ kind: 'busy', message: 'too many pictures wait' }));
      return new Promise((done) => {
        waiting[whose].push({ order, done });
        void work();
      });
    },
    async stop() {
      stopped = true;
      for (const job of [...waiting.bot.splice(0), ...waiting.guest.splice(0)])
        job.done(err({ kind: 'busy', message: 'the bot is stopping' }));
      newest?.kill('SIGKILL');
      await hired?.catch(() => null);
    },
  };
}

class TooSlow extends Error {
  constructor(time: Millis) {
    super(`not drawn within ${time} ms`);
  }
}

class NotStarted extends Error {
  readonly output: string;
  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** Reads on for as long as the process lives: a full pipe would stop it. What it says while it draws could be people's text, and is not kept. */
function listenTo(worker: ChildProcess): () => string {
  let tail = '';
  const keep = (text: string) => {
    tail = (tail + text).slice(-LAST_WORDS);
  };
  worker.stderr?.setEncoding('utf8').on('data', keep);
  (worker.stderr as Socket | null)?.unref();
  worker.once('message', () => worker.stderr?.off('data', keep).resume());
  return () => tail.trim();
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
