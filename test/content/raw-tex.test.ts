import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openLibrary } from '../../src/sources/library.ts';

const { library } = openLibrary(fileURLToPath(new URL('../../content', import.meta.url)));

/** Names of code, `align_corners`, that need no formula. */
const NAME = /[A-Za-z]{2}\w*/g;
const RAW = /[_^][\p{L}\d({−-]|\\[a-z]/u;

/** Text nodes, with where they stand; code and formulas are none. */
function* textsIn(value: unknown, place: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) return;
  const { kind, style, text } = value as { kind?: unknown; style?: unknown; text?: unknown };
  if (kind === 'text' && style !== 'code') yield [place, String(text)];
  if (kind !== 'code') for (const [key, one] of Object.entries(value)) yield* textsIn(one, `${place}.${key}`);
}

it('no index and no exponent stands outside a formula', () => {
  const all = [
    ...library.articles.map((article) => [`${article.slug}.${article.locale}`, article] as const),
    ...library.questions.map((question) => [question.id, question] as const),
    ...library.terms.map((term) => [`term ${term.id}`, term] as const),
  ].flatMap(([place, value]) => [...textsIn(value, place)]);
  expect(all.length).toBeGreaterThan(10_000);
  expect(all.filter(([, text]) => RAW.test(text.replaceAll(NAME, '·'))).map((found) => found.join(': '))).toEqual([]);
});
