/** What the adapter itself has to say to updates. The updates that follow do not wait for them; a stop does. */
export interface Errands {
  run(errand: () => Promise<unknown>): void;
  /** Where an errand is all that is left to do of an update. */
  soon(errand: () => Promise<unknown>): () => Promise<void>;
  /** Another one, of which somebody else hears how it went. */
  watch<T>(errand: Promise<T>): Promise<T>;
  /** Until none is left. */
  over(): Promise<void>;
}

export function createErrands(report: (what: string, error: unknown) => void): Errands {
  const underway = new Set<Promise<unknown>>();
  function watch<T>(errand: Promise<T>): Promise<T> {
    underway.add(errand);
    const over = () => void underway.delete(errand);
    errand.then(over, over);
    return errand;
  }
  const run = (errand: () => Promise<unknown>) => void watch(errand().catch((error) => report('an update could not be answered', error)));
  return {
    run,
    watch,
    soon: (errand) => async () => run(errand),
    async over() {
      while (underway.size > 0) await Promise.allSettled(underway);
    },
  };
}
