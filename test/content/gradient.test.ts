import { describe, expect, it } from 'vitest';
import { expectStated } from '../support/content.ts';

type Vector = readonly number[];

/** A number and how fast it changes along the chosen direction: forward-mode differentiation. */
interface Dual {
  readonly value: number;
  readonly rate: number;
}

type Field = (point: readonly Dual[]) => Dual;

const add = (a: Dual, b: Dual): Dual => ({ value: a.value + b.value, rate: a.rate + b.rate });
const multiply = (a: Dual, b: Dual): Dual => ({ value: a.value * b.value, rate: a.rate * b.value + a.value * b.rate });

const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
const norm = (a: Vector): number => Math.sqrt(dot(a, a));
const scale = (a: Vector, by: number): Vector => a.map((x) => x * by);
const plus = (a: Vector, b: Vector): Vector => a.map((x, i) => x + (b[i] ?? 0));
const unit = (a: Vector): Vector => scale(a, 1 / norm(a));
const axis = (i: number, size: number): Vector => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0));

function valueAt(f: Field, point: Vector): number {
  return f(point.map((value) => ({ value, rate: 0 }))).value;
}

/** Straight from the definition: the derivative of h -> f(p + h u) at zero, with u of length one. */
function directionalDerivative(f: Field, point: Vector, direction: Vector): number {
  const u = unit(direction);
  return f(point.map((value, i) => ({ value, rate: u[i] ?? 0 }))).rate;
}

function gradient(f: Field, point: Vector): Vector {
  return point.map((_, i) => directionalDerivative(f, point, axis(i, point.length)));
}

function forwardDifference(f: Field, point: Vector, direction: Vector, h: number): number {
  return (valueAt(f, plus(point, scale(unit(direction), h))) - valueAt(f, point)) / h;
}

function centralDifference(f: Field, point: Vector, direction: Vector, h: number): number {
  const d = scale(unit(direction), h);
  return (valueAt(f, plus(point, d)) - valueAt(f, plus(point, scale(d, -1)))) / (2 * h);
}

function descend(f: Field, point: Vector, eta: number): Vector {
  return plus(point, scale(gradient(f, point), -eta));
}

function part(point: readonly Dual[], i: number): Dual {
  const coordinate = point[i];
  if (coordinate === undefined) throw new Error(`no coordinate ${i}`);
  return coordinate;
}

const bowl: Field = (p) => add(multiply(part(p, 0), part(p, 0)), multiply(part(p, 1), part(p, 1)));
const cubic: Field = (p) => add(multiply(multiply(part(p, 0), part(p, 0)), part(p, 1)), multiply(part(p, 1), part(p, 1)));
const start: Vector = [1, 2];

describe('the method', () => {
  it('agrees with the partial derivatives found by hand', () => {
    expect(gradient(bowl, start)).toEqual([2, 4]);
    // x²y + y² at (3, -1): 2xy = -6 and x² + 2y = 7
    expect(gradient(cubic, [3, -1])).toEqual([-6, 7]);
  });

  it('gives the same slope as the dot product with the gradient and as central differences', () => {
    for (let degrees = 0; degrees < 360; degrees += 7) {
      const u = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const slope = directionalDerivative(cubic, [3, -1], u);
      expect(slope).toBeCloseTo(dot(gradient(cubic, [3, -1]), u), 10);
      expect(slope).toBeCloseTo(centralDifference(cubic, [3, -1], u, 1e-5), 7);
      expect(directionalDerivative(cubic, [3, -1], scale(u, -1))).toBeCloseTo(-slope, 10);
    }
  });

  it('finds no steeper direction than the gradient when all are tried', () => {
    const g = gradient(bowl, start);
    let best: Vector = [1, 0];
    for (let step = 0; step < 36_000; step += 1) {
      const u = [Math.cos((step * Math.PI) / 18_000), Math.sin((step * Math.PI) / 18_000)];
      if (directionalDerivative(bowl, start, u) > directionalDerivative(bowl, start, best)) best = u;
    }
    expect(directionalDerivative(bowl, start, best)).toBeCloseTo(norm(g), 6);
    expect(best[0]).toBeCloseTo(unit(g)[0] ?? 0, 3);
    expect(best[1]).toBeCloseTo(unit(g)[1] ?? 0, 3);
  });
});

