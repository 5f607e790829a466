import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extract } from '../../src/corpus/extract.ts';
import { isSound } from '../../src/corpus/soundness.ts';
import { textRank } from '../../src/corpus/text-rank.ts';
import { type Inline, math, plain, text } from '../../src/kernel/prose.ts';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';
import { imported, section } from '../support/articles.ts';

const tokenizer = jiebaTokenizer();

const summary = (content: string | Inline[], sentences = 5, locale: 'zh' | 'en' = 'zh') => {
  const article = imported({ slug: 'a', locale, sections: [section('top', '标题', content)] });
  const found = extract(article, tokenizer, { sentences, locale });
  return { sentences: found.sentences.map(plain), takeaways: found.takeaways.map(plain) };
};

const FOREST = [
  '随机森林是用许多决策树投票的集成方法。',
  '每棵决策树都在一份自助样本上训练。',
  '每次分裂只从随机抽出的几个特征里选最好的。',
  '自助样本与随机特征使决策树彼此不同。',
  '决策树彼此越不同，投票的集成方法越稳。',
  '没有抽中的样本可以用来估计袋外误差。',
  '鸢尾花是一种好看的植物。',
  '预测时让所有决策树投票，取票数最多的类别。',
];

describe('an extract', () => {
  it('has as many sentences as wished, in the order of the text, and three takeaways beside them', () => {
    const { sentences, takeaways } = summary(FOREST.join(''), 4);
    expect(sentences).toHaveLength(4);
    expect(sentences).toEqual(FOREST.filter((sentence) => sentences.includes(sentence)));
    expect(takeaways).toHaveLength(3);
    expect(takeaways.filter((sentence) => sentences.includes(sentence))).toEqual([]);
    expect(FOREST).toEqual(expect.arrayContaining(takeaways));
  });

  it('takes what the text is about, and leaves what stands alone', () => {
    const { sentences } = summary(FOREST.join(''), 4);
    expect(sentences).toContain(FOREST[0]);
    expect(sentences).not.toContain('鸢尾花是一种好看的植物。');
  });

  it('does not say the same twice', () => {
    const again = '随机森林就是用许多决策树来投票的集成方法。';
    const { sentences, takeaways } = summary([...FOREST.slice(0, 5), again].join(''), 5);
    const said = [...sentences, ...takeaways].filter((sentence) => sentence.startsWith('随机森林'));
    expect(said).toHaveLength(1);
  });

  it('never has a sentence that lost a formula or its end, nor a question', () => {
    const torn = ['它的误差是 [公式] 。', '其中 [Math] 是权重。', '见 [代码] 一节。', '为什么要投票？'];
    const { sentences, takeaways } = summary([...torn, ...FOREST.slice(0, 5), '随机森林的优点...'].join(''), 5);
    expect([...sentences, ...takeaways].sort()).toEqual(FOREST.slice(0, 5).sort());
  });

  it('keeps brackets that are text', () => {
    const { sentences } = summary('上采样[没有学习过程]只做插值就能放大特征图。我们的目标是估计随机变量的期望 E[X] 。');
    expect(sentences).toEqual(['上采样[没有学习过程]只做插值就能放大特征图。', '我们的目标是估计随机变量的期望 E[X] 。']);
  });

  it('keeps formulas whole', () => {
    const content = [text('弱分类器的加权误差 '), math('e_m. < 1/2'), text(' 总比抛硬币略小。之后样本的权重要重新归一化。')];
    expect(
      extract(imported({ slug: 'a', sections: [section('top', '', content)] }), tokenizer, { sentences: 3, locale: 'zh' }).sentences,
    ).toEqual([content.slice(0, 2).concat(text(' 总比抛硬币略小。')), [text('之后样本的权重要重新归一化。')]]);
  });

  it('gives what there is of a short text, the summary first', () => {
    expect(summary('')).toEqual({ sentences: [], takeaways: [] });
    expect(summary('随机森林...')).toEqual({ sentences: [], takeaways: [] });
    expect(summary(FOREST.slice(0, 2).join(''))).toEqual({ sentences: FOREST.slice(0, 2), takeaways: [] });
    const four = summary(FOREST.slice(0, 4).join(''));
    expect([four.sentences.length, four.takeaways.length]).toEqual([3, 1]);
  });

  it('drops headings and numbers that plain text has run into a sentence', () => {
    const { sentences } = summary('💡 1. 背景 随机森林是用许多决策树投票的集成方法。树的构建 每次根据采样得到的数据构建一棵决策树。');
    expect(sentences).toEqual(['随机森林是用许多决策树投票的集成方法。', '每次根据采样得到的数据构建一棵决策树。']);
  });

  it.each([
    '3 个弱分类器投票，少数服从多数。',
    '1.5 倍的步长已经太大，迭代会发散。',
    '在 n 个样本上训练，误差会下降。',
    '其中的 决策树不剪枝，任其长到最深。',
    'A 是对称矩阵时，梯度为 Ax-b。',
  ])('keeps a beginning that only looks like a heading: %s', (sentence) => {
    expect(summary(sentence).sentences).toEqual([sentence]);
  });

  it('takes a long sentence only where there are hardly any others', () => {
    const long = `随机森林${'由许多决策树投票而成，'.repeat(24)}所以很稳。`;
    expect(summary(long).sentences).toEqual([long]);
    expect(summary(FOREST.slice(0, 5).join('') + long).sentences).not.toContain(long);
  });

  it('reads English', () => {
    const english = [
      'A random forest is an ensemble of decision trees that vote.',
      'Each decision tree is trained on a bootstrap sample, e.g. of 1.5 million rows.',
      'At each split the tree considers a few random features only.',
      'Decision trees that differ make the vote of the ensemble steady.',
    ];
    expect(summary(english.join(' '), 3, 'en').sentences).toHaveLength(3);
    expect([...summary(english.join(' '), 3, 'en').sentences, ...summary(english.join(' '), 3, 'en').takeaways].sort()).toEqual(
      [...english].sort(),
    );
  });

  it('stays quick for a very long text', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `第 ${i} 句讲的是决策树与随机森林。`).join('');
    expect(summary(long).sentences.length).toBeGreaterThan(0);
  });
});

