import { describe, expect, it } from 'vitest';
import {
  centralDifference,
  crease,
  derivativeByAngle,
  descend,
  directionalDerivative,
  type Field,
  forwardDifference,
  paraboloid,
  tangentPlane,
} from '../../src/figures/gradient.ts';
import { expectStated } from '../support/content.ts';

type Point = readonly [number, number];

/** A number and how fast it changes along the chosen direction: forward-mode differentiation, straight from the definition. */
interface Dual {
  readonly value: number;
  readonly rate: number;
}

const add = (a: Dual, b: Dual): Dual => ({ value: a.value + b.value, rate: a.rate + b.rate });
const multiply = (a: Dual, b: Dual): Dual => ({ value: a.value * b.value, rate: a.rate * b.value + a.value * b.rate });

const bowlOfDuals = (x: Dual, y: Dual): Dual => add(multiply(x, x), multiply(y, y));
const cubicOfDuals = (x: Dual, y: Dual): Dual => add(multiply(multiply(x, x), y), multiply(y, y));

function slopeOf(f: (x: Dual, y: Dual) => Dual, [x, y]: Point, [ux, uy]: Point): number {
  return f({ value: x, rate: ux }, { value: y, rate: uy }).rate;
}

/** x²y + y². */
const cubic: Field = { value: (x, y) => x * x * y + y * y, gradient: (x, y) => [2 * x * y, x * x + 2 * y] };

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1];
const norm = (a: Point): number => Math.sqrt(dot(a, a));
const unit = (a: Point): Point => [a[0] / norm(a), a[1] / norm(a)];
const at = (degrees: number): Point => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

const start: Point = [1, 2];
const steepest = paraboloid.gradient(...start);

describe('the method', () => {
  it('agrees with the partial derivatives found by hand', () => {
    expect(paraboloid.gradient(...start)).toEqual([2, 4]);
    // x²y + y² at (3, -1): 2xy = -6 and x² + 2y = 7
    expect(cubic.gradient(3, -1)).toEqual([-6, 7]);
    const points: Point[] = [start, [3, -1], [-0.5, 0.25]];
    for (const p of points) {
      expect(paraboloid.gradient(...p)).toEqual([slopeOf(bowlOfDuals, p, [1, 0]), slopeOf(bowlOfDuals, p, [0, 1])]);
      expect(cubic.gradient(...p)).toEqual([slopeOf(cubicOfDuals, p, [1, 0]), slopeOf(cubicOfDuals, p, [0, 1])]);
    }
  });

  it('gives the same slope as the definition, as the dot product with the gradient and as central differences', () => {
    for (let degrees = 0; degrees < 360; degrees += 7) {
      const u = at(degrees);
      const slope = slopeOf(cubicOfDuals, [3, -1], u);
      expect(directionalDerivative(cubic, [3, -1], u)).toBeCloseTo(slope, 10);
      expect(dot(cubic.gradient(3, -1), u)).toBeCloseTo(slope, 10);
      expect(centralDifference(cubic.value, [3, -1], u, 1e-5)).toBeCloseTo(slope, 7);
      expect(directionalDerivative(cubic, [3, -1], [-u[0], -u[1]])).toBeCloseTo(-slope, 10);
      expect(directionalDerivative(cubic, [3, -1], [5 * u[0], 5 * u[1]])).toBeCloseTo(slope, 10);
    }
    expect(() => directionalDerivative(cubic, [3, -1], [0, 0])).toThrow(RangeError);
  });

  it('finds no steeper direction than the gradient when all are tried', () => {
    const all = derivativeByAngle(
      paraboloid,
      start,
      Array.from({ length: 36_000 }, (_, i) => i / 100),
    );
    const [angle, slope] = all.reduce((best, one) => (one[1] > best[1] ? one : best));
    expect(slope).toBeCloseTo(norm(steepest), 6);
    expect(at(angle)[0]).toBeCloseTo(unit(steepest)[0], 3);
    expect(at(angle)[1]).toBeCloseTo(unit(steepest)[1], 3);
  });

  it('has errors proportional to h and to h²', () => {
    const slope = directionalDerivative(cubic, [3, -1], [1, 2]);
    const errors = [0.1, 0.05].map((h) => [
      forwardDifference(cubic.value, [3, -1], [1, 2], h) - slope,
      centralDifference(cubic.value, [3, -1], [1, 2], h) - slope,
    ]);
    expect((errors[0]?.[0] ?? 0) / (errors[1]?.[0] ?? 1)).toBeCloseTo(2, 1);
    expect((errors[0]?.[1] ?? 0) / (errors[1]?.[1] ?? 1)).toBeCloseTo(4, 6);
  });
});

