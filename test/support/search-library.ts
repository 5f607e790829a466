import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Article, Term } from '../../src/corpus/article.ts';
import { createSearch, type Search } from '../../src/corpus/search.ts';
import { slug } from '../../src/kernel/ids.ts';
import { math, text } from '../../src/kernel/prose.ts';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openSearchIndex } from '../../src/store/search-index.ts';
import { authored, imported, section, term } from './articles.ts';

/** Loading the dictionary costs more than a test. */
export const tokenizer = jiebaTokenizer();

type Later = (close: () => void | Promise<void>) => void;

/** A folder that goes away when `later` says so: at the end of the test. */
export function temporaryFolder(later: Later = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'it-search-'));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An SQLite file on disk; the same folder opens the same file again. */
export function openFile(folder: string, later: Later = onTestFinished): Database {
  const database = openDatabase(join(folder, 'test.sqlite'));
  later(async () => {
    if (database.raw.open) await database.close();
  });
  return database;
}

export const TERMS: readonly Term[] = [
  term('kd-tree', 'kd 树', 'k-d tree', ['k 维树'], ['kd-tree']),
  term('nearest-neighbour', '最近邻', 'nearest neighbour', ['KNN'], ['kd-tree']),
  term('curse-of-dimensionality', '维数灾难', 'curse of dimensionality', [], ['kd-tree']),
  term('random-forest', '随机森林', 'random forest', [], ['random-forest']),
  term('adaboost', 'AdaBoost', 'AdaBoost', ['自适应提升'], ['adaboost']),
  term('weak-learner', '弱学习器', 'weak learner', ['弱分类器'], ['adaboost']),
  term('gbdt', '梯度提升树', 'gradient boosted trees', ['GBDT'], ['gbdt']),
  term('gradient', '梯度', 'gradient', [], ['gradient']),
  term('overfitting', '过拟合', 'overfitting', [], ['random-forest']),
  term('prior', '先验', 'prior', [], []),
];

export const LIBRARY: readonly Article[] = [
  authored({
    slug: 'kd-tree',
    title: 'kd 树',
    aliases: ['k-d tree'],
    sections: [
      section('top', 'kd 树', '把空间一分为二，再一分为二：这就是 kd 树。'),
      section('search', '最近邻查找', '先走到叶子，再回溯。离查询点最近的点就是最近邻。'),
      section('cost', '代价', '维度一高，回溯几乎要走遍整棵树。'),
    ],
  }),
  authored({
    slug: 'kd-tree',
    locale: 'en',
    title: 'k-d trees',
    sections: [
      section('top', 'k-d trees', 'Halve the space, and halve it again: a k-d tree.'),
      section('search', 'Searching', 'Go down to a leaf, then back up. The closest point is the nearest neighbour.'),
      section('cost', 'Cost', 'In many dimensions the search visits nearly the whole tree.'),
    ],
  }),
  authored({
    slug: 'random-forest',
    title: '随机森林',
    sections: [
      section('top', '随机森林', '许多决策树投票，树与树要彼此不同，kd 树不在此列。'),
      section('overfitting', '过拟合', '单棵树容易过拟合，投票使方差下降。学习率在这里没有用处。'),
    ],
  }),
  authored({
    slug: 'random-forest',
    locale: 'en',
    title: 'Random forests',
    sections: [section('top', 'Random forests', 'Many decision trees vote. Bootstrap samples make them differ, which fights overfitting.')],
  }),
  authored({
    slug: 'adaboost',
    title: 'AdaBoost',
    aliases: ['自适应提升'],
    sections: [
      section('top', 'AdaBoost', '把一串弱分类器排队训练，后来者专攻前面的错处。'),
      section('weights', '权重', [
        text('系数 '),
        math('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}'),
        text(' 随误差下降。负梯度的读法见后。'),
      ]),
    ],
  }),
  authored({
    slug: 'gradient',
    title: '方向导数与梯度',
    aliases: ['梯度'],
    sections: [
      section('top', '方向导数与梯度', '沿不同方向，函数的变化率不同。'),
      section('ascent', '最速上升', '梯度指向上升最快的方向，学习率决定走多远。梯度下降沿反方向走。'),
    ],
  }),
  imported({
    slug: 'note-1',
    title: 'AdaBoost',
    topic: slug('adaboost'),
    sections: [section('top', 'AdaBoost', 'AdaBoost 的先验知识：AdaBoost 就是 AdaBoost，权重是 σ。')],
  }),
  imported({
    slug: 'note-2',
    title: '梯度提升树笔记',
    sections: [section('top', '梯度提升树笔记', '梯度提升树每轮拟合负梯度。@tf_export 与此无关。')],
  }),
];

/** A search over the small library, in a file of its own. */
export function smallSearch(terms = TERMS, later: Later = onTestFinished): Search {
  const search = createSearch(openSearchIndex(openFile(temporaryFolder(later), later).raw), tokenizer, terms);
  search.put(LIBRARY);
  return search;
}
