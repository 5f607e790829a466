import type { z } from 'zod';
import type { Result } from '../kernel/result.ts';
import type { Millis } from '../kernel/time.ts';

/** One question to a language model, answered as JSON of a given shape. */
export interface Question<T> {
  /** Names the shape for the server: lower-case ASCII. */
  readonly name: string;
  /** Ours. Says the shape in words too, for servers that take no schema. */
  readonly instructions: string;
  /** Not ours: data, never instructions. */
  readonly material: string;
  readonly shape: z.ZodType<T>;
}

export interface Model {
  readonly name: string;
  /** Never rejects for what the server or the network does. Ends soon after `signal` aborts. */
  ask<T>(question: Question<T>, signal: AbortSignal): Promise<Asked<T>>;
}

export interface Asked<T> {
  readonly answer: Result<T, ModelFault>;
  /** Of all attempts together. */
  readonly usage: Usage;
}

/** Tokens, as the server counts them; estimated where it does not say. */
export interface Usage {
  readonly prompt: number;
  readonly completion: number;
}

/** Why there is no answer. The server's own words are only in `detail`, short and without the key. */
export type ModelFault =
  | { readonly kind: 'no-key' }
  | { readonly kind: 'unauthorised'; readonly status: number }
  /** The account has no money left. */
  | { readonly kind: 'unpaid'; readonly status: number }
  | { readonly kind: 'limited'; readonly retryAfter: Millis | null }
  /** Asking the same again is useless: no such model, too long, a parameter the server does not know. */
  | { readonly kind: 'rejected'; readonly status: number; readonly detail: string }
  | { readonly kind: 'server'; readonly status: number }
  /** `code` as Node names it: `ECONNREFUSED`. */
  | { readonly kind: 'network'; readonly code: string }
  | { readonly kind: 'timeout' }
  /** The answer has no end: too long for the model, a broken connection, or no word of having finished. */
  | { readonly kind: 'cut'; readonly by: 'length' | 'connection' | 'unfinished' }
  | { readonly kind: 'malformed'; readonly what: 'body' | 'empty' | 'not-json' | 'shape' }
  | { readonly kind: 'refused'; readonly by: 'model' | 'filter' };
