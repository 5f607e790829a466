import { describe, expect, it } from 'vitest';
import {
  bowl as bowlOf,
  conjugateBound,
  conjugateGradient,
  descentFactor,
  dot,
  endOf,
  type Matrix,
  plus,
  type Quadratic,
  race,
  residualAt,
  steepestDescent,
  stepsUntil,
  times,
  type Vector,
  valueAt,
} from '../../src/figures/quadratic-form.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'quadratic-form';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};

const bowl = bowlOf(9);
const start = [6, -3];
const bottom = [1, 1];

/** A symmetric matrix with given eigenvalues: a product of plane rotations around a diagonal. */
function withEigenvalues(values: Vector): Matrix {
  const n = values.length;
  let a: number[][] = values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const [c, s] = [Math.cos(1 + p + 2 * q), Math.sin(1 + p + 2 * q)];
      const rotation = a.map((_, i) =>
        a.map((_, j) => (i === j ? (i === p || i === q ? c : 1) : i === p && j === q ? -s : i === q && j === p ? s : 0)),
      );
      const product = (left: Matrix, right: Matrix): number[][] =>
        left.map((row) => at(right, 0).map((_, j) => row.reduce((total, x, k) => total + x * at(at(right, k), j), 0)));
      const turned = rotation.map((_, i) => rotation.map((row) => at(row, i)));
      a = product(product(rotation, a), turned);
    }
  }
  return a;
}

describe('quadratic-form: the worked example', () => {
  const descent = steepestDescent(bowl, start, 40);
  const conjugate = conjugateGradient(bowl, start, 2);

  it('the bowl of condition number 9 has the matrix of the text', () => {
    expect(bowl).toEqual({
      a: [
        [5, 4],
        [4, 5],
      ],
      b: [9, 9],
      c: 9,
    });
  });

  it('the matrix gives the polynomial of the text, and the bottom is (1, 1) with value 0', () => {
    for (const [x, y] of [
      [6, -3],
      [0.3, 2],
    ] as const)
      expect(valueAt(bowl, [x, y])).toBeCloseTo(0.5 * (5 * x * x + 8 * x * y + 5 * y * y) - 9 * x - 9 * y + 9, 12);
    expect(residualAt(bowl, bottom)).toEqual([0, 0]);
    expect(valueAt(bowl, bottom)).toBe(0);
    expect(times(bowl.a, [1, 1])).toEqual([9, 9]);
    expect(times(bowl.a, [1, -1])).toEqual([1, -1]);
  });

  it('steepest descent has the residuals, steps, points and values of the text', () => {
    expect(at(descent, 0).residual).toEqual([-9, 0]);
    for (const step of descent.slice(0, 10)) expect(step.alpha).toBeCloseTo(0.2, 10);
    for (const k of [0, 1, 2]) expectStated(slug, valueAt(bowl, at(descent, k).x), 3);
    for (const coordinate of [at(descent, 1).x, at(descent, 2).x].flat()) expectStated(slug, coordinate, 2);
    expectStated(slug, at(at(descent, 1).residual, 1), 1);
    expect(at(at(descent, 1).residual, 0)).toBeCloseTo(0, 12);
    const [dx, dy] = plus(at(descent, 2).x, -1, bottom);
    expect(dx).toBeCloseTo(0.64 * 5, 12);
    expect(dy).toBeCloseTo(0.64 * -4, 12);
  });

  it('each step multiplies the value by the worst factor for condition number 9, and a millionth takes 31 steps', () => {
    for (let k = 0; k < 20; k++)
      expect(valueAt(bowl, at(descent, k + 1).x) / valueAt(bowl, at(descent, k).x)).toBeCloseTo(descentFactor(9) ** 2, 8);
    expect(descentFactor(9)).toBeCloseTo(8 / 10, 12);
    const steps = descent.findIndex((step) => valueAt(bowl, step.x) <= 1e-6 * 22.5);
    expect(steps).toBe(31);
    expectStated(slug, steps, 0);
  });

  it('conjugate gradients have the numbers of the text and arrive in two steps', () => {
    const [first, second] = [at(conjugate, 0), at(conjugate, 1)];
    expect(first.direction).toEqual([-9, 0]);
    for (const coordinate of second.direction) expectStated(slug, coordinate, 2);
    const product = times(bowl.a, second.direction);
    expect(at(product, 0)).toBeCloseTo(0, 10);
    expectStated(slug, at(product, 1), 2);
    expectStated(slug, dot(second.direction, product), 3);
    expectStated(slug, dot(second.residual, second.residual), 2);
    expect(second.alpha).toBeCloseTo(5 / 9, 12);
    expect(dot(first.direction, product)).toBeCloseTo(0, 10);
    const end = endOf(second);
    expect(at(end, 0)).toBeCloseTo(1, 12);
    expect(at(end, 1)).toBeCloseTo(1, 12);
  });
});

