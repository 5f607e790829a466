import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedArticle } from '../../../src/corpus/article.ts';
import { plainBlocks } from '../../../src/kernel/prose.ts';
import { Slugs } from '../../../src/sources/draft.ts';
import { listingArticles } from '../../../src/sources/listing/articles.ts';
import type { Page } from '../../../src/sources/listing/page.ts';
import { excerptBlocks } from '../../../src/sources/listing/paragraphs.ts';
import { excerpt, gibberish, page, register, SUBJECTS, wholeText } from '../../support/listing.ts';

/** A shelf that pages are brought to one import after the other. */
function library() {
  const shelf = new Map<string, ImportedArticle>();
  return {
    bring(...pages: readonly Page[]): ImportedArticle[] {
      const known = [...shelf.values()];
      const slugs = new Slugs([...register.topics.map(({ slug }) => slug), ...known.map(({ slug }) => slug)]);
      const articles = listingArticles(pages, { library: register, shelf: known, slugs });
      for (const article of articles) shelf.set(article.slug, article);
      return articles;
    },
    all: () => [...shelf.values()],
  };
}

const shown = SUBJECTS.map((subject) => excerpt(wholeText(subject)));

describe('the articles of pages', () => {
  const [kite = '', compass = '', wheel = ''] = shown;

  it('have the title, the area and the slug of the topic they are about, and the page they are from', () => {
    const [first] = library().bring(page('1.txt', 'Toys', '2026-01-11', kite, compass));
    expect(first).toMatchObject({
      origin: 'imported',
      slug: 'kite-imported',
      title: '风筝',
      locale: 'zh',
      topic: 'kite',
      area: 'systems',
      source: '1.txt',
      facts: { category: 'Toys', date: '2026-01-11', pages: '1.txt' },
      sections: [{ anchor: 'top', title: '风筝', blocks: excerptBlocks(kite) }],
    });
  });

  it('have their first phrase as a title where no topic of ours fits', () => {
    const text = `海边的奇石，${gibberish('stone', 90)}...`;
    const [stone] = library().bring(page('1.txt', text, wheel));
    expect(stone).toMatchObject({ title: '海边的奇石', topic: null, area: null });
    expect(stone?.slug).toMatch(/^imported-[0-9a-f]{8}$/);
  });

  it('are English where their words are', () => {
    const [one] = library().bring(
      page(
        '1.txt',
        'Lighthouses are towers with a lamp. A lighthouse shows ships the way home at night, and the tallest lighthouse...',
        kite,
      ),
    );
    expect(one).toMatchObject({ locale: 'en', title: 'Lighthouses', topic: 'lighthouse' });
  });

  it('keep their slug when the text changes, and get another version', () => {
    const shelf = library();
    const [before] = shelf.bring(page('1.txt', kite, compass));
    const [after, other] = shelf.bring(page('1.txt', kite.replace('来历', '由来'), compass));
    expect(after?.slug).toBe(before?.slug);
    expect(after?.version).not.toBe(before?.version);
    expect(shelf.all()).toHaveLength(2);
    expect(other).toEqual(shelf.all()[1]);
  });

  it('give a topic to the text that speaks of it most, even when that one comes later', () => {
    const shelf = library();
    const mention = `海边的奇石 先说风筝，${gibberish('side', 90)}...`;
    expect(shelf.bring(page('1.txt', mention, compass))[0]).toMatchObject({ topic: 'kite' });
    const later = shelf.bring(page('2.txt', kite, wheel));
    expect(later.map(({ topic }) => topic)).toEqual(['kite', 'water-wheel', null]);
    expect(later[2]).toMatchObject({ title: '海边的奇石', source: '1.txt' });
  });
});

const look = fc.record({
  subject: fc.nat(SUBJECTS.length - 1),
  cut: fc.integer({ min: 60, max: 260 }),
  lossy: fc.boolean(),
  dated: fc.boolean(),
});
const pagesOf = fc.array(fc.array(look, { minLength: 3, maxLength: 8 }), { minLength: 1, maxLength: 5 }).map((all) =>
  all.map((entries, index) => ({
    entries,
    page: page(
      `${index}.txt`,
      ...entries.flatMap(({ subject, dated, ...rest }) => {
        const one = SUBJECTS[subject] ?? SUBJECTS[0];
        return [...(dated ? [`Shelf ${one.slug}`, '2026-01-11'] : []), excerpt(wholeText(one), rest)];
      }),
    ),
  })),
);

describe('whatever the pages show, and how much of it', () => {
  it('there is one article for each that is seen, in the order in which they first appear, under its own topic', () => {
    fc.assert(
      fc.property(pagesOf, (pages) => {
        const subjects = [...new Set(pages.flatMap(({ entries }) => entries.map(({ subject }) => SUBJECTS[subject]?.slug)))];
        expect(
          library()
            .bring(...pages.map((one) => one.page))
            .map(({ topic }) => topic),
        ).toEqual(subjects);
      }),
      { numRuns: 60 },
    );
  });

  it('each has its facts, and none of the header or of a category in its text', () => {
    fc.assert(
      fc.property(pagesOf, (pages) => {
        const dated = new Set(
          pages.flatMap(({ entries }) => entries.flatMap((entry) => (entry.dated ? [SUBJECTS[entry.subject]?.slug as string] : []))),
        );
        for (const { topic, facts, sections } of library().bring(...pages.map((one) => one.page))) {
          expect([facts.category, facts.date]).toEqual(dated.has(topic ?? '') ? [`Shelf ${topic}`, '2026-01-11'] : [undefined, undefined]);
          expect(plainBlocks(sections.flatMap(({ blocks }) => blocks))).not.toMatch(/NORTHERN|RECENT|Shelf|2026/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('importing them again changes nothing, and page by page in any order gives the same texts', () => {
    fc.assert(
      fc.property(
        pagesOf.chain((pages) => fc.tuple(fc.constant(pages), fc.shuffledSubarray(pages, { minLength: pages.length }))),
        ([pages, shuffled]) => {
          const once = library();
          const first = once.bring(...pages.map((one) => one.page));
          expect(once.bring(...pages.map((one) => one.page))).toEqual(first);
          const slowly = library();
          for (const one of shuffled) slowly.bring(one.page);
          const texts = (articles: readonly ImportedArticle[]) => new Map(articles.map(({ topic, version }) => [topic, version]));
          expect(texts(slowly.all())).toEqual(texts(first));
        },
      ),
      { numRuns: 60 },
    );
  });
});
