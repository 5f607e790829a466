import { expect, test } from 'vitest';
import { countChinese, countEnglish, countSentences, glyphs, shownLength } from '../../src/corpus/measure.ts';
import { math, paragraph, prose, text } from '../../src/kernel/prose.ts';

test('a formula is as long as what it shows', () => {
  expect(glyphs('\\frac{1}{2}')).toBe(2);
  expect(glyphs('\\alpha_m = \\tfrac12\\ln x')).toBe('αm=12lnx'.length);
  expect(glyphs('\\left(\\mathbf{x}^{\\top}\\right)')).toBe('(x⊤)'.length);
  expect(glyphs('\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}')).toBe('a=bc=d'.length);
  expect(glyphs('\\{1, 2\\}')).toBe('{1,2}'.length);
});

test('a line counts its characters and the glyphs of its formulas', () => {
  expect(shownLength(prose('系数 ', math('\\alpha'), ' 是 ', text('0.5', 'code')))).toBe('系数 α 是 0.5'.length);
  expect(shownLength(prose('𝛼'))).toBe(1);
});

test('Chinese is counted by characters and marks, other words as one each', () => {
  expect(countChinese([paragraph('用 AdaBoost 训练 10 轮。', math('x'), text('code', 'code'))])).toBe('用训练轮。'.length + 2);
});

test('English is counted by words, without code, formulas and tables of code', () => {
  expect(
    countEnglish([paragraph("It's a state-of-the-art method, 1.5 times."), { kind: 'code', text: 'a b c' }, { kind: 'math', tex: 'x y' }]),
  ).toBe(6);
});

test('sentences are counted in both languages, and a decimal or an abbreviation ends none', () => {
  expect(countSentences(prose('One is 0.5 here, e.g. there. ', math('x.'), ' is two! Is it three?'))).toBe(3);
  expect(countSentences(prose('第一句。第二句，取 0.5。他说：“第三句。”'))).toBe(3);
});
