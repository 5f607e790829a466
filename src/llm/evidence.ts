import type { Prose } from '../kernel/prose.ts';
import { topicWords } from './language.ts';
import { contains, foldSigns, signsOf } from './notation.ts';
import { numbersIn, numbersKnown } from './numbers.ts';

/** A formula typed as text: terms held together by signs, `w = v - 0.1`, or one with an index or a power, `x_t`. */
const TERM = String.raw`[\p{Script=Latin}\p{Script=Greek}\d_^.(){}\[\]|'∇∂√∑∏∞]+`;
const TYPED = new RegExp(String.raw`${TERM}(?:\s*[=<>≤≥≈≠∝+*/×·^:-]+\s*${TERM})*`, 'gu');
const RELATION = /[=<>≤≥≈≠∝^_√∑∏∇∂]/u;

/** What an article says, prepared for looking things up in it. */
export interface Evidence {
  /** The numbers of the prose that the article does not state, as written. */
  unknownNumbers(content: Prose): readonly string[];
  /** The formulas of the prose, set or typed, that do not stand in the article. */
  unknownFormulas(content: Prose): readonly string[];
  /** Which part of the words that say what a text is about the article uses too, 0 … 1. */
  familiarity(text: string): number;
}

/** `article` holds a block a line: a formula does not reach over its end. */
export function evidenceOf(article: string): Evidence {
  const numbers = numbersKnown(article);
  const lines = article.split('\n').map(signsOf);
  const words = new Set(topicWords(article));
  const stands = (formula: string): boolean => {
    const signs = signsOf(formula);
    return signs.length > 0 && lines.some((line) => contains(line, signs));
  };
  return {
    // Node by node: a number does not reach over the border of a formula.
    unknownNumbers: (content) =>
      content
        .flatMap((node) => numbersIn(node.kind === 'math' ? node.tex : node.kind === 'time' ? '' : node.text))
        .filter(({ value }) => !numbers.has(value))
        .map(({ text }) => text),
    unknownFormulas: (content) =>
      content.flatMap((node) => {
        if (node.kind === 'math') return stands(node.tex) && isWhole(node.tex) ? [] : [node.tex];
        return node.kind === 'text' ? typedFormulas(node.text).filter((typed) => !stands(typed) && !stands(unbracketed(typed))) : [];
      }),
    familiarity: (text) => {
      const used = topicWords(text);
      return used.length === 0 ? 0 : used.filter((word) => words.has(word)).length / used.length;
    },
  };
}

/** A piece cut out of a formula need not be one: its braces and `\left … \right` must have their partners, and no cell may be left of a table. */
function isWhole(tex: string): boolean {
  const count = (what: RegExp): number => tex.match(what)?.length ?? 0;
  const partners = count(/(?<!\\)\{/g) === count(/(?<!\\)\}/g) && count(/\\left(?![a-z])/gi) === count(/\\right(?![a-z])/gi);
  return partners && (count(/(?<!\\)&|\\\\/g) === 0 || /\\begin\{/.test(tex));
}

function typedFormulas(text: string): readonly string[] {
  return (foldSigns(text).match(TYPED) ?? [])
    .map((found) => found.replace(/^[.|'\s]+|[.|'\s]+$/g, ''))
    .filter((found) => RELATION.test(found));
}

/** `(x=1)` in a sentence: the brackets are the sentence's. */
const unbracketed = (formula: string): string => formula.replace(/^[([{]+|[)\]}]+$/g, '');
