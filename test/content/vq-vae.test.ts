import { describe, expect, it } from 'vitest';
import {
  type Average,
  cell,
  CODEBOOK as codebook,
  ENCODED as encoded,
  entropy,
  follow,
  heaps,
  learnCodebook,
  minus,
  nearest,
  pass,
  perplexity,
  plus,
  SETTING as setting,
  square,
  times,
  usage,
  type Vector,
} from '../../src/figures/vq-vae.ts';
import { expectStated } from '../support/content.ts';

const slug = 'vq-vae';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const first = pass(codebook, encoded, setting);

function expectVector(actual: Vector, expected: Vector): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, v] of actual.entries()) expect(v).toBeCloseTo(at(expected, i), 12);
}

describe('vq-vae: the worked example', () => {
  it('chooses the second code by the distances of the text', () => {
    for (const e of codebook) expectStated(slug, square(minus(encoded, e)), 2);
    expect(first.code).toBe(1);
  });

  it('has the losses of the text', () => {
    expectStated(slug, first.reconstruction, 2);
    expectStated(slug, first.distance, 2);
    expectStated(slug, first.loss, 4);
  });

  it('has the gradients of the text', () => {
    expectVector(first.encoderFromReconstruction, [0.16, 0.32]);
    expectVector(first.encoderFromCommitment, [-0.2, -0.25]);
    expectVector(at(first.codebook, 1), [0.8, 1]);
    expectVector(plus(first.encoderFromReconstruction, first.encoderFromCommitment), [-0.04, 0.07]);
    for (const idle of [0, 2]) expectVector(at(first.codebook, idle), [0, 0]);
    for (const v of [...first.encoderFromReconstruction, ...first.encoderFromCommitment, ...at(first.codebook, 1)])
      expectStated(slug, v, 2);
  });

  it('a step brings the two together as stated', () => {
    const z = minus(encoded, times(0.1, plus(first.encoderFromReconstruction, first.encoderFromCommitment)));
    const e = minus(at(codebook, 1), times(0.1, at(first.codebook, 1)));
    expectVector(z, [1.604, 0.493]);
    expectVector(e, [1.92, 0.9]);
    expectStated(slug, square(minus(z, e)), 4);
    for (const v of z) expectStated(slug, v, 3);
  });

  it('the moving average goes a tenth of the way to the mean', () => {
    const batch: readonly Vector[] = [
      [1.6, 0.5],
      [1.8, 0.7],
      [2, 0.6],
    ];
    const before: Average = { count: 3, total: [6, 3] };
    const after = follow(before, batch, 0.9);
    expect(after.count).toBeCloseTo(3, 12);
    expectVector(after.total, [5.94, 2.88]);
    const code = times(1 / after.count, after.total);
    expectVector(code, [1.98, 0.96]);
    const mean = times(1 / 3, batch.reduce(plus));
    expectVector(mean, [1.8, 0.6]);
    expectVector(minus(code, [2, 1]), times(0.1, minus(mean, [2, 1])));
    for (const v of [...after.total, ...code]) expectStated(slug, v, 2);
  });
});

