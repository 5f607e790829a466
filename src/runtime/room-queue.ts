import type { RoomId } from '../kernel/ids.ts';

interface Waiting<T, R> {
  readonly item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * One batch at a time in each room; what arrives meanwhile waits and is then taken all at once, so a burst of a hundred presses is not
 * a hundred transactions. Rooms do not wait for one another.
 */
export function createRoomQueue<T, R>(work: (room: RoomId, items: readonly T[]) => Promise<R>, most = 500) {
  const waiting = new Map<RoomId, Waiting<T, R>[]>();
  const running = new Set<Promise<void>>();

  async function run(room: RoomId, queue: Waiting<T, R>[]): Promise<void> {
    // What arrives in the same turn of the event loop belongs to the same batch.
    await Promise.resolve();
    while (queue.length > 0) {
      const batch = queue.splice(0, most);
      try {
        const result = await work(
          room,
          batch.map((one) => one.item),
        );
        for (const one of batch) one.resolve(result);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    waiting.delete(room);
  }

  return {
    /** Settles with the batch that the item was part of. */
    add(room: RoomId, item: T): Promise<R> {
      return new Promise((resolve, reject) => {
        const queue = waiting.get(room);
        if (queue) {
          queue.push({ item, resolve, reject });
          return;
        }
        const fresh: Waiting<T, R>[] = [{ item, resolve, reject }];
        waiting.set(room, fresh);
        const done = run(room, fresh).finally(() => running.delete(done));
        running.add(done);
      });
    },
    async drain(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
