import { type ReplyRef, replyRef } from '../chat/place.ts';
import { after, type Instant } from '../kernel/time.ts';
import { replyLasts } from './limits.ts';
import { snowflakeTime } from './snowflake.ts';

/** How to answer an interaction: by its token, for 15 minutes. */
export interface Interaction {
  /** A command shows that the bot thinks until its first answer; a press does not. */
  readonly of: 'command' | 'press';
  /** Whether answers are for who acted only. In a private chat they need not be. */
  readonly hidden: boolean;
  readonly application: string;
  readonly id: string;
  readonly token: string;
}

export const refOf = ({ of, hidden, application, id, token }: Interaction): ReplyRef =>
  replyRef(`${of === 'command' ? 'c' : 'p'}${hidden ? 'h' : 'o'}:${application}:${id}:${token}`);

/** Null for what is none of ours. */
export function interactionOf(ref: ReplyRef): Interaction | null {
  const [, of, hidden, application = '', id = '', token = ''] = /^([cp])([ho]):(\d+):(\d+):(\S+)$/.exec(ref) ?? [];
  if (!token) return null;
  return { of: of === 'c' ? 'command' : 'press', hidden: hidden === 'h', application, id, token };
}

/** Whether Discord still takes answers to it. */
export const isAnswerable = (interaction: Interaction, now: Instant): boolean => now < after(snowflakeTime(interaction.id), replyLasts);
