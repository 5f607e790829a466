import { describe, expect, it } from 'vitest';
import { authoredSummariser } from '../../src/app/authored-summariser.ts';
import { extractSummariser } from '../../src/app/extract-summariser.ts';
import { plain } from '../../src/kernel/prose.ts';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';
import { chinese, english, imported } from '../llm/articles.ts';
import { summariserSuite } from '../support/summariser-suite.ts';

const BODY =
  '随机森林由许多棵决策树组成，每棵树只看到一部分样本。单棵决策树很容易过拟合，换一批样本就长成另一个样子。许多棵树一起投票，各自的偶然错误互相抵消。特征也要随机抽取，否则每棵树都会先用最强的那个特征。没有抽到的样本可以当作验证集，这就是袋外误差。它的代价是模型变大，预测的时候每棵树都要走一遍。它的误差是 [公式]，其中树的棵数';
const ENGLISH =
  'A random forest is made of many decision trees, and each tree sees a part of the samples. A single decision tree overfits easily and changes its shape with every new batch of samples. Many trees vote together, and their accidental errors cancel out. Features are drawn at random too, or every tree would begin with the strongest feature. The samples that a tree has not seen can serve as a validation set. The price is a larger model, since every tree has to be walked for a prediction.';

describe('the summariser without a model', () => {
  const summariser = authoredSummariser(extractSummariser(jiebaTokenizer()));

  it('gives the author’s own summary, cut into sentences', async () => {
    const summary = await summariser.summarise(english());
    expect(summary.by).toBe('author');
    expect(summary.sentences.map(plain)).toEqual([
      'Can weak classifiers make a strong one?',
      'AdaBoost trains them in a line, e.g. Stumps with error e_m.',
      'Noise hurts it.',
    ]);
    expect(summary.sentences[1]?.map(({ kind }) => kind)).toEqual(['text', 'math', 'text']);
    expect(summary.takeaways).toEqual(english().takeaways);
  });

  it('gives the sentences of an import that are whole', async () => {
    const summary = await summariser.summarise(imported(BODY));
    expect(summary.by).toBe('extract');
    expect(JSON.stringify(summary)).not.toMatch(/公式|棵数/);
    for (const line of [...summary.sentences, ...summary.takeaways]) expect(BODY).toContain(plain(line));
  });

  it('gives what there is of a short import', async () => {
    const summary = await summariser.summarise(imported('随机森林由许多棵决策树组成。它的误差是 [公式]。'));
    expect(summary.sentences.length + summary.takeaways.length).toBeLessThan(4);
  });

  summariserSuite('an author', () => summariser, { chinese: chinese(), english: english() });
  summariserSuite('an extract', () => summariser, {
    chinese: imported(BODY),
    english: imported(ENGLISH, { locale: 'en', title: 'Random forests' }),
  });
});
