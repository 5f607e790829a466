import type { Message } from 'grammy/types';
import type { Room } from '../chat/place.ts';
import type { RoomId } from '../kernel/ids.ts';
import { roomIn, spotIn } from './decode.ts';
import { groupOf, roomOf, spotOf } from './ids.ts';
import { type Memory, nowAt } from './memory.ts';
import type { Voice } from './voice.ts';

type Seen = Pick<Message, 'chat' | 'message_thread_id' | 'is_topic_message'> &
  Partial<Pick<Message, 'reply_to_message' | 'forum_topic_created' | 'forum_topic_edited'>>;

export interface Rooms {
  /** The room of a message; what it is called is kept for when only its id is known. */
  of(message: Seen): Promise<Room>;
  /** A room that somebody acts in from elsewhere. */
  known(id: RoomId): Promise<Room>;
}

export function createRooms(memory: Memory, voice: Pick<Voice, 'has'>): Rooms {
  return {
    async of(message) {
      const spot = spotIn(message);
      const key = `${spot.chat}/${spot.thread}`;
      // A message of a topic answers the one that opened it, unless it answers something else.
      const told =
        message.forum_topic_edited?.name ?? message.forum_topic_created?.name ?? message.reply_to_message?.forum_topic_created?.name;
      const topic = spot.thread === null ? null : await memory.topics.get(key);
      const name = message.forum_topic_edited?.name ?? topic ?? told ?? null;
      if (spot.thread !== null && name !== null && name !== topic) await memory.topics.put(key, name);
      const room = roomIn(message.chat, spot, name);
      await memory.rooms.put(room.id, room);
      const postable = room.kind === 'group' ? await voice.has(spot.chat) : null;
      return postable === null ? room : { ...room, postable };
    },
    async known(id) {
      const { chat, thread } = spotOf(id);
      const now = await nowAt(chat, memory);
      const here = roomOf({ chat: now, thread });
      const room = await memory.rooms.get(here);
      if (room) return room;
      return {
        id: here,
        platform: 'telegram',
        kind: chat > 0 ? 'direct' : 'group',
        group: groupOf(now),
        title: thread === null ? '·' : `#${thread}`,
        locale: null,
      };
    },
  };
}
