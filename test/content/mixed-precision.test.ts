import { describe, expect, it } from 'vitest';
import {
  ADAM_BYTES,
  BF16,
  biasOf,
  decode,
  exponentOf,
  FP16,
  FP32,
  FP64,
  fates,
  type LossScale,
  largest,
  nextScale,
  round,
  smallestNormal,
  smallestSubnormal,
  spacingAt,
  updates,
} from '../../src/figures/mixed-precision.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'mixed-precision';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}
/** `1.19e-7`, as the table writes it. */
const scientific = (x: number): string => x.toExponential(2).replace('e+', 'e');

describe('mixed-precision: the formats', () => {
  it('rounding agrees with a search through all finite FP16 numbers', () => {
    const numbers = Array.from({ length: 31 * 1024 }, (_, bits) => decode(FP16, 0, Math.floor(bits / 1024), bits % 1024));
    const nearest = (x: number): number => {
      let best = 0;
      numbers.forEach((v, i) => {
        const gap = Math.abs(v - x) - Math.abs((numbers[best] ?? 0) - x);
        if (gap < 0 || (gap === 0 && i % 2 === 0)) best = i;
      });
      return numbers[best] ?? Number.NaN;
    };
    for (const x of [0.1, 1.0003, 1.0005, 2e-8, 2.98e-8, 3e-8, 5e-5, 6.1e-5, 2049, 2051, 65503, 0.00065536, 1 + 2 ** -11, 1 + 3 * 2 ** -11])
      expect(round(FP16, x)).toBe(nearest(x));
  });

  it('rounding to FP32 agrees with the hardware', () => {
    for (const x of [0.1, 1 / 3, 1e-40, 7e-46, 1.0003, 123456.789, 1e39]) expect(round(FP32, x)).toBe(Math.fround(x));
  });

  it('the table has the right limits', () => {
    for (const [name, f, top] of [
      ['FP64', FP64, '1.80e308'],
      ['FP32', FP32, '3.40e38'],
      ['FP16', FP16, '65504'],
      ['bf16', BF16, '3.39e38'],
    ] as const) {
      const bits = `1/${f.exponentBits}/${f.fractionBits}`;
      expect(name === 'FP16' ? String(largest(f)) : scientific(largest(f))).toBe(top);
      expectWritten(`| ${name} | ${bits} | ${top} | ${scientific(smallestNormal(f))} | ${scientific(spacingAt(f, 1))} |`);
    }
    expect(largest(FP64)).toBe(Number.MAX_VALUE);
    expect(spacingAt(FP64, 1)).toBe(Number.EPSILON);
  });

  it('0.1 is stored as said', () => {
    const e = exponentOf(0.1) + biasOf(FP16);
    const fraction = Math.round((0.1 / 2 ** exponentOf(0.1) - 1) * 1024);
    expect([e, fraction]).toEqual([11, 614]);
    expect(decode(FP16, 0, e, fraction)).toBe(round(FP16, 0.1));
    expectStated(slug, round(FP16, 0.1), 5);
    expectStated(slug, fraction, 0);
  });

  it('the range and the spacing of FP16 are as stated', () => {
    expect(smallestSubnormal(FP16)).toBe(2 ** -24);
    expectStated(slug, 2 ** -24 * 1e8, 2);
    expectStated(slug, 2 ** -25 * 1e8, 2);
    expect(round(FP16, 2 ** -25)).toBe(0);
    expect(round(FP16, 2 ** -25 * 1.001)).toBe(2 ** -24);
    expect(spacingAt(FP16, 2048)).toBe(2);
    expect(spacingAt(FP16, 4095)).toBe(2);
    expectStated(slug, spacingAt(FP16, 1), 5);
    expectStated(slug, 2 ** -11, 4);
    expectStated(slug, 2 ** -8, 3);
    expect(smallestSubnormal(FP32)).toBeGreaterThan(1e-45);
    expect(smallestSubnormal(FP32)).toBeLessThan(2e-45);
  });

  it('bf16 is FP32 with its lower half rounded off', () => {
    const view = new DataView(new ArrayBuffer(4));
    for (const x of [1.00390625, 2.7500001, 1e-30, 0.05]) {
      view.setFloat32(0, x);
      const word = view.getUint32(0);
      const kept = word >>> 16;
      const rest = word & 0xffff;
      const half = rest > 0x8000 || (rest === 0x8000 && kept % 2 === 1) ? kept + 1 : kept;
      view.setUint32(0, half * 65536);
      expect(round(BF16, Math.fround(x))).toBe(view.getFloat32(0));
    }
  });

  it('a product of two FP16 numbers is exact in FP32', () => {
    for (const [a, b] of [
      [0.1, 0.3],
      [1.999, 1.001],
      [123.4, 0.0567],
    ] as const) {
      const product = round(FP16, a) * round(FP16, b);
      expect(Math.fround(product)).toBe(product);
    }
  });
});

