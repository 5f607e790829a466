/** One vector a process, cut into as many chunks as there are processes; `chunks[r][c]` is chunk c as process r holds it. */
export type Chunks = readonly (readonly (readonly number[])[])[];

export interface RingStep {
  readonly phase: 'reduce-scatter' | 'all-gather';
  /** Which chunk each process sends to its right neighbour. */
  readonly sends: readonly number[];
  /** What every process holds afterwards. */
  readonly after: Chunks;
}

const mod = (a: number, n: number): number => ((a % n) + n) % n;
const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new RangeError(`no element ${i}`);
  return value;
};

/** Cuts a vector into n chunks whose lengths differ by one at most. */
export function chunked(vector: readonly number[], n: number): number[][] {
  return Array.from({ length: n }, (_, c) => vector.slice(Math.ceil((c * vector.length) / n), Math.ceil(((c + 1) * vector.length) / n)));
}

/** Ring all-reduce (Patarasuk and Yuan 2009): n-1 steps that add, n-1 steps that copy. In each step every process sends one chunk. */
export function ringAllReduce(vectors: readonly (readonly number[])[]): RingStep[] {
  const n = vectors.length;
  let held: Chunks = vectors.map((vector) => chunked(vector, n));
  const steps: RingStep[] = [];
  for (const phase of ['reduce-scatter', 'all-gather'] as const) {
    for (let s = 0; s < n - 1; s++) {
      const sends = vectors.map((_, r) => mod(phase === 'all-gather' ? r + 1 - s : r - s, n));
      const before = held;
      held = before.map((chunks, r) => {
        const sender = mod(r - 1, n);
        const sent = at(sends, sender);
        const incoming = at(at(before, sender), sent);
        return chunks.map((chunk, c) => {
          if (c !== sent) return chunk;
          return phase === 'all-gather' ? incoming : chunk.map((x, i) => x + at(incoming, i));
        });
      });
      steps.push({ phase, sends, after: held });
    }
  }
  return steps;
}

/** Bytes that each process sends (and receives) in a ring all-reduce of `bytes`. */
export const ringBytes = (processes: number, bytes: number): number => (2 * (processes - 1) * bytes) / processes;

/** Bytes that pass through the port of one card that gathers all gradients and sends the sum back. */
export const hubBytes = (processes: number, bytes: number): number => 2 * (processes - 1) * bytes;

/** Seconds of a ring all-reduce: 2(N-1) steps of a latency and 1/N of the bytes each. */
export const ringSeconds = (processes: number, bytes: number, bytesPerSecond: number, latency = 0): number =>
  2 * (processes - 1) * (latency + bytes / (processes * bytesPerSecond));

export interface Transfer {
  readonly start: number;
  readonly end: number;
}

/** When each bucket travels: in order, none before its gradients are ready at `ready[i]`, one at a time. Any unit of time. */
export function bucketTransfers(ready: readonly number[], durations: readonly number[]): Transfer[] {
  let free = 0;
  return ready.map((moment, i) => {
    const start = Math.max(free, moment);
    free = start + at(durations, i);
    return { start, end: free };
  });
}

/** Indices that process `rank` sees in an epoch: padded from the front (or cut) to a multiple of N, then every N-th one. */
export function shard(indices: readonly number[], processes: number, rank: number, dropLast = false): number[] {
  const n = indices.length;
  const each = dropLast ? Math.floor(n / processes) : Math.ceil(n / processes);
  const padded = Array.from({ length: each * processes }, (_, i) => at(indices, i % n));
  return padded.filter((_, i) => i % processes === rank);
}

/** Steps of an epoch for every process, with a last batch that may be smaller. */
export const stepsPerEpoch = (samples: number, processes: number, batch: number): number =>
  Math.ceil(Math.ceil(samples / processes) / batch);

/** Rank of process `local` on machine `node` when every machine runs `perNode` processes. */
export const globalRank = (node: number, perNode: number, local: number): number => node * perNode + local;

/** Seconds that `threads` need to issue `calls` Python calls each while one lock lets a single thread run. */
export const issueSeconds = (calls: number, secondsPerCall: number, threads: number): number => calls * secondsPerCall * threads;

/** Mean of vectors of equal length. */
export const mean = (vectors: readonly (readonly number[])[]): number[] =>
  at(vectors, 0).map((_, i) => vectors.reduce((total, vector) => total + at(vector, i), 0) / vectors.length);
