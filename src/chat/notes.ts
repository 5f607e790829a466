import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/** Small things that an adapter must still know after a restart, under keys of its own (`telegram:poll:…`). */
export interface Notes {
  /** Null where there is none, or its time is over. */
  get(key: string): Promise<string | null>;
  /** Replaces what was there. `person`: whose it is; it is deleted with them. */
  put(key: string, text: string, until: Instant, person?: PersonId): Promise<void>;
  remove(key: string): Promise<void>;
}
