import type { Message, Update } from 'grammy/types';
import type { TopicCards } from '../chat/card.ts';
import type { Signature } from '../chat/command.ts';
import type { Capabilities, Receive } from '../chat/transport.ts';
import { allowance } from '../kernel/allowance.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { createActs } from './acts.ts';
import type { Desk } from './desk.ts';
import { createInline } from './inline.ts';
import { ownAnswers } from './limits.ts';
import { type Act, createLines } from './lines.ts';
import type { Outgoing } from './outgoing.ts';
import { createPrompts } from './prompts.ts';
import type { Requests } from './requests.ts';
import { createRooms } from './rooms.ts';

/** What we ask Telegram to tell us. */
export const UPDATES = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'callback_query',
  'poll_answer',
  'my_chat_member',
  'inline_query',
] as const satisfies readonly (keyof Update)[];

export interface Incoming {
  /** Resolves when all that the update brought has been saved. What came first in a chat is handed on first. */
  take(update: Update): Promise<void>;
  /** A request was answered with the group's new id. */
  moved(from: number, to: number): Promise<void>;
}

export interface IncomingParts {
  readonly desk: Desk;
  readonly can: Capabilities;
  readonly commands: readonly Signature[];
  readonly cards: TopicCards;
  readonly outgoing: Outgoing;
  readonly requests: Requests;
  readonly receive: Receive;
  readonly answerInTime: (query: string) => void;
}

export function createIncoming(parts: IncomingParts): Incoming {
  const { desk, outgoing, requests, receive } = parts;
  const rooms = createRooms(desk.memory, desk.voice);
  const prompts = createPrompts(desk, requests);
  const own = allowance<PersonId>(ownAnswers);
  const lines = createLines({ desk, commands: parts.commands, rooms, prompts, privately: outgoing.privately, requests, receive, own });
  const acts = createActs({ desk, rooms, prompts, votes: outgoing.votes, receive, answerInTime: parts.answerInTime, own });
  const inline = createInline(desk, parts.can, parts.cards);
  /** By chat: what must be read before the next update of that chat. */
  const turns = new Map<number, Promise<unknown>>();

  function read(update: Update, now: Instant): Promise<Act | null> | Act | null {
    const { update_id: id } = update;
    if (update.callback_query) return acts.press(id, update.callback_query, now);
    if (update.poll_answer) return acts.vote(id, update.poll_answer, now);
    if (update.my_chat_member) return acts.membership(id, update.my_chat_member, now);
    if (update.inline_query) {
      const query = update.inline_query;
      return desk.errands.soon(() => inline(query));
    }
    const fresh = update.message ?? update.channel_post;
    if (fresh) return service(id, fresh, now) ?? lines.read(fresh, now, false);
    const edited = update.edited_message ?? update.edited_channel_post;
    return edited ? lines.read(edited, now, true) : null;
  }

  /** A message that nobody wrote. */
  function service(id: number, message: Message, now: Instant): Promise<Act | null> | Act | null {
    const { chat, migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
    if (to !== undefined) return () => acts.moved(chat.id, to, chat.title ?? null, now);
    if (from !== undefined) return () => acts.moved(from, chat.id, chat.title ?? null, now);
    if (message.forum_topic_created || message.forum_topic_edited) return rooms.of(message).then(() => null);
    // The general topic says that it is open by the second: hiding has closed it.
    if (message.forum_topic_reopened || message.general_forum_topic_unhidden) return acts.reopened(id, message, now);
    return null;
  }

  async function take(update: Update, now: Instant): Promise<void> {
    const chat = chatOf(update);
    const before = turns.get(chat);
    let act: Act | null = null;
    const reading = (async () => {
      await before?.catch(() => {});
      act = await read(update, now);
      // Begun in this turn, so that arrivals stand in the room's queue in their order; finished in their own time.
      return { done: act?.() };
    })();
    turns.set(chat, reading);
    try {
      await (await reading).done;
    } catch (error) {
      desk.report('an update could not be handled', error);
    } finally {
      if (turns.get(chat) === reading) turns.delete(chat);
    }
  }

  return {
    take: (update) => take(update, desk.clock.now()),
    moved: (from, to) => acts.moved(from, to, null, desk.clock.now()),
  };
}

function chatOf(update: Update): number {
  const message =
    update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post ?? update.callback_query?.message;
  return message?.chat.id ?? update.my_chat_member?.chat.id ?? update.poll_answer?.user?.id ?? 0;
}
