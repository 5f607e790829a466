import type { Term } from './article.ts';
import { type ConceptMatch, type Concepts, keyOf, namesOf, needleOf } from './concepts.ts';
import type { Scan, Word } from './scan.ts';
import { conceptToken } from './search-text.ts';
import { isStopWord } from './stop-words.ts';
import { commandWords } from './tex-words.ts';
import type { SearchTokenizer } from './tokens.ts';

/** Characters of a query that are read; the rest is not looked at. */
export const LONGEST_QUERY = 300;
/** Things asked for in one query; more are dropped. */
export const MOST_UNITS = 12;

/** One thing that is asked for. Any of the alternatives will do; an alternative is words that stand next to each other. */
export interface Unit {
  readonly alternatives: readonly (readonly string[])[];
  /** The part of the query, as it was written. */
  readonly written: string;
  /** Glossary terms named here. */
  readonly terms: readonly Term[];
  /** What to mark in a text, as `needleOf` has it. */
  readonly marks: readonly string[];
}

export interface QueryPlan {
  readonly query: string;
  /** `keyOf` the whole query: the name of an article, perhaps. */
  readonly key: string;
  readonly units: readonly Unit[];
  readonly hasHan: boolean;
}

/** Reads any text as a query. There is no syntax: quotes, operators and markup are text. */
export function planQuery(text: string, tokenizer: SearchTokenizer, concepts: Concepts): QueryPlan {
  const query = commandWords(text.slice(0, LONGEST_QUERY)).trim();
  const reading = tokenizer.read(query);
  const named = concepts.find(reading.scan);
  const units = named.map((match) => conceptUnit(match, query, reading.scan, tokenizer));
  units.push(...rests(named, reading.scan, query).flatMap((rest) => wordUnits(rest, tokenizer)));
  return { query, key: keyOf(query), units: mostTelling(units), hasHan: /\p{Script=Han}/u.test(query) };
}

function conceptUnit({ terms, at, length }: ConceptMatch, query: string, scan: Scan, tokenizer: SearchTokenizer): Unit {
  const written = query.slice(scan.from[at], scan.to[at + length - 1]);
  const words = tokenizer.tokens(written).filter((token) => !isStopWord(token));
  return {
    alternatives: [...terms.map((term) => [conceptToken(term.id)]), words].filter((words) => words.length > 0),
    written,
    terms,
    marks: [...new Set([...terms.flatMap(namesOf).map(needleOf), needleOf(written)])],
  };
}

/** The parts of the query that no term covers. */
function rests(named: readonly ConceptMatch[], scan: Scan, query: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { at, length } of named) {
    parts.push(query.slice(from, scan.from[at]));
    from = scan.to[at + length - 1] ?? query.length;
  }
  parts.push(query.slice(from));
  return parts;
}

function wordUnits(text: string, tokenizer: SearchTokenizer): Unit[] {
  const groups: Word[][] = [];
  for (const word of tokenizer.read(text).scan.words) {
    const last = groups.at(-1);
    if (word.joined && last?.[0]?.kind === 'latin') last.push(word);
    else groups.push([word]);
  }
  return groups.flatMap((group) => (group[0]?.kind === 'han' ? hanUnits(tokenizer.tokens(group[0].text)) : latinUnits(group)));
}

/** Characters that jieba leaves alone are pieces of a word it does not know: they are looked for next to each other. */
function hanUnits(tokens: readonly string[]): Unit[] {
  const groups: string[][] = [];
  let open = false;
  for (const token of tokens) {
    if (isStopWord(token)) {
      open = false;
    } else if (token.length === 1 && open) {
      groups.at(-1)?.push(token);
    } else {
      groups.push([token]);
      open = token.length === 1;
    }
  }
  return groups.map((group) => ({ alternatives: [group], written: group.join(''), terms: [], marks: [group.join('')] }));
}

function latinUnits(group: readonly Word[]): Unit[] {
  const words = group.map((word) => word.text).filter((word) => !isStopWord(word));
  if (words.length === 0) return [];
  const together = group.map((word) => word.text).join('');
  const alternatives = group.length > 1 ? [words, [together]] : [words];
  return [{ alternatives, written: group.map((word) => word.written).join('-'), terms: [], marks: [together] }];
}

/** Single letters only count where there is nothing else; the first dozen count. */
function mostTelling(units: readonly Unit[]): Unit[] {
  const seen = new Set<string>();
  const distinct = units.filter((unit) => {
    const key = JSON.stringify(unit.alternatives);
    return seen.has(key) ? false : seen.add(key);
  });
  const telling = distinct.filter((unit) => unit.terms.length > 0 || unit.written.length > 1);
  return (telling.length > 0 ? telling : distinct).slice(0, MOST_UNITS);
}
