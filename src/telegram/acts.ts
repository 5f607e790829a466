import type { CallbackQuery, ChatMemberUpdated, Message, PollAnswer, User } from 'grammy/types';
import type { Inbound, Person, Room } from '../chat/place.ts';
import type { Receive } from '../chat/transport.ts';
import type { Allowance } from '../kernel/allowance.ts';
import { messageRef, type PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { chatPerson, isInside, mayWrite, saidAt, updateId, userPerson } from './decode.ts';
import type { Desk } from './desk.ts';
import { groupOf, personOf, replyTo, roomOf, type Spot } from './ids.ts';
import { adminsFresh } from './limits.ts';
import type { Act } from './lines.ts';
import { ASKING } from './posts.ts';
import type { Prompts } from './prompts.ts';
import type { Rooms } from './rooms.ts';
import type { Votes } from './votes.ts';

export interface ActParts {
  readonly desk: Desk;
  readonly rooms: Rooms;
  readonly prompts: Prompts;
  readonly votes: Votes;
  readonly receive: Receive;
  /** Tells a press that it was heard, if nothing else does in time. */
  readonly answerInTime: (query: string) => void;
  /** Presses that the adapter answers itself pass no admission: they are counted here. */
  readonly own: Allowance<PersonId>;
}

/** Reads what people do besides writing: presses, votes, and what they do with the bot itself. */
export function createActs({ desk, rooms, prompts, votes, receive, answerInTime, own }: ActParts) {
  const { admins, errands, presses, memory } = desk;

  async function press(update: number, query: CallbackQuery, now: Instant): Promise<Act | null> {
    const { message, data, from } = query;
    presses.open(query.id);
    // Also where it takes long to find out who manages the group.
    answerInTime(query.id);
    if (!message || !data) return errands.soon(() => presses.answer(query.id, {}));
    const { chat } = message;
    const room = await roomOfPress(message);
    if (data.startsWith(ASKING)) {
      const { ok, told } = own.take(personOf(from.id), now);
      if (!ok) return errands.soon(async () => presses.answer(query.id, told ? {} : { text: await tooFast(from, room) }));
      const asked = { token: data.slice(ASKING.length), room: room.id, field: labelOf(message, data) };
      await prompts.expect(asked, from);
      return errands.soon(async () => {
        await presses.answer(query.id, {});
        await prompts.show(asked, from, await desk.languageOf(userPerson(from, false), room));
      });
    }
    const person = userPerson(from, await manages(room, from.id));
    const at: Spot = { chat: chat.id, thread: threadOf(message) };
    const inbound: Inbound = {
      id: updateId(update),
      at: now,
      room,
      person,
      reply: replyTo({ kind: 'press', query: query.id, at }),
      kind: 'press',
      token: data,
      on: messageRef(`${chat.id}:${message.message_id}`),
    };
    return async () => {
      if ((await receive(inbound)) === 'quiet') errands.run(() => presses.answer(query.id, {}));
    };
  }

  /** Where a press belongs: what was said privately to somebody of a group belongs to that group. */
  async function roomOfPress(message: NonNullable<CallbackQuery['message']>): Promise<Room> {
    const { chat } = message;
    if (chat.type === 'group') return rooms.known(roomOf({ chat: chat.id, thread: null }));
    const origin = chat.type === 'private' ? await memory.said.get(`${chat.id}/${message.message_id}`) : null;
    return origin === null ? rooms.of(message) : rooms.known(origin);
  }

  const tooFast = async (user: User, room: Room): Promise<string> =>
    desk.describe(await desk.languageOf(userPerson(user, false), room), 'refuse-too-fast');

  const manages = async (room: Room, user: number): Promise<boolean> =>
    room.kind === 'direct' || admins.has(Number(room.group.slice('telegram:'.length)), user, adminsFresh.otherwise);

  /** A vote seats who is not in the game yet, presses what was chosen, and locks where several can be. */
  async function vote(update: number, answer: PollAnswer, now: Instant): Promise<Act | null> {
    const tokens = answer.option_ids.length > 0 ? await votes.tokens(answer.poll_id) : null;
    const person: Person | null = answer.user
      ? userPerson(answer.user, false)
      : answer.voter_chat
        ? chatPerson(answer.voter_chat, false)
        : null;
    if (!tokens || !person) return null;
    const room = await rooms.known(tokens.room);
    const chosen = answer.option_ids.flatMap((index) => tokens.options[index] ?? []);
    const pressed = [tokens.join, ...chosen, ...(tokens.lock === null ? [] : [tokens.lock])];
    return async () => {
      const arrivals = pressed.map((token, index) =>
        receive({ id: updateId(update, `/${index}`), at: now, room, person, reply: null, kind: 'press', token, on: null }),
      );
      await Promise.all(arrivals);
    };
  }

  async function membership(update: number, change: ChatMemberUpdated, now: Instant): Promise<Act | null> {
    const { chat, from, old_chat_member: before, new_chat_member: after } = change;
    admins.forget(chat.id);
    const [could, can] = [mayWrite(before, chat), mayWrite(after, chat)];
    if (can) await desk.voice.found(chat.id);
    else if (isInside(after)) await desk.voice.lost(chat.id);
    if (could === can) return null;
    const room = await rooms.of({ chat });
    const arrival = { id: updateId(update), at: saidAt(change.date, now), room, person: userPerson(from, true), reply: null };
    const inbound: Inbound = can
      ? { ...arrival, kind: 'added', fresh: room.kind !== 'direct' && !isInside(before) }
      : { ...arrival, kind: 'removed', why: desk.describe(desk.locale, `telegram-closed-${isInside(after) ? 'send' : 'out'}`) };
    return async () => void (await receive(inbound));
  }

  /** A topic that was closed takes messages again. */
  async function reopened(update: number, message: Message, now: Instant): Promise<Act | null> {
    const room = await rooms.of(message);
    const person = message.from ? userPerson(message.from, true) : chatPerson(message.chat, true);
    return async () => {
      await receive({ id: updateId(update), at: saidAt(message.date, now), room, person, reply: null, kind: 'opened' });
    };
  }

  /** The group goes on as a supergroup under another id. Said up to three times: in both chats, and as the answer to a request. */
  async function moved(from: number, to: number, title: string | null, now: Instant): Promise<void> {
    await memory.moved.put(from, to);
    const before = await memory.rooms.get(roomOf({ chat: from, thread: null }));
    const chat = { id: to, type: 'supergroup', title: title ?? before?.title ?? '·' } as const;
    const room = await rooms.of({ chat });
    await receive({
      id: updateId(from, `>${to}`),
      at: now,
      room,
      person: chatPerson(chat, true),
      reply: null,
      kind: 'migrated',
      from: { room: roomOf({ chat: from, thread: null }), group: groupOf(from) },
    });
  }

  return { press, vote, membership, reopened, moved };
}

function threadOf(message: NonNullable<CallbackQuery['message']>): number | null {
  return 'is_topic_message' in message && message.is_topic_message ? (message.message_thread_id ?? null) : null;
}

/** What the pressed button is called, for the prompt. */
function labelOf(message: NonNullable<CallbackQuery['message']>, data: string): string {
  const buttons = 'reply_markup' in message ? (message.reply_markup?.inline_keyboard.flat() ?? []) : [];
  return buttons.find((button) => 'callback_data' in button && button.callback_data === data)?.text ?? '…';
}