describe('mixed-precision: the worked example', () => {
  // The weight is to grow, so its gradient is negative.
  const gradient = -2e-8;
  const update = 0.0003;
  const scale = 2 ** 15;

  it('the gradient is lost without scaling and kept with it', () => {
    expect(Math.abs(round(FP16, gradient))).toBe(0);
    const scaled = gradient * scale;
    expectStated(slug, scaled * 1e4, 4);
    expectStated(slug, scaled * 1e4, 2);
    expect(spacingAt(FP16, scaled)).toBe(2 ** -21);
    expectStated(slug, 2 ** -21 * 1e7, 2);
    const back = round(FP16, scaled) / scale;
    expect(Math.abs(back / gradient - 1)).toBeLessThan(0.0004);
    expect(back.toExponential(1)).toBe('-2.0e-8');
    expectWritten('| -2.0e-8 | 1.003 |');
  });

  it('the weight does not move in FP16, and does on a master copy', () => {
    const history = updates(FP16, 1, update, 10);
    const [half, master] = [history.at(-1)?.alone ?? Number.NaN, history.at(-1)?.master ?? Number.NaN];
    const moved = history.flatMap(({ copy }, i) => (copy === (history[i - 1]?.copy ?? 1) ? [] : [i + 1]));
    expect(half).toBe(1);
    expectStated(slug, master, 3);
    expectStated(slug, round(FP16, master), 5);
    expectStated(slug, (master - 1) / spacingAt(FP16, 1), 2);
    expect(moved.filter((step) => step <= 5)).toEqual([2, 5]);
    expectStated(slug, 0.5 * spacingAt(FP16, 1), 5);
    expectStated(slug, spacingAt(FP16, 1), 7);
    expectStated(slug, 1 + spacingAt(FP16, 1), 5);
  });

  it('the border for lost updates lies between 1/2048 and 1/4096 of the weight in FP16, and 1/256 and 1/512 in bf16', () => {
    for (const [f, bits] of [
      [FP16, 10],
      [BF16, 7],
    ] as const) {
      for (const w of [1, 1.3, 1.99, 0.05]) {
        const weight = round(f, w);
        const border = 0.5 * spacingAt(f, weight);
        expect(border / weight).toBeLessThanOrEqual(2 ** -(bits + 1));
        expect(border / weight).toBeGreaterThan(2 ** -(bits + 2));
        expect(round(f, weight + border * 0.99)).toBe(weight);
        expect(round(f, weight + border * 1.01)).toBeGreaterThan(weight);
        // Towards zero the same border holds, but for a power of two, below which the numbers stand twice as close.
        const inwards = weight === 1 ? border / 2 : border;
        expect(round(f, weight - inwards * 0.99)).toBe(weight);
        expect(round(f, weight - inwards * 1.01)).toBeLessThan(weight);
      }
    }
  });
});

describe('mixed-precision: sums, scaling and memory', () => {
  it('adding ones stops at 2048', () => {
    let total = 0;
    for (let i = 0; i < 4096; i++) total = round(FP16, total + 1);
    expect(total).toBe(2048);
    let wide = 0;
    for (let i = 0; i < 4096; i++) wide = round(FP32, wide + 1);
    expect(round(FP16, wide)).toBe(4096);
    expectStated(slug, 2048, 0);
  });

  it('dynamic scaling backs off from overflow and recovers', () => {
    let now: LossScale = { scale: 65536, good: 0 };
    let skipped = 0;
    for (let step = 0; step < 6000; step++) {
      const overflowed = !Number.isFinite(round(FP16, (step < 10 ? 8 : 0.4) * now.scale));
      if (overflowed) skipped += 1;
      now = nextScale(now, overflowed);
    }
    expect(skipped).toBe(4);
    expect(now.scale).toBe(4096 * 4);
  });

  it('scaling moves numbers from zero to subnormal, to normal, to infinite', () => {
    const values = [2e-8, 1e-7, 1e-3, 3];
    expect(fates(FP16, values)).toEqual({ zero: 0.25, subnormal: 0.25, normal: 0.5, infinite: 0 });
    expect(
      fates(
        FP16,
        values.map((v) => v * 2 ** 15),
      ),
    ).toEqual({ zero: 0, subnormal: 0, normal: 0.75, infinite: 0.25 });
    expect(fates(BF16, values).normal).toBe(1);
  });

  it('a gradient scales with the loss', () => {
    const loss = (w: number, s: number): number => s * (Math.tanh(1.3 * w) - 0.2) ** 2;
    const slope = (s: number): number => (loss(0.7 + 1e-6, s) - loss(0.7 - 1e-6, s)) / 2e-6;
    expect(slope(1024) / slope(1)).toBeCloseTo(1024, 4);
  });

  it('Adam takes sixteen bytes a parameter either way, 112 GB for seven billion', () => {
    const mixed = Object.values(ADAM_BYTES).reduce((a, b) => a + b, 0);
    expect(mixed).toBe(4 + 4 + 4 + 4);
    expectStated(slug, (7e9 * mixed) / 1e9, 0);
    expect(312 / 19.5).toBe(16);
    expectStated(slug, 19.5, 1);
  });

  it('the figures of the questions follow', () => {
    expect(decode(FP16, 0, 0b10010, 0b1000000000)).toBe(12);
    expect(0.5 * spacingAt(BF16, 0.05)).toBeCloseTo(1.2e-4, 5);
    expect(1 / 65536).toBeCloseTo(1.5e-5, 6);
    expectStated(slug, spacingAt(BF16, 1), 4);
  });
});
