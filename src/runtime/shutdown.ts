import type { Log } from './log.ts';

/** Supervisors kill what has not ended ten seconds after it was asked to go; a little before, so that it still ends by itself. */
const PATIENCE = 9_000;

/** Stops once, in order, at SIGTERM or SIGINT; a second signal or too long a wait ends it at once. Nothing is lost: the outbox is kept. */
export function onSignal(stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const end = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn({}, 'stopping took too long; what is unsent is sent after the next start');
      process.exit(1);
    }, PATIENCE).unref();
    stop().then(
      () => process.exit(0),
      (error) => {
        log.error({ error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}
