import { ApiError, type Broken, type Call, invalid, type Upload } from './call.ts';
import type { Records } from './records.ts';
import { FILE_SIZE, hiddenFiles, messageProblems, type Payload } from './rules.ts';
import { type Component, FLAGS, type Message } from './state.ts';

export interface Writing {
  add(
    channel: string,
    data: Record<string, unknown>,
    files: readonly Upload[],
    more: { readonly to: string | null; readonly interaction: string | null; readonly nonce?: string | null },
  ): Message;
  change(message: Message, call: Pick<Call, 'body' | 'files'>): void;
}

/** How messages come to be and change, whoever asks. */
export function createWriting(records: Records, broken: Broken): Writing {
  function check(payload: Payload, files: readonly Upload[]): void {
    if (files.some(({ size }) => size > FILE_SIZE)) {
      broken('a file that is too large');
      throw new ApiError(413, 40_005, 'Request entity too large');
    }
    for (const name of hiddenFiles(payload, files)) broken(`the file ${name} came, and nothing shows it`);
    const problems = messageProblems(payload, files);
    if (problems.length > 0) throw invalid(problems.join('; '));
    const { parse, users } = payload.allowed_mentions ?? {};
    if (parse === undefined || parse.length > 0 || users?.length) broken('a message that may call somebody');
  }

  function add(
    channel: string,
    data: Record<string, unknown>,
    files: readonly Upload[],
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
      attachments: files.map(({ name }) => name),
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
    if (data.attachments !== undefined) message.attachments = files.map(({ name }) => name);
  }

  return { add, change };
}
