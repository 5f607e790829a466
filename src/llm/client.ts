import { err, type Result } from '../kernel/result.ts';
import { contentOf, readCompletion, readUsage } from './completion.ts';
import type { Asked, Model, ModelFault, Question, Usage } from './model.ts';
import { type Pacing, RETRY_RULES, type RetryRules, retry } from './retry.ts';
import type { Server } from './server.ts';

export interface Access {
  /** Null: every question is answered with `no-key`. */
  readonly apiKey: { reveal(): string } | null;
  /** Null: OpenAI's own. */
  readonly baseUrl: string | null;
  readonly model: string;
}

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
  let connected: Promise<Server> | null = null;
  let schema: 'untried' | 'taken' | 'refused' = 'untried';

  /** The package takes 0.2 s to load: not at the start of a bot that may not need it today. */
  async function server(): Promise<Server> {
    connected ??= import('./server.ts').then(({ connect }) => connect(access, key ?? ''));
    return connected;
  }

  /** The first refusal of the schema is found out here: the same question without it. */
  async function attempt<T>(question: Question<T>, signal: AbortSignal): Promise<Body> {
    const call = await server();
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
      const once = async (): Promise<Body> => {
        const body = await attempt(question, signal);
        usage = sum(usage, usageOf(question, body));
        return body;
      };
      const body = await retry(once, signal, pacing, rules);
      return { answer: body.ok ? readCompletion(body.value, question.shape) : body, usage };
    },
  };
}

/** What an attempt cost. A question that was taken and never answered in full is paid for all the same. */
function usageOf<T>(question: Question<T>, body: Body): Usage {
  const prompt = (): number => estimate(question.instructions) + estimate(question.material);
  if (body.ok) return readUsage(body.value) ?? { prompt: prompt(), completion: estimate(contentOf(body.value)) };
  return body.error.kind === 'timeout' || body.error.kind === 'cut' ? { prompt: prompt(), completion: 0 } : NOTHING;
}

const estimate = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);
const sum = (a: Usage, b: Usage): Usage => ({ prompt: a.prompt + b.prompt, completion: a.completion + b.completion });
