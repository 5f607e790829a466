import { describe, expect, it } from 'vitest';
import { blockSentences } from '../../../src/corpus/sentences.ts';
import { isSound } from '../../../src/corpus/soundness.ts';
import { math, paragraph, plain } from '../../../src/kernel/prose.ts';
import { excerptBlocks } from '../../../src/sources/listing/paragraphs.ts';

const lines = (excerpt: string): string[] =>
  excerptBlocks(excerpt).map((block) =>
    block.kind === 'paragraph' ? plain(block.content) : `${block.kind} ${'tex' in block ? block.tex : ''}`,
  );
const sound = (excerpt: string): string[] =>
  blockSentences(excerptBlocks(excerpt))
    .filter((sentence) => isSound(sentence))
    .map(plain);

describe('formulas that were not lost', () => {
  it('stand in the line or on their own', () => {
    expect(excerptBlocks('由 \\(z_0\\) 得到 \\[x = z_0 + 1\\] 即可。')).toEqual([
      paragraph('由 ', math('z_0'), ' 得到'),
      { kind: 'math', tex: 'x = z_0 + 1' },
      paragraph('即可。'),
    ]);
    expect(excerptBlocks('由 $z_0$ 得到 $$x$$')).toEqual([paragraph('由 ', math('z_0'), ' 得到'), { kind: 'math', tex: 'x' }]);
  });

  it('are made of the letters and indices that Unicode has for them', () => {
    expect(excerptBlocks('误差 𝑒_𝑘 与 𝑢_2，x₁²、10⁻³、CO₂ 和 σₜ。')).toEqual([
      paragraph(
        '误差 ',
        math('e_{k}'),
        ' 与 ',
        math('u_{2}'),
        '，',
        math('x_{1}^{2}'),
        '、',
        math('10^{-3}'),
        '、',
        math('\\mathrm{CO}_{2}'),
        ' 和 ',
        math('σ_{t}'),
        '。',
      ),
    ]);
  });

  it('are not made of money, of names with underscores, or of brackets', () => {
    for (const words of ['花了 $5 和 $6。', '用 tf_export 与 T_{sub}。', '求 E[X] 的值。', '1、Upsampling[没有学习过程] 如下。']) {
      expect(excerptBlocks(words)).toEqual([paragraph(words)]);
    }
  });

  it('are left out where the cut went through them', () => {
    expect(lines('学好条件分布 \\(p(x_i \\mid...')).toEqual(['学好条件分布 ...']);
    expect(lines('学好条件分布 \\(p\\) 和 \\[p(x_i...')).toEqual(['学好条件分布 p 和 ...']);
  });
});

it('a web address is a link without the mark behind it', () => {
  const link = (href: string) => ({ kind: 'link', text: href, href }) as const;
  expect(excerptBlocks('见 https://example.org/a_(b), 很好')).toEqual([paragraph('见 ', link('https://example.org/a_(b)'), ', 很好')]);
  expect(excerptBlocks('(见 https://example.org/a). 很好')).toEqual([paragraph('(见 ', link('https://example.org/a'), '). 很好')]);
});

describe('lines that the page ran together', () => {
  it('are parted behind full stops and between Chinese characters after a heading', () => {
    expect(lines('背景 本文介绍灯塔。 灯塔的构造 先看 Fresnel 透镜,再看灯室。 其主要特点: 结构简单')).toEqual([
      '背景',
      '本文介绍灯塔。',
      '灯塔的构造',
      '先看 Fresnel 透镜,再看灯室。',
      '其主要特点:',
      '结构简单',
    ]);
  });

  it('are parted behind a heading that any article has, whatever follows', () => {
    expect(lines('引言与背景 Fresnel 透镜很薄。')).toEqual(['引言与背景', 'Fresnel 透镜很薄。']);
  });

  it('stay together where a sentence may have been broken in its middle', () => {
    const broken = '把图像分成网格,如果某个物体的中心 落在网格中,就由它负责。';
    expect(lines(broken)).toEqual([broken]);
    expect(lines('函数 f(x) 可以看成偏移, 然后求和。')).toEqual(['函数 f(x) 可以看成偏移, 然后求和。']);
  });

  it('stay together in a text that is set with spaces', () => {
    expect(lines('天 地 玄 黄 宇 宙 洪 荒')).toEqual(['天 地 玄 黄 宇 宙 洪 荒']);
  });

  it('keep the mark of the cut with the last of them', () => {
    expect(lines('先说灯塔。 再说水车。 ...')).toEqual(['先说灯塔。', '再说水车。 ...']);
  });
});

describe('a sentence of an excerpt', () => {
  it('is not sound where a formula or a program was lost, or where it was cut off', () => {
    expect(sound('灯塔很高。 高度为 [公式] 米。 令 [Math] 增大。 见 [Formula] 即可。 运行 [代码] 便知。 水车转动,带动...')).toEqual([
      '灯塔很高。',
    ]);
  });

  it('is sound with brackets that are text', () => {
    expect(sound('上采样[没有学习过程]是插值。 估计 E[X] 的值。')).toEqual(['上采样[没有学习过程]是插值。', '估计 E[X] 的值。']);
  });

  it('is sound without the heading that stood in front of it', () => {
    expect(sound('灯塔的构造 灯塔由塔身和灯室组成。 未完...')).toEqual(['灯塔由塔身和灯室组成。']);
  });
});

it('nothing of a text is lost but white space', () => {
  const source = '背景 由 \\(z_0\\) 得到 x₁ 。 见 https://example.org 。 [公式] 其余...';
  const back = excerptBlocks(source).flatMap((block) => (block.kind === 'paragraph' ? block.content : []));
  expect(
    back
      .map((node) => (node.kind === 'math' ? (node.tex === 'z_0' ? '\\(z_0\\)' : 'x₁') : plain([node])))
      .join('')
      .replaceAll(/\s/g, ''),
  ).toBe(source.replaceAll(/\s/g, ''));
});
