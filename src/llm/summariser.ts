import { authoredSummariser } from '../app/authored-summariser.ts';
import { extractSummariser } from '../app/extract-summariser.ts';
import type { Summariser, Summary, SummaryCache, UsageLedger } from '../app/summariser.ts';
import type { Article } from '../corpus/article.ts';
import type { Tokenizer } from '../corpus/tokens.ts';
import type { Slug } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Clock, Millis } from '../kernel/time.ts';
import type { Attempt, FallbackReason } from './attempt.ts';
import { cached } from './cached.ts';
import { checkSummary } from './check.ts';
import { CIRCUIT_RULES, type CircuitRules, type CircuitState, circuit } from './circuit.ts';
import { type Access, openaiModel } from './client.ts';
import type { Model } from './model.ts';
import type { Pacing } from './retry.ts';
import { type Draft, isEnough, summaryQuestion } from './summary-prompt.ts';

/** A summary was written without the model, for the log. */
export interface Fallback {
  readonly slug: Slug;
  readonly locale: Locale;
  readonly reason: FallbackReason;
}

export interface ModelSummariser extends Summariser {
  circuit(): CircuitState;
}

export interface Parts {
  readonly model: Model;
  /** Writes the summary where the model does not. */
  readonly instead: Summariser;
  readonly cache: SummaryCache;
  readonly usage: UsageLedger;
  readonly clock: Clock;
  /** Over the whole call, with all its attempts. */
  readonly timeout: Millis;
  /** Null: no limit. */
  readonly dailyTokens: number | null;
  readonly report: (fallback: Fallback) => void;
  readonly circuit?: CircuitRules;
}

export interface Choice {
  readonly summariser: Summariser;
  /** Null: no model is configured. */
  readonly status: { readonly name: string; readonly dailyTokens: number | null; readonly circuit: () => CircuitState } | null;
}

/** With a model configured the model's chain, else what the articles bring with them. */
export function chooseSummariser(parts: {
  readonly config: (Access & { readonly timeout: Millis; readonly dailyTokens: number | null }) | null;
  readonly tokenizer: Tokenizer;
  readonly cache: SummaryCache;
  readonly usage: UsageLedger;
  readonly clock: Clock;
  readonly pacing: Pacing;
  readonly log: { warn(facts: object, message: string): void };
}): Choice {
  const { config, cache, usage, clock, log } = parts;
  const instead = authoredSummariser(extractSummariser(parts.tokenizer));
  if (config === null) return { summariser: instead, status: null };
  const { timeout, dailyTokens } = config;
  const summariser = modelSummariser({
    model: openaiModel(config, parts.pacing),
    instead,
    cache,
    usage,
    clock,
    timeout,
    dailyTokens,
    report: (fallback) => log.warn(fallback, 'the summary was written without the model'),
  });
  return { summariser, status: { name: config.model, dailyTokens, circuit: summariser.circuit } };
}

/** The chain: what is in the cache, else the model within its limits, else `instead`. */
export function modelSummariser(parts: Parts): ModelSummariser {
  const { model, usage } = parts;
  const guarded = circuit(timeout(asking(model, usage), parts.timeout), parts.clock, parts.circuit ?? CIRCUIT_RULES);
  const attempt = worthIt(withinBudget(guarded.attempt, usage, parts.dailyTokens));
  return { ...cached(fallback(attempt, parts.instead, parts.report), parts.cache, model.name), circuit: guarded.state };
}

type Asking = (article: Article, signal: AbortSignal) => ReturnType<Attempt>;

/** Asks once, and uses only what stands the check. */
function asking(model: Model, usage: UsageLedger): Asking {
  return async (article, signal) => {
    const asked = await model.ask(summaryQuestion(article), signal);
    const result = asked.answer.ok ? checked(asked.answer.value, article) : asked.answer;
    await usage.record({
      model: model.name,
      purpose: 'summary',
      promptTokens: asked.usage.prompt,
      completionTokens: asked.usage.completion,
      outcome: result.ok ? 'ok' : result.error.kind,
    });
    return result;
  };
}

function checked(draft: Draft, article: Article): Result<Summary, FallbackReason> {
  const fit = checkSummary(draft, article);
  return fit.ok ? ok({ ...fit.value, by: 'model' }) : err({ kind: 'unfit', faults: fit.error });
}

const timeout =
  (asking: Asking, wait: Millis): Attempt =>
  (article) =>
    asking(article, AbortSignal.timeout(wait));

/** One call may go over the limit: what it costs is known when it is over. */
function withinBudget(attempt: Attempt, usage: UsageLedger, allowed: number | null): Attempt {
  if (allowed === null) return attempt;
  return async (article) => {
    const spent = await usage.today();
    return spent < allowed ? attempt(article) : err({ kind: 'budget', spent, allowed });
  };
}

/** What cannot be summarised is not asked about, and is nobody's failure. */
function worthIt(attempt: Attempt): Attempt {
  return async (article) => (isEnough(article) ? attempt(article) : err({ kind: 'too-little' }));
}

function fallback(attempt: Attempt, instead: Summariser, report: Parts['report']): Summariser {
  return {
    async summarise(article) {
      const result = await attempt(article);
      if (result.ok) return result.value;
      report({ slug: article.slug, locale: article.locale, reason: result.error });
      return instead.summarise(article);
    },
  };
}
