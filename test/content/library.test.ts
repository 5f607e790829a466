import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openLibrary } from '../../src/sources/library.ts';
import { faultsOf } from '../support/mini-library.ts';

const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));

test('our content has no error', () => {
  const errors = faultsOf(CONTENT).filter((fault) => fault.severity === 'error');
  expect(errors.map((fault) => `${fault.file}:${fault.line}: ${fault.problem} — ${fault.advice}`)).toEqual([]);
});

test('all of our content gets into the library', () => {
  const { library } = openLibrary(CONTENT);
  const slugs = new Set(library.articles.map((article) => article.slug));
  expect(library.articles).toHaveLength(slugs.size * 2);
  for (const slug of slugs) expect(library.questions.filter((question) => question.topic === slug).length, slug).toBeGreaterThanOrEqual(10);
});
