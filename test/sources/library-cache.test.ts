import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLibrary } from '../../src/sources/library.ts';
import { openCachedLibrary } from '../../src/sources/library-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'it-cache-'));
const content = join(folder, 'content');
const cache = join(folder, 'data', 'library.json');
const article = join(content, 'articles/en/gradient.md');

beforeAll(() => {
  for (const part of ['topics.yaml', 'articles/zh/gradient.md', 'articles/en/gradient.md', 'questions/gradient.yaml']) {
    cpSync(new URL(`../../content/${part}`, import.meta.url).pathname, join(content, part), { recursive: true });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('gives what reading gives, the first time and from the cache', () => {
  const read = openLibrary(content);
  expect(read.library.articles).toHaveLength(2);
  expect(openCachedLibrary(content, cache)).toEqual(read);
  expect(openCachedLibrary(content, cache)).toEqual(read);
});

it('notices a changed file', () => {
  openCachedLibrary(content, cache);
  writeFileSync(article, readFileSync(article, 'utf8').replace(/^aliases: \[/m, 'aliases: [slopes, '));
  const changed = openCachedLibrary(content, cache).library.articles.find((one) => one.locale === 'en');
  expect(changed?.aliases).toContain('slopes');
});

it('makes a broken cache anew', () => {
  openCachedLibrary(content, cache);
  writeFileSync(cache, '{"key":');
  expect(openCachedLibrary(content, cache)).toEqual(openLibrary(content));
});

it('takes the cache where nothing changed', () => {
  openCachedLibrary(content, cache);
  const kept = JSON.parse(readFileSync(cache, 'utf8'));
  kept.opened.library.articles[0].title = 'From the cache';
  writeFileSync(cache, JSON.stringify(kept));
  expect(openCachedLibrary(content, cache).library.articles[0]?.title).toBe('From the cache');
});
