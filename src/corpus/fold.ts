import { Converter } from 'opencc-js/t2cn';

/**
 * What a character is to names and words: `word` letters run on, a `han` character stands for itself, a `sign` (Greek) is a word of
 * its own, a `hyphen` or `space` joins what stands around it, a `barrier` parts it, `nothing` is not there.
 */
export type CharKind = 'word' | 'han' | 'sign' | 'hyphen' | 'space' | 'apostrophe' | 'barrier' | 'nothing';

export interface FoldedChar {
  readonly kind: CharKind;
  /** Lower case, narrow, without accents, simplified; a Greek letter as its English name. Empty where the kind has no letters. */
  readonly text: string;
}

// biome-ignore format: a table
const SIGNS: ReadonlyMap<string, string> = new Map(Object.entries({
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu',
  ν: 'nu', ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
  '∇': 'nabla', '∂': 'partial', '∞': 'infinity',
}));

const known = new Map<number, FoldedChar>();
/** More characters than any library uses; hostile text shall not fill the memory. */
const REMEMBERED = 50_000;
let converter: ((text: string) => string) | null = null;

/** Traditional to simplified. One character at a time keeps lengths and places; both sides of a comparison are folded the same way. */
function simplify(char: string): string {
  const convert: (text: string) => string = converter ?? Converter({ from: 't', to: 'cn' });
  converter = convert;
  return convert(char);
}

/** The folded form of one code point. Total: a lone surrogate or a control character is a barrier. */
export function foldChar(codePoint: number): FoldedChar {
  const cached = known.get(codePoint);
  if (cached) return cached;
  const folded = look(codePoint);
  if (known.size < REMEMBERED) known.set(codePoint, folded);
  return folded;
}

function look(codePoint: number): FoldedChar {
  const char = String.fromCodePoint(codePoint);
  if (char === '\u2028' || char === '\u2029' || char === '—') return { kind: 'barrier', text: '' };
  if (/[\s\u200b]/u.test(char)) return { kind: 'space', text: '' };
  if (/[\p{Pd}_·・‧⁃]/u.test(char)) return { kind: 'hyphen', text: '' };
  if (/['’ʼ＇]/u.test(char)) return { kind: 'apostrophe', text: '' };
  if (/[\p{M}\p{Cf}]/u.test(char)) return { kind: 'nothing', text: '' };
  const wide = char.normalize('NFKC');
  if (/^\p{Script=Han}+$/u.test(wide)) return { kind: 'han', text: simplify(wide) };
  const lower = char
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}∇∂∞]/gu, '');
  const sign = SIGNS.get(lower);
  if (sign) return { kind: 'sign', text: sign };
  return lower === '' || /[∇∂∞™®©]/u.test(char) ? { kind: 'barrier', text: '' } : { kind: 'word', text: lower };
}

/** A text without what makes spellings differ: case, width, accents, traditional characters, spaces, hyphens, apostrophes. Everything else that is not a letter or digit is dropped too. */
export function fold(text: string): string {
  let folded = '';
  for (const char of text) folded += foldChar(char.codePointAt(0) ?? 0).text;
  return folded;
}
