import { type Refusal, refusal } from '../chat/command.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Call } from './call.ts';
import type { KnownRoom } from './ports.ts';

/** The room of the group that a `room` parameter means; nothing and `here` mean the one where it was typed. */
export async function chosenRoom(
  wanted: string | null,
  call: Pick<Call, 'room' | 'group' | 'tables' | 'parts'>,
): Promise<Result<KnownRoom, Refusal>> {
  if (wanted === null || wanted === 'here') return ok(call.room);
  const rooms = await call.tables.rooms.of(call.group.id);
  const asTyped = (title: string) => call.parts.fold(title.normalize('NFKC').toLowerCase()).replace(/^#/, '').replace(/\s+/g, '-');
  const found = wanted.startsWith('#')
    ? rooms.filter((room) => asTyped(room.title) === asTyped(wanted))
    : rooms.filter((room) => room.id === wanted);
  const [room] = found;
  return room && found.length === 1 ? ok(room) : err(refusal('refuse-room', { given: wanted }));
}
