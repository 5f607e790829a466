import type { PersonId, RoomId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/** One line of a local room, as it was shown. `body` is the adapter's own JSON. */
export interface LogEntry {
  readonly seq: number;
  readonly key: string;
  readonly room: RoomId;
  /** Null: everybody sees it. */
  readonly to: PersonId | null;
  readonly body: string;
  readonly at: Instant;
  /** Rises with every change of any entry, so that a page that was away asks for what is newer. */
  readonly revision: number;
}

/** What a platform's server keeps for the others; the local room has nobody else to keep it. */
export interface RoomLog {
  /** The same key again changes nothing and gives the entry that is there. */
  append(entry: { key: string; room: RoomId; to: PersonId | null; body: string; at: Instant }): Promise<LogEntry>;
  /** Null where there is no such entry. */
  replace(seq: number, body: string): Promise<LogEntry | null>;
  /** The newest `count` entries that this person may see, oldest first. */
  latest(room: RoomId, person: PersonId, count: number): Promise<readonly LogEntry[]>;
  /** All entries changed after `revision` that this person may see, oldest change first. */
  since(room: RoomId, person: PersonId, revision: number): Promise<readonly LogEntry[]>;
}

export interface LocalPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly manager: boolean;
}

/** Who has entered the local room. A person is known by a secret that the page keeps. */
export interface LocalPeople {
  /** Null where somebody else has that name. */
  enter(person: LocalPerson, secretHash: string, at: Instant): Promise<LocalPerson | null>;
  /** Somebody comes back with another page under a name that nobody is using now: the same person, known by the new secret from now on. Null where nobody has that name. */
  comeBack(name: string, secretHash: string): Promise<LocalPerson | null>;
  bySecret(secretHash: string): Promise<LocalPerson | null>;
  /** Whether nobody has ever entered: the first person is offered to organise the group. */
  none(): Promise<boolean>;
}
