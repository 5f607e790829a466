import { describe, expect, it } from 'vitest';
import {
  type Component,
  centre,
  centreKernel,
  components as componentsOf,
  covariance,
  degreesOf,
  dot,
  eigen,
  explained,
  kernelScores,
  restored,
  scores,
  split,
  standardise,
  STUDENTS as students,
  times,
  towards,
  transpose,
  type Vector,
} from '../../src/figures/pca.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'pca';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
const degrees = ({ direction }: Component): number => degreesOf(direction);

const names = ['A', 'B', 'C', 'D', 'E'];
const X = centre(students);
const S = covariance(X);
const components = componentsOf(students);
const [first, second] = [at(components, 0), at(components, 1)];

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}
const shown = (value: number): string => String(Math.round(value) + 0).replace('-', '−');

describe('pca: the worked example', () => {
  it('has the covariance matrix and the eigenvalues of the text', () => {
    for (const [i, r] of S.entries())
      for (const [j, v] of r.entries())
        expect(v).toBeCloseTo(
          at(
            at(
              [
                [8.4, 4.8],
                [4.8, 5.6],
              ],
              i,
            ),
            j,
          ),
          12,
        );
    expectWritten('\\begin{pmatrix}8.4&4.8\\\\4.8&5.6\\end{pmatrix}');
    expect(first.value).toBeCloseTo(12, 10);
    expect(second.value).toBeCloseTo(2, 10);
    expect(first.value + second.value).toBeCloseTo(14, 10);
    expect(first.value * second.value).toBeCloseTo(24, 10);
    expectWritten('\\lambda_1=12,\\ \\lambda_2=2');
  });

  it('has the directions of the text', () => {
    expect(at(first.direction, 0)).toBeCloseTo(0.8, 10);
    expect(at(first.direction, 1)).toBeCloseTo(0.6, 10);
    expect(at(second.direction, 0)).toBeCloseTo(-0.6, 10);
    expectWritten('(0.8,0.6)');
    expectWritten('(-0.6,0.8)');
  });

  it('has the scores of the table', () => {
    X.forEach((x, i) => {
      const [t1, t2] = [dot(x, first.direction), dot(x, second.direction)];
      expect(at(scores(X, [first.direction, second.direction]), i)).toEqual([t1, t2]);
      for (const t of [t1, t2]) expect(t).toBeCloseTo(Math.round(t), 10);
      expectWritten(`| ${at(names, i)} | (${x.map(shown).join(', ')}) | ${shown(t1)} | ${shown(t2)} |`);
    });
  });

  it('keeps the share of the text and restores C as stated', () => {
    expectStated(slug, 100 * explained(components, 1), 1);
    expect(explained(components, 1)).toBeCloseTo(12 / 14, 10);
    const c = at(X, 2);
    const back = restored(c, [first.direction]);
    expect(at(back, 0) + 5).toBeCloseTo(5.8, 10);
    expect(at(back, 1) + 4).toBeCloseTo(4.6, 10);
    expectWritten('(5.8,4.6)');
    expect(Math.hypot(...c.map((v, j) => v - at(back, j)))).toBeCloseTo(2, 10);
    const { kept, lost } = split(X, [towards(65)]);
    expectStated(slug, kept, 2);
    expectStated(slug, lost, 2);
  });
});

