import type { AuthoredArticle, ImportedArticle } from '../../src/corpus/article.ts';
import { slug } from '../../src/kernel/ids.ts';
import { math, paragraph, prose, text } from '../../src/kernel/prose.ts';

/** An article of ours with a few numbers and formulas, and enough plain sentences to quote. */
export const chinese = (over: Partial<AuthoredArticle> = {}): AuthoredArticle => ({
  origin: 'authored',
  slug: slug('adaboost'),
  locale: 'zh',
  title: 'AdaBoost',
  aliases: ['自适应提升'],
  area: 'classical',
  after: [],
  version: 'v1',
  sections: [
    {
      anchor: 'top',
      title: 'AdaBoost',
      blocks: [
        paragraph('AdaBoost 让一串弱分类器排队学习，后来者专攻前面的错处。每一轮都把上一轮判错的样本加重，再训练下一个分类器。'),
        paragraph('最后的投票按各自的加权错误率分配权重，错得少的说话更响。它等价于逐项最小化指数损失，训练误差以指数速度下降。'),
        paragraph('代价是对错标的样本格外敏感，而且各轮不能并行。后来的提升方法换了损失函数，也换了基学习器。'),
      ],
    },
    {
      anchor: 'weights',
      title: '权重',
      blocks: [
        paragraph(
          '第 ',
          math('m'),
          ' 轮的系数是 ',
          math('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}'),
          '，其中 ',
          math('e_m < 1/2'),
          ' 是加权错误率。',
        ),
        paragraph('例子里有 1,000 个样本，其中 25% 判错，学习率取 0.1，一共三轮。'),
        { kind: 'math', tex: 'D_{m+1}(i) = \\frac{D_m(i)\\,e^{-\\alpha_m y_i G_m(x_i)}}{Z_m}' },
      ],
    },
  ],
  summary: prose('弱分类器能拼成强分类器吗？AdaBoost 让它们排队学习，错误率为 ', math('e_m'), '。代价是对噪声敏感。'),
  takeaways: [prose('错样本加重。'), prose('系数由 ', math('e_m'), ' 决定。'), prose('损失是指数的。')],
  formula: '\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}',
  references: [],
  ...over,
});

export const english = (over: Partial<AuthoredArticle> = {}): AuthoredArticle => ({
  ...chinese(),
  locale: 'en',
  aliases: ['adaptive boosting'],
  sections: [
    {
      anchor: 'top',
      title: 'AdaBoost',
      blocks: [
        paragraph(
          'AdaBoost trains weak classifiers in a line, each on what the earlier ones missed. After every round the misclassified samples gain weight.',
        ),
        paragraph(
          'The final vote weights each classifier by its weighted error on the samples. The training error falls exponentially fast with the rounds.',
        ),
        paragraph(
          'The price is sensitivity to wrong labels and rounds that cannot run in parallel. Later boosting methods changed the loss and the base learner.',
        ),
        paragraph(
          'The coefficient is ',
          math('\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}'),
          '. With 1,000 samples and a rate of 0.1, a share of 25% is wrong.',
        ),
      ],
    },
  ],
  summary: prose(
    'Can weak classifiers make a strong one? AdaBoost trains them in a line, e.g. Stumps with error ',
    math('e_m'),
    '. Noise hurts it.',
  ),
  takeaways: [prose('Errors gain weight.'), prose('The coefficient follows from ', math('e_m'), '.'), prose('The loss is exponential.')],
  ...over,
});

/** As an import leaves it: plain text, formulas lost, the end cut off. */
export const imported = (body: string, over: Partial<ImportedArticle> = {}): ImportedArticle => ({
  origin: 'imported',
  slug: slug('imported-1'),
  locale: 'zh',
  title: '随机森林',
  aliases: [],
  area: null,
  version: 'i1',
  source: '000.txt',
  facts: {},
  topic: null,
  sections: [{ anchor: 'top', title: '随机森林', blocks: [{ kind: 'paragraph', content: [text(body)] }] }],
  ...over,
});
