import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { type Millis, millis, seconds } from '../kernel/time.ts';
import type { ModelFault } from './model.ts';

const LONGEST_DETAIL = 200;

/** What the openai package threw, as a fault. Total: whatever a server or a network does ends here. */
export function faultOf(error: unknown, signal: AbortSignal, key: string): ModelFault {
  if (signal.aborted || error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) return { kind: 'timeout' };
  if (error instanceof APIError && error.status !== undefined) return statusFault(error, error.status, key);
  if (error instanceof SyntaxError) return { kind: 'malformed', what: 'body' };
  if (error instanceof APIConnectionError) return { kind: 'network', code: codeOf(error) };
  // What fetch throws once the head of the answer has arrived: its body broke off.
  if (error instanceof TypeError) return { kind: 'cut', by: 'connection' };
  return { kind: 'network', code: codeOf(error) };
}

function statusFault(error: APIError, status: number, key: string): ModelFault {
  if (status === 402 || error.code === 'insufficient_quota') return { kind: 'unpaid', status };
  if (status === 401 || status === 403) return { kind: 'unauthorised', status };
  if (status === 429) return { kind: 'limited', retryAfter: retryAfter(error.headers) };
  if (status === 408 || status >= 500) return { kind: 'server', status };
  return { kind: 'rejected', status, detail: scrubbed(error.message, key) };
}

/** Seconds, a date (held against the server's own clock), or OpenAI's milliseconds. */
function retryAfter(headers: Headers | undefined): Millis | null {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (exact >= 0) return millis(exact);
  const value = headers?.get('retry-after') ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return seconds(Number(value));
  const wait = Date.parse(value) - Date.parse(headers?.get('date') ?? '');
  return wait >= 0 ? millis(wait) : null;
}

/** The server's words for the operator: a line, short, without the key or what looks like one. */
function scrubbed(message: string, key: string): string {
  return message
    .replaceAll(key, '***')
    .replace(/\b(?:sk-|Bearer\s+)\S+/gi, '***')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, LONGEST_DETAIL);
}

/** The innermost `code` of a chain of causes, else the error's name. */
function codeOf(error: unknown): string {
  let code = error instanceof Error ? error.name : 'unknown';
  for (let link = error; link instanceof Error; link = link.cause) {
    if ('code' in link && typeof link.code === 'string') code = link.code;
  }
  return code;
}
