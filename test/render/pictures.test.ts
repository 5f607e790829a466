import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PictureOrder } from '../../src/chat/picture.ts';
import { ok } from '../../src/kernel/result.ts';
import { instant } from '../../src/kernel/time.ts';
import { pictureCache } from '../../src/render/cache.ts';
import { createPictures } from '../../src/render/pictures.ts';
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
