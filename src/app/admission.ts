import { type Refusal, refusal } from '../chat/command.ts';
import { type Inbound, isMembership, type Room } from '../chat/place.ts';
import type { PersonId } from '../kernel/ids.ts';
import { between, type Instant } from '../kernel/time.ts';

/** Commands and presses of one person at once, and then so many a second. More is no game any more. */
const BURST = 20;
const PER_SECOND = 1;
/** People remembered; those who have not acted for longest are forgotten. */
const MOST_PEOPLE = 10_000;

export interface Admission {
  /** `in`, a polite no, or `silence`: the no was said already. */
  check(inbound: Inbound): 'in' | 'silence' | Refusal;
  admits(room: Pick<Room, 'platform' | 'kind' | 'group'>): boolean;
}

/**
 * Who may use the bot, and how fast. `allowed`: ids of groups (`discord:123`), and `discord:direct` for private chats; null: all.
 * The local room is always allowed: it has its own door.
 */
export function admission(allowed: ReadonlySet<string> | null): Admission {
  const people = new Map<PersonId, { left: number; filled: Instant; told: boolean }>();

  const admits: Admission['admits'] = ({ platform, kind, group }) =>
    allowed === null || platform === 'web' || allowed.has(kind === 'direct' ? `${platform}:direct` : group);

  /** Whether this act is within the limit; the time is the act's own, so that what was held up on the way is not held against anybody. */
  function within(person: PersonId, at: Instant): { ok: boolean; told: boolean } {
    const known = people.get(person) ?? { left: BURST, filled: at, told: false };
    people.delete(person);
    const passed = Math.max(0, between(known.filled, at)) / 1000;
    const left = Math.min(BURST, known.left + passed * PER_SECOND);
    const ok = left >= 1;
    people.set(person, { left: ok ? left - 1 : left, filled: at > known.filled ? at : known.filled, told: !ok });
    const oldest = people.keys().next();
    if (people.size > MOST_PEOPLE && !oldest.done) people.delete(oldest.value);
    return { ok, told: known.told };
  }

  return {
    admits,
    check(inbound) {
      // A group that has another id now is let in by its old one, so that what is stored goes along.
      if (inbound.kind === 'migrated' && admits({ ...inbound.room, group: inbound.from.group })) return 'in';
      if (!admits(inbound.room)) {
        if (isMembership(inbound) || inbound.kind === 'text') return 'silence';
        return inbound.room.kind === 'direct' ? refusal('refuse-private') : refusal('refuse-group', { group: inbound.room.group });
      }
      if (isMembership(inbound) || (inbound.kind === 'text' && !inbound.toBot)) return 'in';
      const { ok, told } = within(inbound.person.id, inbound.at);
      if (ok) return 'in';
      return told ? 'silence' : refusal('refuse-too-fast');
    },
  };
}
