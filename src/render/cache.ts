import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kernel/time.ts';

/** Bytes of pictures kept on disk; the oldest used goes first. */
export const KEPT_BYTES = 256 * 1024 * 1024;

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
  /** Sizes, in the order of last use. */
  const kept = new Map<string, number>();
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
  for (const { name, size } of found) remember(name, size);

  const pathOf = (name: string) => join(folder, `${name}.png`);

  function remember(name: string, size: number): void {
    total += size - (kept.get(name) ?? 0);
    kept.delete(name);
    kept.set(name, size);
  }

  async function makeRoom(): Promise<void> {
    for (const [name, size] of kept) {
      if (total <= most) break;
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
        remember(name, png.length);
        const used = new Date(clock.now());
        await utimes(pathOf(name), used, used);
        return new Uint8Array(png);
      } catch {
        // Somebody cleared the folder.
        total -= kept.get(name) ?? 0;
        kept.delete(name);
        return null;
      }
    },
    async put(name, png) {
      if (!NAME.test(name)) throw new RangeError(`a picture's name is ${name}`);
      const half = `${pathOf(name)}${HALF}`;
      await writeFile(half, png);
      await rename(half, pathOf(name));
      remember(name, png.length);
      await makeRoom();
    },
  };
}