describe('the numbers of the article', () => {
  it('states the slopes of the table', () => {
    expectStated('gradient', valueAt(bowl, start), 0);
    expect(directionalDerivative(bowl, start, [3, 4])).toBeCloseTo(22 / 5, 12);
    expectStated('gradient', directionalDerivative(bowl, start, [3, 4]), 1);
    expectStated('gradient', dot(gradient(bowl, start), [3, 4]), 0);
    expect(directionalDerivative(bowl, start, [1, 0])).toBe(2);
    expectStated('gradient', directionalDerivative(bowl, start, [1, 0]), 0);
    expectStated('gradient', directionalDerivative(bowl, start, gradient(bowl, start)), 4);
    expect(directionalDerivative(bowl, start, [-2, 1])).toBeCloseTo(0, 12);
    for (const direction of [gradient(bowl, start), [-2, 1]])
      for (const component of unit(direction)) expectStated('gradient', component, 4);
  });

  it('states how far (3, 4) is from the gradient and what ten degrees cost', () => {
    const cosine = dot(unit([3, 4]), unit(gradient(bowl, start)));
    expectStated('gradient', (Math.acos(cosine) * 180) / Math.PI, 1);
    expectStated('gradient', 100 * (1 - Math.cos((10 * Math.PI) / 180)), 1);
  });

  it('states the differences with both step widths', () => {
    expectStated('gradient', forwardDifference(bowl, start, [3, 4], 0.1), 1);
    expectStated('gradient', forwardDifference(bowl, start, [3, 4], 0.01), 2);
    for (const h of [1, 0.1, 0.01]) expect(centralDifference(bowl, start, [3, 4], h)).toBeCloseTo(4.4, 10);
    // the expansion 5 + 4.4 h + h²
    for (const h of [-2, 0.5, 3]) expect(valueAt(bowl, plus(start, scale([0.6, 0.8], h)))).toBeCloseTo(5 + 4.4 * h + h * h, 10);
  });

  it('states the step of descent, its prediction and what is missing', () => {
    const next = descend(bowl, start, 0.1);
    expect(next[0]).toBeCloseTo(0.8, 12);
    expect(next[1]).toBeCloseTo(1.6, 12);
    const predicted = valueAt(bowl, start) - 0.1 * dot(gradient(bowl, start), gradient(bowl, start));
    expectStated('gradient', valueAt(bowl, next), 1);
    expectStated('gradient', predicted, 0);
    expectStated('gradient', valueAt(bowl, next) - predicted, 1);
    const missingAtHalf = valueAt(bowl, descend(bowl, start, 0.05)) - (5 - 0.05 * 20);
    expect(missingAtHalf).toBeCloseTo(0.05, 12);
  });

  it('descends as the closed form says, down to the bottom, across, and up', () => {
    for (const eta of [0.1, 0.5, 1, 1.2]) {
      expect(valueAt(bowl, descend(bowl, start, eta))).toBeCloseTo(5 * (1 - 2 * eta) ** 2, 10);
    }
    expect(valueAt(bowl, descend(bowl, start, 0.5))).toBeCloseTo(0, 12);
    expect(valueAt(bowl, descend(bowl, start, 1))).toBeCloseTo(5, 12);
    expect(valueAt(bowl, descend(bowl, start, 1.2))).toBeGreaterThan(5);
  });

  it('states the slope that the dot product misses where the function is not differentiable', () => {
    const crease = (x: number, y: number): number => (x === 0 && y === 0 ? 0 : (x * x * y) / (x * x + y * y));
    const slope = (u: Vector, h: number): number => (crease(h * (u[0] ?? 0), h * (u[1] ?? 0)) - crease(0, 0)) / h;
    for (const h of [1e-3, -1e-6]) {
      expect(slope([1, 0], h)).toBe(0);
      expect(slope([0, 1], h)).toBe(0);
      expect(slope([0.6, 0.8], h)).toBeCloseTo(0.6 ** 2 * 0.8, 10);
      expect(slope(unit([1, 1]), h)).toBeCloseTo(1 / (2 * Math.SQRT2), 10);
    }
    expectStated('gradient', slope(unit([1, 1]), 1e-6), 3);
  });
});
