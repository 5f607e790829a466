import { parseDocument } from 'yaml';
import type { LooseDocument } from '../lenient.ts';

/** What the front matter of a note says of it, as far as we want to know. */
export interface FrontMatter {
  readonly title: string | null;
  readonly aliases: readonly string[];
  /** `date`, `category`, `tags`, as found. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What programs call it; the first that is there counts. Small letters. */
const TITLE = ['title'];
const ALIASES = ['aliases', 'alias'];
const FACTS: Readonly<Record<string, readonly string[]>> = {
  date: ['date', 'created', 'published', 'publishdate', 'pubdate', 'created_at', 'creation date', 'updated', 'lastmod'],
  category: ['category', 'categories', 'series'],
  tags: ['tags', 'tag', 'keywords'],
};
const LONGEST = 200;
const MOST_ALIASES = 20;

const NOTHING: FrontMatter = { title: null, aliases: [], facts: {} };

/** Reads YAML (Obsidian, Hugo, Jekyll) and the plain part of TOML (Hugo). What cannot be read is left out; nothing in it is ever executed. */
export function readFrontMatter(found: LooseDocument['frontMatter']): FrontMatter {
  if (found === null) return NOTHING;
  const values = found.format === 'yaml' ? yamlValues(found.text) : tomlValues(found.text);
  const listed = (names: readonly string[]): string[] => {
    const value = names.map((name) => values.get(name)).find((one) => one !== undefined && one !== null && one !== '');
    const items = (Array.isArray(value) ? value : [value]).filter(
      (item) => ['string', 'number', 'boolean'].includes(typeof item) || item instanceof Date,
    );
    return items
      .map((item) => (item instanceof Date ? item.toISOString() : String(item)).replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST))
      .filter((item) => item !== '');
  };
  const facts = Object.entries(FACTS).flatMap(([fact, names]): [string, string][] => {
    const items = listed(names);
    return items.length === 0 ? [] : [[fact, items.map((item) => (fact === 'tags' ? item.replace(/^#/, '') : item)).join(', ')]];
  });
  return { title: listed(TITLE)[0] ?? null, aliases: listed(ALIASES).slice(0, MOST_ALIASES), facts: Object.fromEntries(facts) };
}

type Values = ReadonlyMap<string, unknown>;

function yamlValues(text: string): Values {
  const document = parseDocument(text, { schema: 'core', strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  if (document.errors.length > 0) return lineValues(text, ':');
  try {
    // Throws where aliases multiply: a few lines can stand for millions of values.
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    return typeof value === 'object' && value !== null
      ? new Map(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
      : new Map();
  } catch {
    return lineValues(text, ':');
  }
}

/** Of TOML what front matter is made of: strings, dates and lists of them, before the first table. */
function tomlValues(text: string): Values {
  const lists = text.replaceAll(/=\s*\[[^\]]*\]/g, (list) => list.replaceAll('\n', ' '));
  return lineValues(lists.split(/^\s*\[/m)[0] ?? '', '=');
}

/** Values that take a line. */
function lineValues(text: string, sign: ':' | '='): Values {
  const values = new Map<string, unknown>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(sign);
    if (at <= 0 || /^\s*#/.test(line)) continue;
    const key = line
      .slice(0, at)
      .trim()
      .replaceAll(/^["']|["']$/g, '')
      .toLowerCase();
    const value = line.slice(at + 1).trim();
    const list = /^\[(.*)\]\s*(?:#.*)?$/.exec(value)?.[1];
    values.set(
      key,
      list === undefined ? scalar(value) : [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^,\s][^,]*)/g)].map(([item]) => scalar(item)),
    );
  }
  return values;
}

function scalar(value: string): string {
  const quoted = /^(?:"""|''')?(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(value);
  if (quoted) return quoted[2] ?? (quoted[1] ?? '').replaceAll(/\\(["\\])/g, '$1');
  return value.replace(/\s#.*$/, '').trim();
}
