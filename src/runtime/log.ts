import { pino } from 'pino';

/** The part of a logger that the runtime uses: facts first, then a short sentence. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Structured lines on standard error. Nobody's text and no secret goes in; keys that look like secrets are struck out all the same. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['*.token', '*.password', '*.apiKey', '*.authorization', 'token', 'password', 'apiKey'], censor: '***' },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
