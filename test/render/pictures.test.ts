import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PictureOrder } from '../../src/chat/picture.ts';
import { err, ok } from '../../src/kernel/result.ts';
import { instant } from '../../src/kernel/time.ts';
import { pictureCache } from '../../src/render/cache.ts';
import { createPictures } from '../../src/render/pictures.ts';
import type { RenderFault } from '../../src/render/raster.ts';
import type { Studio } from '../../src/render/studio.ts';
import { createStudio } from '../../src/render/studio.ts';
import { sleep } from '../../src/runtime/pacing.ts';
import { temporaryFolder } from '../support/folder.ts';

const clock = { now: () => instant(1_000_000) };
const formula = (tex: string, source?: string): PictureOrder => ({
  picture: { kind: 'formula', tex, ...(source ? { source } : {}) },
  locale: 'en',
  theme: 'light',
});

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function desk(folder: string, studio: Studio = createStudio(sleep)) {
  stops.push(() => studio.stop());
  const said: unknown[] = [];
  const pictures = createPictures({ studio, cache: pictureCache(folder, clock), report: (facts, what) => said.push([facts, what]) });
  return { pictures, said };
}

describe('pictures', () => {
  it('are drawn once and kept over a restart, by what they show and not by where they stand', async () => {
    const folder = temporaryFolder();
    const first = await desk(folder).pictures.draw(formula('x^2', 'adaboost.en:41'));
    if (!first.ok) throw new Error('not drawn');
    const idle: Studio = { open: () => {}, draw: async () => ok({ png: new Uint8Array(1), width: 0, height: 0 }), stop: async () => {} };
    const again = await desk(folder, idle).pictures.draw(formula('x^2', 'bias.en:7'));
    expect(again).toEqual(first);
    expect(await desk(folder, idle).pictures.named(first.value.name)).toEqual(first.value);
    expect(readdirSync(folder)).toEqual([`${first.value.name}.png`]);
  });

  it('a broken formula is logged once, with its article and line', async () => {
    const { pictures, said } = desk(temporaryFolder());
    expect(await pictures.draw(formula('\\frac{a', 'adaboost.en:41'))).toMatchObject({ ok: false, error: { kind: 'not-tex' } });
    expect(await pictures.draw(formula('\\frac{a', 'adaboost.en:41'))).toMatchObject({ ok: false });
    expect(said).toEqual([
      [
        expect.objectContaining({ where: 'adaboost.en:41', problem: 'Missing close brace' }),
        'a picture could not be drawn; its text stands instead',
      ],
    ]);
  });

  it('a guest who types rubbish is not in the log', async () => {
    const { pictures, said } = desk(temporaryFolder());
    await pictures.draw(formula('\\frac{a'), 'guest');
    expect(said).toEqual([]);
  });

  it('that the drawing process does not start is in the log with what it said, whoever asked', async () => {
    const away = { kind: 'away', message: 'it does not start', output: 'Error: no native binding' } as const;
    const { pictures, said } = desk(temporaryFolder(), { open: () => {}, draw: async () => err(away), stop: async () => {} });
    await pictures.draw(formula('x'), 'guest');
    expect(said).toEqual([[expect.objectContaining({ problem: away.message, output: away.output }), expect.any(String)]]);
  });

  it.each([0, 40, -1])('a file that was cut to %d bytes is drawn anew', async (bytes) => {
    const folder = temporaryFolder();
    const first = await desk(folder).pictures.draw(formula('x^2'));
    if (!first.ok) throw new Error('not drawn');
    const { name, bytes: whole } = first.value;
    truncateSync(join(folder, `${name}.png`), bytes < 0 ? whole.length + bytes : bytes);
    const { pictures } = desk(folder);
    expect(await pictures.named(name)).toBeNull();
    expect(await pictures.draw(formula('x^2'))).toEqual(first);
    expect(await pictures.named(name)).toEqual(first.value);
  });

  it.each<[RenderFault['kind'], number]>([
    ['not-tex', 1],
    ['too-large', 1],
    ['too-slow', 2],
    ['failed', 2],
    ['busy', 3],
    ['away', 3],
  ])('what was %s is tried %d times of three', async (kind, times) => {
    let tried = 0;
    const draw = async () => {
      tried += 1;
      return err({ kind, message: 'so it is' });
    };
    const { pictures } = desk(temporaryFolder(), { open: () => {}, draw, stop: async () => {} });
    for (let turn = 0; turn < 3; turn++) expect(await pictures.draw(formula('x'))).toMatchObject({ ok: false, error: { kind } });
    expect(tried).toBe(times);
  });

  it('a figure with values of somebody waits behind what the bot posts, and its fault is logged', async () => {
    const asked: string[] = [];
    const draw: Studio['draw'] = async (_, whose) => {
      asked.push(whose);
      return err({ kind: 'not-supported', message: 'no figure' });
    };
    const { pictures, said } = desk(temporaryFolder(), { open: () => {}, draw, stop: async () => {} });
    const figure = (values?: Record<string, number>): PictureOrder => ({
      picture: { kind: 'figure', name: 'ddim', ...(values ? { values } : {}) },
      locale: 'en',
      theme: 'light',
    });
    await pictures.draw(figure());
    await pictures.draw(figure({ steps: 7 }));
    expect(asked).toEqual(['bot', 'guest']);
    expect(said).toHaveLength(2);
  });
});

describe('the cache', () => {
  it('keeps what was used last within its bytes', async () => {
    const folder = temporaryFolder();
    const cache = pictureCache(folder, clock, 250);
    for (const name of ['a', 'b']) await cache.put(name, new Uint8Array(100));
    await cache.get('a');
    await cache.put('c', new Uint8Array(100));
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')].map((one) => one !== null)).toEqual([true, false, true]);
    expect(existsSync(join(folder, 'b.png'))).toBe(false);
  });

  it('clears away what a killed process was writing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.png.half'), new Uint8Array(10));
    await pictureCache(folder, clock).put('b', new Uint8Array(10));
    expect(readdirSync(folder)).toEqual(['b.png']);
  });

  it('forgets what nobody has looked at for thirty days, over a restart too', async () => {
    const folder = temporaryFolder();
    let now = 1_700_000_000_000;
    const clock = { now: () => instant(now) };
    const cache = pictureCache(folder, clock);
    await cache.put('a', new Uint8Array(10));
    await cache.put('b', new Uint8Array(10));
    await utimes(join(folder, 'b.png'), new Date(now), new Date(now));
    now += 20 * 24 * 3_600_000;
    await cache.get('a');
    now += 11 * 24 * 3_600_000;
    await pictureCache(folder, clock).put('c', new Uint8Array(10));
    expect(readdirSync(folder).sort()).toEqual(['a.png', 'c.png']);
  });

  it('takes a cleared folder for empty, and no name that leads elsewhere', async () => {
    const folder = temporaryFolder();
    const cache = pictureCache(folder, clock);
    await cache.put('a', new Uint8Array(10));
    rmSync(join(folder, 'a.png'));
    expect(await cache.get('a')).toBeNull();
    expect(await cache.get('../../etc/passwd')).toBeNull();
    await expect(cache.put('../a', new Uint8Array(1))).rejects.toThrow('name');
  });
});
