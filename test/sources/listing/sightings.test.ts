import { describe, expect, it } from 'vitest';
import type { ImportedArticle } from '../../../src/corpus/article.ts';
import { slug } from '../../../src/kernel/ids.ts';
import { plainBlocks } from '../../../src/kernel/prose.ts';
import { articleOf } from '../../../src/sources/draft.ts';
import type { RawEntry } from '../../../src/sources/listing/page.ts';
import { excerptBlocks } from '../../../src/sources/listing/paragraphs.ts';
import { type Gathered, gather } from '../../../src/sources/listing/sightings.ts';
import { excerpt, gibberish, type Look, SUBJECTS, wholeText } from '../../support/listing.ts';

const kite = wholeText(SUBJECTS[0]);
const compass = wholeText(SUBJECTS[1]);

const seen = (text: string, page = '1.txt', facts: RawEntry['facts'] = {}): RawEntry => ({ text, page, facts });
const shown = (text: string, look: Look, page = '1.txt'): RawEntry => seen(excerpt(text, look), page);
const onShelf = (text: string, source = '1.txt'): ImportedArticle =>
  articleOf(
    {
      locale: 'zh',
      title: '风筝',
      aliases: [],
      sections: [{ anchor: 'top', title: '风筝', blocks: excerptBlocks(text) }],
      area: null,
      source,
      facts: { pages: source },
      topic: null,
    },
    slug('kite-imported'),
  );
const words = (one: Gathered | undefined): string => plainBlocks(one?.blocks ?? []);
const wordsOf = (text: string): string => plainBlocks(excerptBlocks(text));

describe('the same article on two pages', () => {
  it('is one, in the place where it came first, with both pages', () => {
    const all = gather([shown(kite, {}), shown(compass, {}), shown(kite, {}, '2.txt')], []);
    expect(all.map(({ pages, source }) => [source, ...pages])).toEqual([
      ['1.txt', '1.txt', '2.txt'],
      ['1.txt', '1.txt'],
    ]);
  });

  it('keeps the longer of two views that were cut at different places', () => {
    for (const cuts of [
      [90, 160],
      [160, 90],
    ] as const) {
      const [one, ...others] = gather(
        cuts.map((cut, index) => shown(kite, { cut }, `${index}.txt`)),
        [],
      );
      expect(others).toEqual([]);
      expect(words(one)).toBe(wordsOf(excerpt(kite, { cut: 160 })));
      expect(one?.source).toBe(`${cuts.indexOf(160)}.txt`);
    }
  });

  it('keeps the view whose formulas were not lost', () => {
    for (const losses of [
      [true, false],
      [false, true],
    ]) {
      const [one, ...others] = gather(
        losses.map((lossy, index) => shown(kite, { lossy }, `${index}.txt`)),
        [],
      );
      expect(others).toEqual([]);
      expect(words(one)).toBe(wordsOf(excerpt(kite)));
    }
  });

  it('keeps the facts of both', () => {
    const [one] = gather(
      [seen(excerpt(kite), '1.txt', { category: 'Toys' }), seen(excerpt(kite), '2.txt', { category: 'Games', date: '2026-01-11' })],
      [],
    );
    expect(one?.facts).toEqual({ category: 'Toys', date: '2026-01-11' });
  });

  it('is told from another one that begins alike', () => {
    const opening = '引言与背景 本文是系列文章中的一篇，';
    expect(gather([seen(`${opening}${gibberish('x', 120)}...`), seen(`${opening}${gibberish('y', 120)}...`)], [])).toHaveLength(2);
    expect(gather([seen('背景 风筝...'), seen('背景 水车...')], [])).toHaveLength(2);
  });
});

describe('an article that is on the shelf', () => {
  it('is known again, and keeps its text where the page shows no more of it', () => {
    const known = onShelf(excerpt(kite, { cut: 160 }));
    for (const look of [{ cut: 160 }, { cut: 90 }, { cut: 160, lossy: true }, { cut: 90, lossy: true }]) {
      const [one] = gather([shown(kite, look, '2.txt')], [known]);
      expect(one).toMatchObject({ known, source: '1.txt', pages: ['1.txt', '2.txt'] });
      expect(words(one)).toBe(wordsOf(excerpt(kite, { cut: 160 })));
    }
  });

  it('gets the better view of its text', () => {
    const [longer] = gather([shown(kite, { cut: 160 }, '2.txt')], [onShelf(excerpt(kite, { cut: 90 }))]);
    expect([words(longer), longer?.source]).toEqual([wordsOf(excerpt(kite, { cut: 160 })), '2.txt']);
    const [whole] = gather([shown(kite, {})], [onShelf(excerpt(kite, { lossy: true }))]);
    expect(words(whole)).toBe(wordsOf(excerpt(kite)));
  });

  it('gets the text that was written anew, even where it is shorter or lost more', () => {
    const known = onShelf(excerpt(kite, { cut: 160 }));
    const digit = kite.replace('来历', '由来');
    for (const look of [{ cut: 160 }, { cut: 100 }, { cut: 160, lossy: true }]) {
      const [one] = gather([shown(digit, look)], [known]);
      expect(one?.known).toBe(known);
      expect(words(one)).toBe(wordsOf(excerpt(digit, look)));
    }
  });

  it('gets the text that ends earlier now, without being cut off', () => {
    const ending = kite.slice(0, kite.indexOf('。') + 1);
    const [one] = gather([seen(ending)], [onShelf(excerpt(kite, { cut: 60 }))]);
    expect(words(one)).toBe(wordsOf(ending));
  });

  it('stays as it is where it is on no page now', () => {
    const known = onShelf(excerpt(kite));
    const [, unseen] = gather([shown(compass, {})], [known]);
    expect(unseen).toMatchObject({ known, isSeen: false, blocks: known.sections[0]?.blocks });
  });
});

it('a formula that is written without marks on one page is the lost one of another', () => {
  const bare = `${gibberish('m', 30)} x_1w_1 + x_2w_2 ${gibberish('n', 30)}。`;
  const lost = bare.replace('x_1w_1 + x_2w_2', '[公式]');
  const known = onShelf(bare);
  const [one, ...others] = gather([seen(lost)], [known]);
  expect(others).toEqual([]);
  expect(words(one)).toBe(wordsOf(bare));
});
