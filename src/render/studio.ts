import { Worker } from 'node:worker_threads';
import type { PictureOrder } from '../chat/picture.ts';
import { err, type Result } from '../kernel/result.ts';
import { type Millis, seconds } from '../kernel/time.ts';
import type { Raster, RenderFault } from './raster.ts';

/** For one picture; more is a formula made to be slow. The first one after a start waits for the thread to load besides. */
export const DRAW_WITHIN: Millis = seconds(2);
/** MiB of the worker's JavaScript heap. */
const HEAP = 256;
/** Orders that wait; beyond that one is told that the bot is busy. */
const MOST_WAITING = 200;
/** A thread that does not load within this is given up. */
const LOAD_WITHIN: Millis = seconds(60);

type Answer = Result<Raster, RenderFault>;

interface Job {
  readonly order: PictureOrder;
  readonly done: (answer: Answer) => void;
}

export interface Studio {
  /** Loads the thread, so that the first picture need not wait for that. */
  open(): void;
  /** `guest`: somebody plays with /tex or /figure; what the bot posts by itself goes first. */
  draw(order: PictureOrder, whose: 'bot' | 'guest'): Promise<Answer>;
  stop(): Promise<void>;
}

type Sleep = (time: Millis, signal: AbortSignal) => Promise<void>;

/**
 * One worker thread that draws, one picture at a time. A picture that takes too long, or that ends the thread, is given up; the next one
 * gets a new thread. The main thread never waits for it.
 */
export function createStudio(sleep: Sleep, url: URL = new URL('worker.ts', import.meta.url), drawWithin: Millis = DRAW_WITHIN): Studio {
  const waiting: Record<'bot' | 'guest', Job[]> = { bot: [], guest: [] };
  let thread: Promise<Worker> | null = null;
  let working = false;
  let stopped = false;

  function hire(): Promise<Worker> {
    const worker = new Worker(url, { resourceLimits: { maxOldGenerationSizeMb: HEAP }, execArgv: [] });
    worker.unref();
    // A thread that ends between two pictures is not missed: the next one gets a new thread.
    worker.on('error', () => {});
    const loaded = new Promise<Worker>((resolve, reject) => {
      worker.once('message', () => resolve(worker));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread ended while it was loading')));
    });
    return within(loaded, LOAD_WITHIN).catch(async (error) => {
      await worker.terminate();
      throw error;
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
    thread ??= hire();
    let worker: Worker;
    try {
      worker = await thread;
    } catch (error) {
      thread = null;
      return err({ kind: 'failed', message: `the drawing thread does not start: ${messageOf(error)}` });
    }
    let settle: { readonly ok: (answer: Answer) => void; readonly no: (error: unknown) => void } | undefined;
    const answered = new Promise<Answer>((ok, no) => {
      settle = { ok, no };
      worker.once('message', ok).once('error', no).once('exit', ended);
    });
    function ended(): void {
      settle?.no(new Error('the thread ended'));
    }
    worker.postMessage(order);
    try {
      return await within(answered, drawWithin);
    } catch (error) {
      thread = null;
      await worker.terminate();
      return err(error instanceof TooSlow ? { kind: 'too-slow', message: error.message } : { kind: 'failed', message: messageOf(error) });
    } finally {
      if (settle) worker.off('message', settle.ok).off('error', settle.no).off('exit', ended);
    }
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
      thread ??= hire();
      // Whoever needs it hears of it.
      thread.catch(() => {});
    },
    draw(order, whose) {
      if (stopped || waiting[whose].length >= MOST_WAITING)
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
      const worker = await thread?.catch(() => null);
      await worker?.terminate();
    },
  };
}

class TooSlow extends Error {
  constructor(time: Millis) {
    super(`not drawn within ${time} ms`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
