import { describe, expect, it } from 'vitest';
import {
  binomial,
  expectation,
  firstReturns,
  normalApproximation as gaussian,
  heatStep,
  type Law,
  meanOf,
  positionProbability,
  varianceOf,
  walk,
} from '../../src/figures/random-walk.ts';
import { expectStated } from '../support/content.ts';

const slug = 'random-walk';

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const at = (law: Law, m: number): number => law.get(m) ?? 0;

/** All sequences of +1 and -1. */
function allPaths(steps: number): number[][] {
  return steps === 0
    ? [[]]
    : allPaths(steps - 1).flatMap((path) => [
        [...path, 1],
        [...path, -1],
      ]);
}

describe('random-walk: six steps', () => {
  const six = walk(6);
  const paths = allPaths(6);

  it('the recursion agrees with counting all sixty-four paths', () => {
    expectStated(slug, paths.length, 0);
    for (let m = -7; m <= 7; m++) {
      const count = paths.filter((path) => sum(path) === m).length;
      expect(at(six, m)).toBeCloseTo(count / paths.length, 14);
    }
  });

  it('the table has the right counts and probabilities', () => {
    expect([0, 2, 4, 6].map((m) => at(six, m) * 64)).toEqual([20, 15, 6, 1]);
    expectStated(slug, at(six, 0), 4);
    for (const m of [2, 4, 6]) expectStated(slug, at(six, m), 3);
  });

  it('the moments are as stated', () => {
    expect(expectation(six, (m) => m)).toBeCloseTo(0, 14);
    expect(expectation(six, (m) => m * m)).toBeCloseTo(6, 12);
    expect(expectation(six, (m) => m * m) * 64).toBe(384);
    expectStated(slug, expectation(six, Math.abs), 3);
    expectStated(slug, Math.sqrt(6), 3);
    expectStated(
      slug,
      expectation(six, (m) => (Math.abs(m) <= 2 ? 1 : 0)),
      3,
    );
  });

  it('the first returns are as stated, by removal and by looking at every path', () => {
    const returns = firstReturns(6);
    expect(returns).toEqual([0, 1 / 2, 0, 1 / 8, 0, 1 / 16]);
    expectStated(slug, sum(returns), 4);
    const back = paths.filter((path) => path.some((_, i) => sum(path.slice(0, i + 1)) === 0)).length;
    expect(back / paths.length).toBe(sum(returns));
    expect(1 - sum(returns)).toBe(at(six, 0));
  });
});

describe('random-walk: the theory', () => {
  it('the position is a stretched binomial', () => {
    for (const n of [1, 7, 12, 40]) {
      const law = walk(n);
      for (let m = -n; m <= n; m++) {
        expect(at(law, m)).toBeCloseTo((n + m) % 2 === 0 ? binomial(n, (n + m) / 2) / 2 ** n : 0, 13);
        expect(positionProbability(n, m)).toBeCloseTo(at(law, m), 13);
      }
    }
  });

  it('the generating function takes the value ((x + 1/x) / 2)^n, on the real line and as cos^n on the circle', () => {
    for (const x of [0.7, 1, 1.3, -1]) expect(expectation(walk(9), (m) => x ** m)).toBeCloseTo(((x + 1 / x) / 2) ** 9, 10);
    for (const angle of [0.2, 1, 2.5]) expect(expectation(walk(9), (m) => Math.cos(m * angle))).toBeCloseTo(Math.cos(angle) ** 9, 12);
  });

  it('an unfair coin has mean n(p-q) and variance 4npq', () => {
    const law = walk(50, 0.6);
    const mean = expectation(law, (m) => m);
    expect(mean).toBeCloseTo(50 * 0.2, 10);
    expect(expectation(law, (m) => (m - mean) ** 2)).toBeCloseTo(4 * 50 * 0.6 * 0.4, 9);
    expect(meanOf(50, 0.6)).toBeCloseTo(mean, 10);
    expect(varianceOf(50, 0.6)).toBeCloseTo(48, 10);
    for (const m of [-50, -7, 10, 50]) expect(positionProbability(50, m, 0.6)).toBeCloseTo(at(law, m), 14);
  });

  it('first returns satisfy the renewal equation and have the generating function 1 - sqrt(1 - z^2)', () => {
    const returns = firstReturns(40);
    for (let k = 1; k <= 20; k++) {
      const right = sum(Array.from({ length: k }, (_, j) => (returns[2 * j + 1] ?? 0) * at(walk(2 * k - 2 * j - 2), 0)));
      expect(at(walk(2 * k), 0)).toBeCloseTo(right, 13);
      expect(1 - sum(returns.slice(0, 2 * k))).toBeCloseTo(at(walk(2 * k), 0), 13);
    }
    expect(sum(returns.map((f, i) => f * 0.5 ** (i + 1)))).toBeCloseTo(1 - Math.sqrt(1 - 0.25), 12);
  });

  it('ten thousand steps leave about 0.8 % without a return', () => {
    let never = 1;
    for (let k = 1; k <= 5000; k++) never *= (2 * k - 1) / (2 * k);
    expect(never).toBeCloseTo(1 / Math.sqrt(Math.PI * 5000), 5);
    expectStated(slug, never * 100, 1);
  });

  it('the biased walker returns with probability 1 - |p - q|', () => {
    const returned = sum(firstReturns(1200, 0.55));
    expectStated(slug, returned, 1);
    expect(returned).toBeCloseTo(0.9, 4);
  });

  it('on the square grid the return probabilities are those of the line squared, about 1/(pi k)', () => {
    const plane = (steps: number): number => {
      let law = new Map([['0,0', 1]]);
      for (let i = 0; i < steps; i++) {
        const next = new Map<string, number>();
        for (const [key, w] of law) {
          const [x = 0, y = 0] = key.split(',').map(Number);
          for (const [dx, dy] of [
            [1, 0],
            [-1, 0],
            [0, 1],
            [0, -1],
          ] as const) {
            const place = `${x + dx},${y + dy}`;
            next.set(place, (next.get(place) ?? 0) + w / 4);
          }
        }
        law = next;
      }
      return law.get('0,0') ?? 0;
    };
    for (const k of [1, 2, 5, 10]) expect(plane(2 * k)).toBeCloseTo(at(walk(2 * k), 0) ** 2, 12);
    expect(plane(40) * Math.PI * 20).toBeCloseTo(1, 1);
  });

  it('in three dimensions the walker returns with probability about 0.34', () => {
    // The mean number of visits is the integral of e^-t I0(t/3)^3: the three coordinates of a walk in continuous time are independent.
    const bessel = (t: number): number => {
      const pieces = 120;
      return sum(Array.from({ length: pieces }, (_, i) => Math.exp(t * (Math.cos((Math.PI * (i + 0.5)) / pieces) - 1)))) / pieces;
    };
    const end = 400;
    const width = 0.1;
    let visits = 0;
    for (let i = 0; i < end / width; i++) visits += width * bessel(((i + 0.5) * width) / 3) ** 3;
    visits += (2 * (3 / (2 * Math.PI)) ** 1.5) / Math.sqrt(end);
    expect(visits).toBeCloseTo(1.5164, 3);
    expectStated(slug, 1 - 1 / visits, 2);
  });
});

