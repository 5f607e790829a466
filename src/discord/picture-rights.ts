import { after, type Clock, type Instant } from '../kernel/time.ts';
import { refusalLasts } from './limits.ts';
import type { Need } from './permissions.ts';

/** Where the bot may show pictures. */
export interface PictureRights {
  allows(channel: string): boolean;
  /** Discord has refused a message because of its files, whatever the gateway told. */
  refuse(channel: string): void;
}

/** `lacking`: what the bot lacks in a channel, by what the gateway has told; null where it told nothing. */
export function createPictureRights(clock: Clock, lacking: (channel: string) => readonly Need[] | null): PictureRights {
  const refused = new Map<string, Instant>();
  return {
    allows(channel) {
      if (lacking(channel)?.includes('AttachFiles')) return false;
      const until = refused.get(channel);
      return until === undefined || clock.now() >= until;
    },
    refuse(channel) {
      for (const [other, until] of refused) if (clock.now() >= until) refused.delete(other);
      refused.set(channel, after(clock.now(), refusalLasts));
    },
  };
}
