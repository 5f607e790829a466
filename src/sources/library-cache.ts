import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type OpenedLibrary, openLibrary } from './library.ts';

/** The code that reads: another reader may read otherwise. */
const READER = [new URL('.', import.meta.url).pathname, new URL('../corpus', import.meta.url).pathname];

/**
 * As `openLibrary`, but what was read before from the very same files by the very same code is taken from `cache`: parsing a hundred articles
 * takes seconds and a lot of memory, reading the result back does not. A cache that cannot be used is made anew.
 */
export function openCachedLibrary(folder: string, cache: string): OpenedLibrary {
  const key = fingerprint([folder, ...READER]);
  const kept = readCache(cache, key);
  if (kept) return kept;
  const opened = openLibrary(folder);
  mkdirSync(dirname(cache), { recursive: true });
  writeFileSync(`${cache}.part`, JSON.stringify({ key, opened }));
  renameSync(`${cache}.part`, cache);
  return opened;
}

function readCache(file: string, key: string): OpenedLibrary | null {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { key?: unknown; opened: OpenedLibrary };
    return kept.key === key ? kept.opened : null;
  } catch {
    return null;
  }
}

/** Over the names and bytes of all files. */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byPath)) {
      if (!entry.isFile() || !/\.(md|yaml|ts)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
    }
  }
  return hash.digest('hex');
}

const byPath = (a: { parentPath: string; name: string }, b: { parentPath: string; name: string }): number =>
  join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1;
