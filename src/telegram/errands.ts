/** Requests of the adapter's own that updates brought. The updates that follow do not wait for them; a stop does. */
export interface Errands {
  run(errand: () => Promise<unknown>): void;
  /** Where an errand is all that is left to do of an update. */
  soon(errand: () => Promise<unknown>): () => Promise<void>;
  /** Until none is left. */
  over(): Promise<void>;
}

export function createErrands(report: (what: string, error: unknown) => void): Errands {
  const underway = new Set<Promise<void>>();
  const run = (errand: () => Promise<unknown>) => {
    const done = errand()
      .catch((error) => report('an update could not be answered', error))
      .then(() => void underway.delete(done));
    underway.add(done);
  };
  return {
    run,
    soon: (errand) => async () => run(errand),
    async over() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}
