import { describe, expect, it } from 'vitest';
import {
  bucketTransfers,
  chunked,
  globalRank,
  hubBytes,
  issueSeconds,
  mean,
  ringAllReduce,
  ringBytes,
  ringSeconds,
  shard,
  stepsPerEpoch,
} from '../../src/figures/ddp.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'ddp';
const LOCALES = ['zh', 'en'] as const;

function expectWritten(text: string): void {
  for (const locale of LOCALES) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('ddp: the worked example', () => {
  const gradients = [
    [3, 2, 7],
    [5, 4, -4],
    [1, 6, 3],
  ];
  const steps = ringAllReduce(gradients);

  it('has the table of the text, with the chunks just received in bold', () => {
    const names = {
      zh: ['开始', '散射 1', '散射 2', '收集 1', '收集 2'],
      en: ['start', 'scatter 1', 'scatter 2', 'gather 1', 'gather 2'],
    };
    const rows = [
      gradients.map((vector) => vector.join(', ')),
      ...steps.map(({ sends, after }) =>
        after.map((chunks, r) => {
          const received = sends[(r + 2) % 3];
          return chunks.map((chunk, c) => (c === received ? `**${chunk[0]}**` : `${chunk[0]}`)).join(', ');
        }),
      ),
    ];
    for (const locale of LOCALES)
      rows.forEach((row, i) => {
        expect(articleSource(slug, locale)).toContain(`| ${names[locale][i]} | ${row.join(' | ')} |`);
      });
  });

  it('ends with the sum everywhere, the mean and the update of the text', () => {
    const total = gradients[0]?.map((_, i) => gradients.reduce((sum, vector) => sum + (vector[i] ?? 0), 0));
    for (const chunks of steps.at(-1)?.after ?? []) expect(chunks.flat()).toEqual(total);
    expectWritten(`(${total?.join(',')})`);
    expect(mean(gradients)).toEqual([3, 4, 2]);
    expectWritten('(3,4,2)');
    expectWritten(
      `(${mean(gradients)
        .map((g) => Number((1 - 0.1 * g).toFixed(2)))
        .join(',\\,')})`,
    );
  });

  it('moves four numbers a card, against twelve through a hub', () => {
    expect(steps.length).toBe(4);
    expect(ringBytes(3, 3)).toBeCloseTo(steps.length, 12);
    expect(hubBytes(3, 3)).toBe(6 + 6);
  });
});

describe('ddp: the ring', () => {
  it('sums vectors of any length on any number of processes, bit for bit the same on all', () => {
    for (const n of [1, 2, 4, 7]) {
      const vectors = Array.from({ length: n }, (_, r) => Array.from({ length: 11 }, (_, i) => Math.sin(r * 13 + i) / 3));
      const steps = ringAllReduce(vectors);
      expect(steps.length).toBe(2 * (n - 1));
      const results = (steps.at(-1)?.after ?? vectors.map((vector) => chunked(vector, n))).map((chunks) => chunks.flat());
      for (const result of results) expect(result).toEqual(results[0]);
      results[0]?.forEach((x, i) => {
        expect(x).toBeCloseTo(
          vectors.reduce((sum, vector) => sum + (vector[i] ?? 0), 0),
          12,
        );
      });
    }
  });

  it('after the first round process r holds the sum of chunk r+1', () => {
    const vectors = [1, 10, 100, 1000].map((scale) => [1, 2, 3, 4].map((x) => x * scale));
    const state = ringAllReduce(vectors)[2]?.after ?? [];
    expect(state.map((chunks, r) => chunks[(r + 1) % 4]?.[0])).toEqual([2222, 3333, 4444, 1111]);
  });

  it('has the numbers of ResNet-50', () => {
    const bytes = 25557032 * 4;
    expectStated(slug, bytes / 1e6, 1);
    expectStated(slug, ringBytes(8, bytes) / 1e6, 1);
    expectStated(slug, ringSeconds(8, bytes, 12.5e9) * 1000, 1);
    expectStated(slug, ringSeconds(8, bytes / 2, 12.5e9) * 1000, 1);
    expectStated(slug, (hubBytes(8, bytes) / 12.5e9) * 1000, 1);
    expect(hubBytes(8, bytes) / ringBytes(8, bytes)).toBeCloseTo(8, 12);
    expect(articleSource(slug, 'zh')).toContain('2556 万参数');
    expect(articleSource(slug, 'en')).toContain('25.56 million parameters');
    // 53 convolutions, two vectors for each of their batch normalisations, and the last layer.
    expectStated(slug, 53 + 2 * 53 + 2, 0);
    expectStated(slug, 2 * (256 - 1), 0);
  });

  it('latency adds a term a step', () => {
    expect(ringSeconds(8, 0, 12.5e9, 5e-6)).toBeCloseTo(14 * 5e-6, 15);
  });
});

describe('ddp: buckets, lock, ranks and sampler', () => {
  it('overlap ends when the text says', () => {
    const ready = [10, 20, 30, 40];
    for (const [each, overlapped] of [
      [8, 48],
      [12, 58],
    ] as const) {
      expect(
        bucketTransfers(
          ready,
          ready.map(() => each),
        ).at(-1)?.end,
      ).toBe(overlapped);
      expectStated(slug, overlapped, 0);
      expectStated(slug, 40 + 4 * each, 0);
    }
  });

  it('eight threads need eight times the 20 milliseconds of one', () => {
    expectStated(slug, issueSeconds(2000, 10e-6, 1) * 1000, 0);
    expectStated(slug, issueSeconds(2000, 10e-6, 8) * 1000, 0);
  });

  it('GPU 3 of machine 1 has rank 11', () => {
    expectStated(slug, globalRank(1, 8, 3), 0);
  });

  it('the shards cover the padded data, and process 2 sees what the text says', () => {
    const ten = Array.from({ length: 10 }, (_, i) => i);
    const shards = [0, 1, 2, 3].map((rank) => shard(ten, 4, rank));
    expect(shards.flat().length).toBe(12);
    expect([...new Set(shards.flat())].sort((a, b) => a - b)).toEqual(ten);
    expect(shards[2]).toEqual([2, 6, 0]);
    expect(articleSource(slug, 'zh')).toContain('2、6、0');
    expect(articleSource(slug, 'en')).toContain('2, 6, 0');
    expect([0, 1, 2, 3].flatMap((rank) => shard(ten, 4, rank, true)).sort((a, b) => a - b)).toEqual(ten.slice(0, 8));
  });

  it('an epoch of ImageNet takes 5005 steps', () => {
    expectStated(slug, stepsPerEpoch(1281167, 8, 32), 0);
  });

  it('the mean of the gradients of equal shares is the gradient of the whole batch', () => {
    // Squared error of a line through the origin: the gradient of a sample is 2x(wx - y).
    const samples = Array.from({ length: 12 }, (_, i) => [Math.cos(i), Math.sin(2 * i)] as const);
    const gradient = (part: typeof samples): number => part.reduce((sum, [x, y]) => sum + 2 * x * (0.3 * x - y), 0) / part.length;
    const shares = [0, 1, 2].map((r) => shard([...samples.keys()], 3, r).flatMap((i) => samples.slice(i, i + 1)));
    expect(mean(shares.map((share) => [gradient(share)]))[0]).toBeCloseTo(gradient(samples), 12);
  });

  it('sharding 16 bytes a parameter over eight cards leaves 14 GB', () => {
    expectStated(slug, (7e9 * 16) / 1e9, 0);
    expectStated(slug, (7e9 * 16) / 8 / 1e9, 0);
  });
});
