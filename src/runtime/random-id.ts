import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** 128 bits of chance in 25 lower-case letters and digits. */
export function longId(): string {
  let value = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let id = '';
  for (let i = 0; i < 25; i++) {
    id += ALPHABET[Number(value % 36n)];
    value /= 36n;
  }
  return id;
}

/** 8 letters and digits (41 bits): for games, whose ids stand in buttons of at most 64 bytes. */
export const shortId = (): string => longId().slice(0, 8);

export const chance = (): number => Math.random();
