export interface Slots {
  /** What was given to run and is not done. */
  readonly underway: number;
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when all that was given to run before now is done. */
  through(): Promise<void>;
}

/** Runs so much at once, the rest in its order: two hundred new connections in one moment take longer than forty that are used again. */
export function createSlots(most: number): Slots {
  const waiting: (() => void)[] = [];
  let busy = 0;
  let count = 0;
  /** Numbers of what is not done, rising. */
  const open = new Set<number>();
  /** Who waits until everything up to a number is done; the numbers rise. */
  const watchers: { readonly upTo: number; readonly resolve: () => void }[] = [];

  function leave(number: number): void {
    open.delete(number);
    const [oldest = Number.POSITIVE_INFINITY] = open;
    while (watchers[0] && watchers[0].upTo < oldest) watchers.shift()?.resolve();
    // The slot goes to who waits, without being free in between.
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }

  return {
    get underway() {
      return open.size;
    },
    async run(work) {
      const number = count++;
      open.add(number);
      if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else busy += 1;
      try {
        return await work();
      } finally {
        leave(number);
      }
    },
    through: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => watchers.push({ upTo: count - 1, resolve }))),
  };
}
