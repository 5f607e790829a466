import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../kernel/result.ts';
import { decodeText } from './notes/decoding.ts';

/** A file that may hold articles. */
export interface SourceFile {
  readonly path: string;
  /** Shown to readers and kept with the article: the file with the folders below the one that was named, and that one's name. */
  readonly source: string;
  readonly kind: 'markdown' | 'text';
}

export interface Failure {
  readonly source: string;
  readonly reason: string;
}

export interface Found {
  readonly files: readonly SourceFile[];
  readonly failures: readonly Failure[];
  /** Pictures, attachments and whatever else lies beside notes. */
  readonly ignored: number;
}

/** Markdown of this size takes four seconds to parse; no note and no listing page comes near. */
export const MOST_BYTES = 2 * 1024 * 1024;

const MARKDOWN = /\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd)$/i;
const TEXT = /\.(?:txt|text)$/i;
const kindOf = (name: string): SourceFile['kind'] | null => (MARKDOWN.test(name) ? 'markdown' : TEXT.test(name) ? 'text' : null);

/** Hidden folders (`.obsidian`, `.git`, `.trash`) hold no notes, and no one's notes are in `node_modules`. */
const isPassedOver = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** All Markdown and text files that the paths name or hold, each once, in an order that does not change. */
export async function findFiles(paths: readonly string[]): Promise<Found> {
  const files = new Map<string, SourceFile>();
  const failures: Failure[] = [];
  let ignored = 0;
  const walk = async (folder: string, source: string): Promise<void> => {
    const entries = await attempt(readdir(folder, { withFileTypes: true }));
    if (!entries.ok) failures.push({ source, reason: entries.error });
    for (const entry of entries.ok ? entries.value.sort((a, b) => (a.name < b.name ? -1 : 1)) : []) {
      const path = join(folder, entry.name);
      const name = `${source}/${entry.name}`;
      if (isPassedOver(entry.name)) continue;
      // A link to a folder may lead in a circle; what it shows is found where it lies.
      if (entry.isDirectory()) await walk(path, name);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) add(path, name);
    }
  };
  const add = (path: string, source: string): void => {
    const kind = kindOf(path);
    if (kind === null) ignored++;
    else if (!files.has(path)) files.set(path, { path, source, kind });
  };
  for (const named of paths) {
    const path = resolve(named);
    const found = await attempt(stat(path));
    if (!found.ok) failures.push({ source: named, reason: found.error });
    else if (found.value.isDirectory()) await walk(path, basename(path) || '.');
    else if (kindOf(path) === null) failures.push({ source: named, reason: 'neither Markdown (.md) nor plain text (.txt)' });
    else add(path, `${basename(dirname(path))}/${basename(path)}`);
  }
  return { files: [...files.values()], failures, ignored };
}

/** The text of a file, or why it has none. */
export async function readText({ path }: SourceFile): Promise<Result<string, string>> {
  const found = await attempt(stat(path));
  if (!found.ok) return found;
  if (found.value.size > MOST_BYTES) return err(`larger than ${MOST_BYTES / 1024 / 1024} MiB`);
  const bytes = await attempt(readFile(path));
  return bytes.ok ? decodeText(bytes.value) : bytes;
}

const isFile = async (path: string): Promise<boolean> => {
  const found = await attempt(stat(path));
  return found.ok && found.value.isFile();
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'not there',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'a link that leads in a circle',
};

/** The file system's edge: its errors are the reasons in the report. */
async function attempt<T>(work: Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await work);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    return err(REASONS[code] ?? `cannot be read (${code})`);
  }
}
