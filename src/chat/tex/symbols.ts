/** How a sign stands among its neighbours; decides the spaces around it. */
export type SignKind = 'letter' | 'binary' | 'relation' | 'open' | 'close' | 'comma' | 'slash' | 'bar' | 'big' | 'name' | 'prefix';

export interface Sign {
  readonly text: string;
  readonly kind: SignKind;
}

const signs = new Map<string, Sign>();

function table(kind: SignKind, rows: string): void {
  for (const row of rows.trim().split(/\s+/)) {
    const [text = '', ...names] = row.split(':');
    for (const name of names) signs.set(`\\${name}`, { text, kind });
    if (text.length === 1 && !signs.has(text)) signs.set(text, { text, kind });
  }
}

table('letter', 'α:alpha β:beta γ:gamma δ:delta ϵ:epsilon ε:varepsilon ζ:zeta η:eta θ:theta ϑ:vartheta ι:iota κ:kappa λ:lambda μ:mu ν:nu');
table('letter', 'ξ:xi π:pi ρ:rho ϱ:varrho σ:sigma ς:varsigma τ:tau υ:upsilon ϕ:phi φ:varphi χ:chi ψ:psi ω:omega');
table('letter', 'Γ:Gamma Δ:Delta Θ:Theta Λ:Lambda Ξ:Xi Π:Pi Σ:Sigma Υ:Upsilon Φ:Phi Ψ:Psi Ω:Omega');
table('letter', '∞:infty ℓ:ell ℏ:hbar ∅:emptyset:varnothing ⊤:top …:dots:ldots:dotsc ⋯:cdots:dotsb ℜ:Re ℑ:Im');
table('prefix', '∂:partial ∇:nabla ¬:neg:lnot ∀:forall ∃:exists');
table('binary', '±:pm ∓:mp ×:times ·:cdot ÷:div ∗:ast ⋆:star ∘:circ ⊙:odot ⊗:otimes ⊕:oplus ∪:cup ∩:cap ∧:wedge:land ∨:vee:lor ∖:setminus');
table('relation', '≤:le:leq:leqslant ≥:ge:geq:geqslant ≠:ne:neq ≈:approx ∼:sim ≃:simeq ≅:cong ∝:propto ≡:equiv ≜:triangleq');
table('relation', '∈:in ∉:notin ∋:ni ⊂:subset ⊆:subseteq ⊃:supset ⊇:supseteq ≪:ll ≫:gg ≺:prec ≻:succ ⟂:perp ∥:parallel |:mid ≔:coloneqq');
table(
  'relation',
  '→:to:rightarrow:longrightarrow ←:leftarrow:gets ↔:leftrightarrow ↦:mapsto ⇒:Rightarrow:implies ⇐:Leftarrow ⇔:Leftrightarrow:iff',
);
table('relation', '↑:uparrow ↓:downarrow');
table('open', '⌊:lfloor ⌈:lceil ⟨:langle |:lvert ‖:lVert {:lbrace');
table('close', '⌋:rfloor ⌉:rceil ⟩:rangle |:rvert ‖:rVert }:rbrace');
table('bar', '|:vert ‖:Vert');
table('big', '∑:sum ∏:prod ∫:int ∮:oint ⋃:bigcup ⋂:bigcap ⨁:bigoplus');
for (const name of 'log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh max min sup inf det dim ker deg gcd arg Pr'.split(
  ' ',
)) {
  signs.set(`\\${name}`, { text: name, kind: 'name' });
}
for (const [source, text, kind] of [
  ['+', '+', 'binary'],
  ['-', '−', 'binary'],
  ['−', '−', 'binary'],
  ['*', '∗', 'binary'],
  ['=', '=', 'relation'],
  ['<', '<', 'relation'],
  ['>', '>', 'relation'],
  [':', ':', 'relation'],
  ['\\lt', '<', 'relation'],
  ['\\gt', '>', 'relation'],
  ['(', '(', 'open'],
  ['[', '[', 'open'],
  ['\\{', '{', 'open'],
  [')', ')', 'close'],
  [']', ']', 'close'],
  ['\\}', '}', 'close'],
  ['!', '!', 'close'],
  ['\\%', '%', 'close'],
  ['%', '%', 'close'],
  ['°', '°', 'close'],
  [',', ',', 'comma'],
  [';', ';', 'comma'],
  ['\\colon', ':', 'comma'],
  ['/', '/', 'slash'],
  ['|', '|', 'bar'],
  ['\\|', '‖', 'bar'],
] as const) {
  signs.set(source, { text, kind });
}
// An unescaped percent sign begins a comment.
signs.delete('%');

/** What a TeX command or character is as text; null where we do not know. */
export function signOf(token: string): Sign | null {
  const known = signs.get(token);
  if (known) return known;
  return /^[A-Za-z]$/.test(token) ? { text: token, kind: 'letter' } : null;
}

/** Combining marks that sit well on one letter. */
export const ACCENTS: Readonly<Record<string, string>> = {
  '\\hat': '\u0302',
  '\\widehat': '\u0302',
  '\\bar': '\u0304',
  '\\overline': '\u0304',
  '\\tilde': '\u0303',
  '\\widetilde': '\u0303',
  '\\dot': '\u0307',
  '\\ddot': '\u0308',
};

/** Spaces of TeX: none, a space, a wide one. */
export const SPACES: Readonly<Record<string, '' | ' ' | '\u2003'>> = {
  '\\!': '',
  '\\,': ' ',
  '\\:': ' ',
  '\\>': ' ',
  '\\;': ' ',
  '\\ ': ' ',
  '~': ' ',
  '\\quad': '\u2003',
  '\\qquad': '\u2003',
};

/** Commands that are only about size or place. */
export const LOOKS: ReadonlySet<string> = new Set(
  'displaystyle textstyle scriptstyle limits nolimits left right big bigl bigr Big Bigl Bigr bigg biggl biggr Bigg Biggl Biggr'
    .split(' ')
    .map((name) => `\\${name}`),
);

const VULGAR: Readonly<Record<string, string>> = {
  ...{ '1/2': '½', '1/3': '⅓', '2/3': '⅔', '1/4': '¼', '3/4': '¾', '1/5': '⅕', '2/5': '⅖', '3/5': '⅗', '4/5': '⅘' },
  ...{ '1/6': '⅙', '5/6': '⅚', '1/8': '⅛', '3/8': '⅜', '5/8': '⅝', '7/8': '⅞' },
};
export const vulgar = (over: string, under: string): string | null => VULGAR[`${over}/${under}`] ?? null;
