import type { Room } from '../chat/place.ts';
import { groupId, roomId } from '../kernel/ids.ts';

/** The one room that the page opens with: a group of its own. */
export const LOCAL_ROOM: Room = {
  id: roomId('web:main'),
  platform: 'web',
  kind: 'group',
  group: groupId('web:main'),
  title: 'Incoming Transmission',
  locale: null,
};
