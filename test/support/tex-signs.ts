/**
 * What is seen of a formula, without brackets, accents, fraction bars, places and products: letters, digits and signs, in no order.
 * Written without the converter, to hold it against: no sign is lost and none is added.
 */
/** Commands that are one sign; those that are words (`\\log`) stand for themselves. */
const COMMANDS: ReadonlyMap<string, string> = new Map(
  `≤ le leq leqslant, ≥ ge geq geqslant, ≠ ne neq, ≈ approx, ∼ sim, ≃ simeq, ≅ cong, ∝ propto, ≡ equiv, ≜ triangleq, ≔ coloneqq, : colon
  ∈ in, ∉ notin, ∋ ni, ⊂ subset, ⊆ subseteq, ⊃ supset, ⊇ supseteq, ≪ ll, ≫ gg, ≺ prec, ≻ succ, ⟂ perp, ∥ parallel, < lt, > gt
  → to rightarrow longrightarrow, ← leftarrow gets, ↔ leftrightarrow, ↦ mapsto, ⇒ Rightarrow implies, ⇐ Leftarrow, ⇔ Leftrightarrow iff
  ↑ uparrow, ↓ downarrow, ± pm, ∓ mp, × times, · cdot, ÷ div, ∗ ast, ⋆ star, ∘ circ, ⊙ odot, ⊗ otimes, ⊕ oplus, ⨁ bigoplus, ∪ cup, ∩ cap
  ⋃ bigcup, ⋂ bigcap, ∧ wedge land, ∨ vee lor, ∖ setminus, ∞ infty, ℓ ell, ℏ hbar, ∅ emptyset varnothing, T top, … dots ldots dotsc
  ⋯ cdots dotsb, ℜ Re, ℑ Im, ∂ partial, ∇ nabla, ¬ neg lnot, ∀ forall, ∃ exists, | mid vert lvert rvert, ‖ Vert lVert rVert |, ′ prime
  ∑ sum, ∏ prod, ∫ int, ∮ oint, ϑ vartheta, ϱ varrho, ς varsigma, ι iota, υ upsilon, Υ Upsilon`
    .split(/[,\n]\s*/)
    .flatMap((row) => {
      const [sign = '', ...names] = row.trim().split(' ');
      return names.map((name) => [name, sign] as const);
    }),
);
const GREEK =
  'alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi varphi chi psi omega'.split(
    ' ',
  );
const LETTERS = [...'αβγδεεζηθικλμνξπρστφφχψω'];

export function signsOfTex(tex: string): string {
  const plain = tex
    .replaceAll(/\\(?:begin|end)\{[^}]*\}/g, ' ')
    .replaceAll(/\\\\(?:\[[^\]]*\])?/g, ' ')
    .replaceAll(
      /\\(?:[dtc]?frac|sqrt|left|right|[bB]igg?[lr]?|math(?:bf|bb|cal|scr|rm|sf|it)|boldsymbol|bm|text(?:rm|normal|up)?|operatorname\*?|(?:wide)?(?:hat|tilde)|bar|d?dot|overline|q?quad|(?:no)?limits|(?:display|text|script)style|[lr](?:floor|ceil|brace)|[lr]angle)(?![a-zA-Z])/g,
      ' ',
    )
    .replaceAll(/\\([a-zA-Z]+|[|%#{}])/g, (_, name: string) => signOf(name))
    .replaceAll('′', "'");
  return sorted(plain.replaceAll(/\\./g, ' ').replaceAll(/[&~]/g, ' '));
}

function signOf(name: string): string {
  const capital = LETTERS[GREEK.indexOf(name.toLowerCase())]?.toUpperCase();
  const letter = LETTERS[GREEK.indexOf(name)];
  if (letter) return letter;
  if (/^[A-Z]/.test(name) && capital) return capital;
  return COMMANDS.get(name) ?? name;
}

export function signsOfText(text: string): string {
  return sorted(text.replaceAll(/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]/g, (one) => one.normalize('NFKD')));
}

/** Dots of multiplication may come with a fraction, and slashes do. */
function sorted(text: string): string {
  const folded = text.replaceAll('⋯', '\u0001').replaceAll('…', '\u0002').replaceAll('∘', '°').replaceAll('⊤', 'T').normalize('NFKD');
  const plain = folded
    .replaceAll(/[\s/·⁄()[\]{}⌊⌋⌈⌉⟨⟩_^√∛∜]|\p{M}/gu, '')
    .replaceAll('−', '-')
    .replaceAll('∗', '*')
    .replaceAll('′', "'");
  return [...plain].sort().join('');
}
