import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LOCALES } from '../../src/kernel/locale.ts';
import { doorWords, pageWords, statusWords } from '../../src/web/words.ts';

const used = [...pageWords, ...statusWords, ...doorWords];

for (const locale of LOCALES) {
  test(`the page says everything it has to say in ${locale}, and nothing is written that it does not say`, () => {
    const source = readFileSync(new URL(`../../content/messages/web.${locale}.ftl`, import.meta.url), 'utf8');
    const written = [...source.matchAll(/^(web-[\w-]+) =/gm)].map((match) => match[1] ?? '');
    expect(written.toSorted()).toEqual(used.toSorted());
  });
}

test('no word is listed twice', () => {
  expect(new Set(used).size).toBe(used.length);
});
