const VOWEL = /[aeiouy]/;

/**
 * Light English stemming: plurals (after Harman, "How effective is suffixing?", JASIS 42(1), 1991), -ing, -ed, a final e, and British spelling
 * as American. Porter's stemmer is not used because it makes one word of general, generic and generative. The result is for comparing,
 * not for showing: `noise` becomes `noiz`, on both sides. Takes a folded word; one with a digit or a letter beyond a-z is left alone.
 */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = /^[a-z]+$/.test(word) ? ending(plural(american(word))) : word;
  if (stems.size < REMEMBERED) stems.set(word, found);
  return found;
}

/** Texts repeat their words: looking a stem up is several times as fast as making it. */
const stems = new Map<string, string>();
const REMEMBERED = 50_000;

function american(word: string): string {
  return word
    .replace(/([a-z]{2}(?:i|y))s(ations?|ed|ers?|es?|ing)$/, '$1z$2')
    .replace(/([a-z]{2}t)re(s?)$/, '$1er$2')
    .replace(/([a-z]{2}t)red$/, '$1ered')
    .replace(/([a-z]{2})our(?=s?$|ed$|ing$|hoods?$|ite$)/, '$1or');
}

function plural(word: string): string {
  if (/ies$/.test(word)) return word.length > 4 ? word.replace(/ies$/, 'y') : word;
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) return word.replace(/es$/, '');
  return /[^sui]s$/.test(word) && !/ias$/.test(word) ? word.slice(0, -1) : word;
}

function ending(word: string): string {
  let rest = word.replace(/iz(?:ation|er)$/, 'iz');
  const stripped = rest.replace(/ing$/, '');
  if (stripped !== rest && stripped.length >= 3 && VOWEL.test(stripped)) rest = single(stripped);
  else if (/[^e]ed$/.test(rest) && rest.length >= 6) rest = single(rest.slice(0, -2));
  else if (/ll$/.test(rest) && rest.length > 5) rest = rest.slice(0, -1);
  return /[^e]e$/.test(rest) && rest.length >= 5 ? rest.slice(0, -1) : rest;
}

/** `embedd` -> `embed`, `modell` -> `model`; but `fall`, `process`. */
function single(word: string): string {
  return /([bdgmnprt])\1$/.test(word) || (/ll$/.test(word) && word.length > 5) ? word.slice(0, -1) : word;
}
