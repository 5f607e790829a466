import type { LocalPeople, LocalPerson, LogEntry, RoomLog } from '../../src/chat/room-log.ts';
import type { PersonId, RoomId } from '../../src/kernel/ids.ts';

/** A room log that lives as long as the test. `entries` is all of it, oldest first. */
export function memoryRoomLog(): RoomLog & { readonly entries: readonly LogEntry[] } {
  const entries: LogEntry[] = [];
  let revision = 0;
  const visible = (room: RoomId, person: PersonId) =>
    entries.filter((entry) => entry.room === room && (entry.to === null || entry.to === person));
  return {
    entries,
    async append({ key, room, to, body, at }) {
      const known = entries.find((entry) => entry.key === key);
      if (known) return known;
      revision += 1;
      const entry = { seq: entries.length + 1, key, room, to, body, at, revision };
      entries.push(entry);
      return entry;
    },
    async replace(seq, body) {
      const old = entries[seq - 1];
      if (!old) return null;
      revision += 1;
      const entry = { ...old, body, revision };
      entries[seq - 1] = entry;
      return entry;
    },
    async latest(room, person, count) {
      return visible(room, person).slice(-count);
    },
    async since(room, person, after) {
      return visible(room, person)
        .filter((entry) => entry.revision > after)
        .sort((a, b) => a.revision - b.revision);
    },
  };
}

export function memoryPeople(): LocalPeople & { readonly known: ReadonlyMap<string, LocalPerson> } {
  const known = new Map<string, LocalPerson>();
  const folded = (name: string) => name.normalize('NFKC').toLowerCase();
  return {
    known,
    async enter(person, secretHash) {
      if (known.values().some(({ name }) => folded(name) === folded(person.name))) return null;
      known.set(secretHash, person);
      return person;
    },
    async comeBack(name, secretHash) {
      const [secret, person] = known.entries().find(([, one]) => folded(one.name) === folded(name)) ?? [];
      if (secret === undefined || !person) return null;
      known.delete(secret);
      known.set(secretHash, person);
      return person;
    },
    async bySecret(secretHash) {
      return known.get(secretHash) ?? null;
    },
    none: async () => known.size === 0,
  };
}
