import type { Nodes } from 'mdast';
import { parseWithoutMath } from './mdast.ts';

/** Something Markdown must not look into. `raw` is what stood there. */
export type Piece =
  | { readonly kind: 'formula' | 'display'; readonly tex: string; readonly raw: string }
  | { readonly kind: 'code' | 'words'; readonly text: string; readonly raw: string };

export interface Shielded {
  readonly markdown: string;
  readonly pieces: readonly Piece[];
}

// Noncharacters of Unicode: they are taken out of the text first, and Markdown takes them for letters.
const OPEN = '\ufdd0';
const CLOSE = '\ufdd1';
const TOKEN = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');
/** A longer formula is none: somebody forgot a dollar. */
const LONGEST = 4000;

/**
 * Puts a token in place of each formula, wiki link and inline code of foreign Markdown, so that `_`, `*`, `|`, `<` in them mean nothing.
 * Knows `$…$` as Pandoc does (`$5 and $6` is money), `$$…$$`, `\(…\)`, `\[…\]`, `\begin{align}…`, and leaves blocks of code alone.
 */
export function shield(source: string): Shielded {
  const text = source.replaceAll(/[\ufdd0\ufdd1]/g, '');
  const pieces: Piece[] = [];
  const token = (piece: Piece): string => `${OPEN}${pieces.push(piece) - 1}${CLOSE}`;
  const codes = codeRanges(text);
  let markdown = '';
  let next = 0;
  for (let at = 0; at < text.length; ) {
    while ((codes[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const code = codes[next];
    const formula = (text[at] === '$' || text[at] === '\\') && (code === undefined || at < code.start) ? formulaAt(text, at) : null;
    if (formula !== null) {
      markdown += token(formula);
      at += formula.raw.length;
    } else if (code !== undefined && at >= code.start) {
      const raw = text.slice(at, code.end);
      markdown += code.value === null ? raw : token({ kind: 'code', text: code.value, raw });
      at = code.end;
    } else {
      const link = text.startsWith('[[', at) || text.startsWith('![[', at) ? wikiLinkAt(text, at) : null;
      markdown += link === null ? (text[at] ?? '') : token(link);
      at += link === null ? 1 : link.raw.length;
    }
  }
  return { markdown, pieces };
}

/** A string that is not parsed any further, as it stood in the source. */
export function unshield(text: string, pieces: readonly Piece[]): string {
  return text.replaceAll(TOKEN, (_, index: string) => pieces[Number(index)]?.raw ?? '');
}

/** Text and pieces, in their order. */
export function parts(text: string, pieces: readonly Piece[]): (string | Piece)[] {
  return text
    .split(TOKEN)
    .map((part, index) => (index % 2 === 0 ? part : (pieces[Number(part)] ?? '')))
    .filter((part) => part !== '');
}

interface CodeRange {
  readonly start: number;
  readonly end: number;
  /** Of inline code; null for a block, which stays where it is. */
  readonly value: string | null;
}

function codeRanges(text: string): CodeRange[] {
  const ranges: CodeRange[] = [];
  const waiting: Nodes[] = [parseWithoutMath(text)];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (node === undefined) continue;
    const { start, end } = node.position ?? {};
    if ((node.type === 'code' || node.type === 'inlineCode') && start?.offset !== undefined && end?.offset !== undefined) {
      ranges.push({ start: start.offset, end: end.offset, value: node.type === 'inlineCode' ? node.value : null });
    }
    if ('children' in node) waiting.push(...node.children);
  }
  return ranges.sort((a, b) => a.start - b.start);
}

function formulaAt(text: string, at: number): Piece | null {
  if (isEscaped(text, at)) return null;
  const window = text.slice(at, at + LONGEST);
  const found = (pattern: RegExp): RegExpExecArray | null => pattern.exec(window);
  const piece = (kind: 'formula' | 'display', match: RegExpExecArray, tex = match[1] ?? ''): Piece => ({
    kind,
    tex: tidy(tex),
    raw: match[0],
  });

  const display = found(/^\$\$([\s\S]+?)\$\$/);
  if (display !== null && display[1]?.trim() !== '' && !/\n[ \t>]*(?:#{1,6} |```)/.test(display[0])) return piece('display', display);
  if (window.startsWith('$$')) return null;
  const quoted = found(/^\$`([^`\n]+)`\$/);
  if (quoted !== null) return piece('formula', quoted);
  const inline = found(/^\$(?![\s$])((?:[^$\\\n]|\\[\s\S]|\n(?![ \t>]*\n))*?)(?<=\S)\$(?!\d)/);
  if (inline !== null && !isMoney(inline[1] ?? '') && !/^\|[^|]*$/.test(inline[1] ?? '')) return piece('formula', inline);
  const brackets = found(/^\\{1,2}\[([\s\S]+?)\\{1,2}\]/);
  if (brackets !== null && (isTex(brackets[1] ?? '') || /^\s*\n/.test(brackets[1] ?? ''))) return piece('display', brackets);
  const parentheses = found(/^\\{1,2}\(((?:(?!\n[ \t>]*\n)[\s\S])+?)\\{1,2}\)/);
  if (parentheses !== null && isTex(parentheses[1] ?? '')) return piece('formula', parentheses);
  const environment = found(/^\\begin\{(equation|align|aligned|gather|gathered|multline|eqnarray|cases|split)(\*?)\}[\s\S]+?\\end\{\1\2\}/);
  if (environment !== null)
    return piece(
      'display',
      environment,
      environment[1] === 'equation' ? environment[0].replaceAll(/\\(?:begin|end)\{equation\*?\}/g, '') : environment[0],
    );
  return null;
}

/** An odd number of backslashes before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

/** `$5 million for A$` holds words where a formula would hold signs. */
const isMoney = (tex: string): boolean => /^\d[\d.,]*\s*(?:[-–~]\s*)?\p{L}{2,}/u.test(tex) && !/[\\^_={}]/.test(tex);

/** Brackets are escaped by many exports of Markdown: only what looks like a formula is one. */
const isTex = (text: string): boolean => /[\\^_={}<>+*/|]|\d\s*-|^\s*\p{L}(?:\(\p{L}\))?\s*$/u.test(text) || /^\s*[\d.,\s-]+$/.test(text);

/** LaTeX as it can be drawn: without the quote marks of the lines it stood on, without numbers and names. */
function tidy(tex: string): string {
  return tex
    .replaceAll(/\n[ \t]*>[ \t]?/g, '\n')
    .replaceAll(/\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![a-zA-Z])/g, '')
    .replaceAll(/\\bm(?![a-zA-Z])/g, '\\boldsymbol')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** `[[note#part|words]]`, and `![[picture.png|words]]` of which only the words stay. */
function wikiLinkAt(text: string, at: number): Piece | null {
  const match = /^(!?)\[\[([^[\]\n]{1,500})\]\]/.exec(text.slice(at, at + 600));
  if (match === null) return null;
  const [raw, embedded, inside = ''] = match;
  const [target = '', ...words] = inside.split(/\\?\|/).map((part) => part.trim());
  const label = words.filter((word) => !/^\d+(?:x\d+)?$/.test(word)).join(' ');
  const isFile = embedded === '!' && /\.[a-z0-9]{2,5}$/i.test(target);
  return { kind: 'words', text: label || (isFile ? '' : target.replaceAll(/\s*#\^?\s*/g, ' > ').replace(/^ > /, '')), raw };
}
