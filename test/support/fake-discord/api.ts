import { commandProblems, type RegisteredCommand } from './commands.ts';
import { channelJson, messageJson, type Records } from './records.ts';
import { messageProblems, modalProblems, type Payload } from './rules.ts';
import { type Channel, type Component, FLAGS, type InteractionRecord, type Message, THREADS } from './state.ts';

/** What the API says no with. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown> | readonly unknown[] | null;
  /** Names of uploaded files. */
  readonly files: readonly string[];
  readonly authorized: boolean;
  readonly query: URLSearchParams;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

type Handler = (call: Call, ...ids: string[]) => Answer;

const INTERACTION_LASTS = 15 * 60_000;
const ACKNOWLEDGED_WITHIN = 3_000;
/** "The past few minutes" in which a nonce is known. */
const NONCE_LASTS = 3 * 60_000;
/** Follow-ups of an app that is installed for the user only. */
const FOLLOW_UPS_OF_GUESTS = 5;

/** The REST requests that a bot of our kind makes. `broken` is told what Discord would refuse, or what we forbid ourselves. */
export function createApi(
  records: Records,
  gateway: { readonly url: () => string },
  broken: (what: string) => void,
  realTime: () => number,
) {
  const routes: readonly [string, RegExp, Handler][] = [
    ['GET', /^\/gateway\/bot$/, gatewayBot],
    ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, callback],
    ['POST', /^\/webhooks\/(\d+)\/([^/]+)$/, followUp],
    ['GET', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, ownMessage],
    ['PATCH', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, changeOwn],
    ['DELETE', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, removeOwn],
    ['POST', /^\/channels\/(\d+)\/messages$/, create],
    ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, read],
    ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, edit],
    ['DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, remove],
    ['POST', /^\/users\/@me\/channels$/, privateChat],
    ['GET', /^\/applications\/(\d+)\/commands$/, (_call, app) => listCommands(app, 'global')],
    ['PUT', /^\/applications\/(\d+)\/commands$/, (call, app) => putCommands(call, app, 'global')],
    ['GET', /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/, (_call, app, guild) => listCommands(app, guild ?? '')],
    ['PUT', /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/, (call, app, guild) => putCommands(call, app, guild ?? '')],
  ];

  function gatewayBot(): Answer {
    const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
    return { status: 200, json: { url: gateway.url(), shards: 1, session_start_limit: limit } };
  }

  // Interactions

  function callback({ body }: Call, id = '', token = ''): Answer {
    const record = records.interactions.get(id);
    const waited = record ? realTime() - record.sent : 0;
    if (!record || record.token !== token) throw new ApiError(404, 10_062, 'Unknown interaction');
    if (record.acknowledged !== null) throw new ApiError(400, 40_060, 'Interaction has already been acknowledged.');
    if (waited > ACKNOWLEDGED_WITHIN) throw new ApiError(404, 10_062, 'Unknown interaction');
    const { type, data } = body as { type: number; data?: Record<string, unknown> };
    respond(record, type, data ?? {});
    record.acknowledged = waited;
    record.response = type;
    return { status: 204 };
  }

  function respond(record: InteractionRecord, type: number, data: Record<string, unknown>): void {
    const allowed = record.type === 4 ? [8] : record.type === 2 ? [4, 5, 9] : record.type === 3 ? [4, 5, 6, 7, 9] : [4, 5, 6, 7];
    if (!allowed.includes(type)) throw invalid(`response ${type} to an interaction of type ${record.type}`);
    switch (type) {
      case 4:
        record.original = add(record.channel, data, [], { to: hiddenFrom(record, data), interaction: record.id }).id;
        return;
      case 5: {
        const flags = (Number(data.flags ?? 0) & FLAGS.ephemeral) | FLAGS.loading;
        const to = flags & FLAGS.ephemeral ? record.user : null;
        const made = { channel: record.channel, author: records.bot.id, content: '', components: [], flags, nonce: null, to };
        record.original = records.addMessage({ ...made, attachments: [], interaction: record.id }).id;
        return;
      }
      case 6:
        record.original = record.on;
        return;
      case 8: {
        const choices = data.choices as InteractionRecord['choices'];
        if (choices.length > 25) throw invalid('more than 25 choices');
        for (const { name, value } of choices)
          if (!name || [...name].length > 100 || String(value).length > 100) throw invalid('a choice has 1 to 100 characters');
        record.choices = choices;
        return;
      }
      case 9: {
        const problems = modalProblems(data);
        if (problems.length > 0) throw invalid(problems.join('; '));
        record.modal = data as unknown as InteractionRecord['modal'];
        return;
      }
    }
  }

  const hiddenFrom = (record: InteractionRecord, data: Record<string, unknown>): string | null =>
    Number(data.flags ?? 0) & FLAGS.ephemeral ? record.user : null;

  function recordOf(app: string, token: string): InteractionRecord {
    const record = records.interactions.values().find((one) => one.token === token);
    if (!record || app !== records.application) throw new ApiError(404, 10_015, 'Unknown Webhook');
    if (records.now() - record.made > INTERACTION_LASTS) throw new ApiError(401, 50_027, 'Invalid Webhook Token');
    if (record.acknowledged === null) throw new ApiError(404, 10_015, 'Unknown Webhook');
    return record;
  }

  function followUp(call: Call, app = '', token = ''): Answer {
    const record = recordOf(app, token);
    const waiting = record.original === null ? null : records.message(record.original);
    if (waiting && waiting.flags & FLAGS.loading) {
      broken('a follow-up instead of the answer to a deferral');
      return changeOwn(call, app, token, '@original');
    }
    record.followUps += 1;
    if (record.personal && record.followUps > FOLLOW_UPS_OF_GUESTS)
      throw new ApiError(400, 40_094, 'too many follow-ups of a user-installed app');
    const data = call.body as Record<string, unknown>;
    const message = add(record.channel, data, call.files, { to: hiddenFrom(record, data), interaction: record.id });
    return { status: 200, json: messageJson(records, message) };
  }

  function own(app: string, token: string, id: string): Message {
    const record = recordOf(app, token);
    const message = records.message(id === '@original' ? (record.original ?? '') : id);
    if (!message) throw new ApiError(404, 10_008, 'Unknown Message');
    return message;
  }

  function ownMessage(_call: Call, app = '', token = '', id = ''): Answer {
    return { status: 200, json: messageJson(records, own(app, token, id)) };
  }

  function changeOwn(call: Call, app = '', token = '', id = ''): Answer {
    const message = own(app, token, id);
    change(message, call);
    message.flags &= ~FLAGS.loading;
    return { status: 200, json: messageJson(records, message) };
  }

  function removeOwn(_call: Call, app = '', token = '', id = ''): Answer {
    own(app, token, id).deleted = true;
    return { status: 204 };
  }

  // Channels

  /** A channel that the bot sees. */
  function channelOf(id: string): Channel {
    const channel = records.channels.get(id);
    const guild = channel?.guild ? records.guilds.get(channel.guild) : null;
    if (!channel || (guild && !guild.hasBot)) throw new ApiError(404, 10_003, 'Unknown Channel');
    if (!records.may(channel, records.bot.id, 'ViewChannel')) throw new ApiError(403, 50_001, 'Missing Access');
    return channel;
  }

  function create(call: Call, id = ''): Answer {
    const channel = channelOf(id);
    if (![0, 1, 2, 5, 10, 11, 12, 13].includes(channel.type)) throw new ApiError(400, 50_008, 'Cannot send messages in a non-text channel');
    if (!records.mayWrite(channel, records.bot.id)) throw new ApiError(403, 50_013, 'Missing Permissions');
    if (call.files.length > 0 && !records.may(channel, records.bot.id, 'AttachFiles'))
      throw new ApiError(403, 50_013, 'Missing Permissions');
    if (channel.recipient !== null && blocked.has(channel.recipient)) throw new ApiError(403, 50_007, 'Cannot send messages to this user');
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

  const blocked = new Set<string>();

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

  // Messages

  function check(payload: Payload, files: readonly string[]): void {
    const problems = messageProblems(payload, files);
    if (problems.length > 0) throw invalid(problems.join('; '));
    const { parse, users } = payload.allowed_mentions ?? {};
    if (parse === undefined || parse.length > 0 || users?.length) broken('a message that may call somebody');
  }

  function add(
    channel: string,
    data: Record<string, unknown>,
    files: readonly string[],
    more: { readonly to: string | null; readonly interaction: string | null; readonly nonce?: string | null },
  ): Message {
    check(data as Payload, files);
    return records.addMessage({
      channel,
      author: records.bot.id,
      content: String(data.content ?? ''),
      components: (data.components ?? []) as readonly Component[],
      flags: Number(data.flags ?? 0),
      nonce: more.nonce ?? null,
      to: more.to,
      attachments: files,
      interaction: more.interaction,
    });
  }

  function change(message: Message, { body, files }: Call): void {
    const data = body as Record<string, unknown>;
    const v2 = (message.flags & FLAGS.v2) !== 0;
    if (v2 && !(Number(data.flags ?? FLAGS.v2) & FLAGS.v2)) throw invalid('IS_COMPONENTS_V2 cannot be taken away');
    check({ ...(data as Payload), flags: Number(data.flags ?? message.flags) }, files);
    message.components = (data.components ?? message.components) as readonly Component[];
    message.content = String(data.content ?? message.content);
    message.flags |= Number(data.flags ?? 0) & FLAGS.v2;
    if (data.attachments !== undefined) message.attachments = files;
  }

  // Commands

  function listCommands(app: string | undefined, where: string): Answer {
    if (app !== records.application) throw new ApiError(403, 20_012, 'You are not authorized to perform this action on this application');
    return { status: 200, json: records.commands.get(where) ?? [] };
  }

  function putCommands({ body }: Call, app: string | undefined, where: string): Answer {
    listCommands(app, where);
    const wanted = body as readonly RegisteredCommand[];
    const problems = commandProblems(wanted);
    if (problems.length > 0) throw invalid(problems.join('; '));
    if (where !== 'global' && !records.guilds.get(where)?.hasBot) throw new ApiError(403, 50_001, 'Missing Access');
    const stored = wanted.map((one) => storedCommand(one, where));
    records.commands.set(where, stored);
    return { status: 200, json: stored };
  }

  /** What is empty is left out, and permissions come back as text. */
  function storedCommand(one: RegisteredCommand, where: string): RegisteredCommand {
    const { options, contexts, integration_types, ...named } = one;
    const permissions = one.default_member_permissions === null ? null : String(one.default_member_permissions);
    return {
      ...named,
      id: records.id(),
      type: one.type ?? 1,
      description: one.description ?? '',
      default_member_permissions: permissions,
      ...(where === 'global' ? { contexts: contexts ?? null, integration_types: integration_types ?? [0] } : {}),
      ...(options?.length ? { options: options.map(storedOption) } : {}),
      ...({
        application_id: records.application,
        version: records.id(),
        nsfw: false,
        ...(where === 'global' ? {} : { guild_id: where }),
      } as object),
    };
  }

  function storedOption<T extends { options?: readonly T[]; required?: boolean }>(one: T): T {
    const { options, required, ...rest } = one;
    return {
      ...rest,
      ...(required ? { required } : {}),
      ...(options?.length ? { options: options.map(storedOption) } : {}),
    } as unknown as T;
  }

  return {
    /** People who take no private messages. */
    blocked,
    /** @throws ApiError */
    handle(call: Call): Answer {
      for (const [method, pattern, handler] of routes) {
        const found = method === call.method ? pattern.exec(call.path) : null;
        if (!found) continue;
        const open = /^\/(interactions|webhooks)\//.test(call.path);
        if (!open && !call.authorized) throw new ApiError(401, 0, '401: Unauthorized');
        return handler(call, ...found.slice(1));
      }
      broken(`${call.method} ${call.path}: no such request`);
      throw new ApiError(404, 0, '404: Not Found');
    },
  };
}

const invalid = (why: string): ApiError => new ApiError(400, 50_035, `Invalid Form Body: ${why}`);

const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
