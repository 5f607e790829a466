import type { Api } from 'grammy';
import { between, type Clock, type Instant, instant } from '../kernel/time.ts';
import { mayWrite } from './decode.ts';
import { adminsFresh } from './limits.ts';
import type { Memory } from './memory.ts';

export interface Voice {
  /** It was found that the bot may not write there. */
  lost(chat: number): Promise<void>;
  /** It may again. */
  found(chat: number): Promise<void>;
  /** Whether the bot may write in a group that silenced it; null where none did. */
  has(chat: number): Promise<boolean | null>;
}

/** Groups known by number; the oldest are looked up again. */
const AT_HAND = 5_000;
const LONG_AGO = instant(0);

/**
 * Groups that silenced the bot. It is told when its own rights change, and not when those of all members do: so it looks again when
 * somebody acts there, and when a schedule falls due. Until it may write, a room that is closed stays closed, with the reason for its
 * managers to see.
 */
export function createVoice(input: { api: Api; bot: () => number; memory: Pick<Memory, 'silenced'>; clock: Clock }): Voice {
  const { api, memory, clock } = input;
  /** When it was last looked at; null where the bot may write. */
  const silenced = new Map<number, Instant | null>();
  /** Who asks meanwhile has the same answer. */
  const looking = new Map<number, Promise<boolean>>();

  function keep(chat: number, looked: Instant | null): void {
    silenced.delete(chat);
    silenced.set(chat, looked);
    const oldest = silenced.keys().next();
    if (silenced.size > AT_HAND && !oldest.done) silenced.delete(oldest.value);
  }

  async function found(chat: number): Promise<void> {
    keep(chat, null);
    await memory.silenced.remove(chat);
  }

  async function lookAgain(chat: number): Promise<boolean> {
    const may = await mayWriteNow(chat).catch(() => false);
    if (may) await found(chat);
    return may;
  }

  async function mayWriteNow(chat: number): Promise<boolean> {
    const [about, self] = [await api.getChat(chat), await api.getChatMember(chat, input.bot())];
    if (self.status === 'administrator' || self.status === 'creator') return true;
    const allowed = about.type === 'group' || about.type === 'supergroup' ? about.permissions?.can_send_messages : true;
    return allowed !== false && mayWrite(self, about);
  }

  return {
    found,
    async lost(chat) {
      keep(chat, clock.now());
      await memory.silenced.put(chat, true);
    },
    async has(chat) {
      if (!silenced.has(chat)) keep(chat, (await memory.silenced.get(chat)) ? LONG_AGO : null);
      const looked = silenced.get(chat) ?? null;
      if (looked === null) return null;
      const underway = looking.get(chat);
      if (underway) return underway;
      if (between(looked, clock.now()) < adminsFresh.command) return false;
      keep(chat, clock.now());
      const look = lookAgain(chat).finally(() => looking.delete(chat));
      looking.set(chat, look);
      return look;
    },
  };
}
