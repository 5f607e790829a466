import { describe, expect, it } from 'vitest';
import {
  allDropped,
  blockWeights,
  imageTokens,
  logit,
  logitNormal,
  normalCdf,
  positionCode,
  rmsNorm,
  score,
  shareBetween,
  shifted,
  timesOf,
  transformerWeights,
  uncertainty,
} from '../../src/figures/sd3.ts';
import { next, seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'sd3';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('sd3: the sums', () => {
  it('has the shares and densities of the times', () => {
    expectStated(slug, Math.log(3), 4);
    expect(logit(0.75)).toBeCloseTo(Math.log(3), 12);
    expectStated(slug, shareBetween(0.25, 0.75), 3);
    expectStated(slug, logit(0.1), 3);
    expectStated(slug, shareBetween(0, 0.1), 3);
    expectStated(slug, logitNormal(0.5), 3);
    expect(logitNormal(0.5)).toBeCloseTo(4 / Math.sqrt(2 * Math.PI), 12);
    expectStated(slug, logitNormal(0.1), 3);
  });

  it('has the shifted times', () => {
    expectWritten('$1,0.75,0.5,0.25,0$');
    expect(timesOf(4, 1)).toEqual([1, 0.75, 0.5, 0.25, 0]);
    for (const [i, t] of [1, 0.9, 0.75, 0.5, 0].entries()) expect(timesOf(4, 3)[i]).toBeCloseTo(t, 12);
    expectWritten('$1,0.9,0.75,0.5,0$');
    expect(timesOf(4, 3).filter((t) => t >= 0.5).length - 1).toBe(3);
    expectStated(slug, shareBetween(0.5, 1, Math.log(3)), 3);
  });

  it('has the sequence', () => {
    expect(imageTokens(1024)).toBe(64 * 64);
    expectStated(slug, imageTokens(1024), 0);
    expectStated(slug, imageTokens(1024) + 154, 0);
    expectStated(slug, 4250 ** 2, 0);
    expectStated(slug, 100 * (4250 ** 2 / 4096 ** 2 - 1), 1);
    expect((1024 * 1024 * 3) / (128 * 128 * 16)).toBe(12);
    expect(2 * 2 * 16).toBe(64);
  });

  it('has the parameters, counted matrix by matrix', () => {
    const width = 8;
    const stream = [
      [width, 3 * width], // q, k, v
      [width, width], // output
      [width, 4 * width],
      [4 * width, width], // feed-forward
      [width, 6 * width], // modulation
    ].reduce((sum, [rows = 0, columns = 0]) => sum + rows * columns, 0);
    expect(stream).toBe(18 * width * width);
    expect(blockWeights(width)).toBe(2 * stream);
    expect(transformerWeights(24)).toBe(147456 * 24 ** 3);
    expectStated(slug, 36 * 64 ** 2, 0);
    expectStated(slug, transformerWeights(24) / 1e9, 2);
    expectStated(slug, transformerWeights(38) / 1e9, 2);
  });

  it('has the normalised score', () => {
    const [q, k] = [
      [3, 4],
      [30, 40],
    ];
    expectStated(slug, score(q, k), 1);
    for (const value of rmsNorm(q)) expectStated(slug, value, 3);
    for (const [i, value] of rmsNorm(k).entries()) expect(value).toBeCloseTo(rmsNorm(q)[i] as number, 12);
    expectStated(slug, score(rmsNorm(q), rmsNorm(k)), 3);
    expect(score(rmsNorm(q), rmsNorm(k))).toBeCloseTo(Math.SQRT2, 12);
  });

  it('has the rate at which all encoders are dropped', () => {
    expectStated(slug, allDropped(0.464), 4);
  });
});

describe('sd3: the theory', () => {
  it('the density is that of squashed normal draws', () => {
    let dice = seeded('logit-normal');
    const uniform = (): number => {
      const drawn = next(dice);
      dice = drawn.state;
      return (drawn.word + 0.5) / 2 ** 32;
    };
    const draws = Array.from({ length: 20000 }, () => {
      const u = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
      return 1 / (1 + Math.exp(-(0.4 + 0.8 * u)));
    });
    for (const [from, to] of [
      [0.1, 0.4],
      [0.5, 0.7],
      [0.8, 1],
    ] as const)
      expect(draws.filter((t) => t > from && t <= to).length / draws.length).toBeCloseTo(shareBetween(from, to, 0.4, 0.8), 2);
    // and it integrates to the same share
    let sum = 0;
    for (let i = 0; i < 3000; i++) sum += (logitNormal(0.1 + (0.3 * (i + 0.5)) / 3000, 0.4, 0.8) * 0.3) / 3000;
    expect(sum).toBeCloseTo(shareBetween(0.1, 0.4, 0.4, 0.8), 6);
  });

  it('the distribution function knows its table', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 12);
    expect(normalCdf(1.959964)).toBeCloseTo(0.975, 6);
    expect(normalCdf(-1)).toBeCloseTo(0.158655, 6);
  });

  it('the shift equals out the uncertainty and adds ln α to the logit', () => {
    const [small, large] = [256 ** 2, 1024 ** 2];
    const alpha = Math.sqrt(large / small);
    for (const t of [0.1, 0.5, 0.9]) {
      expect(uncertainty(shifted(t, alpha), large)).toBeCloseTo(uncertainty(t, small), 12);
      expect(logit(shifted(t, 3))).toBeCloseTo(logit(t) + Math.log(3), 12);
    }
    expect(shifted(0, 3)).toBe(0);
    expect(shifted(1, 3)).toBe(1);
  });

  it('normalised scores stay within the root of the dimension', () => {
    for (const length of [0.01, 1, 1e4]) {
      const q = Array.from({ length: 64 }, (_, i) => length * Math.sin(i * i));
      const k = Array.from({ length: 64 }, (_, i) => length * Math.cos(3 * i) + (q[i] as number) * 2);
      expect(Math.abs(score(rmsNorm(q), rmsNorm(k)))).toBeLessThanOrEqual(8 + 1e-9);
      expect(score(rmsNorm(q), rmsNorm(q))).toBeCloseTo(8, 9);
    }
  });

  it('a position code tells rows from columns and has constant length', () => {
    const width = 64;
    const codes = [
      [0, 3],
      [3, 0],
      [3, 3],
    ].map(([row = 0, column = 0]) => positionCode(row, column, width));
    for (const code of codes) {
      expect(code).toHaveLength(width);
      expect(code.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(width / 2, 9);
    }
    expect(codes[0]).not.toEqual(codes[1]);
    // products of codes depend on the difference of places alone
    const product = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
    expect(product(positionCode(2, 5, width), positionCode(4, 9, width))).toBeCloseTo(
      product(positionCode(12, 1, width), positionCode(14, 5, width)),
      9,
    );
  });

  it('data and noise follow from a mixture and its velocity', () => {
    const [data, noise, t] = [2, -1, 0.25];
    const [mixed, velocity] = [(1 - t) * data + t * noise, noise - data];
    expect(mixed - t * velocity).toBeCloseTo(data, 12);
    expect(mixed + (1 - t) * velocity).toBeCloseTo(noise, 12);
  });
});
