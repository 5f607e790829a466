import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSearch } from '../../src/corpus/search.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { openSearchIndex } from '../../src/store/search-index.ts';
import { openFile, temporaryFolder, tokenizer } from '../support/search-library.ts';

interface Query {
  readonly words: string;
  readonly slug: string;
  readonly kind: string;
}

const queries = readFileSync(new URL('queries.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line): Query => {
    const [words = '', slug = '', kind = ''] = line.split('\t');
    return { words, slug, kind };
  });

const { library } = openLibrary(fileURLToPath(new URL('../../content', import.meta.url)));

describe('search over the whole library', () => {
  it('has two queries for every topic, of six kinds', () => {
    const slugs = new Map<string, number>();
    for (const { slug } of queries) slugs.set(slug, (slugs.get(slug) ?? 0) + 1);
    expect(library.topics.map(({ slug }) => slug).filter((slug) => slugs.get(slug) !== 2)).toEqual([]);
    expect(new Set(queries.map(({ kind }) => kind))).toEqual(new Set(['zh', 'en', 'mixed', 'abbr', 'para', 'typo']));
    expect(new Set(queries.map(({ words }) => words)).size).toBe(queries.length);
  });

  it('gives the topic first for 95 of 100, among the first three for 99 of 100, whichever language the reader has', () => {
    const search = createSearch(openSearchIndex(openFile(temporaryFolder()).raw), tokenizer, library.terms);
    search.sync('authored', library.articles);
    for (const locale of ['zh', 'en'] as const) {
      const missed: string[] = [];
      let [first, third] = [0, 0];
      for (const { words, slug } of queries) {
        const found = [...new Set(search.find(words, { locale }).hits.map((hit) => hit.slug as string))];
        const place = found.indexOf(slug);
        if (place === 0) first += 1;
        if (place >= 0 && place < 3) third += 1;
        if (place !== 0) missed.push(`${words}: ${found.slice(0, 4).join(', ')} instead of ${slug}`);
      }
      expect(first / queries.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
      expect(third / queries.length, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
    }
  });
});
