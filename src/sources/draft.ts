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

  /** From a title's ASCII words, or a number of it where it has none. */
  give(title: string): Slug {
    const words = title
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9\u0300-\u036f]+/g, '-')
      .replaceAll(/[\u0300-\u036f]/g, '')
      .replaceAll(/^-+|-+$/g, '');
    const short = words.length <= LONGEST ? words : words.slice(0, LONGEST + 1).replace(/-[^-]*$/, '').slice(0, LONGEST);
    const hash = createHash('sha256').update(title.normalize('NFKC')).digest('hex').slice(0, 8);
    const base = /[a-z]{2}/.test(short) ? `${short}-imported` : `imported-${hash}`;
    let slug = base;
    for (let copy = 2; this.#taken.has(slug); copy++) slug = `${base}-${copy}`;
    this.#taken.add(slug);
    return slugOf(slug);
  }
}
