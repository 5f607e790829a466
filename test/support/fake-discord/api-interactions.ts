import { type Answer, ApiError, type Broken, type Call, invalid, type Route } from './call.ts';
import { messageJson, type Records } from './records.ts';
import { modalProblems } from './rules.ts';
import { FLAGS, type InteractionRecord, type Message } from './state.ts';
import type { Writing } from './writing.ts';

const INTERACTION_LASTS = 15 * 60_000;
const ACKNOWLEDGED_WITHIN = 3_000;
/** Follow-ups of an app that is installed for the user only. */
const FOLLOW_UPS_OF_GUESTS = 5;

/** Answers to interactions: the first within three seconds, once; the others by its token for a quarter of an hour. */
export function interactionRoutes(records: Records, { add, change }: Writing, broken: Broken, realTime: () => number): readonly Route[] {
  function callback({ body }: Call, id = '', token = ''): Answer {
    const record = records.interactions.get(id);
    const waited = record ? realTime() - record.sent : 0;
    if (!record || record.token !== token) throw new ApiError(404, 10_062, 'Unknown interaction');
    if (record.acknowledged !== null) throw new ApiError(400, 40_060, 'Interaction has already been acknowledged.');
    if (waited > ACKNOWLEDGED_WITHIN) throw new ApiError(404, 10_062, 'Unknown interaction');
    const { type, data } = body as { type: number; data?: Record<string, unknown> };
    respond(record, type, data ?? {});
    record.acknowledged = waited;
    if (type === 4) record.answered = waited;
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
    record.answered ??= realTime() - record.sent;
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
    recordOf(app, token).answered ??= realTime() - recordOf(app, token).sent;
    message.flags &= ~FLAGS.loading;
    return { status: 200, json: messageJson(records, message) };
  }

  function removeOwn(_call: Call, app = '', token = '', id = ''): Answer {
    own(app, token, id).deleted = true;
    return { status: 204 };
  }

  const routes: readonly Route[] = [
    ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, callback],
    ['POST', /^\/webhooks\/(\d+)\/([^/]+)$/, followUp],
    ['GET', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, ownMessage],
    ['PATCH', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, changeOwn],
    ['DELETE', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, removeOwn],
  ];
  return routes;
}
