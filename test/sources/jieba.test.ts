import { describe, expect, it } from 'vitest';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';

const tokenizer = jiebaTokenizer();

describe('the tokens of a text', () => {
  it('are its words in order, Chinese cut and English stemmed, without punctuation', () => {
    expect(tokenizer.tokens('随机森林（Random Forests）用 bagging，k1.5 与 0.01。')).toEqual([
      '随机',
      '森林',
      'random',
      'forest',
      '用',
      'bag',
      'k1.5',
      '与',
      '0.01',
    ]);
  });

  it('are the same for traditional and simplified, wide and narrow', () => {
    expect(tokenizer.tokens('隨機森林 ＡｄａＢｏｏｓｔ')).toEqual(tokenizer.tokens('随机森林 adaboost'));
  });

  it('name Greek letters', () => {
    expect(tokenizer.tokens('σ_t 与 λ')).toEqual(['sigma', 't', '与', 'lambda']);
  });
});

describe('what else can be looked for', () => {
  it('are the words inside long Chinese words', () => {
    const { tokens, inner } = tokenizer.read('神经网络');
    expect(tokens).toEqual(['神经网络']);
    expect(inner).toEqual(expect.arrayContaining(['神经', '网络']));
  });

  it('are hyphenated words written together', () => {
    expect(tokenizer.read('k-d tree, tf_export, self-supervised').inner).toEqual(['kd', 'tfexport', 'selfsuperviz']);
  });
});

it('takes hostile text', () => {
  for (const text of ['', '\u0000\ud800', '🎉'.repeat(1000), '"\'`; drop table', '的'.repeat(10_000)]) {
    expect(() => tokenizer.read(text)).not.toThrow();
  }
});
