import type { Locale } from '../kernel/locale.ts';
import type { Prose } from '../kernel/prose.ts';
import type { Article } from './article.ts';
import { keyOf } from './concepts.ts';
import { flatten } from './flat.ts';
import { blockSentences } from './sentences.ts';
import { isSound } from './soundness.ts';
import { standing, withoutHeading } from './standing.ts';
import { isStopWord } from './stop-words.ts';
import { textRank } from './text-rank.ts';
import type { Tokenizer } from './tokens.ts';

export interface Extract {
  /** In the order of the text. */
  readonly sentences: readonly Prose[];
  /** Three where the text has so many more sound sentences; none is in `sentences`. The weightiest first. */
  readonly takeaways: readonly Prose[];
}

export interface ExtractWish {
  /** 3 … 5; fewer come where the text has no more. */
  readonly sentences: number;
  /** Language of the text: what is too short or too long for a sentence of a summary. */
  readonly locale: Locale;
}

interface Sentence {
  readonly content: Prose;
  readonly tokens: ReadonlySet<string>;
  readonly standing: number;
}

const TAKEAWAYS = 3;
/** Characters of a sentence that can stand in a summary, a formula counting one; `longest` where there are hardly any others. */
const LENGTHS = { zh: { least: 10, most: 240, longest: 400 }, en: { least: 25, most: 400, longest: 800 } };
/** Sentences that are compared; of a longer text, those it begins with. */
const COMPARED = 300;
const ADDRESS = /https?:\/\//;
/** Share of relevance against novelty: Carbonell and Goldstein's lambda. */
const RELEVANCE = 0.7;
/** Sentences more alike than this say the same. */
const SAME = 0.6;

/**
 * An extractive summary: the sentences that the rest of the text agrees with most (TextRank), no two of which say the same (maximal marginal
 * relevance: Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing summaries",
 * SIGIR 1998). Sentences that were cut or lost a formula are not used, nor are questions.
 */
export function extract(article: Article, tokenizer: Tokenizer, { sentences, locale }: ExtractWish): Extract {
  const usable = usableSentences(article, tokenizer, locale);
  // A short text is shared out: the summary first, then what is left.
  const wanted = Math.min(sentences, Math.max(3, usable.length - TAKEAWAYS));
  const ranks = textRank(usable.map(({ tokens }) => tokens)).map((rank, i) => rank * (usable[i]?.standing ?? 1));
  const chosen = choose(usable, ranks, wanted, []);
  const takeaways = choose(usable, ranks, TAKEAWAYS, chosen);
  const content = (i: number): Prose => usable[i]?.content ?? [];
  return { sentences: chosen.sort((a, b) => a - b).map(content), takeaways: takeaways.map(content) };
}

function usableSentences(article: Article, tokenizer: Tokenizer, locale: Locale): Sentence[] {
  const found = article.sections.flatMap((section) => blockSentences(section.blocks)).slice(0, COMPARED);
  const whole = article.origin === 'imported' ? found.map(withoutHeading) : found;
  const { least, most, longest } = LENGTHS[locale];
  const seen = new Set<string>();
  const sound = whole.flatMap((content) => {
    const { text } = flatten(content);
    const key = keyOf(text);
    if (seen.has(key) || text.length < least || text.length > longest || !isStatement(content, text)) return [];
    seen.add(key);
    const tokens = new Set(tokenizer.tokens(text).filter((token) => !isStopWord(token)));
    return tokens.size === 0 ? [] : [{ content, tokens, standing: standing(text), length: text.length }];
  });
  const short = sound.filter(({ length }) => length <= most);
  return short.length < 3 ? sound : short;
}

const isStatement = (content: Prose, text: string): boolean =>
  isSound(content) && !ADDRESS.test(text) && !/[？?]["'”’）)]*$/u.test(text.trim());

/** Indices of the best sentences, the best first, unlike each other and unlike those taken before. */
function choose(all: readonly Sentence[], ranks: readonly number[], count: number, before: readonly number[]): number[] {
  const top = Math.max(...ranks, Number.MIN_VALUE);
  const chosen: number[] = [];
  while (chosen.length < count) {
    let best = -1;
    let bestWorth = Number.NEGATIVE_INFINITY;
    for (const [i, sentence] of all.entries()) {
      if (chosen.includes(i) || before.includes(i)) continue;
      const alike = Math.max(0, ...[...chosen, ...before].map((other) => overlap(sentence.tokens, all[other]?.tokens ?? new Set())));
      const worth = RELEVANCE * ((ranks[i] ?? 0) / top) - (1 - RELEVANCE) * alike;
      if (alike <= SAME && worth > bestWorth) [best, bestWorth] = [i, worth];
    }
    if (best < 0) break;
    chosen.push(best);
  }
  return chosen;
}

/** Jaccard. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = a.intersection(b).size;
  return shared / Math.max(1, a.size + b.size - shared);
}
