import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, signsOf } from '../../src/llm/notation.ts';

const within = (formula: string, text: string): boolean => contains(signsOf(text), signsOf(formula));

describe('formulas', () => {
  it.each([
    ['\\frac{1}{2}', '\\frac12', '\\tfrac 1 2', '\\dfrac{ 1 }{2}'],
    ['x^{2}+y_{1}', 'x^2 + y_1', 'x²+y₁', '$x^2+y_1$'],
    ['x^{10}', 'x^{ 10 }', 'x¹⁰'],
    ['a \\leq b', 'a\\le b', 'a ≤ b'],
    ['\\alpha\\cdot\\beta', 'α·β', '\\alpha * \\beta'],
    ['\\mathbf{w}^\\top\\mathbf{x}', 'w^{\\top} x', '\\boldsymbol w^\\intercal \\mathrm{x}'],
    ['\\left( a\\,,\\; b \\right)', '(a, b)', '\\bigl(a,b\\bigr)', '（a, b）'],
    ['\\ln x', 'ln x', '\\ln{x}'],
    ['\\epsilon_\\theta', 'ε_θ', '\\varepsilon_{\\theta}'],
    ['1{,}000', '1,000'],
  ])('%s is the same in all its forms', (...forms) => {
    const [first = '', ...others] = forms;
    for (const form of others) expect(signsOf(form), form).toEqual(signsOf(first));
  });

  it.each([
    ['e_m', '\\alpha_m = \\frac12\\ln\\frac{1-e_m}{e_m}'],
    ['\\frac{1-e_m}{e_m}', '\\alpha_m = \\frac12\\ln\\frac{1-e_m}{e_m}'],
    ['b', 'ab'],
    ['w_1x_1', 'x_0 + w_1 x_1 + w_2 x_2'],
  ])('%s stands in %s', (formula, text) => {
    expect(within(formula, text)).toBe(true);
  });

  it.each([
    ['x=1', 'x=10'],
    ['x=1', 'x=1.5'],
    ['x', '\\max y'],
    ['x^{n+1}', 'x^n+1'],
    ['e', '\\frac{1-\\epsilon}{2}'],
    ['\\alpha_n', '\\alpha_m'],
    ['a<b', 'a>b'],
    ['ab', 'a+b'],
    ['x', 'the maximum of all exits'],
  ])('%s does not stand in %s', (formula, text) => {
    expect(within(formula, text)).toBe(false);
  });

  it('stand in themselves, whatever they are', () => {
    const signs = fc.array(
      fc.constantFrom('\\alpha', '\\frac', '{', '}', '^', '_', 'x', 'ab', '12', '3.5', '+', '=', ' ', '\\,', '≤', '²', '中', '$', '\\'),
      { maxLength: 30 },
    );
    fc.assert(fc.property(signs, (parts) => within(parts.join(''), parts.join(''))));
  });
});
