import { afterAll, describe, expect, it } from 'vitest';
import { keyOf, namesOf } from '../../src/corpus/concepts.ts';
import { resolveTopic } from '../../src/corpus/resolve.ts';
import { createSearch } from '../../src/corpus/search.ts';
import { topicNames } from '../../src/corpus/topic-names.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { openSearchIndex } from '../../src/store/search-index.ts';
import { openFile, temporaryFolder, tokenizer } from '../support/search-library.ts';

const { library } = openLibrary(new URL('../../content', import.meta.url).pathname);
const names = topicNames(library);

const closing: (() => void | Promise<void>)[] = [];
const later = (close: () => void | Promise<void>) => closing.unshift(close);
const search = createSearch(openSearchIndex(openFile(temporaryFolder(later), later).raw), tokenizer, library.terms);
search.sync('authored', library.articles);
afterAll(async () => {
  for (const close of closing) await close();
});
const written = new Set<string>(library.articles.map((article) => article.slug));

describe('the glossary', () => {
  it('has at least 400 terms, and one that names each topic, and belongs to it', () => {
    expect(library.terms.length).toBeGreaterThanOrEqual(400);
    for (const { slug } of library.topics) {
      const term = library.terms.find((one) => one.id === slug);
      expect(term?.topics, slug).toContain(slug);
    }
  });

  it('gives no name to two terms', () => {
    const owners = Map.groupBy(
      library.terms.flatMap((term) => [...new Set(namesOf(term).map(keyOf))].map((key) => ({ key, id: term.id }))),
      ({ key }) => key,
    );
    expect([...owners].filter(([, terms]) => terms.length > 1).map(([key, terms]) => `${key}: ${terms.map(({ id }) => id)}`)).toEqual([]);
  });

  it('lets each topic be found by all its names', () => {
    for (const term of library.terms.filter((one) => library.topics.some(({ slug }) => slug === one.id))) {
      for (const name of namesOf(term)) {
        const resolved = resolveTopic(name, names);
        // An article may have an alias that another one has, too: RF is a random forest and a receptive field.
        if (resolved.kind === 'near') expect(resolved.slugs, name).toContain(term.id);
        else expect(resolved, name).toEqual({ kind: 'found', slug: term.id });
      }
    }
  });

  it('lets each topic be found by its titles', () => {
    for (const { slug, titles } of library.topics) {
      for (const title of Object.values(titles)) expect(resolveTopic(title, names), title).toEqual({ kind: 'found', slug });
    }
  });
});

describe('every name people use leads to its topic', () => {
  it.each([
    ['GBDT', 'gbdt'],
    ['梯度提升', 'gbdt'],
    ['VAE', 'vae'],
    ['变分自编码器', 'vae'],
    ['PCA', 'pca'],
    ['主成分', 'pca'],
    ['CPC', 'cpc'],
    ['SOM', 'som'],
    ['Kohonen map', 'som'],
    ['DDP', 'ddp'],
    ['DDPG', 'ddpg'],
    ['SD3', 'sd3'],
    ['RFCN', 'r-fcn'],
    ['VQVAE', 'vq-vae'],
    ['flash attention', 'flash-attention'],
    ['anchorfree', 'anchor-free'],
    ['actorcritic', 'actor-critic'],
    ['kd树', 'kd-tree'],
    ['XGB', 'xgboost'],
    ['逻辑斯蒂回归', 'logistic-regression'],
    ['Adam', 'adamw'],
    ['Rectified Flow', 'rectified-flow'],
    ['醉汉问题', 'random-walk'],
    ['方向导数', 'gradient'],
    ['梯度', 'gradient'],
    ['InfoNCE', 'cpc'],
    ['概率流 ODE', 'score-sde'],
    ['AMP', 'mixed-precision'],
    ['self-organizing maps', 'som'],
    ['小目标', 'small-objects'],
    ['自监督', 'self-supervised'],
  ])('%s', (name, slug) => {
    expect(resolveTopic(name, names)).toEqual({ kind: 'found', slug });
  });
});

describe('search over the real library', () => {
  it('puts an article first for each of its titles and aliases, in the language asked in', () => {
    for (const article of library.articles) {
      for (const name of [article.title, ...article.aliases]) {
        const [first] = search.find(name, { locale: article.locale }).hits;
        const called = library.articles.filter((one) => [one.title, ...one.aliases].some((other) => keyOf(other) === keyOf(name)));
        expect(
          called.map((one) => `${one.slug}#top`),
          name,
        ).toContain(`${first?.slug}#${first?.anchor}`);
      }
    }
  });

  it.each([
    ['kd树', 'kd-tree'],
    ['最近邻', 'kd-tree'],
    ['KNN', 'kd-tree'],
    ['弱分类器', 'adaboost'],
    ['指数损失', 'adaboost'],
    ['空洞卷积', 'receptive-field'],
    ['权重衰减', 'adamw'],
    ['weight decay', 'adamw'],
    ['Adam 偏差修正', 'adamw'],
    ['交叉熵', 'logistic-regression'],
    ['sigmoid 的导数', 'logistic-regression'],
    ['DDIM 步数', 'ddim'],
    ['DDPM', 'ddim'],
    ['偏导数', 'gradient'],
    ['鞍点', 'gradient'],
    ['感知机', 'bias'],
    ['BN', 'bias'],
    ['adabost', 'adaboost'],
    ['罗辑回归', 'logistic-regression'],
    ['邏輯回歸', 'logistic-regression'],
    ['maximum likelyhood', 'logistic-regression'],
    ['steepest ascent', 'gradient'],
  ])('%s -> %s', (query, slug) => {
    expect(written).toContain(slug);
    const best = search.find(query, { locale: 'zh' }).hits.slice(0, 3);
    expect(best.map((hit) => hit.slug)).toContain(slug);
  });
});
