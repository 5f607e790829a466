import type { Article } from '../corpus/article.ts';
import type { Prose } from '../kernel/prose.ts';

/** What a digest says of an article, in the article's language. */
export interface Summary {
  /** 3-5 sentences (fewer where an imported text has no more sound ones). */
  readonly sentences: readonly Prose[];
  /** Three where possible. */
  readonly takeaways: readonly Prose[];
  /** Who wrote it; the post says so. */
  readonly by: 'model' | 'author' | 'extract';
}

/** Never rejects for what a model does: it falls back and says so in `by`. */
export interface Summariser {
  summarise(article: Article): Promise<Summary>;
}

/** Summaries by content, language and prompt version. */
export interface SummaryCache {
  get(key: string): Promise<Summary | null>;
  put(key: string, summary: Summary): Promise<void>;
}

/** What the model was paid for. */
export interface UsageLedger {
  record(call: { model: string; purpose: string; promptTokens: number; completionTokens: number; outcome: string }): Promise<void>;
  /** Tokens (prompt and completion) since midnight UTC. */
  today(): Promise<number>;
  callsToday(): Promise<number>;
}
