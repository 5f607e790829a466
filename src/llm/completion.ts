import { z } from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';
import type { ModelFault, Usage } from './model.ts';

/** The part of a chat completion that is read. A compatible server may send anything. */
const Completion = z.object({
  choices: z
    .tuple([
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    ])
    .rest(z.unknown()),
});
const Counted = z.object({ usage: z.object({ prompt_tokens: z.number().nonnegative(), completion_tokens: z.number().nonnegative() }) });

/** The answer of a completion, in the shape asked for, or why it is none. */
export function readCompletion<T>(body: unknown, shape: z.ZodType<T>): Result<T, ModelFault> {
  const completion = Completion.safeParse(body);
  if (!completion.success) return err({ kind: 'malformed', what: 'body' });
  const { finish_reason: reason, message } = completion.data.choices[0];
  if (reason === 'content_filter') return err({ kind: 'refused', by: 'filter' });
  if (message.refusal) return err({ kind: 'refused', by: 'model' });
  if (reason === 'length') return err({ kind: 'cut', by: 'length' });
  // Servers have names of their own for the good end (`eos`, `end_turn`); only the lack of one is suspect.
  if (!reason) return err({ kind: 'cut', by: 'unfinished' });
  if (!message.content?.trim()) return err({ kind: 'malformed', what: 'empty' });
  const json = readJson(message.content);
  if (json === undefined) return err({ kind: 'malformed', what: 'not-json' });
  const answer = shape.safeParse(json);
  return answer.success ? ok(answer.data) : err({ kind: 'malformed', what: 'shape' });
}

/** Null where the server does not count. */
export function readUsage(body: unknown): Usage | null {
  const counted = Counted.safeParse(body);
  return counted.success ? { prompt: counted.data.usage.prompt_tokens, completion: counted.data.usage.completion_tokens } : null;
}

/** The text that a completion holds, for estimates. */
export function contentOf(body: unknown): string {
  const completion = Completion.safeParse(body);
  return completion.success ? (completion.data.choices[0].message.content ?? '') : '';
}

/** JSON as models write it: bare, in a fence, after their thoughts, with LaTeX that is not escaped. Undefined where there is none. */
function readJson(content: string): unknown {
  const spoken = content.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
  const object = spoken.slice(spoken.indexOf('{'), spoken.lastIndexOf('}') + 1);
  for (const candidate of [spoken, object, escaped(object)]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // the next candidate
    }
  }
  return undefined;
}

/** `\alpha` in a string is no JSON escape; `\\alpha` was meant. */
const escaped = (json: string): string =>
  json.replace(/\\([\s\S])/g, (pair, char: string) => ('"\\/bfnrtu'.includes(char) ? pair : `\\${pair}`));