describe('TextRank', () => {
  it('gives ranks that sum to one, and most to the sentence the others agree with', () => {
    const ranks = textRank([new Set(['x', 'y']), new Set(['a', 'b', 'c']), new Set(['a', 'b']), new Set(['b', 'c'])]);
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(1, 6);
    expect(Math.max(...ranks)).toBe(ranks[1]);
  });

  it('prefers the earlier of equals', () => {
    const [first = 0, second = 0] = textRank([new Set(['a']), new Set(['a'])]);
    expect(first).toBeGreaterThan(second);
  });

  it('takes no sentence, one, and sentences that share nothing', () => {
    expect(textRank([])).toEqual([]);
    expect(textRank([new Set(['a'])])[0]).toBeCloseTo(1, 6);
    expect(textRank([new Set(['a']), new Set(['b'])]).every((rank) => rank > 0)).toBe(true);
  });
});

const listing = process.env.LISTING;
describe.runIf(listing && existsSync(listing))('the real listing', () => {
  it('gives only whole sentences, and something for nearly every article', () => {
    const folder = listing ?? '';
    const lines = new Set(readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').slice(3)));
    const articles = [...lines].filter((line) => line.length > 60);
    const found = articles.map((line) => summary(line));
    expect(articles).toHaveLength(51);
    expect(found.filter(({ sentences }) => sentences.length > 0).length).toBeGreaterThan(45);
    for (const sentence of found.flatMap(({ sentences, takeaways }) => [...sentences, ...takeaways])) {
      expect(isSound(sentence), sentence).toBe(true);
      expect(sentence).not.toMatch(/\[(公式|Math|Formula|代码)\]|(\.\.\.|…)$/);
    }
  });
});
