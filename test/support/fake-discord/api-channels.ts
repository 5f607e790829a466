import { type Answer, ApiError, type Broken, type Call, type Route } from './call.ts';
import { channelJson, messageJson, type Records } from './records.ts';
import { type Channel, type Message, THREADS } from './state.ts';
import type { Writing } from './writing.ts';

/** "The past few minutes" in which a nonce is known. */
const NONCE_LASTS = 3 * 60_000;

/** Messages in channels and private chats. `blocked`: people who take no private messages, and the code that says so. */
export function channelRoutes(
  records: Records,
  { add, change }: Writing,
  broken: Broken,
  blocked: ReadonlyMap<string, number>,
): readonly Route[] {
  /** A channel that the bot sees. */
  function channelOf(id: string): Channel {
    const channel = records.channels.get(id);
    const guild = channel?.guild ? records.guilds.get(channel.guild) : null;
    if (!channel || (guild && !guild.hasBot)) throw new ApiError(404, 10_003, 'Unknown Channel');
    if (!records.may(channel, records.bot.id, 'ViewChannel')) throw new ApiError(403, 50_001, 'Missing Access');
    return channel;
  }

  function mayAttach({ files }: Call, channel: Channel): void {
    if (files.length > 0 && !records.may(channel, records.bot.id, 'AttachFiles')) throw new ApiError(403, 50_013, 'Missing Permissions');
  }

  function create(call: Call, id = ''): Answer {
    const channel = channelOf(id);
    if (![0, 1, 2, 5, 10, 11, 12, 13].includes(channel.type)) throw new ApiError(400, 50_008, 'Cannot send messages in a non-text channel');
    if (!records.mayWrite(channel, records.bot.id)) throw new ApiError(403, 50_013, 'Missing Permissions');
    mayAttach(call, channel);
    const closed = blocked.get(channel.recipient ?? '');
    if (closed !== undefined) throw new ApiError(403, closed, 'Cannot send messages to this user');
    if (THREADS.has(channel.type) && channel.locked) throw new ApiError(403, 160_005, 'Thread is locked');
    const body = call.body as Record<string, unknown>;
    const nonce = typeof body.nonce === 'string' ? body.nonce : null;
    if (body.enforce_nonce !== true || nonce === null) broken('a post without a nonce that is enforced');
    const known = records.messages.find((one) => one.nonce === nonce && one.channel === id && records.now() - madeAt(one.id) < NONCE_LASTS);
    if (known) return { status: 200, json: messageJson(records, known) };
    const message = add(id, body, call.files, { to: null, interaction: null, nonce });
    channel.archived = false;
    return { status: 200, json: messageJson(records, message) };
  }

  function messageIn(channel: string, id: string): Message {
    channelOf(channel);
    const message = records.message(id);
    if (!message || message.channel !== channel || message.to !== null) throw new ApiError(404, 10_008, 'Unknown Message');
    return message;
  }

  function read(_call: Call, channel = '', id = ''): Answer {
    return { status: 200, json: messageJson(records, messageIn(channel, id)) };
  }

  function edit(call: Call, channel = '', id = ''): Answer {
    const message = messageIn(channel, id);
    mayAttach(call, channelOf(channel));
    if (records.channels.get(channel)?.archived) throw new ApiError(400, 50_083, 'Thread is archived');
    if (message.author !== records.bot.id) throw new ApiError(403, 50_005, 'Cannot edit a message authored by another user');
    change(message, call);
    message.edits += 1;
    return { status: 200, json: messageJson(records, message) };
  }

  function remove(_call: Call, channel = '', id = ''): Answer {
    messageIn(channel, id).deleted = true;
    return { status: 204 };
  }

  function privateChat({ body }: Call): Answer {
    const { recipient_id } = body as { recipient_id: string };
    if (!records.users.has(recipient_id)) throw new ApiError(400, 50_033, 'Invalid Recipient(s)');
    return { status: 200, json: channelJson(records.privateChat(recipient_id)) };
  }

  const routes: readonly Route[] = [
    ['POST', /^\/channels\/(\d+)\/messages$/, create],
    ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, read],
    ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, edit],
    ['DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, remove],
    ['POST', /^\/users\/@me\/channels$/, privateChat],
  ];
  return routes;
}

const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
