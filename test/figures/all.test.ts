import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { figureValues } from '../../src/figures/figure.ts';
import { FIGURES } from '../../src/figures/index.ts';
import { lookFor } from '../../src/figures/kit/index.ts';
import { openLibrary } from '../../src/sources/library.ts';

const { library } = openLibrary(fileURLToPath(new URL('../../content', import.meta.url)));

describe('the figures', () => {
  it('are at least one for every topic, each with a name of its own that begins with the topic', () => {
    const topics = new Set(FIGURES.map(({ topic }) => topic));
    expect(library.topics.map(({ slug }) => slug as string).filter((slug) => !topics.has(slug))).toEqual([]);
    expect(new Set(FIGURES.map(({ name }) => name)).size).toBe(FIGURES.length);
    expect(FIGURES.filter(({ name, topic }) => name !== topic && !name.startsWith(`${topic}-`)).map(({ name }) => name)).toEqual([]);
  });

  it('stand in both articles of their topic, and no article names one that is not there', () => {
    const wrong: string[] = [];
    for (const { slug } of library.topics) {
      for (const locale of ['zh', 'en']) {
        const text = readFileSync(new URL(`../../content/articles/${locale}/${slug}.md`, import.meta.url), 'utf8');
        const named = [...text.matchAll(/\]\(figure:([\w-]+)\)/g)].map(([, name]) => name);
        for (const name of named) if (!FIGURES.some((one) => one.name === name)) wrong.push(`${slug} (${locale}) names ${name}`);
        const own = FIGURES.filter(({ topic }) => topic === slug).map(({ name }) => name);
        if (!own.some((name) => named.includes(name))) wrong.push(`${slug} (${locale}) shows none of its own`);
      }
    }
    expect(wrong).toEqual([]);
  });

  describe.each(FIGURES.map((figure) => [figure.name, figure] as const))('%s', (_, figure) => {
    const corners = ['least', 'standard', 'most'] as const;
    const given = corners.map((corner) => Object.fromEntries(Object.entries(figure.params).map(([name, param]) => [name, param[corner]])));

    it('draws at the ends of its parameters, in both languages and themes, on a canvas that fits a phone', () => {
      for (const values of given) {
        const read = figureValues(figure.params, values);
        if (!read.ok) throw new Error(JSON.stringify(read.error));
        for (const look of [lookFor('zh', 'light'), lookFor('en', 'dark')]) {
          const svg = figure.draw(read.value, look);
          const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
          expect(Number(width)).toBe(400);
          expect(Number(height)).toBeLessThanOrEqual(700);
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          expect(
            [...svg.matchAll(/font-size="([\d.]+)"/g)].every(([, size]) => Number(size) >= 8),
            'no letter below 11.5, or a script below its letter',
          ).toBe(true);
          expect(figure.draw(read.value, look)).toBe(svg);
          const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
          expect(new Set(ids).size).toBe(ids.length);
        }
        for (const locale of ['zh', 'en'] as const) {
          const alt = figure.alt(read.value, locale);
          expect(alt.length).toBeGreaterThan(20);
          expect(alt).not.toMatch(/NaN|Infinity|undefined|\d\.\d{7}/);
        }
      }
    });

    it('refuses what is out of bounds', () => {
      for (const [name, { least, most }] of Object.entries(figure.params)) {
        expect(figureValues(figure.params, { [name]: least - 1 }).ok).toBe(false);
        expect(figureValues(figure.params, { [name]: most + 1 }).ok).toBe(false);
        expect(figureValues(figure.params, { [name]: Number.NaN }).ok).toBe(false);
      }
      expect(figureValues(figure.params, { constructor: 1 }).ok).toBe(false);
    });
  });
});
