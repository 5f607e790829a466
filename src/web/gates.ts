import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import type { Clock } from '../kernel/time.ts';
import { type Door, localPath, namesThisMachine, passCookie, sameOrigin } from './guard.ts';
import { loginLasts } from './limits.ts';

export type Env = { Bindings: HttpBindings };

/** Nothing from elsewhere is loaded, nothing in a message can become a script, and no other page may frame the room. */
export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Not no-referrer: with that one browsers hide the origin of our own forms too.
  referrerPolicy: 'same-origin',
  // The room itself speaks http; whoever puts TLS in front of it sets this there.
  strictTransportSecurity: false,
});

/** Refuses names that are not this machine's. With a password the cookie does that: it is bound to the name it was set under. */
export const thisMachine: MiddlewareHandler<Env> = async (c, next) => {
  if (namesThisMachine(c.req.header('host'))) return next();
  return c.text('This room answers to localhost only. Set HOST and ROOM_PASSWORD to open it to others.', 421);
};

/** What changes something, and the WebSocket, only for pages of ours; the rest not for a page elsewhere that embeds it. */
export const ownPages: MiddlewareHandler<Env> = async (c, next) => {
  const upgrade = c.req.header('upgrade') !== undefined;
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (upgrade || !reads) {
    if (!sameOrigin(c.req.header('origin'), c.req.header('host'))) return c.text('Only for pages of this room.', 403);
  } else if (c.req.header('sec-fetch-site') === 'cross-site' && c.req.header('sec-fetch-mode') !== 'navigate') {
    return c.text('Only for pages of this room.', 403);
  }
  return next();
};

/** Sends people to the password and everything else away. */
export const locked =
  (door: Door, clock: Clock): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (door.admits(getCookie(c, passCookie), clock.now())) return next();
    if (c.req.method === 'GET' && c.req.header('accept')?.includes('text/html')) {
      return c.redirect(`/login?to=${encodeURIComponent(localPath(c.req.path))}`, 303);
    }
    return c.text('The room asks for its password at /login.', 401);
  };

export function givePass(c: Context<Env>, door: Door, clock: Clock): void {
  setCookie(c, passCookie, door.pass(clock.now(), loginLasts), {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: loginLasts / 1000,
    // Only ever adds a restriction, so the header need not be trusted.
    secure: c.req.header('x-forwarded-proto') === 'https',
  });
}

/** The address on the other end of the wire. */
export const caller = (c: Context<Env>): string => c.env.incoming.socket.remoteAddress ?? 'unknown';
