import { GrammyError, HttpError } from 'grammy';
import { DeliveryError, type DeliveryFault } from '../chat/transport.ts';
import { millis, seconds } from '../kernel/time.ts';

/** 400s that say that the chat is closed to us, and what is missing where an administrator can give it. */
const CLOSED: readonly (readonly [RegExp, string | null])[] = [
  [/chat not found|user not found|PEER_ID_INVALID|chat_id is empty|USER_IS_BLOCKED|have no write access|message thread not found/i, null],
  [/not enough rights to send text|have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_SEND_PLAIN_FORBIDDEN|CHAT_RESTRICTED/i, 'Send Messages'],
  [/need administrator rights in the channel|CHAT_ADMIN_REQUIRED/i, 'Post Messages'],
  [/TOPIC_CLOSED/, 'Manage Topics'],
];

/**
 * What a failed request means for what was to be delivered. A 5xx comes from Telegram's front, which has not carried the request out as
 * far as anybody knows: it is repeated. A connection that breaks after the request has left tells nothing.
 */
export function faultOf(error: unknown): DeliveryFault {
  if (error instanceof DeliveryError) return error.fault;
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    if (code === 429) return { kind: 'later', wait: retryAfter(error), why: description };
    if (code >= 500) return { kind: 'later', wait: seconds(1), why: description };
    if (code === 401 || code === 404) return { kind: 'later', wait: seconds(60), why: 'Telegram does not know the token any more' };
    if (parameters.migrate_to_chat_id !== undefined) return { kind: 'later', wait: millis(0), why: description };
    if (code === 403) return { kind: 'closed', why: description };
    for (const [pattern, missing] of CLOSED)
      if (pattern.test(description)) return { kind: 'closed', why: description, ...(missing ? { missing } : {}) };
    return { kind: 'refused', why: `${error.method}: ${description}` };
  }
  if (error instanceof HttpError) {
    const why = `the connection to Telegram failed (${causeOf(error.error)})`;
    return neverLeft(error.error) ? { kind: 'later', wait: seconds(2), why } : { kind: 'unsure', why };
  }
  throw error;
}

/** In which case waiting and trying again is all there is to it. */
export const isPassing = (error: unknown): boolean =>
  error instanceof HttpError || (error instanceof GrammyError && (error.error_code >= 500 || error.error_code === 429));

export const retryAfter = (error: GrammyError) => seconds(error.parameters.retry_after ?? 5);

export const says = (error: unknown, pattern: RegExp): boolean => error instanceof GrammyError && pattern.test(error.description);

/** The message shows what it should already. */
export const isUnchanged = (error: unknown): boolean => says(error, /message is not modified/i);
/** Somebody deleted it, or it is too old to change: nobody misses the change. */
export const isGone = (error: unknown): boolean =>
  says(error, /message to (edit|delete|be replied) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID|message with poll to stop not found/i);
export const isTooOld = (error: unknown): boolean => says(error, /query is too old|query ID is invalid/i);

const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN']);

const neverLeft = (cause: unknown): boolean => NEVER_LEFT.has(codeOf(cause));
/** Without the address: the token stands in it. */
const causeOf = (cause: unknown): string => codeOf(cause) || (cause instanceof Error ? cause.name : 'unknown');
const codeOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
