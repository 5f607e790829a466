import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** The page's own files, ready to be served. Their address holds `version`, so a browser may keep them for ever. */
export interface Assets {
  readonly version: string;
  readonly file: (name: string) => Asset | null;
  /** Names of the modules, so that a page can ask for all of them at once. */
  readonly modules: readonly string[];
}

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const folder = new URL('./page/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  ts: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Reads the page once. The browser's modules are the TypeScript files with their types blanked out. */
export function readAssets(): Assets {
  const files = new Map<string, Asset>();
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    const type = types[name.split('.').at(-1) ?? ''];
    if (!type) continue;
    const source = readFileSync(new URL(name, folder), 'utf8');
    files.set(name, { type, body: name.endsWith('.ts') ? stripped(source) : source });
    hash.update(name).update(source);
  }
  const modules = [...files.keys()].filter((name) => name.endsWith('.ts'));
  return { version: hash.digest('hex').slice(0, 12), file: (name) => files.get(name) ?? null, modules };
}

/** Node's stripping is the one that runs the server, but asking for it by name prints a warning about its age on every start. */
function stripped(source: string): string {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = warn;
  }
}
