import { GrammyError, HttpError } from 'grammy';
import { DeliveryError, type DeliveryFault } from '../chat/transport.ts';
import { millis, seconds } from '../kernel/time.ts';
import { NOT_SENT } from './wire.ts';

/** Why a chat is closed to us; `telegram-closed-…` says it to the managers. */
export type Closing = 'gone' | 'out' | 'topic-gone' | 'send' | 'post' | 'topic';

/** 400s that say so. */
const CLOSED: readonly (readonly [RegExp, Closing])[] = [
  [/message thread not found/i, 'topic-gone'],
  [/TOPIC_CLOSED/, 'topic'],
  [/chat not found|user not found|PEER_ID_INVALID|USER_IS_BLOCKED|have no write access/i, 'gone'],
  [/not enough rights to send text|have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_SEND_PLAIN_FORBIDDEN|CHAT_RESTRICTED/i, 'send'],
  [/need administrator rights in the channel|CHAT_ADMIN_REQUIRED/i, 'post'],
];

/** The right that an administrator can give to let us in again. */
const MISSING: Partial<Record<Closing, string>> = { send: 'Send Messages', post: 'Post Messages', topic: 'Manage Topics' };

export function closingOf(error: unknown): Closing | null {
  if (!(error instanceof GrammyError)) return null;
  if (error.error_code === 403) return 'out';
  if (error.error_code !== 400) return null;
  return CLOSED.find(([pattern]) => pattern.test(error.description))?.[1] ?? null;
}

/**
 * What a failed request means for what was to be delivered. A 5xx comes from Telegram's front, which has not carried the request out as
 * far as anybody knows: it is repeated. A connection that breaks after the request has left tells nothing.
 */
export function faultOf(error: unknown, explain: (closing: Closing) => string): DeliveryFault {
  if (error instanceof DeliveryError) return error.fault;
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    if (code === 429) return { kind: 'later', wait: retryAfter(error), why: description };
    if (code >= 500) return { kind: 'later', wait: seconds(1), why: description, guessed: true };
    if (code === 401 || code === 404) return { kind: 'later', wait: seconds(60), why: 'Telegram does not know the token any more' };
    if (parameters.migrate_to_chat_id !== undefined) return { kind: 'later', wait: millis(0), why: description };
    const closing = closingOf(error);
    if (closing) {
      const missing = MISSING[closing];
      return { kind: 'closed', why: explain(closing), ...(missing ? { missing } : {}) };
    }
    return { kind: 'refused', why: `${error.method}: ${description}` };
  }
  if (error instanceof HttpError) {
    const why = `the connection to Telegram failed (${causeOf(error.error)})`;
    return neverLeft(error.error) ? { kind: 'later', wait: seconds(2), why, guessed: true } : { kind: 'unsure', why };
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
/** Somebody deleted it, it is too old to change, or its group has moved: nobody misses the change. */
export const isGone = (error: unknown): boolean =>
  (error instanceof GrammyError && error.parameters.migrate_to_chat_id !== undefined) ||
  says(
    error,
    /message to (edit|delete|be replied) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID|message with poll to stop not found/i,
  );
/** The chat lets members, and us, send no photos. */
export const isWithoutPhotos = (error: unknown): boolean => says(error, /rights to send photos|CHAT_SEND_(?:PHOTOS|MEDIA)_FORBIDDEN/i);
/** The server or the chat takes no rich messages, or not this one. */
export const isWithoutRich = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 404 || (error.error_code === 400 && closingOf(error) === null && !isGone(error)));
export const isTooOld = (error: unknown): boolean => says(error, /query is too old|query ID is invalid/i);

/** For logs: grammY's errors carry the whole request, and those of the network its address, in which the token stands. */
export function bare(error: unknown): unknown {
  if (error instanceof GrammyError) return new Error(`${error.method}: ${error.error_code} ${error.description}`);
  if (error instanceof HttpError) return new Error(`${error.message} (${causeOf(error.error)})`);
  return error;
}

const NEVER_LEFT = new Set([
  NOT_SENT,
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
]);

const neverLeft = (cause: unknown): boolean => NEVER_LEFT.has(codeOf(cause));
/** Without the address: the token stands in it. */
const causeOf = (cause: unknown): string => codeOf(cause) || (cause instanceof Error ? cause.name : 'unknown');
const codeOf = (cause: unknown): string => (typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '');
