import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockSentences } from '../../../src/corpus/sentences.ts';
import { isSound } from '../../../src/corpus/soundness.ts';
import { type Prose, plain, plainBlocks } from '../../../src/kernel/prose.ts';
import { compileFormula } from '../../../src/render/formula.ts';
import { Slugs } from '../../../src/sources/draft.ts';
import { openLibrary } from '../../../src/sources/library.ts';
import { listingArticles } from '../../../src/sources/listing/articles.ts';

const folder = process.env.LISTING;

/** Five pages of a real blog, where this machine has them: LISTING names their folder. The register holds their topics in their order. */
describe.skipIf(folder === undefined)('the real listing pages', () => {
  const { library } = openLibrary('content');
  const names =
    folder === undefined
      ? []
      : readdirSync(folder)
          .filter((name) => name.endsWith('.txt'))
          .sort();
  const pages = names.map((name) => ({ name, text: readFileSync(join(folder ?? '', name), 'utf8') }));
  const bring = (some = pages, shelf: ReturnType<typeof listingArticles> = []) =>
    listingArticles(some, {
      library,
      shelf,
      slugs: new Slugs([...library.topics.map(({ slug }) => slug), ...shelf.map(({ slug }) => slug)]),
    });
  const articles = bring();
  const textOf = (article: (typeof articles)[number]) => plainBlocks(article.sections.flatMap(({ blocks }) => blocks));

  it('are five', () => {
    expect(pages).toHaveLength(5);
  });

  it('give the 51 articles of the register in its order, each with the title of its topic', () => {
    expect(articles.map(({ topic }) => topic)).toEqual(library.topics.map(({ slug }) => slug));
    expect(articles.map(({ title }) => title)).toEqual(library.topics.map(({ titles }) => titles.zh));
    expect(new Set(articles.map(({ slug }) => slug)).size).toBe(51);
    expect(articles.every(({ locale }) => locale === 'zh')).toBe(true);
  });

  it('leave header, category and date out of the texts, and keep the two as facts of one article', () => {
    for (const article of articles) expect(textOf(article)).not.toMatch(/INCOMING TRANSMISSION|LATEST UPDATES|^Python$|2026-01-11/m);
    expect(articles.filter(({ facts }) => facts.category !== undefined || facts.date !== undefined)).toMatchObject([
      { topic: 'ddp', facts: { category: 'Python', date: '2026-01-11' } },
    ]);
  });

  it('keep the page of each, and all pages of those that are on two', () => {
    for (const { source, facts } of articles) expect(facts.pages?.split('\n')[0]).toBe(source);
    expect(articles.flatMap(({ topic, facts }) => (facts.pages?.includes('\n') ? [topic] : []))).toEqual([
      'normalizing-flow',
      'nice',
      'rectified-flow',
      'vae',
      'cpc',
      'ddim',
      'score-sde',
      'continuous-flow',
    ]);
  });

  it('lose no word of what the pages show', () => {
    const letters = (text: string) => text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '');
    const lines = pages.flatMap(({ text }) => text.split('\n').filter((line) => line.length > 100));
    const whole = articles.map((article) => letters(textOf(article)));
    const lost = lines.filter((line) => {
      // A formula that the cut went through is left out.
      const words = letters(line.replace(/\\\((?:(?!\\\)).)*\.\.\.$/, ''));
      return !whole.some((text) => text.startsWith(words));
    });
    expect(lost).toEqual([]);
  });

  it('give formulas that can be drawn', () => {
    const inlines = (content: Prose) => content.flatMap((node) => (node.kind === 'math' ? [node.tex] : []));
    const formulas = articles.flatMap(({ sections }) =>
      sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'math' ? [block.tex] : block.kind === 'paragraph' ? inlines(block.content) : [])),
      ),
    );
    expect(formulas.length).toBeGreaterThan(30);
    expect(formulas.filter((tex) => !compileFormula(tex, false).ok)).toEqual([]);
  });

  it('give no sound sentence with something lost in it, and keep brackets that are text', () => {
    const sentences = articles.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blockSentences(blocks)));
    const sound = sentences.filter((sentence) => isSound(sentence)).map(plain);
    expect(sound.filter((sentence) => /\[(?:公式|Math|Formula|代码)\]|\.\.\.$|\\[([]/.test(sentence))).toEqual([]);
    expect(sound.length).toBeGreaterThan(150);
    expect(sound.some((sentence) => sentence.includes('[没有学习过程]'))).toBe(true);
    expect(sound.some((sentence) => sentence.includes('E[X]'))).toBe(true);
  });

  it('change nothing when they are read again, together or one by one', () => {
    expect(bring(pages, articles)).toEqual(articles);
    for (const one of pages) for (const article of bring([one], articles)) expect(articles).toContainEqual(article);
  });

  it('give the same articles page by page in any order', () => {
    for (const order of [pages, pages.toReversed(), [2, 0, 4, 1, 3].flatMap((index) => pages[index] ?? [])]) {
      const shelf = new Map<string, (typeof articles)[number]>();
      for (const one of order) for (const article of bring([one], [...shelf.values()])) shelf.set(article.slug, article);
      expect(new Map([...shelf.values()].map(({ topic, version }) => [topic, version]))).toEqual(
        new Map(articles.map(({ topic, version }) => [topic, version])),
      );
    }
  });
});
