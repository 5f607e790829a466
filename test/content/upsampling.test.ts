import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'upsampling';

type Row = readonly number[];
type Map2 = readonly Row[];

const at = (row: Row, i: number): number => {
  const value = row[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const cell = (map: Map2, r: number, c: number): number => at(map[r] ?? [], c);
const grid = (rows: number, columns: number, value: (r: number, c: number) => number): number[][] =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => value(r, c)));
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function coordinate(i: number, n: number, m: number, alignCorners: boolean): number {
  return alignCorners ? (i * (n - 1)) / (m - 1) : ((i + 0.5) * n) / m - 0.5;
}

function bilinear(x: Map2, factor: number, alignCorners: boolean): number[][] {
  const [rows, columns] = [x.length, (x[0] ?? []).length];
  const locate = (i: number, n: number): { p: number; next: number; a: number } => {
    const u = Math.min(n - 1, Math.max(0, coordinate(i, n, n * factor, alignCorners)));
    const p = Math.min(n - 2, Math.floor(u));
    return { p, next: p + 1, a: u - p };
  };
  return grid(rows * factor, columns * factor, (r, c) => {
    const [row, column] = [locate(r, rows), locate(c, columns)];
    return (
      (1 - row.a) * (1 - column.a) * cell(x, row.p, column.p) +
      (1 - row.a) * column.a * cell(x, row.p, column.next) +
      row.a * (1 - column.a) * cell(x, row.next, column.p) +
      row.a * column.a * cell(x, row.next, column.next)
    );
  });
}

const nearest = (x: Map2, factor: number): number[][] =>
  grid(x.length * factor, (x[0] ?? []).length * factor, (r, c) => cell(x, Math.floor(r / factor), Math.floor(c / factor)));

function transposedConvolution(x: Row, w: Row, stride: number, padding = 0, extra = 0): number[] {
  const y = range((x.length - 1) * stride + w.length + extra).map(() => 0);
  for (const [i, value] of x.entries()) for (const [j, weight] of w.entries()) y[i * stride + j] = at(y, i * stride + j) + value * weight;
  return y.slice(padding, y.length - padding);
}

function convolution(x: Row, w: Row, stride: number): number[] {
  const size = Math.floor((x.length - w.length) / stride) + 1;
  return range(size).map((i) => w.reduce((total, weight, j) => total + weight * at(x, i * stride + j), 0));
}

/** channels[c * r * r + i * r + j] becomes sub-pixel (i, j) of channel c. */
function pixelShuffle(channels: readonly Map2[], r: number): number[][][] {
  const first = channels[0] ?? [];
  return range(channels.length / r ** 2).map((c) =>
    grid(first.length * r, (first[0] ?? []).length * r, (row, column) =>
      cell(channels[c * r * r + (row % r) * r + (column % r)] ?? [], Math.floor(row / r), Math.floor(column / r)),
    ),
  );
}

function maxPool(x: Map2): { values: number[][]; places: [number, number][][] } {
  const value = ([r, c]: readonly [number, number]): number => cell(x, r, c);
  const best = (r: number, c: number): [number, number] => {
    const places: [number, number][] = [0, 1].flatMap((i) => [0, 1].map((j): [number, number] => [2 * r + i, 2 * c + j]));
    return places.reduce((a, b) => (value(b) > value(a) ? b : a));
  };
  const places = range(x.length / 2).map((r) => range((x[0] ?? []).length / 2).map((c) => best(r, c)));
  return { values: places.map((row) => row.map(value)), places };
}

const latex = (map: Map2): string => `\\begin{pmatrix}${map.map((row) => row.join('&')).join('\\\\')}\\end{pmatrix}`;
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
    const back = grid(4, 4, () => 0);
    for (const [r, row] of places.entries()) {
      for (const [c, [y, x]] of row.entries()) {
        const line = back[y];
        if (line !== undefined) line[x] = cell(values, r, c);
      }
    }
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
      for (let t = k; t < row.length - k; t++) expect(at(row, t)).toBe(Math.ceil((k - (t % s)) / s));
    }
    expectWritten('$2,1,2,1$');
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
