import { describe, expect, it } from 'vitest';
import {
  alongBoth,
  bilinear,
  contributions,
  convolution,
  coordinate,
  type Grid,
  maxPool,
  nearest,
  pixelShuffle,
  type Row,
  transposedConvolution,
  unpool,
} from '../../src/figures/upsampling.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'upsampling';

const at = (row: Row, i: number): number => {
  const value = row[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const cell = (map: Grid, r: number, c: number): number => at(map[r] ?? [], c);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const latex = (map: Grid): string => `\\begin{pmatrix}${map.map((row) => row.join('&')).join('\\\\')}\\end{pmatrix}`;
function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const small = [
  [2, 6],
  [10, 14],
];

describe('upsampling: the worked example', () => {
  it('the text shows the small map, its nearest and its bilinear enlargement', () => {
    expectWritten(latex(small));
    expectWritten(latex(nearest(small, 2)));
    expectWritten(latex(bilinear(small, 2, false)));
  });

  it('aligned corners give another first row', () => {
    for (const value of bilinear(small, 2, true)[0] ?? []) expectStated(slug, value, 2);
    expectWritten('$2,\\,3.33,\\,4.67,\\,6$');
  });

  it('the transposed convolutions are as stated', () => {
    expect(transposedConvolution([2, 6], [0.5, 1, 0.5], 2)).toEqual([1, 2, 4, 6, 3]);
    expectWritten('$1,2,4,6,3$');
    const row = transposedConvolution([2, 6], [0.25, 0.75, 0.75, 0.25], 2, 1);
    expect(row).toEqual([1.5, 3, 5, 4.5]);
    expectWritten('$1.5,\\,3,\\,5,\\,4.5$');
    expect(row.slice(1, 3)).toEqual((bilinear(small, 2, false)[0] ?? []).slice(1, 3));
  });

  it('unpooling puts the maxima back, and pooling gives the small map', () => {
    const large = [
      [1, 2, 6, 5],
      [0, 1, 3, 4],
      [10, 7, 8, 9],
      [4, 3, 14, 2],
    ];
    const { values, places } = maxPool(large);
    expect(values).toEqual(small);
    const back = unpool(values, places);
    expect(back.flat().filter((value) => value > 0)).toHaveLength(4);
    expectWritten(latex(large));
    expectWritten(latex(back));
  });

  it('pixel shuffle lays four channels out as a block', () => {
    const [image] = pixelShuffle([[[2]], [[3]], [[4]], [[5]]], 2);
    expect(image).toEqual([
      [2, 3],
      [4, 5],
    ]);
    const corner = bilinear(small, 2, false)
      .slice(0, 2)
      .map((row) => row.slice(0, 2));
    expect(corner).toEqual(image);
    expectWritten(latex(corner));
  });
});

describe('upsampling: coordinates', () => {
  it('the two conventions give the coordinates of the text', () => {
    expect(range(4).map((i) => coordinate(i, 2, 4, false))).toEqual([-0.25, 0.25, 0.75, 1.25]);
    for (const [i, third] of [0, 1 / 3, 2 / 3, 1].entries()) expect(coordinate(i, 2, 4, true)).toBeCloseTo(third, 12);
  });

  it('they agree in the middle and differ most at the border, by 1/2 - n/(2m)', () => {
    for (const [n, m] of [
      [2, 4],
      [16, 512],
      [7, 21],
    ] as const) {
      const gap = (i: number): number => coordinate(i, n, m, true) - coordinate(i, n, m, false);
      expect(gap((m - 1) / 2)).toBeCloseTo(0, 10);
      expect(gap(0)).toBeCloseTo(0.5 - n / (2 * m), 12);
      expect(gap(m - 1)).toBeCloseTo(-gap(0), 10);
      for (const i of range(m)) expect(Math.abs(gap(i))).toBeLessThanOrEqual(gap(0) + 1e-12);
    }
    expect((0.5 - 16 / 1024) * 32).toBeCloseTo(15.5, 10);
  });
});

describe('upsampling: transposed convolution', () => {
  const w = [0.3, -1, 2];

  it('is the product with the transpose of the convolution matrix', () => {
    const matrix = [
      [...w, 0, 0],
      [0, 0, ...w],
    ];
    const x = [1.5, -2];
    const product = range(5).map((j) => range(2).reduce((total, i) => total + cell(matrix, i, j) * at(x, i), 0));
    for (const [j, value] of transposedConvolution(x, w, 2).entries()) expect(value).toBeCloseTo(at(product, j), 12);
  });

  it('is the adjoint of the convolution: <Cu, v> = <u, C^T v>', () => {
    const [u, v] = [
      [1, -2, 3, 0.5, 4, -1, 2],
      [2, 0.7, -3],
    ];
    const dot = (a: Row, b: Row): number => a.reduce((total, value, i) => total + value * at(b, i), 0);
    expect(dot(convolution(u, w, 2), v)).toBeCloseTo(dot(u, transposedConvolution(v, w, 2)), 12);
  });

  it('does not undo the convolution', () => {
    const x = [1, 2, 3, 4, 5];
    const back = transposedConvolution(convolution(x, w, 2), w, 2);
    expect(back).toHaveLength(5);
    expect(back.some((value, i) => Math.abs(value - at(x, i)) > 0.5)).toBe(true);
  });

  it('has the size of the formula', () => {
    for (const n of [1, 5, 10])
      for (const k of [2, 3, 4, 5])
        for (const s of [1, 2, 3])
          for (const p of [0, 1])
            for (const extra of [0, 1]) {
              const size = (n - 1) * s - 2 * p + k + extra;
              if (size <= 0) continue;
              const row = transposedConvolution(
                range(n),
                range(k).map(() => 1),
                s,
                p,
                extra,
              );
              expect(row).toHaveLength(size);
            }
  });

  it('has ceil((k - t mod s) / s) contributions at each inner place', () => {
    for (const [k, s] of [
      [3, 2],
      [4, 2],
      [5, 2],
      [6, 3],
      [5, 3],
    ] as const) {
      const ones = (n: number): number[] => range(n).map(() => 1);
      const row = transposedConvolution(ones(20), ones(k), s);
      for (let t = k; t < row.length - k; t++) {
        expect(at(row, t)).toBe(contributions(t, k, s));
        expect(contributions(t, k, s)).toBe(range(k).filter((j) => j % s === t % s).length);
      }
    }
    expectWritten('$2,1,2,1$');
  });

  it('in the plane gives 4, 2 or 1 contributions, and 9, 6 or 4 with a kernel of 5', () => {
    const ones = (n: number): number[] => range(n).map(() => 1);
    for (const [k, counts] of [
      [3, [1, 2, 4]],
      [5, [4, 6, 9]],
    ] as const) {
      const map = alongBoth(
        range(8).map(() => ones(8)),
        (row) => transposedConvolution(row, ones(k), 2),
      );
      const inner = map.slice(k, -k).flatMap((row) => row.slice(k, -k));
      expect([...new Set(inner)].sort((a, b) => a - b)).toEqual(counts);
    }
  });

  it('equals a convolution and a pixel shuffle when the kernel is r times as wide', () => {
    const r = 2;
    const kernel = [1, -2, 0.5, 3, 2, -1];
    const x = [4, 1, -3, 2, 5];
    const wide = transposedConvolution(x, kernel, r);
    const phases = range(r).map((phase) => {
      const taps = kernel.filter((_, j) => j % r === phase).reverse();
      return convolution([0, 0, ...x, 0, 0], taps, 1);
    });
    const shuffled = range(at([phases[0]?.length ?? 0], 0) * r).map((t) => at(phases[t % r] ?? [], Math.floor(t / r)));
    expect(shuffled).toEqual(wide);
  });
});

describe('upsampling: pixel shuffle and networks', () => {
  it('four equal channels give nearest neighbour', () => {
    expect(pixelShuffle([small, small, small, small], 2)[0]).toEqual(nearest(small, 2));
  });

  it('a convolution to r^2 channels takes as many multiplications as one after enlarging', () => {
    const [k, channels, out, h, w, r] = [3, 64, 3, 40, 30, 3];
    expect(k * k * channels * out * r ** 2 * h * w).toBe(k * k * channels * out * (r * h) * (r * w));
  });

  it("U-Net's deepest up-convolution has about 2.1 million weights", () => {
    const weights = 2 * 2 * 1024 * 512;
    expect(weights / 1e6).toBeCloseTo(2.1, 1);
    expectWritten('1024');
    expect(articleSource(slug, 'en')).toContain('2.1 million');
    expect(articleSource(slug, 'zh')).toContain('210 万');
  });

  it('the figures of the questions follow', () => {
    const row = bilinear(
      [
        [0, 8, 4, 12],
        [0, 8, 4, 12],
      ],
      2,
      false,
    )[0];
    expect(at(row ?? [], 3)).toBeCloseTo(7, 12);
    expect(at(transposedConvolution([8, 8, 8], [0.25, 0.75, 0.75, 0.25], 2, 1), 0)).toBe(6);
  });
});
