import { join } from 'node:path';
import { type GroupId, groupId, type RoomId, roomId } from '../../src/kernel/ids.ts';
import { type Instant, instant } from '../../src/kernel/time.ts';
import { openMigrated } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { type FakeChat, keyboardOf } from './fake-telegram/state.ts';

export interface DueRoom {
  readonly room: RoomId;
  readonly group: GroupId;
  readonly title: string;
}

export const discordRoom = (guild: string, channel: string, title: string): DueRoom => ({
  room: roomId(`discord:${channel}`),
  group: groupId(`discord:${guild}`),
  title,
});
export const telegramRoom = (chat: number, title: string): DueRoom => ({
  room: roomId(`telegram:${chat}`),
  group: groupId(`telegram:${chat}`),
  title,
});

/** Whether a Telegram chat has all of a digest: its buttons are on the last message. */
export const hasDigest = (chat: FakeChat): boolean => chat.messages.some((message) => keyboardOf(message).length > 0);

/** Whether a message stands there twice. */
export function isDoubled(chat: FakeChat): boolean {
  const said = chat.messages.map((message) => message.text ?? message.caption ?? '');
  return new Set(said).size < said.length;
}

/** A folder as a process leaves it: each room has a daily digest, which falls due at `at`. */
export async function digestsDue(folder: string, platform: 'discord' | 'telegram', rooms: readonly DueRoom[], at: Instant): Promise<void> {
  const database = await openMigrated(join(folder, 'bot.sqlite'));
  const due = instant(Math.floor(at / 1000) * 1000);
  const cadence = { minuteOfDay: Math.floor(due / 60_000) % 1440, days: [1, 2, 3, 4, 5, 6, 7] };
  await createStore(database, { timeZone: 'UTC' }).transaction(async ({ rooms: known, schedules, due: queue }) => {
    for (const { room, group, title } of rooms) {
      await known.touch({ id: room, platform, kind: 'group', group, title, locale: null }, due);
      const { id } = await schedules.add({ group, room, kind: 'digest', cadence, paused: false, next: due, last: null });
      await queue.put({ key: `schedule.${id}`, kind: 'schedule', room, at: due, payload: String(id) });
    }
  });
  await database.close();
}
