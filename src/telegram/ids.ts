import type { Platform } from '../chat/place.ts';
import { type ReplyRef, replyRef } from '../chat/place.ts';
import { type GroupId, groupId, type MessageRef, messageRef, type PersonId, personId, type RoomId, roomId } from '../kernel/ids.ts';

/** A chat, or a topic of a forum. */
export interface Spot {
  readonly chat: number;
  readonly thread: number | null;
}

const platform: Platform = 'telegram';

export const roomOf = ({ chat, thread }: Spot): RoomId => roomId(`${platform}:${chat}${thread === null ? '' : `/${thread}`}`);
export const groupOf = (chat: number): GroupId => groupId(`${platform}:${chat}`);
/** A person is a user, or a chat that somebody speaks for. */
export const personOf = (id: number): PersonId => personId(`${platform}:${id}`);

export function spotOf(room: RoomId): Spot {
  const [chat = '', thread] = room.slice(platform.length + 1).split('/');
  return { chat: Number(chat), thread: thread === undefined ? null : Number(thread) };
}

/** The user behind a person, or null where a chat speaks: that has no private chat. */
export function userOf(person: PersonId): number | null {
  const id = Number(person.slice(platform.length + 1));
  return id > 0 ? id : null;
}

/** What became of one delivery. */
export type Delivered =
  | { readonly kind: 'messages'; readonly chat: number; readonly ids: readonly number[] }
  | { readonly kind: 'poll'; readonly chat: number; readonly id: number }
  /** Shown in passing, or kept until its reader comes for it: there is nothing to change. */
  | { readonly kind: 'gone' };

export function deliveredRef(delivered: Delivered): MessageRef {
  switch (delivered.kind) {
    case 'messages':
      return messageRef(`${delivered.chat}:${delivered.ids.join(',')}`);
    case 'poll':
      return messageRef(`${delivered.chat}:p${delivered.id}`);
    case 'gone':
      return messageRef('gone');
  }
}

export function deliveredOf(ref: MessageRef): Delivered {
  const [, chat = '', poll, ids = ''] = /^(-?\d+):(p)?([\d,]+)$/.exec(ref) ?? [];
  if (!ids) return { kind: 'gone' };
  return poll
    ? { kind: 'poll', chat: Number(chat), id: Number(ids) }
    : { kind: 'messages', chat: Number(chat), ids: ids.split(',').map(Number) };
}

/** How somebody can be answered: a press by its query, a message by another one. */
export type Reply =
  | { readonly kind: 'press'; readonly query: string; readonly at: Spot }
  /** `command`: it stood in the room, so a short answer may too. `answer`: what it said is not for the others. */
  | { readonly kind: 'message'; readonly of: 'command' | 'answer'; readonly id: number; readonly at: Spot };

export function replyTo(reply: Reply): ReplyRef {
  const at = `${reply.at.chat}/${reply.at.thread ?? ''}`;
  return replyRef(reply.kind === 'press' ? `p ${reply.query} ${at}` : `${reply.of === 'command' ? 'c' : 'a'} ${reply.id} ${at}`);
}

export function replyOf(ref: ReplyRef | null): Reply | null {
  const [, kind, id = '', chat = '', thread = ''] = /^([pca]) (\S+) (-?\d+)\/(\d*)$/.exec(ref ?? '') ?? [];
  if (!kind) return null;
  const at: Spot = { chat: Number(chat), thread: thread ? Number(thread) : null };
  return kind === 'p' ? { kind: 'press', query: id, at } : { kind: 'message', of: kind === 'c' ? 'command' : 'answer', id: Number(id), at };
}