describe('vq-vae: the theory', () => {
  it('the hand-written gradients are the derivatives of the loss with the stopped parts held fixed', () => {
    const h = 1e-6;
    const chosen = at(codebook, first.code);
    // The decoder sees z + sg[e - z]: the offset is a constant.
    const offset = minus(chosen, encoded);
    const reconstruction = (z: Vector): number => square(minus(times(setting.decoder, plus(z, offset)), setting.target));
    const commitment = (z: Vector): number => setting.beta * square(minus(z, chosen));
    const codes = (e: Vector): number => square(minus(encoded, e));
    const slope = (f: (v: Vector) => number, v: Vector): Vector =>
      v.map((_, i) => {
        const moved = (by: number): Vector => v.map((w, j) => (i === j ? w + by : w));
        return (f(moved(h)) - f(moved(-h))) / (2 * h);
      });
    for (const [f, point, expected] of [
      [reconstruction, encoded, first.encoderFromReconstruction],
      [commitment, encoded, first.encoderFromCommitment],
      [codes, chosen, at(first.codebook, first.code)],
    ] as const)
      for (const [i, v] of slope(f, point).entries()) expect(v).toBeCloseTo(at(expected, i), 6);
  });

  it('the honest derivative of the reconstruction is zero', () => {
    for (const z of [
      [1.601, 0.5],
      [1.6, 0.499],
    ])
      expect(pass(codebook, z, setting).reconstruction).toBe(first.reconstruction);
  });

  it('repeated steps of the codebook loss end at the mean', () => {
    const points = [1, 2, 6];
    let e = 10;
    for (let step = 0; step < 300; step++) e -= 0.05 * sum(points.map((z) => 2 * (e - z)));
    expect(e).toBeCloseTo(3, 10);
  });

  it('the divergence of a one-hot posterior from a uniform prior is ln K', () => {
    for (const size of [2, 512]) {
      const posterior = Array.from({ length: size }, (_, j) => (j === 1 ? 1 : 0));
      const divergence = sum(posterior.map((q) => (q === 0 ? 0 : q * Math.log(q / (1 / size)))));
      expect(divergence).toBeCloseTo(Math.log(size), 12);
    }
  });

  it('the expanded distance chooses the same code', () => {
    for (const z of [encoded, [0.2, -0.9], [3, 3]] as const) {
      const expanded = codebook.map((e) => square(z) - 2 * sum(z.map((v, i) => v * at(e, i))) + square(e));
      expect(expanded.indexOf(Math.min(...expanded))).toBe(nearest(codebook, z));
    }
  });
});

describe('vq-vae: the other numbers', () => {
  it('an image shrinks as stated', () => {
    const pixels = 128 * 128 * 3;
    const codes = 32 * 32;
    expectStated(slug, pixels, 0);
    expectStated(slug, pixels * 8, 0);
    expectStated(slug, codes * Math.log2(512), 0);
    expectStated(slug, (pixels * 8) / (codes * Math.log2(512)), 1);
    expectStated(slug, codes, 0);
  });

  it('the perplexity is as stated, and K when all codes are used alike', () => {
    expect(entropy([0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
    expectStated(slug, perplexity([0.5, 0.25, 0.25, 0]), 2);
    expect(perplexity([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(4, 12);
  });
});

describe('vq-vae: the figures', () => {
  it('a cell holds exactly the points whose nearest code it is', () => {
    const corners: readonly Vector[] = [
      [-0.5, -1.5],
      [2.5, -1.5],
      [2.5, 1.5],
      [-0.5, 1.5],
    ];
    const area = (region: readonly Vector[]) =>
      Math.abs(
        sum(
          region.map(
            (p, i) => at(p, 0) * at(at(region, (i + 1) % region.length), 1) - at(p, 1) * at(at(region, (i + 1) % region.length), 0),
          ),
        ),
      ) / 2;
    const areas = codebook.map((_, j) => area(cell(codebook, j, corners)));
    expect(sum(areas)).toBeCloseTo(9, 10);
    const grid = 300;
    const hits = codebook.map(() => 0);
    for (let i = 0; i < grid * grid; i++) {
      const code = nearest(codebook, [-0.5 + (3 * ((i % grid) + 0.5)) / grid, -1.5 + (3 * (Math.floor(i / grid) + 0.5)) / grid]);
      hits[code] = at(hits, code) + 1;
    }
    hits.forEach((count, j) => {
      expect((9 * count) / grid ** 2).toBeCloseTo(at(areas, j), 1);
    });
  });

  it('an idle code keeps its place, and codes in use end at the means of their vectors', () => {
    const points = heaps('vq-vae: encoder outputs');
    const setup = { codes: 12, near: 5, steps: 30, decay: 0.8, batch: 60 };
    const history = learnCodebook(points, setup, 'vq-vae: batches');
    const last = at(history, 30);
    const shares = usage(last, points);
    expect(shares.filter((share) => share === 0)).toHaveLength(3);
    expectStated(slug, perplexity(shares), 2);
    const settled = learnCodebook(points, { codes: 3, near: 3, steps: 400, decay: 0.98, batch: 200 }, 'long').at(-1) ?? [];
    settled.forEach((e, j) => {
      const own = points.filter((z) => nearest(settled, z) === j);
      expect(Math.sqrt(square(minus(e, times(1 / own.length, own.reduce(plus)))))).toBeLessThan(0.1);
    });
    const alone = follow({ count: 2, total: [4, 6] }, [], 0.9);
    expectVector(times(1 / alone.count, alone.total), [2, 3]);
  });
});
