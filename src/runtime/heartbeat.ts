import { schedule } from 'node-cron';

/** Ticks every minute. It may only tick: what is due follows from rows, so a lost tick loses nothing. */
export function heartbeat(beat: () => Promise<void>, failed: (error: unknown) => void): { stop(): void } {
  const task = schedule('* * * * *', () => beat().catch(failed), { noOverlap: true });
  return { stop: () => void task.stop() };
}
