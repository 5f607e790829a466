import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { createSearch } from '../../src/corpus/search.ts';
import type { SearchTokenizer } from '../../src/corpus/tokens.ts';
import { text } from '../../src/kernel/prose.ts';
import { openSearchIndex } from '../../src/store/search-index.ts';
import { authored, imported, section, term } from '../support/articles.ts';
import { LIBRARY, openFile, TERMS, temporaryFolder, tokenizer } from '../support/search-library.ts';

const whale = (version: string, words: string): Article =>
  imported({ slug: 'whale', title: '鲸', version, sections: [section('top', '鲸', words)] });

/** Remembers the texts it was given. */
function listening(): { tokenizer: SearchTokenizer; read: string[] } {
  const read: string[] = [];
  return {
    read,
    tokenizer: {
      tokens: (text) => tokenizer.tokens(text),
      read: (text) => {
        read.push(text);
        return tokenizer.read(text);
      },
    },
  };
}

const open = (folder = temporaryFolder(), terms = TERMS, words: SearchTokenizer = tokenizer) => {
  const { raw } = openFile(folder);
  const search = createSearch(openSearchIndex(raw), words, terms);
  const slugs = (query: string) => search.find(query, { locale: 'zh' }).hits.map((hit) => hit.slug);
  return { raw, search, slugs };
};

describe('the index', () => {
  it('finds what was put in, the new version only after a change, and nothing after a removal', () => {
    const { search, slugs } = open();
    expect(search.put([whale('1', '座头鲸会唱歌。')])).toBe(1);
    expect(slugs('唱歌')).toEqual(['whale']);
    expect(search.put([whale('2', '抹香鲸潜得很深。')])).toBe(1);
    expect(slugs('唱歌')).toEqual([]);
    expect(slugs('抹香鲸')).toEqual(['whale']);
    search.remove([whale('2', '')]);
    expect(slugs('抹香鲸')).toEqual([]);
    expect(slugs('鲸')).toEqual([]);
  });

  it('leaves nothing behind of what it removed', () => {
    const { raw, search } = open();
    search.put([...LIBRARY, whale('1', '座头鲸会唱歌。')]);
    search.put([whale('2', '抹香鲸。')]);
    search.sync('authored', []);
    search.sync('imported', []);
    for (const table of ['search_article', 'search_section', 'search_name', 'search_vocabulary']) {
      expect(raw.prepare(`select count(*) from ${table}`).pluck().get(), table).toBe(0);
    }
    raw.exec("insert into search_words (search_words) values ('integrity-check')");
  });

  it('is still there after the file was closed', async () => {
    const folder = temporaryFolder();
    const first = open(folder);
    first.search.put(LIBRARY);
    first.raw.close();
    expect(open(folder).slugs('随机森林')[0]).toBe('random-forest');
  });

  it('keeps an article in each language and of each origin apart', () => {
    const { search } = open();
    const sections = [section('top', '题', 'zebra')];
    search.put([authored({ slug: 'a', sections }), authored({ slug: 'a', locale: 'en', sections }), imported({ slug: 'a', sections })]);
    search.remove([{ slug: authored({ slug: 'a' }).slug, locale: 'en', origin: 'authored' }]);
    expect(search.find('zebra', { locale: 'en' }).hits.map((hit) => `${hit.origin} ${hit.locale}`)).toEqual(['authored zh', 'imported zh']);
  });

  it('takes all of a write or nothing of it', () => {
    const failing: SearchTokenizer = {
      tokens: (text) => tokenizer.tokens(text),
      read: (text) => {
        if (text.includes('毒')) throw new Error('no such word');
        return tokenizer.read(text);
      },
    };
    const { search, slugs } = open(temporaryFolder(), TERMS, failing);
    search.put([whale('1', '座头鲸会唱歌。')]);
    expect(() => search.put([whale('2', '抹香鲸。'), imported({ slug: 'b', title: '毒' })])).toThrow('no such word');
    expect(slugs('抹香鲸')).toEqual([]);
    expect(slugs('唱歌')).toEqual(['whale']);
  });
});

describe('only what changed is read again', () => {
  it('by its version, over a restart too', () => {
    const folder = temporaryFolder();
    const first = open(folder);
    expect(first.search.sync('imported', [whale('1', '座头鲸。'), imported({ slug: 'b', title: '乙' })])).toEqual({
      written: 2,
      removed: 0,
      unchanged: 0,
    });
    first.raw.close();
    const { tokenizer: words, read } = listening();
    const again = open(folder, TERMS, words);
    expect(again.search.sync('imported', [whale('1', '座头鲸。'), imported({ slug: 'b', title: '乙' })])).toEqual({
      written: 0,
      removed: 0,
      unchanged: 2,
    });
    expect(read).toEqual([]);
    expect(again.search.sync('imported', [whale('2', '抹香鲸。')])).toEqual({ written: 1, removed: 1, unchanged: 0 });
    expect(read.join(' ')).not.toContain('乙');
  });

  it('and one origin is synced without the other', () => {
    const { search, slugs } = open();
    search.sync('imported', [whale('1', '座头鲸。')]);
    search.sync('authored', []);
    expect(slugs('座头鲸')).toEqual(['whale']);
  });

  it('but all of it when the glossary gives a thing another name', () => {
    const folder = temporaryFolder();
    const before = open(folder);
    before.search.sync('imported', [whale('1', '座头鲸会唱歌。')]);
    expect(before.slugs('megaptera')).toEqual([]);
    before.raw.close();
    const after = open(folder, [...TERMS, term('humpback', '座头鲸', 'megaptera')]);
    expect(after.search.sync('imported', [whale('1', '座头鲸会唱歌。')])).toMatchObject({ written: 1 });
    expect(after.slugs('Megaptera')).toEqual(['whale']);
  });

  it('and nothing when only a definition changed', () => {
    const folder = temporaryFolder();
    const before = open(folder);
    before.search.sync('imported', [whale('1', '座头鲸。')]);
    before.raw.close();
    const reworded = TERMS.map((one) => ({ ...one, define: { zh: [text('另一种说法')], en: [text('put otherwise')] } }));
    expect(open(folder, reworded).search.sync('imported', [whale('1', '座头鲸。')])).toMatchObject({ written: 0 });
  });
});

it('throws an index of another form away, and fills it anew', () => {
  const folder = temporaryFolder();
  const first = open(folder);
  first.search.put(LIBRARY);
  first.raw.exec('update search_form set form = form + 1; drop table search_name');
  first.raw.close();
  const again = open(folder);
  expect(again.slugs('随机森林')).toEqual([]);
  again.search.put(LIBRARY);
  expect(again.slugs('随机森林')[0]).toBe('random-forest');
});

it('takes thousands of sections in one write, and answers from among them', () => {
  const { search } = open();
  const articles = Array.from({ length: 1000 }, (_, i) =>
    imported({
      slug: `a-${i}`,
      title: `第 ${i} 篇`,
      sections: Array.from({ length: 3 }, (_, k) => section(`s-${k}`, `第 ${k} 节`, `梯度下降与学习率，编号 n${i}x${k}。`)),
    }),
  );
  expect(search.sync('imported', articles).written).toBe(1000);
  expect(search.find('n777x2', { locale: 'zh' }).hits).toMatchObject([{ slug: 'a-777', anchor: 's-2' }]);
  expect(search.find('学习率', { locale: 'zh', limit: 50 }).hits).toHaveLength(50);
});
