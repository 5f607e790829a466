import { describe, expect, it } from 'vitest';
import {
  bound,
  type Channel,
  conditional,
  dataProbability,
  expectedLoss,
  infoNce,
  information,
  innerProducts,
  predicted,
  ratio,
  sharpened,
} from '../../src/figures/cpc.ts';
import { expectStated } from '../support/content.ts';

const slug = 'cpc';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
/** The same by going through every tuple of candidates. */
function bruteLoss(channel: Channel, candidates: number): number {
  let loss = 0;
  for (let code = 0; code < channel.kinds ** candidates; code++) {
    const xs = Array.from({ length: candidates }, (_, i) => Math.floor(code / channel.kinds ** i) % channel.kinds);
    const probability = conditional(channel, at(xs, 0) === 0) * channel.kinds ** -(candidates - 1);
    loss += probability * infoNce(xs.map((x) => ratio(channel, x === 0)));
  }
  return loss;
}

const channel: Channel = { kinds: 4, match: 0.7 };
const best = (same: boolean): number => ratio(channel, same);

describe('cpc: the worked example', () => {
  it('scores the four candidates as in the text', () => {
    const context = [2, 1];
    const w = [
      [0.5, 0.5],
      [1, -0.5],
    ];
    const prediction = predicted(w, context);
    expect(prediction).toEqual([1.5, 1.5]);
    const candidates = [
      [1, 1],
      [1, -1],
      [-1, 0],
      [0, 1],
    ];
    const products = innerProducts(candidates, prediction);
    expect(products).toEqual([3, 0, -1.5, 1.5]);
    const scores = products.map(Math.exp);
    for (const score of scores) expectStated(slug, score, 3);
    expectStated(slug, sum(scores), 3);
    expectStated(slug, Math.exp(-infoNce(scores)), 3);
    expectStated(slug, infoNce(scores), 3);
  });

  it('has the density ratios and the mutual information', () => {
    expectStated(slug, ratio(channel, true), 1);
    expectStated(slug, ratio(channel, false), 1);
    expectStated(slug, information(channel), 3);
    const entropyOfRow = -(0.7 * Math.log(0.7) + 3 * 0.1 * Math.log(0.1));
    expect(information(channel)).toBeCloseTo(Math.log(4) - entropyOfRow, 12);
  });

  it('has the losses and bounds of the table', () => {
    for (const n of [2, 4, 16, 64]) {
      const loss = expectedLoss(channel, n, best);
      expectStated(slug, Math.log(n), 3);
      expectStated(slug, loss, 3);
      expect(bound(channel, n, best)).toBeCloseTo(Math.log(n) - loss, 12);
      expectStated(slug, bound(channel, n, best), 3);
    }
  });

  it('the three cases of two candidates are as stated', () => {
    expectStated(slug, infoNce([2.8, 0.4]), 3);
    expectStated(slug, infoNce([0.4, 2.8]), 3);
    const cases = [0.7 * 0.25, 0.3 * 0.75, 0.7 * 0.75, 0.3 * 0.25];
    expect(sum(cases)).toBeCloseTo(1, 12);
    for (const p of cases) expectStated(slug, p, 3);
  });
});

describe('cpc: the theory', () => {
  it('the exact loss agrees with going through all candidates', () => {
    for (const n of [2, 3, 5]) expect(expectedLoss(channel, n, best)).toBeCloseTo(bruteLoss(channel, n), 12);
  });

  it('the bound holds for every score and number of candidates, and grows with it for the best score', () => {
    for (const match of [0.3, 0.7, 0.95]) {
      const other: Channel = { kinds: 4, match };
      let last = 0;
      for (let n = 2; n <= 64; n *= 2) {
        const proved = bound(other, n, (same) => ratio(other, same));
        expect(proved).toBeLessThanOrEqual(information(other));
        expect(proved).toBeGreaterThan(last);
        last = proved;
        for (const odds of [0.5, 2, 30]) {
          const worse = bound(other, n, (same) => (same ? odds : 1));
          expect(worse).toBeLessThanOrEqual(proved + 1e-12);
        }
      }
    }
  });

  it('the density ratio is the best of its powers, and a flat score proves nothing', () => {
    for (const power of [0.3, 0.8, 1.3, 3]) {
      expect(bound(channel, 16, sharpened(channel, power))).toBeLessThan(bound(channel, 16, sharpened(channel, 1)));
    }
    expect(bound(channel, 16, sharpened(channel, 0))).toBeCloseTo(0, 10);
  });

  it('the classifier of noise contrastive estimation is the posterior of a count', () => {
    // Of 1 + m draws one is a datum: among a million sets, how many of value x come from p.
    const [p, q, m] = [0.3, 0.05, 4];
    const data = 1e6 * p;
    const noise = 1e6 * m * q;
    expect(dataProbability(p, q, m)).toBeCloseTo(data / (data + noise), 12);
    expect(dataProbability(0.2, 0.2, 1)).toBe(0.5);
  });

  it('a factor in front of the score changes nothing', () => {
    const scaled = (same: boolean): number => 17 * best(same);
    expect(expectedLoss(channel, 8, scaled)).toBeCloseTo(expectedLoss(channel, 8, best), 12);
  });

  it('the ceiling is log N', () => {
    const sure: Channel = { kinds: 100_000, match: 0.999999 };
    const proved = bound(sure, 64, (same) => ratio(sure, same));
    expect(information(sure)).toBeGreaterThan(11);
    expect(proved).toBeLessThanOrEqual(Math.log(64));
    expect(proved).toBeGreaterThan(4.1);
    expectStated(slug, Math.log2(64), 0);
    expectStated(slug, 2 ** 10, 0);
  });

  it('the strides of the speech encoder make 10 milliseconds', () => {
    const stride = [5, 4, 2, 2, 2].reduce((a, b) => a * b, 1);
    expectStated(slug, stride, 0);
    expectStated(slug, 16_000 / stride, 0);
    expectStated(slug, (stride / 16_000) * 1000, 0);
    expectStated(slug, 12 * (stride / 16_000) * 1000, 0);
  });
});
