import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { SearchWish } from '../../src/corpus/search.ts';
import { snippet } from '../../src/corpus/snippet.ts';
import { authored, imported, section } from '../support/articles.ts';
import { LIBRARY, smallSearch, TERMS } from '../support/search-library.ts';

// One for all tests that change nothing.
const closing: (() => void | Promise<void>)[] = [];
const search = smallSearch(TERMS, (close) => closing.unshift(close));
afterAll(async () => {
  for (const close of closing) await close();
});

const find = (query: string, wish: Partial<SearchWish> = {}) => search.find(query, { locale: 'zh', ...wish });
const places = (query: string, wish: Partial<SearchWish> = {}) =>
  find(query, wish).hits.map((hit) => `${hit.slug}.${hit.locale}#${hit.anchor}`);

describe('the article a query is about comes first', () => {
  it.each([
    ['Chinese', '随机森林', 'random-forest.zh#top'],
    ['two characters', '梯度', 'gradient.zh#top'],
    ['English', 'random forests', 'random-forest.en#top', 'en'],
    ['English, in a Chinese room', 'random forest', 'random-forest.zh#top'],
    ['Chinese, in an English room', '随机森林', 'random-forest.zh#top', 'en'],
    ['traditional characters', '隨機森林', 'random-forest.zh#top'],
    ['an alias', '自适应提升', 'adaboost.zh#top'],
    ['wide letters', 'ＡｄａＢｏｏｓｔ', 'adaboost.zh#top'],
    ['mixed scripts', 'kd树', 'kd-tree.zh#top'],
    ['a hyphen', 'kd-tree', 'kd-tree.zh#top'],
    ['two hyphens', 'K-D-Tree', 'kd-tree.zh#top'],
    ['spaces', 'k d tree', 'kd-tree.zh#top'],
    ['no space', 'kdtrees', 'kd-tree.zh#top'],
    ['a synonym that stands nowhere in the texts', 'k 维树', 'kd-tree.zh#top'],
    ['a slug', 'random-forest', 'random-forest.zh#top'],
  ])('%s: %s', (_, query, first, locale = 'zh') => {
    expect(places(query, { locale: locale as 'zh' | 'en' })[0]).toBe(first);
  });

  it('ours before an imported one of the same name, however often that says it', () => {
    expect(places('AdaBoost').slice(0, 2)).toEqual(['adaboost.zh#top', 'note-1.zh#top']);
  });
});

describe('a section is found by', () => {
  it.each([
    ['a word of its text', '叶子', 'kd-tree.zh#search'],
    ['its title', '最速上升', 'gradient.zh#ascent'],
    ['two things together', '过拟合 方差', 'random-forest.zh#overfitting'],
    ['a question', '为什么单棵树容易过拟合？', 'random-forest.zh#overfitting'],
    ['an abbreviation', 'KNN', 'kd-tree.zh#search'],
    ['the other language', 'weak learners', 'adaboost.zh#top', 'zh'],
    ['a name and a detail', 'AdaBoost 权重', 'adaboost.zh#weights'],
    ['words run together that it has apart', '决策树投票', 'random-forest.zh#top'],
    ['a word the dictionary does not know', '先验', 'note-1.zh#top'],
    ['a stem', 'halving', 'kd-tree.en#top', 'en'],
    ['British for American', 'nearest neighbor', 'kd-tree.en#search', 'en'],
    ['a Greek letter', 'σ', 'note-1.zh#top'],
    ['a Greek letter by name', 'sigma', 'note-1.zh#top'],
    ['a command of a formula', '\\alpha_m', 'adaboost.zh#weights'],
    ['a name with signs', '@tf_export', 'note-2.zh#top'],
    ['the same name without', 'tfexport', 'note-2.zh#top'],
    ['a term of the glossary that no text names', '维数灾难', 'kd-tree.zh#top'],
    ['some of many words, when none has all', '过拟合 鲸鱼 天文', 'random-forest.zh#overfitting'],
  ])('%s: %s', (_, query, first, locale = 'zh') => {
    expect(places(query, { locale: locale as 'zh' | 'en' })[0]).toBe(first);
  });

  it('the longest name in it: a text on gradient boosted trees is not one on gradients', () => {
    expect(places('梯度提升树')).toEqual(['note-2.zh#top']);
    expect(places('梯度')[0]).toBe('gradient.zh#top');
  });
});

