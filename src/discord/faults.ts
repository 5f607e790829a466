import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { DeliveryError, type DeliveryFault } from '../chat/transport.ts';
import { millis, minutes, seconds } from '../kernel/time.ts';
import type { Need } from './permissions.ts';

/** What is known of the place that was written to, for a reason that a manager can read. */
export interface Whereabouts {
  /** What the bot lacks there, as far as it knows. */
  readonly lacking: () => readonly Need[];
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  /** `“Send Messages”, “View Channel”` */
  readonly names: (needs: readonly Need[]) => string;
}

/** discord.com/developers: JSON error codes. */
const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  slowMode: 20_016,
  channelBusy: 20_028,
  alreadyAcknowledged: 40_060,
  resourceLimited: 40_062,
  tooManyAnswers: 40_094,
  missingAccess: 50_001,
  noPrivateMessages: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  archivedThread: 50_083,
  noServerInCommon: 50_278,
  overloaded: 130_000,
  lockedThread: 160_005,
} as const;

/** Network errors before anything of the request left. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

export const isGoneMessage = (error: unknown): boolean => codeOf(error) === CODES.unknownMessage;
/** Nothing in an archived thread can be changed; only a new message opens it again. */
export const isArchived = (error: unknown): boolean => codeOf(error) === CODES.archivedThread;
export const isAcknowledged = (error: unknown): boolean => codeOf(error) === CODES.alreadyAcknowledged;
export const isForbidden = (error: unknown): boolean => codeOf(error) === CODES.missingPermissions;
export const isUnauthorized = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 401;
export const isExpired = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === CODES.unknownInteraction || code === CODES.unknownWebhook || code === CODES.invalidWebhookToken;
};

/** A 5xx, or a line that broke: another try may get through, and may show a second time what did. */
export const isPassing = (error: unknown): boolean =>
  error instanceof HTTPError || !(error instanceof DiscordAPIError || error instanceof RateLimitError || error instanceof DeliveryError);

/** How long a rate limit asks us to wait. */
export const waitOf = (limit: Pick<RateLimitError, 'retryAfter' | 'timeToReset' | 'sublimitTimeout'>): number =>
  Math.max(0, limit.retryAfter, limit.timeToReset, limit.sublimitTimeout);

export function faultOf(error: unknown, where: Whereabouts): DeliveryFault {
  if (error instanceof RateLimitError) return { kind: 'later', wait: millis(Math.ceil(waitOf(error))), why: 'rate limit' };
  if (error instanceof HTTPError) return { kind: 'unsure', why: `Discord answered ${error.status}` };
  if (error instanceof DiscordAPIError) return apiFault(error, where);
  if (NEVER_SENT.has(networkCode(error)))
    return { kind: 'later', wait: seconds(2), why: `Discord cannot be reached (${networkCode(error)})`, guessed: true };
  // What discord.js says when its connection was taken down while a request waited for its turn.
  if (error instanceof Error && error.message.startsWith('Expected token'))
    return { kind: 'later', wait: seconds(5), why: 'not connected' };
  return { kind: 'unsure', why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

function apiFault(error: DiscordAPIError, where: Whereabouts): DeliveryFault {
  const why = `${error.status} ${error.code}: ${error.message}`;
  switch (error.code) {
    case CODES.unknownChannel:
    case CODES.unknownGuild:
      return { kind: 'closed', why: where.say('discord-closed-gone') };
    case CODES.missingAccess:
      return lacking(['ViewChannel'], where);
    case CODES.missingPermissions: {
      const known = where.lacking();
      return lacking(known.length > 0 ? known : ['SendMessages'], where);
    }
    case CODES.archivedThread:
    case CODES.lockedThread:
      return { kind: 'closed', why: where.say('discord-closed-locked') };
    case CODES.noPrivateMessages:
    case CODES.noServerInCommon:
      return { kind: 'closed', why: where.say('discord-closed-private') };
    case CODES.unknownInteraction:
    case CODES.unknownWebhook:
    case CODES.invalidWebhookToken:
      return { kind: 'closed', why: 'the reply came after its time' };
    case CODES.tooManyAnswers:
      return { kind: 'closed', why: 'Discord takes no more answers here' };
    case CODES.slowMode:
    case CODES.channelBusy:
    case CODES.resourceLimited:
    case CODES.overloaded:
      return { kind: 'later', wait: seconds(10), why, guessed: true };
    default:
      break;
  }
  if (error.status === 401) return { kind: 'later', wait: minutes(5), why: 'the token is refused' };
  // Without a code of its own it is not the API that says no, but a guard in front of it.
  if (error.status === 403 && typeof error.code !== 'number') return { kind: 'later', wait: minutes(1), why };
  return { kind: 'refused', why };
}

function lacking(needs: readonly Need[], where: Whereabouts): DeliveryFault {
  const missing = where.names(needs);
  return { kind: 'closed', why: where.say('discord-closed-lacking', { missing }), missing };
}

const codeOf = (error: unknown): number | string | null => (error instanceof DiscordAPIError ? error.code : null);

function networkCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
