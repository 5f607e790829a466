/** One row of the table: what was measured, in which unit, and the figures. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** The value below which the share `q` of the samples lies. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Milliseconds of each of `times` runs, after `warm` that are not counted. */
export async function repeated(times: number, warm: number, work: (index: number) => Promise<unknown> | unknown): Promise<number[]> {
  const samples: number[] = [];
  for (let index = -warm; index < times; index++) {
    const took = await timed(() => work(index));
    if (index >= 0) samples.push(took);
  }
  return samples;
}

export const spread = (name: string, samples: readonly number[]): Row => ({
  name,
  unit: 'ms',
  figures: { median: quantile(samples, 0.5), p99: quantile(samples, 0.99) },
});

/** Ours next to the least that would do, measured in turn. */
export const beside = (name: string, ours: readonly number[], bare: readonly number[]): Row => ({
  name,
  unit: 'ms',
  figures: {
    median: quantile(ours, 0.5),
    p99: quantile(ours, 0.99),
    'bare median': quantile(bare, 0.5),
    'bare p99': quantile(bare, 0.99),
    'times the median': quantile(ours, 0.5) / quantile(bare, 0.5),
    'times the p99': quantile(ours, 0.99) / quantile(bare, 0.99),
  },
});

export function print(rows: readonly Row[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const width = Math.max(...rows.map((row) => row.name.length));
  for (const { name, unit, figures } of rows) {
    const shown = Object.entries(figures).map(([key, value]) => `${key} ${round(value)}`);
    console.log(`${name.padEnd(width)}  ${shown.join('   ')}  ${unit}`);
  }
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
