import type { Message, MessageEntity, Poll, User } from 'grammy/types';
import { botMessage, notify, openChat } from './messages.ts';
import { fileOf } from './photos.ts';
import { checkEntities, checkKeyboard } from './rules.ts';
import { badRequest, type FakePoll, type FakeState } from './state.ts';

type Payload = Readonly<Record<string, unknown>>;

export function sendPoll(state: FakeState, payload: Payload, date: number): Message {
  const chat = openChat(state, payload, 'polls');
  const options = (payload.options ?? []) as { text: string }[];
  const right = (payload.correct_option_ids ?? []) as number[];
  const explanation = String(payload.explanation ?? '');
  if (!inRange(payload.question, 1, 300)) throw badRequest('poll question must be 1-300 characters long');
  if (payload.description !== undefined && !inRange(payload.description, 0, 1024)) throw badRequest('poll description is too long');
  if (options.length < 1 || options.length > 12) throw badRequest('poll must have 1-12 options');
  if (options.some(({ text }) => !inRange(text, 1, 100))) throw badRequest('poll options length must not exceed 100');
  if (explanation.length > 200 || explanation.split('\n').length > 3) throw badRequest('quiz explanation is too long');
  checkEntities(explanation, (payload.explanation_entities ?? []) as MessageEntity[]);
  if (payload.question_entities !== undefined) throw badRequest('only custom emoji entities are allowed in a question');
  if (chat.type === 'channel' && payload.is_anonymous === false) throw badRequest("non-anonymous polls can't be sent to channel chats");
  if (payload.type === 'quiz') {
    const rising = right.every((one, index) => Number.isInteger(one) && one >= 0 && one < options.length && one > (right[index - 1] ?? -1));
    if (right.length === 0 || !rising) throw badRequest('correct_option_ids are invalid');
    if (right.length > 1 && payload.allows_multiple_answers !== true)
      throw badRequest('several right options need allows_multiple_answers');
  }
  let closesAt: number | null = null;
  if (payload.close_date !== undefined) {
    const ahead = Number(payload.close_date) - date;
    if (ahead < 5 || ahead > 2_628_000) throw badRequest('poll close date is out of range');
    closesAt = Number(payload.close_date) * 1000;
  }
  for (const shown of [explanation, String(payload.description ?? '')]) notify(state, chat, shown, []);
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  const media = payload.media as { type: string; media: unknown } | undefined;
  if (media && media.type !== 'photo') throw badRequest('only photos are known here');
  const poll = {
    id: state.nextId(),
    question: String(payload.question),
    options: options.map(({ text }, index) => ({ persistent_id: String(index), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: payload.is_anonymous !== false,
    type: payload.type === 'quiz' ? 'quiz' : 'regular',
    allows_multiple_answers: payload.allows_multiple_answers === true,
    allows_revoting: payload.type !== 'quiz',
    members_only: false,
    correct_option_ids: right,
    ...(explanation ? { explanation } : {}),
    ...(payload.description ? { description: payload.description } : {}),
    ...(media ? { media: fileOf(state, media.media) } : {}),
  } as unknown as Poll;
  const message = botMessage(state, chat, payload, date, { poll, ...(markup ? { reply_markup: markup } : {}) });
  state.polls.set(poll.id, { chat, message, poll, votes: new Map(), closesAt });
  return message;
}

export function stopPoll(state: FakeState, payload: Payload, now: number): Poll {
  const chat = openChat(state, { chat_id: payload.chat_id });
  const message = state.message(chat, Number(payload.message_id));
  const poll = message?.poll && state.polls.get(message.poll.id);
  if (!poll) throw badRequest('message with poll to stop not found');
  if (isClosed(poll, now)) throw badRequest('poll has already been closed');
  poll.poll = { ...poll.poll, is_closed: true };
  return poll.poll;
}

const isClosed = (poll: FakePoll, now: number): boolean => poll.poll.is_closed || (poll.closesAt !== null && now >= poll.closesAt);

/** False where the vote is not taken: the poll is closed, or they have voted. */
export function vote(poll: FakePoll, user: User, chosen: readonly number[], now: number): boolean {
  if (isClosed(poll, now) || (poll.votes.has(user.id) && !poll.poll.allows_revoting)) return false;
  if (chosen.length > 1 && !poll.poll.allows_multiple_answers) return false;
  poll.votes.set(user.id, chosen);
  return true;
}

const inRange = (text: unknown, least: number, most: number): boolean =>
  typeof text === 'string' && text.replaceAll(/[\s\p{Cf}]/gu, '').length >= least && text.length <= most;
