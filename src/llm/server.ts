import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { err, ok, type Result } from '../kernel/result.ts';
import { minutes } from '../kernel/time.ts';
import type { Access } from './client.ts';
import { faultOf } from './fault.ts';
import type { ModelFault, Question } from './model.ts';

/** One request, once: the body of the completion as it came, or why there is none. */
export type Server = <T>(question: Question<T>, withSchema: boolean, signal: AbortSignal) => Promise<Result<unknown, ModelFault>>;

const OPENAI = 'https://api.openai.com/v1';

export function connect(access: Access, key: string): Server {
  const client = openai(access.baseUrl ?? OPENAI, key);
  return async (question, withSchema, signal) => {
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
      return err(faultOf(error, signal, key));
    }
  };
}

/** The package reads settings of its own (`OPENAI_ORG_ID`, `OPENAI_LOG`): they are shut out, this bot's configuration is all there is. */
function openai(baseURL: string, apiKey: string): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL,
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
