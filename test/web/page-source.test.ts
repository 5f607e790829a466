import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAssets } from '../../src/web/assets.ts';

const folder = new URL('../../src/web/page/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

test('the page makes no markup from text', () => {
  for (const [name, source] of sources) {
    expect(source, name).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|setAttribute\('style'/,
    );
  }
  expect(sources.filter(([, source]) => source.includes('DOMParser')).map(([name]) => name)).toEqual(['formulas.ts']);
});

test('the page takes from the server nothing but types', () => {
  for (const [name, source] of sources) {
    for (const [, what = '', from = ''] of source.matchAll(/^import (.*) from '(.*)';$/gm)) {
      if (!from.startsWith('./')) expect(`${name}: import ${what}`).toMatch(/: import type/);
    }
  }
});

test('the page asks nobody but its own server', () => {
  for (const name of readdirSync(folder)) {
    const found = readFileSync(new URL(name, folder), 'utf8').match(/(https?:)?\/\/[a-z0-9.-]+\.[a-z]+/gi) ?? [];
    expect(
      found.filter((address) => !address.startsWith('http://www.w3.org')),
      name,
    ).toEqual([]);
  }
});

test('what the browser gets is JavaScript, and its address changes with it', () => {
  const assets = readAssets();
  expect(assets.modules).toContain('main.ts');
  for (const name of assets.modules) {
    const body = assets.file(name)?.body ?? '';
    expect(body, name).not.toMatch(/^import type|^export (type|interface)|^interface /m);
  }
  expect(assets.version).toMatch(/^[0-9a-f]{12}$/);
  expect(readAssets().version).toBe(assets.version);
  expect(assets.file('../server.ts')).toBeNull();
  expect(assets.file('tsconfig.json')).toBeNull();
});
