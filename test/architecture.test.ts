import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = new URL('../src', import.meta.url).pathname;

/** What a folder of src may import besides itself: other folders, or single files of them. Packages are named where they are allowed. */
const MAY_IMPORT: Record<string, { folders: readonly string[]; packages?: readonly string[] }> = {
  kernel: { folders: [], packages: [] },
  config: { folders: ['kernel'] },
  chat: { folders: ['kernel'], packages: [] },
  corpus: { folders: ['kernel'], packages: ['opencc-js', 'fastest-levenshtein', 'node:crypto'] },
  quiz: { folders: ['kernel', 'corpus'], packages: ['fastest-levenshtein'] },
  schedule: { folders: ['kernel'], packages: ['temporal-polyfill'] },
  app: { folders: ['kernel', 'chat', 'corpus', 'quiz', 'schedule', 'figures'], packages: ['temporal-polyfill'] },
  store: {
    folders: [
      'kernel',
      'corpus',
      'app/ports',
      'app/summariser',
      'app/import',
      'chat/room-log',
      'chat/notes',
      'chat/place',
      'chat/view',
      'quiz/session',
      'quiz/revive',
      'schedule/cadence',
    ],
  },
  sources: { folders: ['kernel', 'corpus', 'app/ports', 'app/say', 'app/import', 'chat/command-line', 'chat/place'] },
  llm: { folders: ['kernel', 'corpus', 'app/summariser', 'app/ports', 'app/authored-summariser', 'app/extract-summariser'] },
  figures: { folders: ['kernel'], packages: ['d3-array', 'd3-contour', 'd3-format', 'd3-scale', 'd3-shape'] },
  render: { folders: ['kernel', 'chat/picture', 'figures'] },
  discord: { folders: ['kernel', 'chat'] },
  telegram: { folders: ['kernel', 'chat'] },
  web: { folders: ['kernel', 'chat'] },
  runtime: { folders: ['kernel', 'chat', 'app'] },
};

/** Time, chance and the process come in from outside; only the edges may ask for them. */
const FORBIDDEN = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bprocess\.env\b|\bconsole\./;
const EDGES = [
  /^runtime\//,
  /^config\//,
  /^main\.ts$/,
  /^start\.mjs$/,
  /^cli-[a-z-]+\.ts$/,
  /^(web|discord|telegram)\/transport\.ts$/,
  /^web\/page\//,
];

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|mjs)$/.test(path))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    const imports = [
      ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g),
    ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    return { path, text, imports };
  });

const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const targetOf = (source: Source, spec: string) => relative(SRC, resolve(SRC, source.path, '..', spec));

describe('the architecture', () => {
  it('knows every folder of src', () => {
    const folders = new Set(sources.map((source) => folderOf(source.path)).filter(Boolean));
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  it('lets a folder import only what the design says', () => {
    const wrong = sources.flatMap((source) => {
      const folder = folderOf(source.path);
      const rule = MAY_IMPORT[folder];
      if (!rule) return [];
      return source.imports.flatMap((spec) => {
        if (spec.startsWith('.')) {
          const target = targetOf(source, spec).replace(/\.ts$/, '');
          const allowed = [folder, ...rule.folders].some((one) => target === one || target.startsWith(`${one}/`));
          return allowed ? [] : [`${source.path} imports ${target}`];
        }
        const bare = spec.startsWith('@') ? spec.split('/').slice(0, 2).join('/') : (spec.split('/')[0] ?? '');
        if (!rule.packages || rule.packages.includes(bare)) return [];
        return [`${source.path} imports the package ${spec}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('takes time, chance, settings and output from outside', () => {
    const wrong = sources
      .filter((source) => !EDGES.some((edge) => edge.test(source.path)))
      .flatMap((source) =>
        source.text
          .split('\n')
          .flatMap((line, index) =>
            FORBIDDEN.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${source.path}:${index + 1}: ${line.trim()}`] : [],
          ),
      );
    expect(wrong).toEqual([]);
  });

  it('has no import cycle between files', () => {
    const graph = new Map(
      sources.map((source) => [source.path, source.imports.filter((spec) => spec.startsWith('.')).map((spec) => targetOf(source, spec))]),
    );
    const valueGraph = new Map(
      sources.map((source) => {
        const types = new Set(
          [...source.text.matchAll(/import type [^;]*?from '([^']+)'/g)].map((match) => targetOf(source, match[1] ?? '')),
        );
        return [source.path, (graph.get(source.path) ?? []).filter((target) => !types.has(target))];
      }),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      else if (!done.has(path)) {
        for (const next of valueGraph.get(path) ?? []) walk(next, [...trail, path]);
        done.add(path);
      }
    };
    for (const path of valueGraph.keys()) walk(path, []);
    expect(cycles).toEqual([]);
  });

  it('splits a file before it reaches four hundred lines', () => {
    expect(sources.filter((source) => source.text.split('\n').length > 400).map((source) => source.path)).toEqual([]);
  });
});