describe('a misspelling is put right', () => {
  it.each([
    ['adabost', 'AdaBoost', 'adaboost.zh#top'],
    ['adaboots', 'AdaBoost', 'adaboost.zh#top'],
    ['random forrest', 'random forest', 'random-forest.zh#top'],
    ['bootstrep samples', 'bootstrap samples', 'random-forest.en#top'],
    ['dimnesions', 'dimensions', 'kd-tree.en#cost'],
    ['随即森林', '随机森林', 'random-forest.zh#top'],
    ['什么是随即森林', '什么是随机森林', 'random-forest.zh#top'],
    ['最进邻', '最近邻', 'kd-tree.zh#search'],
    ['维数灾南', '维数灾难', 'kd-tree.zh#top'],
  ])('%s -> %s', (query, instead, first) => {
    expect(find(query).corrected).toBe(instead);
    expect(places(query)[0]).toBe(first);
  });

  it('and what is right, or like nothing, is left alone', () => {
    for (const query of ['adaboost', '回溯', 'overfitting', 'zzzz qqqq', '天气预报', 'the', '机器学习'])
      expect(find(query).corrected).toBeNull();
    expect(find('zzzz qqqq').hits).toEqual([]);
  });
});

describe('the hits', () => {
  it('have an article once, in one language, unless more sections are wished for', () => {
    expect(places('树').filter((place) => place.startsWith('kd-tree'))).toHaveLength(1);
    const several = places('kd 树', { perArticle: 3 }).slice(0, 3);
    expect(several[0]).toBe('kd-tree.zh#top');
    expect([...several].sort()).toEqual(['kd-tree.zh#cost', 'kd-tree.zh#search', 'kd-tree.zh#top']);
  });

  it('keep to the limit, the best first', () => {
    const { hits } = find('树', { limit: 2 });
    expect(hits).toHaveLength(2);
    expect([...hits].sort((a, b) => b.score - a.score)).toEqual(hits);
  });

  it('are the same for the same query', () => {
    expect(find('树 学习率').hits).toEqual(find('树 学习率').hits);
  });

  it('come with what to mark: synonyms, too', () => {
    const { hits, marks } = find('弱学习器');
    const article = LIBRARY.find((one) => one.slug === hits[0]?.slug);
    const part = article?.sections.find((one) => one.anchor === hits[0]?.anchor);
    if (!part) throw new Error('nothing was found');
    expect(snippet(part, marks)).toContainEqual({ kind: 'text', text: '弱分类器', style: 'mark' });
  });
});

describe('any text is a query', () => {
  it.each([
    ['quotes', '"随机森林" \'树\''],
    ['an open quote', '"随机森林'],
    ['operators', '随机森林 AND NOT OR NEAR(树, 2)'],
    ['signs', '-随机森林* ^树 title:树 {title body}:树 (树 + "'],
    ['SQL', "随机森林'; drop table search_article; --"],
    ['a NUL', '随机\u0000森林 随机森林'],
    ['lone surrogates', '\ud800随机森林\udfff'],
    ['emoji', '🌲随机森林🌲👨‍👩‍👧'],
    ['10,000 characters', `随机森林 ${'树'.repeat(10_000)}`],
    ['a thousand words', `随机森林 ${Array.from({ length: 1000 }, (_, i) => `w${i}`).join(' ')}`],
    ['TeX', '随机森林 $\\frac{a}{b}$ \\begin{aligned}'],
    ['HTML', '<b>随机森林</b><script>'],
  ])('%s', (_, query) => {
    expect(places(query)[0]).toMatch(/^random-forest/);
  });

  it('and one that says nothing finds nothing', () => {
    for (const query of ['', ' ', '？！', '🎉', '"', '*', '\u0000', '的 是 the']) expect(find(query).hits).toEqual([]);
  });

  it('whatever it is', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '随机森林', ' AND ', '*', '(', ')', ':', 'kd-tree', 'NEAR', "'", '§'),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        expect(find(parts.join('')).hits.length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('relevance being equal', () => {
  it('an article of ours comes before an imported one', () => {
    const local = smallSearch();
    const sections = [section('top', '题', '鲸鱼在海里。')];
    local.put([imported({ slug: 'a-whale', title: '海', sections }), authored({ slug: 'whale', title: '海', sections })]);
    expect(local.find('鲸鱼', { locale: 'zh' }).hits.map((hit) => hit.origin)).toEqual(['authored', 'imported']);
  });

  it('the topics of a glossary term come first', () => {
    const local = smallSearch([
      ...TERMS.filter((term) => term.id !== 'prior'),
      { ...TERMS.find((term) => term.id === 'prior'), topics: [authored({ slug: 'z-topic' }).slug] } as (typeof TERMS)[number],
    ]);
    const sections = [section('top', '题', '先验与后验。')];
    local.put([authored({ slug: 'a-topic', title: '甲', sections }), authored({ slug: 'z-topic', title: '乙', sections })]);
    expect(local.find('先验', { locale: 'zh' }).hits[0]?.slug).toBe('z-topic');
  });
});