describe('pca: the theory', () => {
  // Six samples of four dimensions without a pattern.
  const other = centre([
    [3, -1, 4, 1],
    [5, 9, -2, 6],
    [-5, 3, 5, 8],
    [9, 7, 9, -3],
    [2, 3, -8, 4],
    [6, 2, 6, 4],
  ]);
  const parts = eigen(covariance(other));

  it('variance and reconstruction error add up to the total, and no angle beats the first component', () => {
    const total = sum(X.map((x) => dot(x, x))) / X.length;
    for (let angle = 0; angle < 180; angle += 1) {
      const v = towards(angle);
      const kept = sum(X.map((x) => dot(x, v) ** 2)) / X.length;
      const lost = sum(X.map((x) => sum(x.map((value, j) => (value - dot(x, v) * at(v, j)) ** 2)))) / X.length;
      expect(kept + lost).toBeCloseTo(total, 10);
      const parts = split(X, [v]);
      expect([parts.total, parts.kept, parts.lost].map((part, i) => part - at([total, kept, lost], i))).toEqual(
        [0, 0, 0].map((zero) => expect.closeTo(zero, 10)),
      );
      expect(kept).toBeLessThanOrEqual(first.value + 1e-12);
    }
  });

  it('eigenvectors are orthonormal and solve the equation', () => {
    const C = covariance(other);
    for (const [i, { value, direction }] of parts.entries()) {
      C.forEach((r, j) => {
        expect(dot(r, direction)).toBeCloseTo(value * at(direction, j), 8);
      });
      for (const [j, p] of parts.entries()) expect(dot(direction, p.direction)).toBeCloseTo(i === j ? 1 : 0, 8);
    }
  });

  it('the reconstruction error is the sum of the discarded eigenvalues', () => {
    for (const kept of [1, 2, 3]) {
      const W = parts.slice(0, kept).map(({ direction }) => direction);
      const lost = other.map((x) => {
        const back = restored(x, W);
        return sum(x.map((v, j) => (v - at(back, j)) ** 2));
      });
      expect(sum(lost) / other.length).toBeCloseTo(sum(parts.slice(kept).map(({ value }) => value)), 8);
    }
  });

  it('any orthonormal columns keep Σ cⱼλⱼ with shares that add up to their number, and never more than the first components', () => {
    const some = [
      [
        [0.5, 0.5, 0.5, 0.5],
        [0.5, -0.5, 0.5, -0.5],
      ],
      [
        [0.6, 0, 0.8, 0],
        [0, 1, 0, 0],
      ],
    ];
    for (const W of some) {
      const shares = parts.map(({ direction }) => sum(W.map((w) => dot(w, direction) ** 2)));
      expect(sum(shares)).toBeCloseTo(2, 10);
      const { kept } = split(other, W);
      expect(kept).toBeCloseTo(sum(parts.map(({ value }, j) => value * at(shares, j))), 8);
      expect(kept).toBeLessThan(at(parts, 0).value + at(parts, 1).value);
    }
  });

  it('the small matrix of inner products has the same eigenvalues, and its eigenvectors lead to the directions', () => {
    const gram = eigen(times(other, transpose(other)));
    for (const [i, { value, direction }] of parts.entries()) {
      const dual = at(gram, i);
      expect(dual.value).toBeCloseTo(other.length * value, 6);
      const back = transpose(other).map((c) => dot(c, dual.direction));
      const length = Math.hypot(...back);
      expect(length).toBeCloseTo(Math.sqrt(dual.value), 6);
      expect(Math.abs(dot(back, direction)) / length).toBeCloseTo(1, 8);
    }
    expectStated(slug, (1e4 * 1e4 * 8) / 1e6, 0);
    expectStated(slug, (200 * 200 * 8) / 1e3, 0);
  });

  it('kernel PCA with the linear kernel gives the scores of PCA', () => {
    const m = students.length;
    const K = times(students, transpose(students));
    const ones = K.map((r) => r.map(() => 1 / m));
    const [left, right, both] = [times(ones, K), times(K, ones), times(times(ones, K), ones)];
    const centred = K.map((r, i) => r.map((v, j) => v - at(at(left, i), j) - at(at(right, i), j) + at(at(both, i), j)));
    for (const [i, r] of centreKernel(K).entries()) for (const [j, v] of r.entries()) expect(v).toBeCloseTo(at(at(centred, i), j), 10);
    const { value, direction } = at(eigen(centred), 0);
    expect(value / m).toBeCloseTo(first.value, 8);
    const alpha = direction.map((v) => v / Math.sqrt(value));
    expect(value * dot(alpha, alpha)).toBeCloseTo(1, 10);
    const found = kernelScores(K, 0);
    found.forEach((score, i) => {
      expect(score).toBeCloseTo(dot(at(centred, i), alpha), 8);
    });
    const sign = Math.sign(at(found, 3));
    X.forEach((x, i) => {
      expect(sign * at(found, i)).toBeCloseTo(dot(x, first.direction), 8);
    });
  });

  it('the quadratic kernel is the inner product of its map', () => {
    const phi = (x: Vector): Vector => [at(x, 0) ** 2, Math.SQRT2 * at(x, 0) * at(x, 1), at(x, 1) ** 2];
    const [x, z] = [
      [1, 2],
      [3, 1],
    ] as const;
    const products = phi(x).map((v, i) => v * at(phi(z), i));
    expect(products.map((p) => Math.round(p))).toEqual([9, 12, 4]);
    expect(sum(products)).toBeCloseTo(dot(x, z) ** 2, 10);
    expectStated(slug, dot(x, z) ** 2, 0);
  });
});

describe('pca: units and outliers', () => {
  it('ten times the unit turns the first direction as stated', () => {
    const scaled = componentsOf(students.map(([x = 0, y = 0]) => [10 * x, y]));
    expectStated(slug, degrees(first), 1);
    expectStated(slug, degrees(at(scaled, 0)), 1);
    expectStated(slug, (100 * at(scaled, 0).value) / sum(scaled.map(({ value }) => value)), 1);
  });

  it('standardised features have the eigenvalues of the text', () => {
    const standard = eigen(covariance(standardise(students)));
    expectStated(slug, at(standard, 0).value - 1, 3);
    expect(at(standard, 1).value).toBeCloseTo(2 - at(standard, 0).value, 10);
    expectStated(slug, 50 * at(standard, 0).value, 1);
    expect(degrees(at(standard, 0))).toBeCloseTo(45, 8);
  });

  it('one wrong mark turns the direction as stated', () => {
    const wrong = students.map((p, i) => (i === 2 ? [7, 30] : p));
    expectStated(slug, degrees(at(componentsOf(wrong), 0)), 1);
  });
});
