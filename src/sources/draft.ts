import { createHash } from 'node:crypto';
import type { ImportedArticle } from '../corpus/article.ts';
import { type Slug, slug as slugOf } from '../kernel/ids.ts';

/** An article that was read, before it has its place on the shelf. */
export type Draft = Omit<ImportedArticle, 'slug' | 'version' | 'origin'>;

export function articleOf(draft: Draft, slug: Slug): ImportedArticle {
  const { locale, title, aliases, sections, area, source, facts, topic } = draft;
  return { origin: 'imported', slug, locale, title, aliases, sections, version: versionOf(draft), area, source, facts, topic };
}

/** Of what readers and the search see of it; where it came from may change. */
export function versionOf({ title, aliases, topic, sections }: Pick<Draft, 'title' | 'aliases' | 'topic' | 'sections'>): string {
  const json = JSON.stringify([title, aliases, topic, sections]).normalize('NFC');
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

/** Letters of the words in a slug: with its ending and a number it stays under the 44 that fit into a button. */
const LONGEST = 28;

/** Gives out slugs that nobody has. All end in `imported`, so that a topic of ours that comes later finds its own name free. */
export class Slugs {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<Slug>) {
    this.#taken = new Set(taken);
  }

  /** From the ASCII words of the first name that has some, or a number of the first where none has. */
  give(...names: readonly [string, ...string[]]): Slug {
    const hash = createHash('sha256').update(names[0].normalize('NFKC')).digest('hex').slice(0, 8);
    const words = names.map(asciiWords).find((one) => /[a-z]{2}/.test(one));
    const base = words === undefined ? `imported-${hash}` : `${words}-imported`;
    let slug = base;
    for (let copy = 2; this.#taken.has(slug); copy++) slug = `${base}-${copy}`;
    this.#taken.add(slug);
    return slugOf(slug);
  }
}

function asciiWords(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return words.length <= LONGEST
    ? words
    : words
        .slice(0, LONGEST + 1)
        .replace(/-[^-]*$/, '')
        .slice(0, LONGEST);
}