describe('the numbers of the article', () => {
  const along = (direction: Point): number => directionalDerivative(paraboloid, start, direction);

  it('states the slopes of the table', () => {
    expectStated('gradient', paraboloid.value(...start), 0);
    expect(along([3, 4])).toBeCloseTo(22 / 5, 12);
    expectStated('gradient', along([3, 4]), 1);
    expectStated('gradient', dot(steepest, [3, 4]), 0);
    expect(along([1, 0])).toBe(2);
    expectStated('gradient', along([1, 0]), 0);
    expectStated('gradient', along(steepest), 4);
    expect(along([-2, 1])).toBeCloseTo(0, 12);
    for (const direction of [steepest, [-2, 1] as const]) for (const component of unit(direction)) expectStated('gradient', component, 4);
  });

  it('states how far (3, 4) is from the gradient and what ten degrees cost', () => {
    const cosine = dot(unit([3, 4]), unit(steepest));
    expectStated('gradient', (Math.acos(cosine) * 180) / Math.PI, 1);
    expectStated('gradient', 100 * (1 - Math.cos((10 * Math.PI) / 180)), 1);
  });

  it('states the differences with both step widths', () => {
    expectStated('gradient', forwardDifference(paraboloid.value, start, [3, 4], 0.1), 1);
    expectStated('gradient', forwardDifference(paraboloid.value, start, [3, 4], 0.01), 2);
    for (const h of [1, 0.1, 0.01]) expect(centralDifference(paraboloid.value, start, [3, 4], h)).toBeCloseTo(4.4, 10);
    // the expansion 5 + 4.4 h + h²
    for (const h of [-2, 0.5, 3]) expect(paraboloid.value(1 + 0.6 * h, 2 + 0.8 * h)).toBeCloseTo(5 + 4.4 * h + h * h, 10);
  });

  it('states the step of descent, its prediction and what is missing', () => {
    const next = descend(paraboloid, start, 0.1);
    expect(next[0]).toBeCloseTo(0.8, 12);
    expect(next[1]).toBeCloseTo(1.6, 12);
    const predicted = tangentPlane(paraboloid, start, [-0.2, -0.4]);
    expect(predicted).toBeCloseTo(paraboloid.value(...start) - 0.1 * dot(steepest, steepest), 12);
    expectStated('gradient', paraboloid.value(...next), 1);
    expectStated('gradient', predicted, 0);
    expectStated('gradient', paraboloid.value(...next) - predicted, 1);
    const missingAtHalf = paraboloid.value(...descend(paraboloid, start, 0.05)) - tangentPlane(paraboloid, start, [-0.1, -0.2]);
    expect(missingAtHalf).toBeCloseTo(0.05, 12);
  });

  it('descends as the closed form says, down to the bottom, across, and up', () => {
    const heightAfter = (eta: number): number => paraboloid.value(...descend(paraboloid, start, eta));
    for (const eta of [0.1, 0.5, 1, 1.2]) expect(heightAfter(eta)).toBeCloseTo(5 * (1 - 2 * eta) ** 2, 10);
    expect(heightAfter(0.5)).toBeCloseTo(0, 12);
    expect(heightAfter(1)).toBeCloseTo(5, 12);
    expect(heightAfter(1.2)).toBeGreaterThan(5);
  });

  it('states the slope that the dot product misses where the function is not differentiable', () => {
    const slope = (u: Point, h: number): number => forwardDifference(crease, [0, 0], u, h);
    for (const h of [1e-3, -1e-6]) {
      expect(slope([1, 0], h)).toBeCloseTo(0, 12);
      expect(slope([0, 1], h)).toBeCloseTo(0, 12);
      expect(slope([0.6, 0.8], h)).toBeCloseTo(0.6 ** 2 * 0.8, 10);
      expect(slope([1, 1], h)).toBeCloseTo(1 / (2 * Math.SQRT2), 10);
    }
    expectStated('gradient', slope([1, 1], 1e-6), 3);
  });
});