describe('random-walk: the limit', () => {
  it('the Gaussian is as good as stated', () => {
    expectStated(slug, gaussian(6, 0), 3);
    expectStated(slug, gaussian(100, 0), 4);
    expectStated(slug, at(walk(100), 0), 4);
    expectStated(slug, gaussian(20, 0), 3);
    expectStated(slug, at(walk(20), 0), 3);
    expectStated(slug, gaussian(20, 20) / at(walk(20), 20), 1);
  });

  it('the Gaussian solves the heat equation and has variance 2Dt', () => {
    const diffusion = 0.7;
    const density = (x: number, t: number): number => Math.exp((-x * x) / (4 * diffusion * t)) / Math.sqrt(4 * Math.PI * diffusion * t);
    const h = 1e-3;
    for (const x of [0, 0.5, 2]) {
      const inTime = (density(x, 1 + h) - density(x, 1 - h)) / (2 * h);
      const inSpace = (density(x - h, 1) - 2 * density(x, 1) + density(x + h, 1)) / h ** 2;
      expect(inTime).toBeCloseTo(diffusion * inSpace, 5);
    }
    const grid = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100);
    expect(sum(grid.map((x) => x * x * density(x, 1.5) * 0.01))).toBeCloseTo(2 * diffusion * 1.5, 6);
  });

  it('doubled, the normal density sums to one over the positions that can be reached, and fits a biased coin too', () => {
    for (const [n, right] of [
      [100, 0.5],
      [101, 0.5],
      [200, 0.7],
    ] as const) {
      const law = walk(n, right);
      expect(sum([...law.keys()].map((m) => gaussian(n, m, right)))).toBeCloseTo(1, 6);
      for (const [m, w] of law) expect(Math.abs(gaussian(n, m, right) - w)).toBeLessThan(0.003);
    }
  });

  it('with the step shrunk like the root of the time the walk tends to it, with equal shrinking it freezes', () => {
    const spread = (steps: number, dx: number): number => expectation(walk(steps), (m) => (m * dx) ** 2);
    expect(spread(100, 1 / Math.sqrt(100))).toBeCloseTo(1, 10);
    expect(spread(400, 1 / Math.sqrt(400))).toBeCloseTo(1, 10);
    expect(spread(400, 1 / 400)).toBeCloseTo(1 / 400, 10);
  });

  it('drift and spread are level at step 99', () => {
    const level = Array.from({ length: 200 }, (_, i) => i + 1).find((n) => n * 0.1 >= Math.sqrt(4 * n * 0.55 * 0.45) - 1e-9);
    expect(level).toBe(99);
    expectStated(slug, 99, 0);
  });

  it('the tail is wrong by seven orders of magnitude', () => {
    const exact = at(walk(100), 100);
    expect(exact).toBe(2 ** -100);
    expectStated(slug, exact * 1e31, 1);
    expectStated(slug, gaussian(100, 100) * 1e23, 1);
    expect(Math.floor(Math.log10(gaussian(100, 100) / exact))).toBe(7);
    expectStated(slug, 2 ** 100 / 1e30, 2);
  });

  it('the explicit scheme is the walk at r = 1/2, and blows up with alternating signs at r = 0.6', () => {
    const run = (r: number, steps: number): readonly number[] => {
      let p: readonly number[] = Array.from({ length: 201 }, (_, i) => (i === 100 ? 1 : 0));
      for (let done = 0; done < steps; done++) p = heatStep(p, r);
      return p;
    };
    const law = walk(30);
    run(0.5, 30).forEach((p, i) => {
      expect(p).toBeCloseTo(at(law, i - 100), 14);
    });
    const wild = run(0.6, 60);
    expect(Math.max(...wild.map(Math.abs))).toBeGreaterThan(100);
    expect((wild[100] ?? 0) * (wild[101] ?? 0)).toBeLessThan(0);
    expect(sum(wild)).toBeCloseTo(1, 6);
  });
});
