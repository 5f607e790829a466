import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Picture, PictureOrder } from '../../src/chat/picture.ts';
import { createStudio, type Studio } from '../../src/render/studio.ts';
import { sleep } from '../../src/runtime/pacing.ts';

const order = (picture: Picture): PictureOrder => ({ picture, locale: 'en', theme: 'dark' });
const formula = (tex: string) => order({ kind: 'formula', tex });

let studio: Studio | undefined;
afterEach(async () => {
  await studio?.stop();
  studio = undefined;
});
const open = (url?: URL): Studio => {
  studio = createStudio(sleep, url);
  return studio;
};

describe('the studio', () => {
  it('draws a formula on paper, and the same again is the same', async () => {
    const first = await open().draw(formula('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}'), 'bot');
    const again = await studio?.draw(formula('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}'), 'guest');
    if (!first.ok || !again?.ok) throw new Error('not drawn');
    expect([...first.value.png.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(first.value.width).toBeGreaterThan(600);
    expect(Buffer.from(again.value.png).equals(Buffer.from(first.value.png))).toBe(true);
  });

  it('draws text with formulas, emoji and any script', async () => {
    const content = [{ kind: 'text', text: '期望 🏆 مرحبا 안녕 ' } as const, { kind: 'math', tex: '\\mathbb{E}[x]' } as const];
    const drawn = await open().draw(order({ kind: 'prose', blocks: [{ kind: 'paragraph', content }] }), 'bot');
    expect(drawn).toMatchObject({ ok: true, value: { width: 1200 } });
  });

  it('names what it cannot draw, and draws the next', async () => {
    expect(await open().draw(formula('\\frac{a'), 'bot')).toMatchObject({
      ok: false,
      error: { kind: 'not-tex', message: 'Missing close brace' },
    });
    expect(await studio?.draw(order({ kind: 'figure', name: 'nobody' }), 'bot')).toMatchObject({
      ok: false,
      error: { kind: 'not-supported' },
    });
    expect(await studio?.draw(formula('\\rule{900ex}{900ex}'), 'bot')).toMatchObject({ ok: false, error: { kind: 'too-large' } });
    expect(await studio?.draw(formula('x'), 'bot')).toMatchObject({ ok: true });
  });
});

describe('a process that goes wrong', () => {
  const script = (source: string): URL => {
    const file = join(mkdtempSync(join(tmpdir(), 'studio-')), 'wild.mjs');
    writeFileSync(file, source);
    return pathToFileURL(file);
  };
  /** A process that does as the formula says. */
  const wild = (): URL =>
    script(
      `process.on('message', ({ picture: { tex } }) => {
         if (tex === 'loop') for (;;);
         if (tex === 'die') process.exit(3);
         if (tex === 'abort') process.abort();
         if (tex === 'throw') throw new Error('out of ink');
         if (tex === 'tell') return process.send({ ok: false, error: { kind: 'failed', message: Object.keys(process.env).join() } });
         if (tex === 'eat') { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }
         process.send({ ok: true, value: { png: new Uint8Array(1), width: 1, height: 1 } });
       });
       process.on('disconnect', () => process.exit());
       process.send('ready');`,
    );

  it('is ended after two seconds, and the picture behind it is drawn by a new one', async () => {
    const slow = open(wild()).draw(formula('loop'), 'bot');
    const next = studio?.draw(formula('x'), 'bot');
    expect(await slow).toEqual({ ok: false, error: { kind: 'too-slow', message: 'not drawn within 2000 ms' } });
    expect(await next).toMatchObject({ ok: true });
  });

  it.each([['die'], ['abort'], ['throw'], ['eat']])('may %s without harm', async (how) => {
    expect(await open(wild()).draw(formula(how), 'bot')).toMatchObject({ ok: false });
    expect(await studio?.draw(formula('x'), 'bot')).toMatchObject({ ok: true });
  });

  it('what the bot posts goes before what guests play with', async () => {
    const done: string[] = [];
    open(wild());
    const note = (name: string) => () => void done.push(name);
    const draw = (name: string, whose: 'bot' | 'guest') => studio?.draw(formula(name), whose).then(note(name));
    await Promise.all([draw('g1', 'guest'), draw('g2', 'guest'), draw('g3', 'guest'), draw('b1', 'bot'), draw('b2', 'bot')]);
    expect(done).toEqual(['g1', 'b1', 'b2', 'g2', 'g3']);
  });

  it('a stop answers everybody who waits', async () => {
    open(wild());
    const waiting = [studio?.draw(formula('loop'), 'bot'), studio?.draw(formula('x'), 'guest')];
    await studio?.stop();
    expect((await Promise.all(waiting)).map((answer) => answer?.ok)).toEqual([false, false]);
  });

  it('knows nothing of what the bot was started with', async () => {
    const told = await open(wild()).draw(formula('tell'), 'bot');
    expect(told).toMatchObject({ ok: false, error: { kind: 'failed' } });
    expect(JSON.stringify(told)).not.toContain('PATH');
  });

  it('guests wait in a short row, and are told when it is full', async () => {
    open(wild());
    const rows = Array.from({ length: 20 }, () => studio?.draw(formula('x'), 'guest'));
    const kinds = (await Promise.all(rows)).map((answer) => (answer?.ok ? 'drawn' : answer?.error.kind));
    expect([kinds.filter((kind) => kind === 'drawn').length, kinds.at(-1)]).toEqual([17, 'busy']);
  });

  it('a stop does not wait for one that never gets ready', async () => {
    const waiting = open(script('setInterval(() => {}, 1_000)')).draw(formula('x'), 'bot');
    await studio?.stop();
    expect(await waiting).toMatchObject({ ok: false });
  });

  it('one that cannot even be loaded is away, and the end of what it said tells why', async () => {
    const source = `console.error('chatter '.repeat(2_000)); throw new Error('no typst here')`;
    const gone = await open(script(source)).draw(formula('x'), 'bot');
    expect(gone).toMatchObject({ ok: false, error: { kind: 'away', output: expect.stringContaining('Error: no typst here') } });
    expect(gone.ok ? 0 : gone.error.output?.length).toBeLessThanOrEqual(2_000);
  });

  it('may say as much as it likes while it draws', async () => {
    const source = `import { writeSync } from 'node:fs';
    process.on('message', () => {
      writeSync(2, 'x'.repeat(1_000_000));
      process.send({ ok: true, value: { png: new Uint8Array(1), width: 1, height: 1 } });
    });
    process.send('ready');`;
    const loud = open(script(source));
    expect(await loud.draw(formula('x'), 'bot')).toMatchObject({ ok: true });
    expect(await loud.draw(formula('x'), 'bot')).toMatchObject({ ok: true });
  });

  it('the real one draws on when a supervisor sends its signal to all', async () => {
    const worker = fork(new URL('../../src/render/worker.ts', import.meta.url), { serialization: 'advanced', execArgv: [] });
    await once(worker, 'message');
    worker.kill('SIGTERM');
    worker.kill('SIGINT');
    worker.send(formula('x'));
    const [answer] = await once(worker, 'message');
    expect(answer).toMatchObject({ ok: true });
    const ended = once(worker, 'exit');
    worker.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});
