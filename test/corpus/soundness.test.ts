import { describe, expect, it } from 'vitest';
import { isSound } from '../../src/corpus/soundness.ts';
import { math, prose } from '../../src/kernel/prose.ts';

describe('a sentence is sound', () => {
  it.each([
    '随机森林是一种集成方法。',
    'A forest is an ensemble of trees.',
    '上采样(没有参数)[没有学习过程] 用于语义分割。',
    '我们的目标是估计 E[X] 。',
    '取值在 [0, 1) 内，或 (a,b] 内。',
    '2) 第二步是剪枝。',
    '样本为 (x_1, x_2, ..., x_n)，共 n 个。',
    '他问：“这样行吗？”',
    'Call f() and index a[i] here.',
    '这里 \\(z_0\\) 服从正态分布。',
    'It is called [coding] in the text.',
  ])('%s', (sentence) => {
    expect(isSound(sentence)).toBe(true);
  });

  it('when a formula in it was read', () => {
    expect(isSound(prose('误差 ', math('e_m ('), ' 越小越好。'))).toBe(true);
  });
});

describe('a sentence that lost something is not sound', () => {
  it.each(['[公式]', '[Math]', '[math]', '[Formula]', '[代码]', '[Code]', '[图片]', '【公式】', '[ 公式 ]', '［Math］'])('%s', (lost) => {
    expect(isSound(`其中 ${lost} 是权重。`)).toBe(false);
  });

  it.each([
    '参数（）控制步长。',
    '论文《》提出了它。',
    '，其中 x 是样本。',
    '这里 \\(z_0 服从正态分布。',
    '它（见下文服从正态分布。',
    '称为“弱分类器。',
  ])('around it: %s', (sentence) => {
    expect(isSound(sentence)).toBe(false);
  });
});

describe('a sentence that is cut is not sound', () => {
  it.each([
    '采用这个权重系数公式,见AdaB...',
    '采用这个权重系数公式…',
    '采用这个权重系数公式……',
    '“采用这个权重系数公式...”',
    '采用这个权重系数公式',
    '计算公式如下：',
    'The formula is as follows:',
    'It was shown by',
    '可以分成 2 个部分: 1. Fully Convolutional before RoI Layer 2.',
    '',
    '   ',
  ])('%s', (sentence) => {
    expect(isSound(sentence)).toBe(false);
  });

  it('when it ends in a formula, which waits for its end', () => {
    expect(isSound(prose('误差是 ', math('e')))).toBe(false);
  });
});
