import { describe, expect, it } from 'vitest';
import {
  determinant,
  FLOW as flow,
  logDensity,
  type Matrix,
  planar,
  planarDeterminant,
  sample,
  type Vector,
} from '../../src/figures/normalizing-flow.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'normalizing-flow';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('normalizing-flow: the worked example', () => {
  const trace = logDensity(flow, [1.5, -0.5]);

  it('goes back through the points of the table', () => {
    expect(trace.points).toEqual([
      [2, -0.5],
      [2, -2],
      [0.5, -1],
    ]);
    for (const text of ['z_2=(2,\\,-0.5)', 'z_1=(2,\\,-2)', 'z_0=(0.5,\\,-1)']) expectWritten(text);
    expect(sample(flow, [0.5, -1])).toEqual([1.5, -0.5]);
  });

  it('has the determinants and densities of the text', () => {
    expect(trace.logDets.map((v) => v + 0)).toEqual([0, -Math.log(4), Math.log(2)]);
    expectStated(slug, -Math.log(4), 4);
    expectStated(slug, Math.log(2), 4);
    expectStated(slug, trace.base, 4);
    expectStated(slug, trace.density, 4);
    expectStated(slug, Math.exp(trace.density), 4);
    expectStated(slug, Math.exp(trace.base), 4);
    expect(Math.exp(trace.density - trace.base)).toBeCloseTo(2, 10);
  });

  it('has the second point of the text', () => {
    const other = logDensity(flow, [1.5, 0.5]);
    expect(other.points).toEqual([
      [1, 0.5],
      [1, 0.5],
      [0, 2],
    ]);
    expectStated(slug, other.base, 4);
    expectStated(slug, other.density, 4);
    expectStated(slug, Math.exp(other.density), 4);
    expect(Math.exp(trace.density - other.density)).toBeGreaterThan(10);
    expect(Math.exp(trace.density - other.density)).toBeLessThan(20);
  });
});

describe('normalizing-flow: the theory', () => {
  it('a layer inverts itself, and its determinant is that of finite differences', () => {
    const h = 1e-6;
    for (const layer of flow)
      for (const z of [
        [0.7, -1.3],
        [-2, 0.4],
        [-1, -3],
      ] as const) {
        const back = layer.inverse(layer.forward(z));
        expect(back[0]).toBeCloseTo(z[0], 10);
        expect(back[1]).toBeCloseTo(z[1], 10);
        const [right, left] = [layer.forward([z[0] + h, z[1]]), layer.forward([z[0] - h, z[1]])];
        const [above, below] = [layer.forward([z[0], z[1] + h]), layer.forward([z[0], z[1] - h])];
        const numeric: Matrix = [
          [(right[0] - left[0]) / (2 * h), (above[0] - below[0]) / (2 * h)],
          [(right[1] - left[1]) / (2 * h), (above[1] - below[1]) / (2 * h)],
        ];
        expect(Math.log(Math.abs(determinant(numeric)))).toBeCloseTo(layer.logDet(z), 6);
      }
  });

  it('the density of the flow integrates to one', () => {
    const step = 0.04;
    let total = 0;
    for (let x = -16; x <= 16; x += step)
      for (let y = -8; y <= 8; y += step) total += Math.exp(logDensity(flow, [x, y]).density) * step * step;
    expect(total).toBeCloseTo(1, 2);
  });

  it('the determinant of the planar flow is the formula, and it stays positive at its bound', () => {
    const h = 1e-6;
    for (const [u, w, b] of [
      [[0.5, -1], [2, 0.3], 0.1],
      [[-1, 0], [1, 2], 0.4],
    ] as const) {
      const z: Vector = [0.3, -0.2];
      const [r, l] = [planar([z[0] + h, z[1]], u, w, b), planar([z[0] - h, z[1]], u, w, b)];
      const [a, d] = [planar([z[0], z[1] + h], u, w, b), planar([z[0], z[1] - h], u, w, b)];
      const numeric = determinant([
        [(r[0] - l[0]) / (2 * h), (a[0] - d[0]) / (2 * h)],
        [(r[1] - l[1]) / (2 * h), (a[1] - d[1]) / (2 * h)],
      ]);
      expect(numeric).toBeCloseTo(planarDeterminant(z, u, w, b), 6);
      expect(numeric).toBeGreaterThan(0);
    }
  });

  it('dequantised scores stay below the discrete log-probability', () => {
    // A density on [0, 2) that is not constant within a cell: p(x) = x / 2.
    const cells = 20000;
    for (const cell of [0, 1]) {
      let [mean, mass] = [0, 0];
      for (let i = 0; i < cells; i++) {
        const x = cell + (i + 0.5) / cells;
        mean += Math.log(x / 2) / cells;
        mass += x / 2 / cells;
      }
      expect(mean).toBeLessThan(Math.log(mass));
    }
  });
});

describe('normalizing-flow: the other numbers', () => {
  it('an image of 32 by 32 has the dimension and the cube of the text', () => {
    expectStated(slug, 32 * 32 * 3, 0);
    expect((3072 ** 3 / 1e10).toFixed(1)).toBe('2.9');
    expectWritten('2.9\\times10^{10}');
  });

  it('the uniform distribution over 256 values has 8 bits', () => {
    expect(-Math.log2(1 / 256)).toBe(8);
  });
});
