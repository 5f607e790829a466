const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega';
const NAMES =
  'log ln exp sin cos tan tanh max min sup inf lim det dim ker argmax argmin arg gcd Pr sum prod int oint nabla partial infty sqrt';
const KEPT: ReadonlySet<string> = new Set(`${GREEK} ${NAMES}`.split(' '));
/** Commands whose argument is words. */
const WORDED = /\\(?:text|textbf|textit|textrm|mathrm|operatorname)\*?\s*\{([^{}]*)\}/g;

/** The words in text that may hold TeX commands: Greek letters and functions by name, other commands dropped, all else as it is. */
export function commandWords(text: string): string {
  return text.replaceAll(/\\([a-zA-Z]+)/g, (_, name: string) => {
    const plain = name.replace(/^var/, '');
    return KEPT.has(plain) ? ` ${plain} ` : ' ';
  });
}

/** What a formula can be found by: names of Greek letters and functions, words set as text, identifiers of three letters or two capitals (KL). */
export function texWords(tex: string): string {
  const words: string[] = [];
  const rest = tex.replaceAll(WORDED, (_, inner: string) => {
    words.push(inner);
    return ' ';
  });
  const environments = rest.replaceAll(/\\(?:begin|end)\s*\{[^{}]*\}/g, ' ');
  for (const word of commandWords(environments).match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (word.length > 2 ? !/^\d/.test(word) : KEPT.has(word) || /^[A-Z]{2}$|[^\p{ASCII}]/u.test(word)) words.push(word);
  }
  return words.join(' ');
}
