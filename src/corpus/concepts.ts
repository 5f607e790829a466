import { createHash } from 'node:crypto';
import type { Slug } from '../kernel/ids.ts';
import type { Term } from './article.ts';
import { Needles } from './needles.ts';
import { type Scan, scan } from './scan.ts';

export interface ConceptMatch {
  readonly terms: readonly Term[];
  /** Place in `Scan.compact`. */
  readonly at: number;
  readonly length: number;
}

/** The glossary as search sees it: any name of a term, in any spelling and either language, is the same concept. */
export interface Concepts {
  find(scanned: Scan): readonly ConceptMatch[];
  /** All names of all terms, with `keyOf` each. */
  readonly names: readonly { readonly key: string; readonly shown: string }[];
  /** Changes with any name of any term: what was indexed with other names has to be indexed again. */
  readonly fingerprint: string;
}

/** Names of one letter say nothing. */
const SHORTEST = 2;

export function createConcepts(terms: readonly Term[]): Concepts {
  const needles = new Needles<Term>();
  const seen: string[] = [];
  for (const term of terms) {
    for (const name of new Set(namesOf(term).map(needleOf))) {
      if (name.length < SHORTEST) continue;
      needles.add(name, term);
      seen.push(`${term.id}=${name}`);
    }
  }
  const fingerprint = createHash('sha256').update(seen.sort().join('\n')).digest('hex').slice(0, 12);
  return {
    names: terms.flatMap((term) => namesOf(term).map((shown) => ({ key: keyOf(shown), shown }))),
    fingerprint,
    find: (scanned) => needles.find(scanned).map(({ values, at, length }) => ({ terms: values, at, length })),
  };
}

export const namesOf = (term: Term): readonly string[] => [term.names.zh, term.names.en, ...term.aliases];

/** A name as `Scan.compact` of a text holds it. */
export const needleOf = (name: string): string => scan(name).compact.trim();

/** What all spellings of a name have in common; punctuation does not count. */
export const keyOf = (name: string): string => scan(name).compact.replaceAll(' ', '');

/** A term whose id is a topic's slug is that topic's name; the other terms only belong to their topics. */
export const isNameOf = (term: Term, slug: Slug): boolean => term.id === slug;
