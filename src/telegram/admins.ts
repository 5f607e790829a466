import type { Api } from 'grammy';
import { between, type Clock, type Instant, type Millis, minutes } from '../kernel/time.ts';

interface Known {
  readonly at: Instant;
  readonly people: ReadonlySet<number>;
  /** Whether the bot itself may take away what others wrote. */
  readonly sweeps: boolean;
}

export interface Admins {
  /** Whether a user runs the chat, as known at most so long ago; where Telegram cannot say, as known before, else no. */
  has(chat: number, user: number, fresh: Millis): Promise<boolean>;
  /** Whether the bot may delete the messages of others there. */
  maySweep(chat: number): Promise<boolean>;
  forget(chat: number): void;
}

const MOST = 5_000;
/** After a failure nobody asks again for so long. */
const RESTS = minutes(1);
const OLD = minutes(10);

/** Who runs a chat: asked once for all people, however many press at the same time. */
export function createAdmins(input: { api: Api; bot: () => number; clock: Clock }): Admins {
  const { api, clock } = input;
  const known = new Map<number, Known>();
  const asking = new Map<number, Promise<Known>>();
  const failed = new Map<number, Instant>();
  const nobody = (): Known => ({ at: clock.now(), people: new Set(), sweeps: false });

  async function ask(chat: number): Promise<Known> {
    try {
      const list = await api.getChatAdministrators(chat);
      const self = list.find((one) => one.user.id === input.bot());
      const fresh: Known = {
        at: clock.now(),
        people: new Set(list.map((one) => one.user.id)),
        sweeps: self?.status === 'administrator' && self.can_delete_messages,
      };
      known.delete(chat);
      known.set(chat, fresh);
      failed.delete(chat);
      const oldest = known.keys().next();
      if (known.size > MOST && !oldest.done) known.delete(oldest.value);
      return fresh;
    } catch {
      failed.set(chat, clock.now());
      return known.get(chat) ?? nobody();
    } finally {
      asking.delete(chat);
    }
  }

  async function look(chat: number, fresh: Millis): Promise<Known> {
    const before = known.get(chat);
    if (before && between(before.at, clock.now()) < fresh) return before;
    const pause = failed.get(chat);
    if (pause !== undefined && between(pause, clock.now()) < RESTS) return before ?? nobody();
    const underway = asking.get(chat) ?? ask(chat);
    asking.set(chat, underway);
    return underway;
  }

  return {
    has: async (chat, user, fresh) => (await look(chat, fresh)).people.has(user),
    maySweep: async (chat) => (await look(chat, OLD)).sweeps,
    forget(chat) {
      known.delete(chat);
      failed.delete(chat);
    },
  };
}
