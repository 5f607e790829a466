import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Topic } from '../../src/corpus/article.ts';
import { completeTopics, resolveTopic } from '../../src/corpus/resolve.ts';
import { articleNames, topicNames } from '../../src/corpus/topic-names.ts';
import { slug } from '../../src/kernel/ids.ts';
import { authored, imported, term } from '../support/articles.ts';

const topic = (name: string, zh: string, en: string): Topic => ({ slug: slug(name), titles: { zh, en }, area: 'classical', after: [] });

const names = topicNames({
  topics: [
    topic('kd-tree', 'kd 树', 'k-d trees'),
    topic('adaboost', 'AdaBoost', 'AdaBoost'),
    topic('gbdt', '梯度提升树（GBDT）', 'Gradient boosted trees (GBDT)'),
    topic('gradient', '方向导数与梯度', 'Directional derivatives and the gradient'),
    topic('random-forest', '随机森林', 'Random forests'),
    topic('random-walk', '随机游走', 'Random walks'),
    topic('nice', 'NICE：非线性独立成分估计', 'NICE: non-linear independent components estimation'),
    topic('tf-export', '@tf_export 与 Python 装饰器', '@tf_export and Python decorators'),
    topic('kimi-k15', 'Kimi k1.5 的强化学习', 'Reinforcement learning in Kimi k1.5'),
    topic('receptive-field', '感受野的计算', 'Computing the receptive field'),
  ],
  articles: [
    authored({ slug: 'adaboost', aliases: ['自适应提升'] }),
    authored({ slug: 'adaboost', locale: 'en', aliases: ['adaptive boosting', 'RF'] }),
  ],
  terms: [
    term('receptive-field', '感受野', 'receptive field', ['RF'], ['receptive-field']),
    term('weak-learner', '弱学习器', 'weak learner', [], ['adaboost']),
  ],
});
const resolve = (input: string) => resolveTopic(input, names);

describe('a topic is found by', () => {
  it.each([
    ['its slug', 'kd-tree', 'kd-tree'],
    ['its Chinese title', '随机森林', 'random-forest'],
    ['its English title, in the singular too', 'random forest', 'random-forest'],
    ['an alias in either language', 'Adaptive Boosting', 'adaboost'],
    ['an alias in the other language', '自适应提升', 'adaboost'],
    ['the glossary term that names it', '感受野', 'receptive-field'],
    ['a part of a title in brackets', 'gbdt', 'gbdt'],
    ['a title without what is in brackets', '梯度提升树', 'gbdt'],
    ['what stands before a colon', 'NICE', 'nice'],
    ['either of its two subjects', '方向导数', 'gradient'],
    ['the other of its two subjects', '梯度', 'gradient'],
    ['other spaces and hyphens', 'KD Tree', 'kd-tree'],
    ['mixed scripts', 'KD树', 'kd-tree'],
    ['wide letters', 'ＡＤＡＢＯＯＳＴ', 'adaboost'],
    ['traditional characters', '隨機遊走', 'random-walk'],
    ['signs that are left out', 'tf export', 'tf-export'],
    ['a name with a point', 'kimi k1.5 的强化学习', 'kimi-k15'],
    ['spaces around it', '  adaboost ', 'adaboost'],
  ])('%s: %s', (_, input, found) => {
    expect(resolve(input)).toEqual({ kind: 'found', slug: found });
  });

  it('nothing else: a term that only belongs to it is not its name', () => {
    expect(resolve('弱学习器')).toEqual({ kind: 'none' });
  });
});

describe('a near miss gives the nearest', () => {
  it.each([
    ['adabost', 'adaboost'],
    ['adaboots', 'adaboost'],
    ['adab', 'adaboost'],
    ['随即森林', 'random-forest'],
    ['梯度提升', 'gbdt'],
    ['receptive feild', 'receptive-field'],
    ['kdtre', 'kd-tree'],
  ])('%s', (input, nearest) => {
    const resolved = resolve(input);
    expect(resolved.kind === 'near' && resolved.slugs[0]).toBe(nearest);
  });

  it('of several, up to three', () => {
    expect(resolve('random')).toEqual({ kind: 'near', slugs: ['random-walk', 'random-forest'] });
    expect(resolve('r')).toMatchObject({ kind: 'near' });
    const many = resolve('a');
    expect(many.kind === 'near' && many.slugs.length).toBeLessThanOrEqual(3);
  });

  it('and a name that two have is near to both', () => {
    expect(resolve('rf')).toEqual({ kind: 'near', slugs: ['adaboost', 'receptive-field'] });
  });
});

it('what is like no name is none', () => {
  for (const input of ['', '   ', '！？', 'quantum gravity', '天气预报', 'x'.repeat(10_000), '\ud800\u0000', '"; drop table']) {
    expect(resolve(input)).toEqual({ kind: 'none' });
  }
});

describe('completion', () => {
  it('offers the topics in their order when nothing is typed', () => {
    expect(completeTopics(' ', names, 3).map((offer) => offer.slug)).toEqual(['kd-tree', 'adaboost', 'gbdt']);
  });

  it('offers what begins so before what holds it, with the name that fits', () => {
    expect(completeTopics('随机', names, 5)).toEqual([
      { slug: 'random-forest', name: '随机森林' },
      { slug: 'random-walk', name: '随机游走' },
    ]);
    expect(completeTopics('gra', names, 5).map((offer) => offer.slug)).toEqual(['gradient', 'gbdt']);
    expect(completeTopics('森林', names, 5)).toEqual([{ slug: 'random-forest', name: '随机森林' }]);
    expect(completeTopics('树', names, 5).map((offer) => offer.slug)).toEqual(['kd-tree', 'gbdt']);
  });

  it('offers near misses when nothing fits', () => {
    expect(completeTopics('adabost', names, 5)[0]?.slug).toBe('adaboost');
    expect(completeTopics('天气', names, 5)).toEqual([]);
  });

  it('keeps to the limit, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 5 }), (typed, limit) => {
        const offers = completeTopics(typed, names, limit);
        expect(offers.length).toBeLessThanOrEqual(limit);
        expect(new Set(offers.map((offer) => offer.slug)).size).toBe(offers.length);
      }),
    );
  });
});

it('an imported article goes by its title and aliases', () => {
  const article = imported({ slug: 'i-7', title: '某某（XYZ）', aliases: ['甲乙'] });
  expect(articleNames(article)).toEqual({
    slug: 'i-7',
    titles: { zh: '某某（XYZ）' },
    names: ['某某（XYZ）', '某某', 'XYZ', '甲乙', 'i-7'],
  });
  expect(resolveTopic('xyz', [articleNames(article)])).toEqual({ kind: 'found', slug: 'i-7' });
});
