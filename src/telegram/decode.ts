import { hash } from 'node:crypto';
import type { Chat, ChatMember, Message, User } from 'grammy/types';
import type { Signature } from '../chat/command.ts';
import type { Person, Room } from '../chat/place.ts';
import { type ArrivalId, arrivalId } from '../kernel/ids.ts';
import { type Instant, instant } from '../kernel/time.ts';
import { groupOf, personOf, roomOf, type Spot } from './ids.ts';
import { telegramLimits } from './limits.ts';

/** The topic of a forum a message stands in. A thread number alone is only a chain of replies. */
export const spotIn = (message: Pick<Message, 'chat' | 'message_thread_id' | 'is_topic_message'>): Spot => ({
  chat: message.chat.id,
  thread: message.is_topic_message ? (message.message_thread_id ?? null) : null,
});

export function roomIn(chat: Chat, spot: Spot, topic: string | null): Room {
  // A private chat is not called by its person: rooms are kept when people are forgotten.
  const name = chat.title ?? 'Telegram';
  return {
    id: roomOf(spot),
    platform: 'telegram',
    kind: chat.type === 'private' ? 'direct' : chat.type === 'channel' ? 'channel' : 'group',
    group: groupOf(spot.chat),
    // As people name it: `/schedule digest 08:30 #topic`.
    title: cleanName(spot.thread === null ? name : (topic ?? `#${spot.thread}`), 120),
    // Telegram knows the language of people only.
    locale: null,
  };
}

export const userPerson = (user: User, manager: boolean): Person => ({
  id: personOf(user.id),
  name: cleanName([user.first_name, user.last_name].filter(Boolean).join(' '), telegramLimits.name),
  locale: user.language_code ?? null,
  manager,
});

/** Who speaks as a chat: an anonymous administrator, a channel, the posts of a channel. */
export const chatPerson = (chat: Chat, manager: boolean): Person => ({
  id: personOf(chat.id),
  name: cleanName(chat.title ?? '', telegramLimits.name),
  locale: null,
  manager,
});

/** What must not stand in a line of other people's text: controls, and marks that turn the direction of what follows. */
function cleanName(name: string, most: number): string {
  const clean = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...clean].slice(0, most).join('') || '·';
}

export interface Typed {
  readonly name: string;
  readonly args: string;
}

/**
 * `/quiz@our_bot adaboost 5` -> quiz, `adaboost 5`. Menus know no spaces, so `/quiz_stop` is `quiz` with `stop`. Null: no command, or
 * another bot's. In a group a command without our name is ours only where we know it.
 */
export function commandIn(text: string, bot: string, commands: readonly Signature[], direct: boolean): Typed | null {
  const [, word = '', target, rest = ''] = /^\s*[/／]([A-Za-z]\w*)(?:@(\w+))?(?:\s+([\s\S]*))?$/u.exec(text) ?? [];
  if (!word || (target !== undefined && target.toLowerCase() !== bot.toLowerCase())) return null;
  const said = word.toLowerCase();
  const spaced = said.replaceAll('_', ' ');
  const [name = '', ...more] = commands.some((one) => one.name === spaced) ? spaced.split(' ') : [said];
  const known = name === 'start' || commands.some((one) => one.name.split(' ')[0] === name);
  if (!known && !direct && target === undefined) return null;
  return { name, args: [...more, rest.trim()].filter(Boolean).join(' ') };
}

/** The dedupe key of a line: the same whether it comes again or is edited without a change, another one when it says something else. */
export function lineId(message: Pick<Message, 'chat' | 'message_id'>, text: string): ArrivalId {
  const said = hash('sha256', text, 'base64url').slice(0, 8);
  return arrivalId(`telegram:${message.chat.id}/${message.message_id}/${said}`);
}

export const updateId = (update: number, part = ''): ArrivalId => arrivalId(`telegram:${update}${part}`);

/** Telegram gives whole seconds: the latest moment that they allow, so that nobody is earlier than they were. */
export const saidAt = (date: number, now: Instant): Instant => instant(Math.min(now, date * 1000 + 999));

/** Whether the bot may write in a chat where it has this place. */
export function mayWrite(member: ChatMember, chat: Chat): boolean {
  switch (member.status) {
    case 'creator':
      return true;
    case 'administrator':
      return chat.type !== 'channel' || member.can_post_messages === true;
    case 'member':
      return chat.type !== 'channel';
    case 'restricted':
      return member.is_member && member.can_send_messages;
    case 'left':
    case 'kicked':
      return false;
  }
}

export const isInside = (member: ChatMember): boolean =>
  member.status === 'restricted' ? member.is_member : member.status !== 'left' && member.status !== 'kicked';
