import { ALPHABETS, type Alphabet } from './alphabets.ts';
import { ACCENTS, LOOKS, type Sign, SPACES, signOf } from './symbols.ts';

export type TexNode =
  | { readonly kind: 'sign'; readonly sign: Sign }
  | { readonly kind: 'number'; readonly text: string }
  /** Upright words: `\text`, `\mathrm`, `\operatorname`. */
  | { readonly kind: 'words'; readonly text: string; readonly operator: boolean }
  | { readonly kind: 'group'; readonly body: TexNodes }
  | { readonly kind: 'fraction'; readonly over: TexNodes; readonly under: TexNodes }
  | { readonly kind: 'root'; readonly sign: string; readonly body: TexNodes }
  | { readonly kind: 'accent'; readonly mark: string; readonly body: TexNodes }
  | { readonly kind: 'alphabet'; readonly alphabet: Alphabet; readonly body: TexNodes }
  | {
      readonly kind: 'scripted';
      readonly base: TexNode;
      readonly sub: TexNodes | null;
      readonly sup: TexNodes | null;
      readonly primes: string;
    }
  | { readonly kind: 'space'; readonly text: ' ' | '\u2003' };
export type TexNodes = readonly TexNode[];

/** What is longer or deeper does not read well as text anyway. */
const LONGEST = 400;
const DEEPEST = 12;

const TOKEN = /\\operatorname\*|\\[A-Za-z]+|\\.|\s+|\p{L}\p{M}*|./gsu;
const WORDS = /^\\(?:text|textrm|textnormal|textup|mathrm|mathsf|mathit|operatorname\*?)$/;

/** The tree of a formula; null where it holds something that has no plain way of writing. */
export function parseTex(tex: string): TexNodes | null {
  if (tex.length > LONGEST) return null;
  const tokens = tex.match(TOKEN) ?? [];
  let at = 0;
  let sound = true;
  const fail = (): null => {
    sound = false;
    return null;
  };
  const blanks = (): void => {
    while (/^\s/.test(tokens[at] ?? '')) at++;
  };

  function sequence(until: string | null, depth: number): TexNode[] {
    const nodes: TexNode[] = [];
    while (sound) {
      blanks();
      const token = tokens[at];
      if (token === until || (token === undefined && until === null)) {
        at++;
        return nodes;
      }
      if (token === undefined || depth > DEEPEST) fail();
      else if (token === '^' || token === '_' || token === "'") script(nodes, token, depth);
      else {
        const node = atom(depth);
        if (node) nodes.push(node);
      }
    }
    return nodes;
  }

  /** One argument: a group, or the next sign alone. */
  function argument(depth: number): TexNode[] {
    blanks();
    const token = tokens[at];
    if (token === '{') {
      at++;
      return sequence('}', depth + 1);
    }
    if (token !== undefined && /^\d$/.test(token)) {
      at++;
      return [{ kind: 'number', text: token }];
    }
    const node = token === undefined || /^[}^_']$/.test(token) || depth > DEEPEST ? fail() : atom(depth + 1);
    return node ? [node] : [];
  }

  function script(nodes: TexNode[], token: string, depth: number): void {
    at++;
    const last = nodes.pop();
    if (!last || last.kind === 'space') return void fail();
    const before = last.kind === 'scripted' ? last : { base: last, sub: null, sup: null, primes: '' };
    const scripted: { sub: TexNodes | null; sup: TexNodes | null; primes: string } = { ...before };
    if (token === "'") scripted.primes += '′';
    else {
      const body = argument(depth);
      const prime = body.length === 1 && body[0]?.kind === 'sign' && body[0].sign.text === '′';
      if (prime) scripted.primes += '′';
      else {
        const place = token === '^' ? 'sup' : 'sub';
        if (scripted[place] !== null || body.length === 0) return void fail();
        scripted[place] = body;
      }
    }
    nodes.push({ kind: 'scripted', base: before.base, ...scripted });
  }

  /** Null where the token shows nothing, or nothing we can write. */
  function atom(depth: number): TexNode | null {
    const token = tokens[at++] ?? '';
    if (token === '{') return { kind: 'group', body: sequence('}', depth + 1) };
    if (/^\d$/.test(token)) return { kind: 'number', text: token + digits() };
    if (token === '\\prime') return { kind: 'sign', sign: { text: '′', kind: 'letter' } };
    if (LOOKS.has(token)) return looks(token);
    const space = SPACES[token];
    if (space !== undefined) return space === '' ? null : { kind: 'space', text: space };
    if (/^\\[dtc]?frac$/.test(token)) return { kind: 'fraction', over: argument(depth), under: argument(depth) };
    if (token === '\\sqrt') return root(depth);
    const mark = ACCENTS[token];
    if (mark) return { kind: 'accent', mark, body: argument(depth) };
    const alphabet = ALPHABETS[token];
    if (alphabet) return { kind: 'alphabet', alphabet, body: argument(depth) };
    if (WORDS.test(token)) return words(token);
    const sign = signOf(token);
    return sign ? { kind: 'sign', sign } : fail();
  }

  /** The rest of a number: `.5`, and `{,}000` for thousands. */
  function digits(): string {
    const rest = tokens.slice(at, at + 40).join('');
    const more = rest.match(/^\d*(?:\{,\}\d{3})*(?:\.\d+)?/)?.[0] ?? '';
    at += more.length;
    return more.replaceAll('{,}', ',');
  }

  /** `\left.` has no sign to show: then the other bracket would stand alone. */
  function looks(token: string): null {
    blanks();
    return /^\\(?:left|right)$/.test(token) && tokens[at] === '.' ? fail() : null;
  }

  function root(depth: number): TexNode | null {
    blanks();
    if (tokens[at] !== '[') return { kind: 'root', sign: '√', body: argument(depth) };
    const degree = tokens.slice(at, at + 3).join('');
    at += 3;
    const sign = degree === '[3]' ? '∛' : degree === '[4]' ? '∜' : null;
    return sign ? { kind: 'root', sign, body: argument(depth) } : fail();
  }

  /** Text mode: blanks are blanks, and no command but an escaped sign. */
  function words(command: string): TexNode | null {
    blanks();
    if (tokens[at] !== '{') {
      const letter = tokens[at++] ?? '';
      return /^[A-Za-z]$/.test(letter) ? { kind: 'words', text: letter, operator: false } : fail();
    }
    let text = '';
    for (at++; tokens[at] !== '}'; at++) {
      const token = tokens[at];
      if (token === undefined || /^[{$^_~%#&]$/.test(token)) return fail();
      if (!token.startsWith('\\')) text += token;
      else if (/^\\[%&#$_ ]$/.test(token)) text += token.slice(1);
      else if (token === '\\,') text += ' ';
      else return fail();
    }
    at++;
    const math = command.startsWith('\\math') || command.startsWith('\\operator');
    const shown = math ? text.replaceAll(/\s/g, '') : text.replaceAll(/\s+/g, ' ');
    if (math && !/^[\p{L}\p{N}-]+$/u.test(shown)) return fail();
    return shown.trim() === ''
      ? shown
        ? { kind: 'space', text: ' ' }
        : fail()
      : { kind: 'words', text: shown, operator: command.startsWith('\\operator') };
  }

  const nodes = sequence(null, 0);
  return sound ? nodes : null;
}
