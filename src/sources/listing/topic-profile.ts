import type { Library } from '../../corpus/article.ts';
import { isNameOf, namesOf } from '../../corpus/concepts.ts';
import { flatten } from '../../corpus/flat.ts';
import { scan } from '../../corpus/scan.ts';
import type { Slug } from '../../kernel/ids.ts';

type Weights = ReadonlyMap<string, number>;
interface Vector {
  readonly weights: Weights;
  readonly length: number;
}

/** A naming term is what the topic is; the others only belong to it. */
const NAMING = 2;
/** A word that is said of no topic speaks against each of them, as much as so many of the rarest speak for theirs. */
const FOREIGN = 0.25;
/** A definition is mostly words that any definition has. */
const DEFINING = 0.5;

/**
 * How alike a text and what the register and the glossary say of each topic are: cosine of tf-idf vectors (Salton, Wong and Yang, "A vector
 * space model for automatic indexing", CACM 18(11), 1975) over English stems and pairs of Chinese characters; 0 … 1 in the order of the topics.
 */
export function topicLikeness({ topics, terms }: Pick<Library, 'topics' | 'terms'>): (text: string) => Map<Slug, number> {
  const counts = topics.map(({ slug, titles }) => {
    const count = new Map<string, number>();
    const add = (text: string, weight: number): void => {
      for (const unit of unitsOf(text)) count.set(unit, (count.get(unit) ?? 0) + weight);
    };
    add(titles.zh, 1);
    add(titles.en, 1);
    for (const term of terms) {
      if (!term.topics.includes(slug)) continue;
      const weight = isNameOf(term, slug) ? NAMING : 1 / Math.sqrt(term.topics.length);
      for (const name of namesOf(term)) add(name, weight);
      add(flatten(term.define.zh).text, weight * DEFINING);
      add(flatten(term.define.en).text, weight * DEFINING);
    }
    return count;
  });
  const holders = new Map<string, number>();
  for (const unit of counts.flatMap((count) => [...count.keys()])) holders.set(unit, (holders.get(unit) ?? 0) + 1);
  const rarity = new Map([...holders].map(([unit, count]) => [unit, Math.log(1 + topics.length / count)]));
  const profiles = counts.map((count) => vectorOf(count, rarity, 0));
  const foreign = FOREIGN * Math.log(1 + topics.length);
  return (text) => {
    const count = new Map<string, number>();
    for (const unit of unitsOf(text)) count.set(unit, (count.get(unit) ?? 0) + 1);
    const vector = vectorOf(count, rarity, foreign);
    return new Map(topics.map(({ slug }, index) => [slug, cosine(vector, profiles[index] ?? vector)]));
  };
}

function unitsOf(text: string): string[] {
  return scan(text).words.flatMap(({ kind, text: word }) => {
    if (kind === 'latin') return word.length > 1 && !/^[\d.]+$/.test(word) ? [word] : [];
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  });
}

function vectorOf(count: Weights, rarity: Weights, foreign: number): Vector {
  const weights = new Map([...count].map(([unit, times]) => [unit, Math.log(1 + times) * (rarity.get(unit) ?? foreign)]));
  return { weights, length: Math.hypot(...weights.values()) };
}

function cosine(a: Vector, b: Vector): number {
  let product = 0;
  for (const [unit, weight] of a.weights) product += weight * (b.weights.get(unit) ?? 0);
  return product / (a.length * b.length || 1);
}
