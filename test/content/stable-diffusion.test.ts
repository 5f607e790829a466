import { describe, expect, it } from 'vitest';
import {
  attentionMacs,
  crossAttention,
  latentShape,
  leakedMean,
  linear,
  networkCalls,
  placesOf,
  type Shape,
  scaledLinear,
  sizeOf,
  weightBytes,
} from '../../src/figures/stable-diffusion.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'stable-diffusion';
const image: Shape = { height: 512, width: 512, channels: 3 };
const latent = latentShape(image);

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('stable-diffusion: the sums', () => {
  it('has the sizes of the text', () => {
    expect(latent).toEqual({ height: 64, width: 64, channels: 4 });
    expectStated(slug, sizeOf(image), 0);
    expectStated(slug, sizeOf(latent), 0);
    expectWritten('786,432');
    expectWritten('16,384');
    expect(sizeOf(image) / sizeOf(latent)).toBe(48);
    expectStated(slug, 48, 0);
  });

  it('has the attention of the text', () => {
    const [here, pixels] = [placesOf(latent), placesOf(image)];
    expect(here).toBe(4096);
    expect(pixels).toBe(262144);
    expectStated(slug, here ** 2, 0);
    expectWritten('262144^2\\approx6.87\\times10^{10}');
    expect(pixels ** 2 / 1e10).toBeCloseTo(6.87, 2);
    expect(pixels ** 2 / here ** 2).toBe(4096);
    // 8 heads, 2 bytes each, in MiB
    expect((here ** 2 * 8 * 2) / 2 ** 20).toBe(256);
    expectStated(slug, 256, 0);
    expectStated(slug, attentionMacs(here, here, 320) / attentionMacs(here, 77, 320), 0);
  });

  it('counts multiply-adds as a plain product of matrices does', () => {
    const [n, m, d] = [3, 5, 4];
    let count = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < d; k++) count += 2; // once for QK, once for weights times V
    expect(attentionMacs(n, m, d)).toBe(count);
  });

  it('has the calls and the weights of the text', () => {
    expect(networkCalls(50)).toBe(100);
    expect(networkCalls(50, false)).toBe(50);
    expectStated(slug, 860 + 123 + 84, 0);
    expectStated(slug, weightBytes(1067) / 1e9, 2);
  });

  it('has the attention of one place', () => {
    const { scores, weights, output } = crossAttention(
      [2, 0, 1, 1],
      [
        [0, 0, 0, 0],
        [1, 1, -1, 1],
        [1, 2, 1, 1],
      ],
      [
        [0, 0],
        [4, 0],
        [0, 2],
      ],
    );
    expect(scores).toEqual([0, 1, 2]);
    expectWritten('$(1,1,-1,1)$ | 1 |');
    expectWritten('$(1,2,1,1)$ | 2 |');
    const total = 1 + Math.E + Math.E ** 2;
    expectStated(slug, Math.E, 3);
    expectStated(slug, Math.E ** 2, 3);
    expectStated(slug, total, 3);
    for (const [i, weight] of weights.entries()) {
      expect(weight).toBeCloseTo(Math.E ** i / total, 12);
      expectStated(slug, weight, 3);
    }
    expectStated(slug, weights[1] as number, 4);
    expectStated(slug, weights[2] as number, 4);
    for (const value of output) expectStated(slug, value, 3);
  });

  it('has the signal left at the end', () => {
    const bars = scaledLinear();
    const last = bars.at(-1) as number;
    expectStated(slug, last, 5);
    expectStated(slug, Math.sqrt(last), 4);
    expect(leakedMean(1, last)).toBe(Math.sqrt(last));
    const error = Math.sqrt(1 - last) / Math.sqrt(placesOf(latent));
    expectStated(slug, Math.sqrt(1 - last), 4);
    expectStated(slug, error, 4);
    expectStated(slug, leakedMean(1, last) / error, 1);
  });
});

describe('stable-diffusion: the schedule', () => {
  it('starts and ends at the two given variances, linear in their roots', () => {
    const bars = scaledLinear();
    const betas = bars.map((bar, i) => 1 - bar / (i === 0 ? 1 : (bars[i - 1] as number)));
    expect(betas).toHaveLength(1000);
    expect(betas[0]).toBeCloseTo(0.00085, 12);
    expect(betas[999]).toBeCloseTo(0.012, 10);
    const roots = betas.map(Math.sqrt);
    const step = (roots[999] as number) - (roots[998] as number);
    expect((roots[500] as number) - (roots[499] as number)).toBeCloseTo(step, 9);
  });

  it('leaves more signal than the straight line of DDPM, whose end DDIM states', () => {
    const [ours, theirs] = [scaledLinear(), linear()];
    expect(theirs.at(-1)).toBeCloseTo(4.04e-5, 7);
    expect((ours.at(-1) as number) / (theirs.at(-1) as number)).toBeGreaterThan(100);
  });

  it('weights of attention add up to 1 and do not depend on a common shift of the scores', () => {
    const keys = [
      [0.3, -1],
      [2, 0.5],
      [-0.7, 0.1],
    ];
    const values = [[1], [2], [3]];
    const plain = crossAttention([0.4, 1.1], keys, values).weights;
    const shifted = crossAttention(
      [0.4, 1.1, 1],
      keys.map((key) => [...key, 5]),
      values,
    ).weights;
    expect(plain.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    // The third channel adds 5 to each product; the larger √d is undone by scaling the query.
    const scaled = crossAttention(
      [0.4, 1.1, 1].map((q) => q * Math.sqrt(3 / 2)),
      keys.map((key) => [...key, 5]),
      values,
    ).weights;
    for (const [i, w] of plain.entries()) expect(scaled[i]).toBeCloseTo(w, 12);
    expect(shifted).not.toEqual(plain);
  });
});
