import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { err, ok, type Result } from '../kernel/result.ts';
import { minutes } from '../kernel/time.ts';
import { contentOf, readCompletion, readUsage } from './completion.ts';
import { faultOf } from './fault.ts';
import type { Asked, Model, ModelFault, Question, Usage } from './model.ts';
import { type Pacing, RETRY_RULES, type RetryRules, retry } from './retry.ts';

export interface Access {
  /** Null: every question is answered with `no-key`. */
  readonly apiKey: { reveal(): string } | null;
  /** Null: OpenAI's own. */
  readonly baseUrl: string | null;
  readonly model: string;
}

const OPENAI = 'https://api.openai.com/v1';
/** Characters to a token where a server does not count: Chinese has about 1.5, English 4; this errs on the dear side. */
const CHARACTERS_PER_TOKEN = 1.5;
const NOTHING: Usage = { prompt: 0, completion: 0 };

type Body = Result<unknown, ModelFault>;

/**
 * A model on an OpenAI-compatible server. Asks for JSON by schema; a server that refuses the schema is asked without it, and
 * that is remembered for as long as the program runs. Answers are taken whole, not streamed: nobody watches them grow, and a
 * broken body is an error where a broken stream is an early end.
 */
export function openaiModel(access: Access, pacing: Pacing, rules: RetryRules = RETRY_RULES): Model {
  const key = access.apiKey?.reveal() ?? null;
  if (key === null) return { name: access.model, ask: async () => ({ answer: err({ kind: 'no-key' }), usage: NOTHING }) };
  const client = connect(access, key);
  let schema: 'untried' | 'taken' | 'refused' = 'untried';

  async function call<T>(question: Question<T>, withSchema: boolean, signal: AbortSignal): Promise<Body> {
    try {
      const body: unknown = await client.chat.completions.create(
        {
          model: access.model,
          messages: [
            { role: 'system', content: question.instructions },
            { role: 'user', content: question.material },
          ],
          ...(withSchema ? { response_format: zodResponseFormat(question.shape, question.name) } : {}),
        },
        { signal },
      );
      return ok(body);
    } catch (error) {
      return err(faultOf(error, signal, key ?? ''));
    }
  }

  /** The first refusal of the schema is found out here: the same question without it. */
  async function attempt<T>(question: Question<T>, signal: AbortSignal): Promise<Body> {
    const body = await call(question, schema !== 'refused', signal);
    if (schema !== 'untried') return body;
    if (body.ok) schema = 'taken';
    if (body.ok || body.error.kind !== 'rejected' || (body.error.status !== 400 && body.error.status !== 422)) return body;
    const plain = await call(question, false, signal);
    if (plain.ok) schema = 'refused';
    return plain;
  }

  return {
    name: access.model,
    async ask<T>(question: Question<T>, signal: AbortSignal): Promise<Asked<T>> {
      let usage = NOTHING;
      const body = await retry(
        async () => {
          const result = await attempt(question, signal);
          usage = sum(usage, usageOf(question, result));
          return result;
        },
        signal,
        pacing,
        rules,
      );
      return { answer: body.ok ? readCompletion(body.value, question.shape) : body, usage };
    },
  };
}

/** The package reads settings of its own (`OPENAI_ORG_ID`, `OPENAI_LOG`): they are shut out, this bot's configuration is all there is. */
function connect(access: Access, key: string): OpenAI {
  return new OpenAI({
    apiKey: key,
    baseURL: access.baseUrl ?? OPENAI,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Its own wait for `retry-after` has no limit and does not hear the signal.
    maxRetries: 0,
    // The signal decides; this is only longer than any.
    timeout: minutes(10),
    // At `debug` it logs requests with their headers.
    logLevel: 'off',
  });
}

/** What an attempt cost. A question that was taken and never answered in full is paid for all the same. */
function usageOf<T>(question: Question<T>, body: Body): Usage {
  const prompt = () => estimate(question.instructions) + estimate(question.material);
  if (body.ok) return readUsage(body.value) ?? { prompt: prompt(), completion: estimate(contentOf(body.value)) };
  return body.error.kind === 'timeout' || body.error.kind === 'cut' ? { prompt: prompt(), completion: 0 } : NOTHING;
}

const estimate = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);
const sum = (a: Usage, b: Usage): Usage => ({ prompt: a.prompt + b.prompt, completion: a.completion + b.completion });