describe('quadratic-form: the theory', () => {
  const eigenvalues = [1, 2.5, 7, 20, 33, 64];
  const problem: Quadratic = { a: withEigenvalues(eigenvalues), b: [3, -1, 4, 1, -5, 9], c: 0 };
  const zero = eigenvalues.map(() => 0);
  const kappa = 64;

  it('the gradient is Ax - b, and for an unsymmetric matrix it uses the symmetric part', () => {
    const m = [
      [2, 5],
      [-1, 3],
    ];
    const value = (x: Vector): number => 0.5 * dot(x, times(m, x)) - dot([1, 2], x);
    const symmetric = [
      [2, 2],
      [2, 3],
    ];
    const point = [0.7, -1.2];
    const stated = plus(times(symmetric, point), -1, [1, 2]);
    for (const i of [0, 1]) {
      const unit = [0, 1].map((j) => (i === j ? 1e-5 : 0));
      const slope = (value(plus(point, 1, unit)) - value(plus(point, -1, unit))) / 2e-5;
      expect(slope).toBeCloseTo(at(stated, i), 7);
    }
  });

  it('completing the square gives the same function', () => {
    const x = [1, 2, -1];
    const small: Quadratic = { a: withEigenvalues([1, 3, 8]), b: [1, -2, 2], c: 5 };
    const solution = at(conjugateGradient(small, [0, 0, 0], 4).slice(0, 4), 3).x;
    const e = plus(x, -1, solution);
    expect(valueAt(small, x)).toBeCloseTo(valueAt(small, solution) + 0.5 * dot(e, times(small.a, e)), 8);
  });

  it('steepest descent turns at right angles and stays under its bound', () => {
    const run = steepestDescent(problem, zero, 200);
    const solution = at(run, 199).x;
    const best = valueAt(problem, plus(solution, 0, solution));
    for (let k = 0; k < 40; k++) {
      const [now, next] = [at(run, k), at(run, k + 1)];
      expect(Math.abs(dot(now.residual, next.residual)) / dot(now.residual, now.residual)).toBeLessThan(1e-9);
      const factor = (valueAt(problem, next.x) - best) / (valueAt(problem, now.x) - best);
      expect(factor).toBeLessThanOrEqual(descentFactor(kappa) ** 2 + 1e-3);
    }
  });

  it('conjugate gradients: conjugate directions, orthogonal residuals, the end after n steps, under the bound, never behind', () => {
    const run = conjugateGradient(problem, zero, 6);
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < i; j++) {
        expect(dot(at(run, i).direction, times(problem.a, at(run, j).direction))).toBeCloseTo(0, 6);
        expect(dot(at(run, i).residual, at(run, j).residual)).toBeCloseTo(0, 6);
      }
    }
    const last = at(run, 5);
    const end = endOf(last);
    for (const r of residualAt(problem, end)) expect(r).toBeCloseTo(0, 8);
    const errorNorm = (x: Vector): number => Math.sqrt(dot(plus(x, -1, end), times(problem.a, plus(x, -1, end))));
    const slower = steepestDescent(problem, zero, 6);
    expect(conjugateBound(kappa, 3)).toBeCloseTo(2 * (7 / 9) ** 3, 12);
    for (let k = 0; k < 6; k++) {
      expect(errorNorm(at(run, k).x)).toBeLessThanOrEqual(conjugateBound(kappa, k) * errorNorm(zero) + 1e-9);
      expect(errorNorm(at(run, k).x)).toBeLessThanOrEqual(errorNorm(at(slower, k).x) + 1e-9);
    }
  });

  it('three different eigenvalues take three steps, and an eigenvector as error takes one step of steepest descent', () => {
    const clustered: Quadratic = { a: withEigenvalues([1, 10, 10, 1, 50, 10, 50]), b: [1, 2, 3, 4, 5, 6, 7], c: 0 };
    const run = conjugateGradient(
      clustered,
      clustered.b.map(() => 0),
      4,
    );
    expect(Math.sqrt(dot(at(run, 2).residual, at(run, 2).residual))).toBeGreaterThan(1e-3);
    expect(Math.sqrt(dot(at(run, 3).residual, at(run, 3).residual))).toBeLessThan(1e-9);
    const run2 = steepestDescent(bowl, plus(bottom, 3, [1, -1]), 2);
    for (const r of at(run2, 1).residual) expect(r).toBeCloseTo(0, 12);
  });

  it('the best fixed step shrinks no direction more slowly than (kappa - 1) / (kappa + 1), and any other step does', () => {
    const slowest = (alpha: number): number => Math.max(...eigenvalues.map((value) => Math.abs(1 - alpha * value)));
    const best = 2 / (1 + 64);
    expect(slowest(best)).toBeCloseTo((kappa - 1) / (kappa + 1), 12);
    for (const other of [0.9, 0.99, 1.01, 1.03]) expect(slowest(best * other)).toBeGreaterThan(slowest(best));
    expect(slowest((2 / 64) * 1.001)).toBeGreaterThan(1);
    expect(slowest((2 / 64) * 0.999)).toBeLessThan(1);
  });
});

