import type { Update } from 'grammy/types';

/** Updates that were handed out and cannot be confirmed yet. */
export interface Handed {
  /** Begins to save those that were not handed out before. */
  take(updates: readonly Update[]): void;
  /** What to ask for next: all before it has been saved, and asking confirms it. */
  offset(): number;
  /** Until all is saved, or it is time to look whether more has come. */
  some(signal: AbortSignal): Promise<void>;
  all(): Promise<void>;
}

/**
 * Telegram is told of what is saved by one number, below which everything counts as done. So as long as an update is being saved, it is
 * handed out again with each answer, and with it what came behind it: known here by its number, and passed over. In this way one that
 * takes long, say because its chat's administrators must be asked for first, holds up nobody else, and a process that dies loses none.
 * A hundred are handed out at a time: so many can be under way behind the oldest.
 * `aWhile`: how long nothing more is looked for, while something is being saved.
 */
export function createHanded(save: (update: Update) => Promise<void>, aWhile: (signal: AbortSignal) => Promise<void>): Handed {
  /** By number, ascending: how much of it is left to save. */
  const saving = new Map<number, number>();
  const underway = new Set<Promise<void>>();
  let offset = 0;

  async function begin(update: Update): Promise<void> {
    const { update_id: id } = update;
    saving.set(id, (saving.get(id) ?? 0) + 1);
    await save(update);
    saving.set(id, (saving.get(id) ?? 0) - 1);
  }

  const all = async () => void (await Promise.all(underway));

  return {
    take(updates) {
      for (const update of updates.filter(({ update_id: id }) => id >= offset && !saving.has(id))) {
        const done = begin(update).then(() => void underway.delete(done));
        underway.add(done);
      }
    },
    offset() {
      for (const [id, left] of saving) {
        if (left > 0) break;
        saving.delete(id);
        offset = id + 1;
      }
      return offset;
    },
    async some(signal) {
      if (underway.size === 0) return;
      const enough = new AbortController();
      const either = AbortSignal.any([signal, enough.signal]);
      await Promise.race([all(), aWhile(either)]);
      enough.abort();
    },
    all,
  };
}
