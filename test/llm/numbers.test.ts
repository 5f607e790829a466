import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn, numbersKnown } from '../../src/llm/numbers.ts';

const values = (text: string): string[] => numbersIn(text).map(({ value }) => value);
const unknown = (text: string, article: string): string[] =>
  numbersIn(text)
    .filter(({ value }) => !numbersKnown(article).has(value))
    .map(({ text }) => text);

describe('numbers', () => {
  it.each([
    ['1000', '1,000', '1,000.0', '1000.00', '１０００', '1 000', '1\\,000', '1{,}000', '1e3', '一千'],
    ['0.5', '.5', '50%', '50 %', '５０％', '50\\%', '50 percent', '50 个百分点', '百分之 50', '百分之五十', '5e-1', '500‰'],
    ['0.001', '1e-3', '.1%', '1‰'],
    ['305', '三百零五', '305.0'],
    ['12', '十二'],
    ['200000', '二十万', '200,000', '2e5'],
    ['0', '0.0', '0%'],
  ])('%s is the same in all its forms', (...forms) => {
    expect(new Set(forms.flatMap(values)).size, forms.map((form) => `${form}=${values(form)}`).join(' ')).toBe(1);
    for (const form of forms) expect(values(form)).toHaveLength(1);
  });

  it.each(['十分重要', '千万别忘', '万一出错', '一一对应', '一个方法', '两者之间', '统一框架', '三三两两', '百科', '一般来说'])(
    '%s states none',
    (text) => {
      expect(values(text)).toEqual([]);
    },
  );

  it('that differ stay different', () => {
    expect(new Set(['5', '50', '500', '0.5', '0.05', '55', '5%', '15', '1.5', '105'].flatMap(values)).size).toBe(9);
  });

  it('inside names and formulas are numbers too', () => {
    expect(numbersIn('ResNet50 在 224×224 上，GPT-4 与 $x^{2}$、x³').map(({ text }) => text)).toEqual(['50', '224', '224', '4', '2', '3']);
  });

  it('in a list are not taken for thousands', () => {
    expect(unknown('到 200 为止', '区间 (1,200) 内')).toEqual([]);
    expect(unknown('取 3，500 次', '3 与 500')).toEqual([]);
  });

  it('of an article may be words', () => {
    expect(unknown('3 个要点，2 步，10 次', '三个要点，两步，十次')).toEqual([]);
    expect(unknown('The 3 steps and 12 rounds', 'Three steps and twelve rounds')).toEqual([]);
    expect(unknown('a 1 in', 'someone')).toEqual(['1']);
  });

  it('that an article does not state are named as written', () => {
    expect(unknown('准确率 97.35%，提升三十倍', '准确率 97.3%，提升 20 倍')).toEqual(['97.35%', '三十']);
  });

  it('are found again wherever they were written', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 0, max: 4 }), (whole, decimals) => {
        const number = (whole / 10 ** decimals).toFixed(decimals);
        const grouped = Number(number).toLocaleString('en-US', { minimumFractionDigits: decimals });
        expect(unknown(`约 ${grouped}。`, `它是 ${number} 吗`)).toEqual([]);
        expect(unknown(`约 ${number}。`, `它是 ${grouped} 吗`)).toEqual([]);
        expect(unknown(`${number}1`.includes('.') ? `${number}1` : `${number}.1`, `它是 ${number} 吗`)).toHaveLength(1);
      }),
    );
  });

  it('are read from any text without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) =>
        numbersIn(text).every(({ value }) => numbersKnown(text).has(value)),
      ),
    );
  });
});
