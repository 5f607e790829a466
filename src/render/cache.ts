import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { between, type Clock, days, type Instant, instant, type Millis } from '../kernel/time.ts';

/** Bytes of pictures kept on disk; the oldest used goes first. */
export const KEPT_BYTES = 256 * 1024 * 1024;
/** What nobody has looked at for so long goes, and with it the names of people in it. */
export const KEPT_FOR: Millis = days(30);

export interface PictureCache {
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  put(name: string, png: Uint8Array): Promise<void>;
}

/** What is still being written. */
const HALF = '.half';
const NAME = /^[a-z0-9-]{1,64}$/;

/** PNG files in a folder, by name. Losing it loses nothing but time. */
export function pictureCache(folder: string, clock: Clock, most: number = KEPT_BYTES): PictureCache {
  mkdirSync(folder, { recursive: true });
  /** In the order of last use. */
  const kept = new Map<string, { readonly size: number; readonly used: Instant }>();
  let total = 0;
  const files = readdirSync(folder);
  // Left by a process that was killed as it wrote.
  for (const file of files) if (file.endsWith(HALF)) rmSync(join(folder, file), { force: true });
  const found = files
    .flatMap((file) => {
      const name = file.replace(/\.png$/, '');
      if (!file.endsWith('.png') || !NAME.test(name)) return [];
      const { mtimeMs, size } = statSync(join(folder, file));
      return [{ name, mtimeMs, size }];
    })
    .sort((a, b) => a.mtimeMs - b.mtimeMs);
  for (const { name, size, mtimeMs } of found) remember(name, size, instant(mtimeMs));

  const pathOf = (name: string) => join(folder, `${name}.png`);

  function remember(name: string, size: number, used: Instant): void {
    total += size - (kept.get(name)?.size ?? 0);
    kept.delete(name);
    kept.set(name, { size, used });
  }

  async function makeRoom(): Promise<void> {
    for (const [name, { size, used }] of kept) {
      if (total <= most && between(used, clock.now()) <= KEPT_FOR) break;
      kept.delete(name);
      total -= size;
      await rm(pathOf(name), { force: true });
    }
  }

  return {
    async get(name) {
      if (!NAME.test(name) || !kept.has(name)) return null;
      try {
        const png = await readFile(pathOf(name));
        remember(name, png.length, clock.now());
        const used = new Date(clock.now());
        await utimes(pathOf(name), used, used);
        return new Uint8Array(png);
      } catch {
        // Somebody cleared the folder.
        total -= kept.get(name)?.size ?? 0;
        kept.delete(name);
        return null;
      }
    },
    async put(name, png) {
      if (!NAME.test(name)) throw new RangeError(`a picture's name is ${name}`);
      const half = `${pathOf(name)}${HALF}`;
      await writeFile(half, png);
      await rename(half, pathOf(name));
      remember(name, png.length, clock.now());
      await makeRoom();
    },
  };
}
