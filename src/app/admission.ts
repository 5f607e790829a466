import { type Refusal, refusal } from '../chat/command.ts';
import { type Inbound, isMembership, type Room } from '../chat/place.ts';
import { allowance } from '../kernel/allowance.ts';
import type { PersonId } from '../kernel/ids.ts';

/** Commands and presses of one person. More is no game any more. */
const ACTS = { burst: 20, perSecond: 1 };

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
  const acts = allowance<PersonId>(ACTS);

  const admits: Admission['admits'] = ({ platform, kind, group }) =>
    allowed === null || platform === 'web' || allowed.has(kind === 'direct' ? `${platform}:direct` : group);

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
      // The time is the act's own, so that what was held up on the way is not held against anybody.
      const { ok, told } = acts.take(inbound.person.id, inbound.at);
      if (ok) return 'in';
      return told ? 'silence' : refusal('refuse-too-fast');
    },
  };
}
