import { pino } from 'pino';

/** The part of a logger that the runtime uses: facts first, then a short sentence. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * Structured lines on standard error. Nobody's text goes in. `secrets` are struck out wherever they stand: libraries put a token into an
 * address and the address into an error.
 */
export function createLog(level: string, secrets: readonly string[]): Log {
  const hidden = secrets.filter((secret) => secret.length > 0);
  const struck = (line: string) =>
    hidden.reduce((text, secret) => text.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***'), line);
  return pino(
    { level, base: null, serializers: { error: errorFacts }, hooks: { streamWrite: struck } },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** What an operator needs of an error; its own properties can hold whole requests. */
function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: errorFacts(error.cause) };
  return { name: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}