describe('quadratic-form: the other numbers', () => {
  it('the table of steps follows from the two bounds', () => {
    const millionth = Math.log(1e6);
    for (const kappa of [9, 100, 10000]) {
      const slow = stepsUntil((k) => descentFactor(kappa) ** k, 1e-6);
      const fast = stepsUntil((k) => conjugateBound(kappa, k), 1e-6);
      const root = Math.sqrt(kappa);
      expect(slow).toBe(Math.ceil(millionth / Math.log((kappa + 1) / (kappa - 1))));
      expect(fast).toBe(Math.ceil((millionth + Math.log(2)) / Math.log((root + 1) / (root - 1))));
      const row = `| ${kappa} | ${slow} | ${fast} |`;
      for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain(row);
    }
  });

  it('a dense matrix of a million unknowns takes 8 TB', () => {
    expect((1e6 * 1e6 * 8) / 1e12).toBe(8);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain('8 TB');
  });
});

describe('quadratic-form: the picture', () => {
  it('starts where the article does and needs its numbers of steps', () => {
    const shown = race(9, -38.66);
    expect(shown.start).toEqual(start);
    expect([shown.descentSteps, shown.conjugateSteps]).toEqual([31, 2]);
    expect(at(shown.conjugateLeft, 2)).toBeLessThan(1e-20);
  });

  it('one step is enough for both on a round bowl and from an eigenvector', () => {
    for (const [kappa, degrees] of [
      [1, 20],
      [25, 45],
      [25, -45],
      [7, 135],
    ] as const) {
      const shown = race(kappa, degrees);
      expect([shown.descentSteps, shown.conjugateSteps]).toEqual([1, 1]);
    }
  });

  it('no start is slower than the worst case, and some start is as slow', () => {
    for (const kappa of [2, 9, 25]) {
      const problem = bowlOf(kappa);
      const factors = Array.from({ length: 360 }, (_, degrees) => {
        const turned = (degrees * Math.PI) / 180;
        const step = at(steepestDescent(problem, plus(bottom, 1, [Math.cos(turned), Math.sin(turned)]), 1), 0);
        return valueAt(problem, endOf(step)) / valueAt(problem, step.x);
      });
      const worst = descentFactor(kappa) ** 2;
      expect(Math.max(...factors)).toBeLessThanOrEqual(worst + 1e-9);
      expect(Math.max(...factors)).toBeGreaterThan(0.99 * worst);
    }
  });
});
