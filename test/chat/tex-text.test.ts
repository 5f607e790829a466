import { describe, expect, it } from 'vitest';
import { texLines, texText } from '../../src/chat/tex-text.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { signsOfTex, signsOfText } from '../support/tex-signs.ts';

const { library } = openLibrary(new URL('../../content', import.meta.url).pathname);

describe('a formula as text', () => {
  it.each([
    ['x_0', 'x₀'],
    ['\\sigma_t^2', 'σₜ²'],
    ['\\alpha\\le\\tfrac12', 'α ≤ ½'],
    ['\\mathbb{E}[x]\\in\\mathbb R^n', '𝔼[x] ∈ ℝⁿ'],
    ['x^{(t)}', 'x⁽ᵗ⁾'],
    ['f:X\\to Y', 'f : X → Y'],
    ['f\\circ g', 'f ∘ g'],
    ['\\theta=90^\\circ', 'θ = 90°'],
    ["w_i'+f''(x)", 'wᵢ′ + f″(x)'],
    ['10^{-8}', '10⁻⁸'],
    ['1{,}000', '1,000'],
    ['-1\\le|x-y|', '−1 ≤ |x − y|'],
    ['p(y\\mid x)', 'p(y | x)'],
    ['\\hat\\theta+\\bar x', 'θ̂ + x̄'],
    ['\\{1,\\dots,n\\}', '{1, …, n}'],
    ['[0,1)', '[0, 1)'],
    ['\\sum_i x_i', '∑ᵢ xᵢ'],
    ['\\sum_{i=1}^{n}x_i', '∑ᵢ₌₁ⁿ xᵢ'],
    ['\\text{if }x>0', 'if x > 0'],
    ['5\\,\\text{px}', '5 px'],
    ['\\log_2 n', 'log₂ n'],
    ['\\operatorname*{softmax}(z)', 'softmax(z)'],
    ['r_{i1}', 'rᵢ₁'],
  ])('%s reads %s', (tex, text) => {
    expect(texText(tex)).toBe(text.normalize('NFC'));
  });

  it('gets brackets where a fraction or a root could be read as more or less than it is', () => {
    expect(texText('\\frac{a}{b}')).toBe('a/b');
    expect(texText('\\frac{a}{b}c')).toBe('(a/b)c');
    expect(texText('\\frac{a+b}{2c}')).toBe('(a + b)/(2c)');
    expect(texText('\\frac{a}{b}^2')).toBe('(a/b)²');
    expect(texText('\\frac{a}{p(1-p)}')).toBe('a/(p(1 − p))');
    expect(texText('\\ln\\frac{a}{b}')).toBe('ln(a/b)');
    expect(texText('\\frac{a}{b}!')).toBe('(a/b)!');
    expect(texText('a\\div\\frac{b}{c}')).toBe('a ÷ (b/c)');
    expect(texText('{x^2}^3')).toBe('(x²)³');
    expect(texText('\\left|x\\right|^2')).toBe('|x|²');
    expect(texText('\\sqrt{x}')).toBe('√x');
    expect(texText('\\sqrt{x}y')).toBe('√(x)y');
    expect(texText('\\sqrt{x^2}')).toBe('√(x²)');
    expect(texText('1/\\sqrt{1-x}')).toBe('1/√(1 − x)');
    expect(texText('{ab}^2')).toBe('(ab)²');
  });

  it('keeps a script that Unicode lacks apart from what follows', () => {
    expect(texText('\\epsilon_\\theta(x_t,t)')).toBe('ϵ_θ(xₜ, t)');
    expect(texText('x_\\theta y')).toBe('x_θ y');
    expect(texText('D_{\\mathrm{KL}}(p\\|q)')).toBe('D_KL(p‖q)');
    expect(texText('e^{-\\alpha y}')).toBe('e^(−αy)');
    expect(texText('e^\\alpha(1-p)')).toBe('e^α (1 − p)');
  });

  it.each([
    'x_{new}',
    'p_{i,j}',
    '\\mathbb{E}_{x\\sim p}[f]',
    '\\sum_{x\\in X}x',
    '\\lim_{h\\to0}f',
    'x_\\theta^2',
    'a^b^c',
    '1\\tfrac12',
    '2\\frac{3}{5}',
    'x_1 2',
    '3\\,4',
    '\\overline{xy}',
    '\\binom{n}{k}',
    '\\begin{pmatrix}1&2\\end{pmatrix}',
    '\\left.x\\right|_0',
    'a\\\\b',
    'a&b',
    '\\text{a $x$}',
    '\\unknown x',
    '\\frac{1}',
    '(x',
    'x)',
    '{',
    '}',
    '',
    ' ',
    '^2',
    'x_',
    '$x$',
    'x%y',
  ])('is left as source where it would not read well: %s', (tex) => {
    expect(texText(tex)).toBeNull();
  });

  it('is left as source where it is too long or too deep to read', () => {
    expect(texText('x'.repeat(4_000))).toBeNull();
    expect(texText(`${'{'.repeat(100)}x${'}'.repeat(100)}`)).toBeNull();
  });

  it('has lines where it is aligned', () => {
    expect(texLines('\\begin{aligned}a&=b\\\\c&=d\\end{aligned}')).toEqual(['a = b', 'c = d']);
    expect(texLines('\\begin{aligned}a&=1&b&=2\\end{aligned}')).toEqual(['a = 1\u2003b = 2']);
    expect(texLines('\\begin{cases}1\\\\0\\end{cases}')).toBeNull();
  });
});

describe('the formulas of the library', () => {
  const inline = new Set<string>();
  const display = new Set<string>();
  collect(library, inline, display);

  it('are there', () => {
    expect(inline.size).toBeGreaterThan(500);
    expect(display.size).toBeGreaterThan(50);
  });

  it('nearly all read as text in a line, and most where they stand alone', () => {
    const share = (all: ReadonlySet<string>, lines: (tex: string) => unknown): number =>
      [...all].filter((tex) => lines(tex) !== null).length / all.size;
    expect(share(inline, texText)).toBeGreaterThan(0.9);
    expect(share(display, texLines)).toBeGreaterThan(0.5);
  });

  it('lose no sign, and no bracket stands alone', () => {
    for (const tex of [...inline, ...display]) {
      const text = texLines(tex)?.join('\n');
      if (text === undefined) continue;
      expect(text, tex).not.toMatch(/[\\$&~]/);
      expect(unbalanced(text), tex).toBe(false);
      expect(signsOfText(text), `${tex} → ${text}`).toEqual(signsOfTex(tex));
    }
  });
});

/** Displayed formulas know where they came from. */
function collect(value: unknown, inline: Set<string>, display: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, inline, display);
  else if (value !== null && typeof value === 'object') {
    if ('kind' in value && value.kind === 'math' && 'tex' in value) ('source' in value ? display : inline).add(String(value.tex));
    else for (const one of Object.values(value)) collect(one, inline, display);
  }
}

function unbalanced(text: string): boolean {
  let rest = text.replaceAll(/[^()[\]{}⟨⟩⌊⌋⌈⌉⁽⁾₍₎]/g, '');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replaceAll(/[([][)\]]|\{\}|⟨⟩|⌊⌋|⌈⌉|⁽⁾|₍₎/g, '');
  }
  return rest !== '';
}
