import { type Inline, math, text } from '../../kernel/prose.ts';
import { isCutOff } from './losses.ts';

/** A piece of a line: what stands in the text, or a formula on a line of its own. */
export type Piece = Inline | { readonly kind: 'display'; readonly tex: string };

/** A longer formula is none: its end was lost. */
const LONGEST = 2000;

const DELIMITED = new RegExp(
  [
    String.raw`\\\[(?<brackets>.{1,${LONGEST}}?)\\\]`,
    String.raw`\$\$(?<dollars>[^$]{1,${LONGEST}}?)\$\$`,
    String.raw`\\\((?<inline>.{1,${LONGEST}}?)\\\)`,
    // `$5 and $6` is money: no space inside, no digit behind.
    String.raw`(?<![\\$\w])\$(?![\s$])(?<dollar>[^$\n]{1,300}?)(?<=[^\s\\])\$(?![\d$])`,
    String.raw`(?<href>https://[^\s\p{Script=Han}，。；：！？、（）《》「」“”"'<>]{1,500})`,
  ].join('|'),
  'gu',
);

const LETTER = String.raw`[\u{1d400}-\u{1d7ff}ℎℓ]`;
const SUB = '[₀-₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ]';
const SUP = '[⁰¹²³⁴-⁾ⁱⁿᵀ]';
/** Letters and indices that Unicode has for formulas: `𝑒_𝑘`, `x₁²`. */
const UNICODE = new RegExp(
  `(?<letter>${LETTER})(?:_(?<index>${LETTER}|\\w|\\{[^{}]{1,20}\\}))?(?<sub1>${SUB}*)(?<sup1>${SUP}*)|(?<base>(?<![A-Za-z])[A-Za-z]+|[\\u0370-\\u03ff]|(?<!\\d)\\d+)(?:(?<sub2>${SUB}+)(?<sup2>${SUP}*)|(?<sup3>${SUP}+))`,
  'gu',
);

/** A line of plain text with its formulas, as far as they were not lost, and its web addresses. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of line.matchAll(DELIMITED)) {
    const { brackets, dollars, inline, dollar, href } = found.groups ?? {};
    if (found.index > at) pieces.push(...plainPieces(line.slice(at, found.index)));
    at = found.index + found[0].length;
    const display = brackets ?? dollars;
    const tex = (display ?? inline ?? dollar)?.trim();
    if (href !== undefined) {
      const address = withoutMarks(href);
      pieces.push({ kind: 'link', text: address, href: address });
      at -= href.length - address.length;
    } else if (tex) pieces.push(display === undefined ? math(tex) : { kind: 'display', tex });
  }
  const rest = line.slice(at);
  return [...pieces, ...plainPieces(isCutOff(line) ? withoutHalfFormula(rest) : rest)];
}

/** An address without the marks of the sentence it stands in; a bracket that it opened itself is its own. */
function withoutMarks(href: string): string {
  const opened = (href.match(/\(/g) ?? []).length;
  const closed = (href.match(/\)/g) ?? []).length;
  if (/[.,;:!?\]]$/.test(href) || (href.endsWith(')') && closed > opened)) return withoutMarks(href.slice(0, -1));
  return href;
}

/** The cut went through a formula: half of one cannot be drawn. */
function withoutHalfFormula(rest: string): string {
  const tail = rest.slice(-LONGEST);
  return rest.slice(0, -LONGEST) + tail.replace(/\\[([](?:(?!\\[)\]]).)*$/u, (half) => half.match(/(?:\.{3,}|…+)\s*$/)?.[0] ?? '…');
}

function plainPieces(part: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of part.matchAll(UNICODE)) {
    if (found.index > at) pieces.push(text(part.slice(at, found.index)));
    pieces.push(math(texOf(found.groups ?? {})));
    at = found.index + found[0].length;
  }
  return at < part.length ? [...pieces, text(part.slice(at))] : pieces;
}

function texOf({ letter, index, base, sub1, sup1, sub2, sup2, sup3 }: Record<string, string | undefined>): string {
  const name = plainLetters(letter ?? base ?? '');
  const below = plainLetters(index ?? sub1 ?? '').replace(/^\{(.*)\}$/, '$1') || plainLetters(sub2 ?? '');
  const above = plainLetters(sup1 ?? '') || plainLetters(sup2 ?? '') || plainLetters(sup3 ?? '');
  const core = /^[A-Za-z]{2,}$/.test(name) ? `\\mathrm{${name}}` : name;
  return `${core}${below ? `_{${below}}` : ''}${above ? `^{${above}}` : ''}`;
}

/** NFKC makes `𝑥` x and `₁` 1. */
const plainLetters = (value: string): string => value.normalize('NFKC').replaceAll('−', '-');
