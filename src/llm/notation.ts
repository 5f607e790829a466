/**
 * Formulas as sequences of signs, so that one can be looked for in a text however it was spaced, braced or typed: `\tfrac12`,
 * `\frac{1}{2}` and `\frac 1 2` are the same, and so are `x²` and `x^{2}`, `≤` and `\leq`, `α` and `\alpha`.
 */

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀ';
const SUPERSCRIPT_VALUES = '0123456789+-niT';
const RAISED = new RegExp(`[${SUPERSCRIPTS}]+`, 'g');
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢⱼₜₖₘ';
const SUBSCRIPT_VALUES = '0123456789+-nijtkm';
const LOWERED = new RegExp(`[${SUBSCRIPTS}]+`, 'g');

/** Written differently, meant the same. */
const SAME: Readonly<Record<string, string>> = {
  '\\le': '\\leq',
  '≤': '\\leq',
  '≥': '\\geq',
  '\\ge': '\\geq',
  '≠': '\\neq',
  '\\ne': '\\neq',
  '≈': '\\approx',
  '∝': '\\propto',
  '×': '\\times',
  '·': '\\cdot',
  '*': '\\cdot',
  '∑': '\\sum',
  '∏': '\\prod',
  '∫': '\\int',
  '√': '\\sqrt',
  '∇': '\\nabla',
  '∂': '\\partial',
  '∞': '\\infty',
  '∈': '\\in',
  '→': '\\to',
  '\\rightarrow': '\\to',
  '\\mid': '|',
  '\\vert': '|',
  '\\lvert': '|',
  '\\rvert': '|',
  '‖': '\\|',
  '\\Vert': '\\|',
  '\\lVert': '\\|',
  '\\rVert': '\\|',
  '\\dfrac': '\\frac',
  '\\tfrac': '\\frac',
  '\\varepsilon': '\\epsilon',
  '\\varphi': '\\phi',
  '\\intercal': '\\top',
};

const GREEK = new Map(
  Object.entries({
    ...{
      α: 'alpha',
      β: 'beta',
      γ: 'gamma',
      δ: 'delta',
      ε: 'epsilon',
      ϵ: 'epsilon',
      ζ: 'zeta',
      η: 'eta',
      θ: 'theta',
      κ: 'kappa',
      λ: 'lambda',
    },
    ...{ μ: 'mu', ν: 'nu', ξ: 'xi', π: 'pi', ρ: 'rho', σ: 'sigma', τ: 'tau', φ: 'phi', ϕ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega' },
    ...{ Γ: 'Gamma', Δ: 'Delta', Θ: 'Theta', Λ: 'Lambda', Π: 'Pi', Σ: 'Sigma', Φ: 'Phi', Ψ: 'Psi', Ω: 'Omega', ℓ: 'ell' },
  }).map(([letter, name]) => [letter, `\\${name}`]),
);

/** Signs that are only about looks: spacing, size and weight. */
const LOOKS =
  /\\\\|\\?\$|&|\\[,;:!> ]|\\(?:q?quad|(?:display|text|script)style|left|right|[bB]igg?[lrm]?|math(?:bf|rm|it|sf|bb)|boldsymbol|bm|operatorname|text(?:bf|rm|it)?|limits)(?![a-zA-Z])/g;
/** Commands that are words, and may stand as words. */
const FUNCTIONS = /^\\(?:log|ln|exp|max|min|sin|cos|tan|tanh|arg|det|dim|lim|sup|inf|Pr)$/;
const SIGN = /\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\p{Script=Han}|\p{L}+|\S/gu;

/** Full width, raised and lowered characters, thousands, `\frac12` and minus signs in one way each; for numbers and for formulas. */
export function foldSigns(text: string): string {
  return text
    .replaceAll('，', ', ')
    .replace(RAISED, (run) => `^{${swap(run, SUPERSCRIPTS, SUPERSCRIPT_VALUES)}}`)
    .replace(LOWERED, (run) => `_{${swap(run, SUBSCRIPTS, SUBSCRIPT_VALUES)}}`)
    .normalize('NFKC')
    .replaceAll('{,}', ',')
    .replace(/\\([dt]?frac)\s*(\d)\s*(\d)/g, '\\$1{$2}{$3}')
    .replace(/[−–]/g, '-');
}

/** The signs of a formula, or of a text that may hold formulas. */
export function signsOf(text: string): readonly string[] {
  const spelled = foldSigns(text)
    .replace(/([\^_])\s*(\d)(?=\d)/g, '$1{$2}')
    .replace(LOOKS, ' ');
  const signs = (spelled.match(SIGN) ?? []).flatMap(single).map(same);
  return unbraced(signs);
}

/** Whether `signs` stand in `text` one after the other. Both as `signsOf` gives them. */
export function contains(text: readonly string[], signs: readonly string[]): boolean {
  const sequence = (list: readonly string[]): string => `\n${list.join('\n')}\n`;
  return sequence(text).includes(sequence(signs));
}

/** Two letters side by side are two variables; three are taken for a word. */
function single(sign: string): readonly string[] {
  return /^\p{L}{2}$/u.test(sign) && sign !== 'ln' ? [...sign] : [sign];
}

function same(sign: string): string {
  const known = SAME[sign] ?? GREEK.get(sign) ?? sign;
  return FUNCTIONS.test(known) ? known.slice(1) : known;
}

/** Braces around a single sign say nothing. */
function unbraced(signs: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const sign of signs) {
    const [open, inner] = result.slice(-2);
    if (sign === '}' && open === '{' && inner !== '{') result.splice(-2, 2, inner ?? '');
    else result.push(sign);
  }
  return result;
}

function swap(run: string, from: string, to: string): string {
  return [...run].map((char) => to[from.indexOf(char)] ?? char).join('');
}
