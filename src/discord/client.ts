import { Client, GatewayIntentBits, Options, type RateLimitData, type RESTOptions } from 'discord.js';
import { waitOf } from './faults.ts';
import { ackTry, patience, requestLasts } from './limits.ts';

/** Only servers, channels, roles and the bot itself are kept: what tells where it may post. */
const FORGOTTEN = {
  ApplicationCommandManager: 0,
  ApplicationEmojiManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildSoundboardSoundManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  SubscriptionManager: 0,
  ThreadMemberManager: 0,
  VoiceStateManager: 0,
} as const;

/** People who act pass through the library's caches; a few hundred are enough for it to work. */
const PEOPLE = 200;

const isMe = (id: string, client: Client): boolean => client.user?.id === id;

/** discord.js, connected to nothing yet. Retries are ours: the outbox knows how often and how long. */
export function makeClient(apiUrl: string | null): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // Discord says how many connections it wants: one for every 2,500 servers.
    shards: 'auto',
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...FORGOTTEN,
      GuildMemberManager: { maxSize: PEOPLE, keepOverLimit: (member) => isMe(member.id, member.client) },
      UserManager: { maxSize: PEOPLE, keepOverLimit: (user) => isMe(user.id, user.client) },
    }),
    rest: { ...address(apiUrl), timeout: requestLasts, retries: 0, rejectOnRateLimit: tooLong },
  });
}

/** Answers to interactions: their limits are their own, and not part of the bot's 50 a second. */
export const replyRest = (apiUrl: string | null): Partial<RESTOptions> => ({
  ...address(apiUrl),
  timeout: requestLasts,
  retries: 0,
  globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  rejectOnRateLimit: tooLong,
});

/** Acknowledgements, within three seconds: short tries, and again at once. */
export const swiftRest = (apiUrl: string | null): Partial<RESTOptions> => ({
  ...address(apiUrl),
  timeout: ackTry,
  retries: 1,
  globalRequestsPerSecond: Number.POSITIVE_INFINITY,
});

const address = (apiUrl: string | null): Pick<RESTOptions, 'api'> | object => (apiUrl === null ? {} : { api: apiUrl });

/** Short waits are sat out, so that a room keeps its pace; a long one must not hold up the others. */
const tooLong = (limit: RateLimitData): boolean => waitOf(limit) > patience;
