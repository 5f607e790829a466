/** Runs so much at once, the rest in its order: two hundred new connections in one moment take longer than forty that are used again. */
export function createSlots(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let busy = 0;

  return async (work) => {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      // The slot goes to who waits, without being free in between.
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
