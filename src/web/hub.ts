import type { LogEntry } from '../chat/room-log.ts';
import type { PersonId, RoomId } from '../kernel/ids.ts';
import { entryOf } from './encode.ts';
import type { Member, ToPage } from './protocol.ts';

/** One open page of one person. */
export interface Listener {
  readonly room: RoomId;
  readonly member: Member;
  readonly hear: (message: string) => void;
}

/** Who is here, and telling them. Keeps nothing: what was said is in the room log. */
export interface Hub {
  join(listener: Listener): void;
  leave(listener: Listener): void;
  /** How many pages a person has open in any room; without a person: all pages. */
  open(person?: PersonId): number;
  people(room: RoomId): readonly Member[];
  publish(entry: LogEntry): void;
  toast(room: RoomId, person: PersonId, on: number | null, text: string): void;
}

export function createHub(): Hub {
  const listeners = new Set<Listener>();

  const tell = (message: ToPage, to: (listener: Listener) => boolean) => {
    const text = JSON.stringify(message);
    for (const listener of listeners) if (to(listener)) listener.hear(text);
  };
  const people = (room: RoomId) => {
    const members = new Map<PersonId, Member>();
    for (const { room: where, member } of listeners) if (where === room) members.set(member.id, member);
    return [...members.values()];
  };
  const present = (room: RoomId, person: PersonId) => listeners.values().some((other) => other.room === room && other.member.id === person);
  const tellPeople = (room: RoomId) => tell({ kind: 'people', people: people(room) }, (listener) => listener.room === room);

  return {
    people,
    join(listener) {
      const known = present(listener.room, listener.member.id);
      listeners.add(listener);
      if (!known) tellPeople(listener.room);
    },
    leave(listener) {
      if (listeners.delete(listener) && !present(listener.room, listener.member.id)) tellPeople(listener.room);
    },
    open(person) {
      return person === undefined
        ? listeners.size
        : listeners
            .values()
            .filter((listener) => listener.member.id === person)
            .toArray().length;
    },
    publish(entry) {
      tell(
        { kind: 'entry', entry: entryOf(entry) },
        (listener) => listener.room === entry.room && (entry.to === null || entry.to === listener.member.id),
      );
    },
    toast(room, person, on, text) {
      tell({ kind: 'toast', on, text }, (listener) => listener.room === room && listener.member.id === person);
    },
  };
}
