export type Alphabet = 'bold' | 'struck' | 'script';

export const ALPHABETS: Readonly<Record<string, Alphabet>> = {
  '\\mathbf': 'bold',
  '\\boldsymbol': 'bold',
  '\\bm': 'bold',
  '\\mathbb': 'struck',
  '\\mathcal': 'script',
  '\\mathscr': 'script',
};

/** First code points of the runs in Unicode's Mathematical Alphanumeric Symbols (U+1D400). */
const RUNS: Readonly<Record<Alphabet, readonly (readonly [from: string, to: string, first: number])[]>> = {
  bold: [
    ['A', 'Z', 0x1d400],
    ['a', 'z', 0x1d41a],
    ['0', '9', 0x1d7ce],
    ['Α', 'Ω', 0x1d6a8],
    ['α', 'ω', 0x1d6c2],
  ],
  struck: [
    ['A', 'Z', 0x1d538],
    ['a', 'z', 0x1d552],
    ['0', '9', 0x1d7d8],
  ],
  script: [['A', 'Z', 0x1d49c]],
};

/** Letters that were in Unicode before, and are holes in the runs. */
const EARLIER: Readonly<Record<Alphabet, Readonly<Record<string, string>>>> = {
  bold: { '∇': '\u{1d6c1}', ϵ: '\u{1d6dc}', ϑ: '\u{1d6dd}', ϕ: '\u{1d6df}', ϱ: '\u{1d6e0}' },
  struck: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
  script: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' },
};

/** A letter or digit in another alphabet; null where Unicode has none. */
export function inAlphabet(letter: string, alphabet: Alphabet): string | null {
  const earlier = EARLIER[alphabet][letter];
  if (earlier) return earlier;
  const run = RUNS[alphabet].find(([from, to]) => letter >= from && letter <= to);
  return run && letter.length === 1 ? String.fromCodePoint(run[2] + letter.charCodeAt(0) - run[0].charCodeAt(0)) : null;
}

const RAISED = pairs(
  '0⁰ 1¹ 2² 3³ 4⁴ 5⁵ 6⁶ 7⁷ 8⁸ 9⁹ +⁺ −⁻ =⁼ (⁽ )⁾ ′′ ∗* ⋆⋆ ∘° ⊤ᵀ †† βᵝ γᵞ δᵟ θᶿ φᵠ χᵡ aᵃ bᵇ cᶜ dᵈ eᵉ fᶠ gᵍ hʰ iⁱ jʲ kᵏ lˡ mᵐ nⁿ oᵒ pᵖ rʳ sˢ tᵗ uᵘ vᵛ wʷ xˣ yʸ zᶻ Aᴬ Bᴮ Dᴰ Eᴱ Gᴳ Hᴴ Iᴵ Jᴶ Kᴷ Lᴸ Mᴹ Nᴺ Oᴼ Pᴾ Rᴿ Tᵀ Uᵁ Vⱽ Wᵂ',
);
const LOWERED = pairs('0₀ 1₁ 2₂ 3₃ 4₄ 5₅ 6₆ 7₇ 8₈ 9₉ +₊ −₋ =₌ (₍ )₎ βᵦ γᵧ ρᵨ φᵩ χᵪ aₐ eₑ hₕ iᵢ jⱼ kₖ lₗ mₘ nₙ oₒ pₚ rᵣ sₛ tₜ uᵤ vᵥ xₓ');

function pairs(list: string): ReadonlyMap<string, string> {
  return new Map(list.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]));
}

/** Every character raised or lowered; null where one has no such form. */
export function inScript(text: string, script: 'sub' | 'sup'): string | null {
  const map = script === 'sup' ? RAISED : LOWERED;
  const found = [...text].map((char) => map.get(char));
  return found.length > 0 && found.every((char) => char !== undefined) ? found.join('') : null;
}

/** Letters on which an accent sits well. */
export const ACCENTED = /^[A-Za-zα-ωΑ-Ωϵϕϑ]$/;
