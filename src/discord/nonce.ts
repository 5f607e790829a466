import { createHash } from 'node:crypto';
import { discordLimits } from './limits.ts';

/** What makes a send repeatable: the same outbox key and part always give the same 25 letters and digits. */
export function nonceOf(key: string, part: number): string {
  const hash = createHash('sha256').update(`${part} ${key}`).digest('hex');
  return BigInt(`0x${hash}`).toString(36).slice(0, discordLimits.nonce);
}
