import { createHash, createHmac, scryptSync, timingSafeEqual } from 'node:crypto';
import { after, type Instant, type Millis } from '../kernel/time.ts';

/** The cookie that a page gets for the password; it says until when it holds and is signed with a key made from the password. */
export interface Door {
  readonly opens: (password: string) => boolean;
  readonly pass: (now: Instant, lasts: Millis) => string;
  readonly admits: (pass: string | undefined, now: Instant) => boolean;
}

export const passCookie = 'transmission-pass';

/** A pass outlives a restart and ends with a new password. The slow key makes a stolen pass a poor way to the password. */
export function door(password: string): Door {
  const key = scryptSync(password, 'incoming-transmission pass', 32);
  const sign = (until: string) => createHmac('sha256', key).update(until).digest('base64url');
  return {
    opens: (tried) => equal(tried, password),
    pass: (now, lasts) => {
      const until = String(after(now, lasts));
      return `${until}.${sign(until)}`;
    },
    admits: (pass, now) => {
      const [until = '', signature = ''] = pass?.split('.') ?? [];
      return /^\d{1,15}$/.test(until) && equal(signature, sign(until)) && Number(until) > now;
    },
  };
}

/** Takes the same time whatever is tried. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Only this machine can reach it. */
export function isLoopback(host: string): boolean {
  const name = bare(host);
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Whether a request's Host header names this machine. A page on the web can point its own name at 127.0.0.1 (DNS rebinding)
 * and would then read the room as its own origin; its Host header gives it away.
 */
export function namesThisMachine(hostHeader: string | undefined): boolean {
  if (!hostHeader || !URL.canParse(`http://${hostHeader}`)) return false;
  const name = new URL(`http://${hostHeader}`).hostname;
  return isLoopback(name) || name.endsWith('.localhost');
}

/** Whether a page of ours asks. Browsers send Origin with every WebSocket and every POST. */
export function sameOrigin(origin: string | undefined, hostHeader: string | undefined): boolean {
  if (!origin || !hostHeader || !URL.canParse(origin) || !URL.canParse(`http://${hostHeader}`)) return false;
  const from = new URL(origin);
  return from.host === new URL(`${from.protocol}//${hostHeader}`).host;
}

/** A path of this site and nothing else: where to go after the password. */
export function localPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/';
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '').toLowerCase();
