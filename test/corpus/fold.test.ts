import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold } from '../../src/corpus/fold.ts';

it.each([
  ['case', 'AdaBoost', 'adaboost'],
  ['width', 'ＡｄａＢｏｏｓｔ', 'adaboost'],
  ['spaces, hyphens and underscores', 'k-d tree_K–D', 'kdtreekd'],
  ['traditional characters', '隨機森林與擴散模型', '随机森林与扩散模型'],
  ['accents, however they are encoded', 'Schro\u0308dinger Schrödinger', 'schrodingerschrodinger'],
  ['ligatures', 'ﬂow', 'flow'],
  ['Greek letters', 'σ² Σ ∇', 'sigma2sigmanabla'],
  ['mathematical letters', '𝑒𝒙', 'ex'],
  ['what cannot be seen', 'a\u200db\ufeffc\u00add', 'abcd'],
  ['punctuation', 'f(x) = “y”！', 'fxy'],
])('folds %s', (_, text, folded) => {
  expect(fold(text)).toBe(folded);
});

it('takes any text, and folding twice is folding once', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
});

it('takes lone surrogates and control characters', () => {
  expect(fold('a\ud800b\udc00c\u0000d')).toBe('abcd');
});
