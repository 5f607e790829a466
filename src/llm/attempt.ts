import type { Summary } from '../app/summariser.ts';
import type { Article } from '../corpus/article.ts';
import type { Result } from '../kernel/result.ts';
import type { Instant } from '../kernel/time.ts';
import type { Unfit } from './check.ts';
import type { ModelFault } from './model.ts';

/** A summariser that may fail, and says why. What is built around it has the same form. */
export type Attempt = (article: Article) => Promise<Result<Summary, FallbackReason>>;

export type FallbackReason =
  | ModelFault
  /** There was an answer, and it is not used. */
  | { readonly kind: 'unfit'; readonly faults: readonly Unfit[] }
  /** Of an imported article hardly a sentence is whole. */
  | { readonly kind: 'too-little' }
  /** The model failed several times in a row and is left alone. */
  | { readonly kind: 'circuit-open'; readonly until: Instant }
  /** The day's tokens are spent. */
  | { readonly kind: 'budget'; readonly spent: number; readonly allowed: number };
